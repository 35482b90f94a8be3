using System.Globalization;
using ElasticDns.Core.Manifests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.Import;

/// <summary>Imports manifests.</summary>
public static class ImportApi
{
    private const int MostFiles = 1_000;
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly string[] TextTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain", "application/octet-stream"];

    public static void MapImports(this IEndpointRouteBuilder api) =>
        api.MapPost("/imports", PostAsync)
            .WithSummary("Imports one service.yml, or several files in one transaction")
            .Produces<ImportJson>(StatusCodes.Status200OK).Produces<ImportJson>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .AddOpenApiOperationTransformer(DescribeBody)
            .DisableAntiforgery();

    // 'Accepts' would describe it too, but refuse any other content type before the answer can say what curl needs.
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var text = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = file } },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/yaml"] = text,
                ["text/yaml"] = text,
                ["text/plain"] = text,
                ["application/octet-stream"] = text,
                ["multipart/form-data"] = new() { Schema = form },
            },
        };
        return Task.CompletedTask;
    }

    private static async Task<IResult> PostAsync(
        HttpRequest request, Importer importer, CancellationToken cancellationToken, string? cluster = null, string? application = null,
        string? @namespace = null, string? environment = null, bool dryRun = false, bool rename = false, string? manifest = null, string? format = null)
    {
        var asked = ManifestFormat.ServiceYml;
        if (format is not null && !ManifestFormats.TryParse(format, out asked))
            return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Unknown format", "The formats are service.yml, compose and kubernetes.");
        if (manifest is not (null or "none"))
            return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Unknown value of 'manifest'", "Write manifest=none to drop the stored manifest.yml, or leave the parameter out.");
        if (request.Headers.ContentEncoding.Count > 0)
            return ImportAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "Encoded body", "Send the text without Content-Encoding.");

        List<UploadedFile>? files;
        try
        {
            files = await ReadFilesAsync(request, cancellationToken);
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge()
                : ImportAnswer.Problem(exception.StatusCode, "Bad request", "The body could not be read to its end.");
        }
        catch (InvalidDataException)
        {
            return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Bad request", "The body is not valid multipart/form-data.");
        }
        catch (IOException)
        {
            return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Bad request", "The body ended before it was complete.");
        }
        if (files is null)
            return ImportAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
                "Send YAML. With curl: add -H 'Content-Type: application/yaml' to --data-binary @service.yml, or use -F file=@service.yml.");
        if (files.Exists(file => file.Bytes.Length > ManifestLimits.Default.FileBytes)) return TooLarge();
        if (files.Count > MostFiles)
            return ImportAnswer.Problem(StatusCodes.Status413PayloadTooLarge, "Too many files", $"One call takes {MostFiles:N0} files at most.");

        var items = ImportItem.Group(files.Select(file => file with { Format = asked }));
        var one = items.Count(item => item.ServiceYml.IsManifest) <= 1;
        var given = new Placement { Cluster = NullIfEmpty(cluster), Application = NullIfEmpty(application), Namespace = NullIfEmpty(@namespace) };
        if (one) items = [.. items.Select(item => item with { Given = given })];
        if (NullIfEmpty(environment) is { } chosen) items = [.. items.Select(item => item with { Environment = chosen })];

        int? expected = null;
        if (request.Headers.IfMatch.Count > 0 && request.Headers.IfMatch.ToString() is var match && match != "*")
        {
            if (!int.TryParse(match.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || items.Count != 1)
                return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "If-Match", "If-Match takes the revision of the one application that is imported, as in If-Match: \"4\".");
            expected = number;
        }
        var result = await importer.RunAsync(
            new(items) { DryRun = dryRun, Rename = rename, DropStoredManifest = manifest is not null, ExpectedRevision = expected }, cancellationToken);
        if (!one && given != Placement.None)
            result = result with { General = [.. result.General, PlaceIgnored] };
        return ImportAnswer.Of(request, result, dryRun);
    }

    private static readonly Finding PlaceIgnored = new(Severity.Note, "place-ignored",
        "With several service.yml, cluster, application and namespace come from each file (x-elastic-dns, or a name cluster/namespace/service.yml); the parameters are ignored.",
        null, 0, 0);

    // The files in memory, each up to one byte above the cap, which then refuses it; null where the content type is none that is read.
    private static async Task<List<UploadedFile>?> ReadFilesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        if (TextTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return [new("service.yml", await ReadAsync(request.Body, cancellationToken))];
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
            if (files.Count > MostFiles) break;
        }
        return files;
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var most = ManifestLimits.Default.FileBytes + 1;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (bytes.Length < most && await body.ReadAsync(buffer, cancellationToken) is > 0 and var read) bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IResult TooLarge() => ImportAnswer.Problem(StatusCodes.Status413PayloadTooLarge, "Too large",
        $"A file has {ManifestLimits.Default.FileBytes / 1024 / 1024} MiB at most, a call {MostBytes / 1024 / 1024} MiB.");
}
