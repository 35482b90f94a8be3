using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ElasticDns.Web.Tests.Features.Import;

/// <summary>An entry of a zip archive in which everything can be a lie.</summary>
internal sealed record ZipEntryText(string Name, byte[] Packed)
{
    public ushort Flags { get; init; } = 0x0800;

    public ushort Method { get; init; } = 8;

    public uint Checksum { get; init; }

    public uint Size { get; init; }

    public ushort Mode { get; init; }

    /// <summary>The name that stands in the entry's own header.</summary>
    public string? LocalName { get; init; }

    /// <summary>Where the directory says that the entry stands; null where it does stand.</summary>
    public uint? Offset { get; init; }
}

/// <summary>Zip archives for tests: honest ones by the framework, others byte by byte.</summary>
internal static class ZipText
{
    public const string Manifest = "services:\n  api:\n    ports: [3000]\n";

    public static byte[] Honest(params string[] names) => Honest([.. names.Select(name => (name, Manifest))]);

    public static byte[] Honest(params (string Name, string Text)[] files) => Of([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static byte[] Of(params (string Name, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    public static ZipEntryText Stored(string name, string text) => Stored(name, Encoding.UTF8.GetBytes(text));

    public static ZipEntryText Stored(string name, byte[] bytes) => new(name, bytes) { Method = 0, Size = (uint)bytes.Length, Checksum = ChecksumOf(bytes) };

    public static byte[] Raw(params ZipEntryText[] entries) => Raw(entries, entries.Length);

    public static byte[] Raw(IReadOnlyList<ZipEntryText> entries, int count)
    {
        using var bytes = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var entry in entries)
        {
            var offset = (uint)bytes.Position;
            var name = Encoding.UTF8.GetBytes(entry.LocalName ?? entry.Name);
            Write(bytes, 0x04034B50u, (ushort)20, entry.Flags, entry.Method, 0u, entry.Checksum, (uint)entry.Packed.Length, entry.Size, (ushort)name.Length, (ushort)0);
            bytes.Write(name);
            bytes.Write(entry.Packed);
            name = Encoding.UTF8.GetBytes(entry.Name);
            Write(directory, 0x02014B50u, (ushort)0x0314, (ushort)20, entry.Flags, entry.Method, 0u, entry.Checksum, (uint)entry.Packed.Length, entry.Size, (ushort)name.Length, 0u, 0u, (uint)entry.Mode << 16, entry.Offset ?? offset);
            directory.Write(name);
        }
        var start = (uint)bytes.Position;
        bytes.Write(directory.ToArray());
        Write(bytes, 0x06054B50u, 0u, (ushort)count, (ushort)count, (uint)directory.Length, start, (ushort)0);
        return bytes.ToArray();
    }

    /// <summary>Zeros, deflated: one megabyte as often as asked, as its packed form can stand one after the other.</summary>
    public static byte[] Zeros(int megabytes)
    {
        using var once = new MemoryStream();
        using var deflate = new DeflateStream(once, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(new byte[1024 * 1024]);
        deflate.Flush();
        return [.. Enumerable.Repeat(once.ToArray(), megabytes).SelectMany(bytes => bytes), 3, 0];
    }

    private static uint ChecksumOf(byte[] bytes)
    {
        // The framework writes it behind the signature of the only entry of its own archive.
        var zip = Of(("x", bytes));
        var directory = zip.AsSpan(zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8));
        return BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]);
    }

    private static void Write(Stream stream, params object[] fields)
    {
        foreach (var field in fields)
        {
            var little = field is ushort two ? BitConverter.GetBytes(two) : BitConverter.GetBytes((uint)field);
            stream.Write(little);
        }
    }
}
