using System.Globalization;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.Import;

/// <summary>Imports manifests, or only checks them.</summary>
public static class ImportApi
{
    public static void MapImports(this IEndpointRouteBuilder api)
    {
        Describe(api.MapPost("/imports", PostAsync))
            .WithSummary("Imports one service.yml, or several files in one transaction")
            .Produces<ImportJson>(StatusCodes.Status200OK).Produces<ImportJson>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        Describe(api.MapPost("/lint", LintAsync))
            .WithSummary("Checks manifests as an import does, and stores nothing; no place is needed")
            .Produces<LintJson>(StatusCodes.Status200OK);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call) => call.RequireAuthorization(Policies.Import)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status408RequestTimeout).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(new RequestSizeLimitAttribute(ImportBody.MostBytes)).AddEndpointFilter(ImportLine.WaitAsync)
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
            Content = new Dictionary<string, OpenApiMediaType>(ImportBody.DescribedTypes.Select(type => KeyValuePair.Create(type, text)))
            {
                [ImportBody.ZipType] = new() { Schema = file },
                ["multipart/form-data"] = new() { Schema = form },
            },
        };
        // The same findings in the forms that pipelines take; 'Produces' would make the framework choose one by itself.
        foreach (var response in operation.Responses!.Where(response => response.Key is "200" or "201" or "422").Select(response => response.Value).OfType<OpenApiResponse>())
        {
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            response.Content[ReportForms.SarifType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } };
            response.Content[ReportForms.LinesType] = text;
        }
        return Task.CompletedTask;
    }

    private static async Task<IResult> PostAsync(
        HttpRequest request, [AsParameters] ImportQuery query, Importer importer, CatalogReader reader, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        var body = await ImportBody.ReadAsync(request, cancellationToken);
        if (body.Problem is { } refused) return refused;
        if (body.IsRefused) return ImportAnswer.Of(request, new([]) { General = body.Findings }, query.DryRun);
        var (items, notes) = ImportCall.ItemsOf(body, query);
        if (items.Count > ImportBody.MostManifests) return ImportBody.TooMany;
        if (!TryExpected(request, items, out var expected))
            return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "If-Match",
                "If-Match takes the revision of the one application that is imported, as in If-Match: \"4\"; If-None-Match takes * where it is to be new.");
        if (query.Moved is { } from)
        {
            if (items is not [var moving])
                return ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Parameter 'moveFrom'", "One application moves in a call. Send its service.yml alone.");
            (items, var read) = ([await MoveAsync(moving, from, query.Manifest is not null, reader, cancellationToken)], moving.ManifestYml);
            if (read is null && items[0].ManifestYml is not null) notes = [.. notes, ImportCall.ManifestYmlMoved(from)];
        }
        var result = await importer.RunAsync(
            new(items)
            {
                By = Actor.Of(request.HttpContext.User), DryRun = query.DryRun, Rename = query.Rename, DropStoredManifest = query.Manifest is not null, ExpectedRevision = expected,
                Veto = all => BrokenConnections.Unwanted(all, query.FailOn),
            },
            cancellationToken);
        return ImportAnswer.Of(request, result with { General = [.. result.General, .. notes] }, query.DryRun);
    }

    private static async Task<IResult> LintAsync(HttpRequest request, [AsParameters] LintQuery query, Importer importer, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        var body = await ImportBody.ReadAsync(request, cancellationToken);
        if (body.Problem is { } refused) return refused;
        if (body.IsRefused) return ImportAnswer.OfLint(request, new([]) { General = body.Findings });
        var (items, notes) = ImportCall.ItemsOf(body, query);
        if (items.Count > ImportBody.MostManifests) return ImportBody.TooMany;
        var result = await Lint.RunAsync(Actor.Of(request.HttpContext.User), items, importer, cancellationToken);
        if (BrokenConnections.Unwanted(result, query.FailOn) is { } unwanted) notes = [.. notes, unwanted];
        return ImportAnswer.OfLint(request, result with { General = [.. result.General, .. notes] });
    }

    // The revision on which the import rests, 0 where there is to be none.
    private static bool TryExpected(HttpRequest request, IReadOnlyList<ImportItem> items, out int? expected)
    {
        expected = null;
        var (match, noneMatch) = (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        if (noneMatch.Length > 0) expected = 0;
        else if (match is "" or "*") return true;
        else if (int.TryParse(match.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) expected = number;
        return expected is not null && items.Count == 1 && noneMatch is "" or "*" && (noneMatch.Length == 0 || match.Length == 0);
    }

    // What stays where it is does not move. The database groups of the place that it leaves go with it, as they stay with any other import.
    private static async Task<ImportItem> MoveAsync(
        ImportItem item, (string Cluster, string Namespace) from, bool dropManifestYml, CatalogReader reader, CancellationToken cancellationToken)
    {
        if ((item.Place.ClusterOrDefault, item.Place.Namespace) == (from.Cluster, from.Namespace)) return item;
        var moved = item with { Origin = new(RevisionAction.Moved) { MovedFrom = from } };
        return item.ManifestYml is null && !dropManifestYml && (await reader.CurrentRevisionAsync(from.Cluster, from.Namespace, cancellationToken))?.ManifestYaml is { } stored
            ? moved with { ManifestYml = ManifestDocument.Parse("manifest.yml", stored) }
            : moved;
    }
}
