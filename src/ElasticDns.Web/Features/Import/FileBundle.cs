using System.Text.Json;
using ElasticDns.Core.Manifests;
using Microsoft.AspNetCore.Components.Forms;

namespace ElasticDns.Web.Features.Import;

/// <summary>
/// Many files that a browser sends as one, because the messages of a page are short (see <c>folders.js</c>): a first line that names
/// them with their sizes, and their contents one after the other.
/// </summary>
internal sealed class FileBundle : IAsyncDisposable
{
    /// <summary>By which it is known.</summary>
    public const string ContentType = "application/x-elastic-dns-files";

    // So many names of 300 characters, each of them escaped.
    private const int MostListBytes = 8 * 1024 * 1024;

    private readonly Stream _content;

    private FileBundle(Stream content) => _content = content;

    /// <summary>The files, to be read in this order; null where the first line does not name them.</summary>
    public IReadOnlyList<IBrowserFile>? Files { get; private set; }

    /// <summary>Reads the first line.</summary>
    public static async Task<FileBundle> OpenAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        var bundle = new FileBundle(new BufferedStream(file.OpenReadStream(FileIntake.MostBytes + MostListBytes, cancellationToken), 64 * 1024));
        try
        {
            if (await bundle.ReadLineAsync(cancellationToken) is { } line && JsonSerializer.Deserialize<List<Listed>>(line, JsonSerializerOptions.Web) is { } list
                && list.TrueForAll(one => one is { Name: not null, Size: >= 0 }))
                bundle.Files = [.. list.Select(one => new BundledFile(one.Name!, one.Size, bundle._content))];
        }
        catch (Exception exception) when (exception is JsonException or IOException or TimeoutException)
        {
            // Not written by folders.js, or not to its end.
        }
        return bundle;
    }

    /// <summary>Passes over a file.</summary>
    public static async Task SkipAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream(long.MaxValue, cancellationToken);
        await content.CopyToAsync(Stream.Null, cancellationToken);
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    private async Task<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
        var one = new byte[1];
        while (line.Length < MostListBytes && await _content.ReadAsync(one, cancellationToken) > 0)
        {
            if (one[0] == '\n') return line.ToArray();
            line.WriteByte(one[0]);
        }
        return null;
    }

    private sealed record Listed(string? Name, long Size);

    private sealed record BundledFile(string Name, long Size, Stream Bundle) : IBrowserFile
    {
        public DateTimeOffset LastModified => default;

        public string ContentType => "";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken) => new Part(Bundle, Size);
    }

    /// <summary>The next bytes of the bundle; that it ends before them is an error.</summary>
    private sealed class Part(Stream bundle, long length) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read == length) return 0;
            var read = await bundle.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - _read)], cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            _read += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
