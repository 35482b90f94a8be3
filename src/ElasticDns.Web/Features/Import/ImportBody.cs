using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ElasticDns.Web.Features.Import;

/// <summary>What a call brings: its files, those of an archive among them, or the answer that refuses it unread.</summary>
internal sealed record ImportBody(IReadOnlyList<UploadedFile> Files, IResult? Problem = null)
{
    /// <summary>The media type of an archive.</summary>
    public const string ZipType = "application/zip";

    /// <summary>The most bytes of a call.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The most manifests of a call; of Kubernetes objects, each namespace of a file is one.</summary>
    public const int MostManifests = 1_000;

    private const int MostArchives = 10;

    private static readonly string[] TextTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain", "application/octet-stream", ZipType, "application/x-zip-compressed"];

    /// <summary>The media types of a text, as the description of the API lists them.</summary>
    public static IReadOnlyList<string> DescribedTypes { get; } = ["application/yaml", "text/yaml", "text/plain", "application/octet-stream"];

    /// <summary>What there is to say of archives.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether an archive is refused, and with it the call.</summary>
    public bool IsRefused => Findings.Any(finding => finding.Severity is Severity.Error);

    public static async Task<ImportBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "Encoded body", "Send the text without Content-Encoding.");
        List<UploadedFile>? files;
        var seconds = request.HttpContext.RequestServices.GetRequiredService<SurfaceLimits>().ImportBodySeconds;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            files = await ReadFilesAsync(request, time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Others wait for this turn.
            return Refuse(StatusCodes.Status408RequestTimeout, "Too slow", $"The body did not come to its end within {seconds} seconds. Nothing was imported: send it again, in parts if it is large.");
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge
                : Refuse(exception.StatusCode, "Bad request", "The body could not be read to its end.");
        }
        catch (InvalidDataException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "Bad request", "The body is not valid multipart/form-data.");
        }
        catch (IOException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "Bad request", "The body ended before it was complete.");
        }
        if (files is null)
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
                "Send YAML. With curl: add -H 'Content-Type: application/yaml' to --data-binary @service.yml, or use -F file=@service.yml.");
        if (files.Exists(file => !Archive.IsArchive(file.Bytes) && file.Bytes.Length > ManifestLimits.Default.FileBytes)) return TooLarge;
        if (files.Count(file => Archive.IsArchive(file.Bytes)) > MostArchives)
            return Refuse(StatusCodes.Status413PayloadTooLarge, "Too many archives", $"One call takes {MostArchives} archives at most.");
        var body = Unpack(files);
        return body.Files.CountBy(file => ManifestNames.IsGroups(file.Name)).Any(kind => kind.Value > MostManifests)
            ? new([], TooMany)
            : body.Files.Sum(file => (long)file.Bytes.Length) > MostBytes ? TooLarge
            : body;
    }

    private static ImportBody Unpack(List<UploadedFile> files)
    {
        var all = new List<UploadedFile>();
        var findings = new List<Finding>();
        foreach (var file in files)
        {
            var content = Archive.IsArchive(file.Bytes) ? Archive.Open(file.Name, file.Bytes) : new([file], []);
            all.AddRange(content.Files);
            findings.AddRange(content.Findings);
        }
        return new(all) { Findings = findings };
    }

    /// <summary>The answer to more of them.</summary>
    public static IResult TooMany => ImportAnswer.Problem(StatusCodes.Status413PayloadTooLarge, "Too many files", $"One call takes {MostManifests:N0} manifests at most.");

    private static ImportBody TooLarge => Refuse(StatusCodes.Status413PayloadTooLarge, "Too large",
        $"A file has {ManifestLimits.Default.FileBytes / 1024 / 1024} MiB at most, a call {MostBytes / 1024 / 1024} MiB, packed and unpacked.");

    private static ImportBody Refuse(int status, string title, string detail) => new([], ImportAnswer.Problem(status, title, detail));

    // The files in memory, each manifest up to one byte above the cap, which then refuses it; null where the content type is none that is read.
    private static async Task<List<UploadedFile>?> ReadFilesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        if (TextTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return await ReadAsync(request.Body, cancellationToken) is var bytes && Archive.IsArchive(bytes) ? [new("archive.zip", bytes)] : [new("service.yml", bytes)];
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary) throw new InvalidDataException("No boundary.");

        var files = new List<UploadedFile>();
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
            var isFile = !string.IsNullOrEmpty(name) || HeaderUtilities.RemoveQuotes(disposition.Name).Value == "file";
            if (!isFile) continue;
            files.Add(new(string.IsNullOrEmpty(name) ? "service.yml" : name, await ReadAsync(section.Body, cancellationToken)));
            if (files.Count > 2 * MostManifests) break;
        }
        return files;
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var most = ManifestLimits.Default.FileBytes + 1;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while ((bytes.Length < most || Archive.IsArchive(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))) && await body.ReadAsync(buffer, cancellationToken) is > 0 and var read) bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }
}
