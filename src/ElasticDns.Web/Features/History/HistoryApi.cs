using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Applications;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Api;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.History;

/// <summary>What happened to the applications, and what can be done with what is stored: restore, rename, move.</summary>
public static class HistoryApi
{
    private const int Default = 50;
    private const int Most = 200;

    private const string Place = "/clusters/{cluster}/applications/{namespace}";

    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/history", ListAsync).WithSummary("Every import, restore, rename, move and removal, newest first").Produces<HistoryJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        var place = api.MapGroup(Place);
        place.MapGet("/revisions", RevisionsAsync).WithSummary("The revisions of one application, newest first; of a removed one too").Produces<RevisionsJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        place.MapGet("/revisions/{revision}", RevisionAsync).WithSummary("One revision, and the application as it was").Produces<StoredRevisionJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        place.MapGet("/revisions/{revision}/manifest", ManifestAsync).WithSummary("The text that a revision stored, byte for byte: service.yml, or with file=manifest.yml that one")
            .Produces<string>(contentType: "application/yaml").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        place.MapGet("/compare", CompareAsync).WithSummary("What differs between two revisions").Produces<ComparisonJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        Changes(place.MapPost("/revisions/{revision}/restore", RestoreAsync).WithSummary("Makes a revision the current one again, as a new revision; brings a removed application back"));
        Changes(place.MapPost("/rename", RenameAsync).WithSummary("Gives an application another display name"));
        Changes(place.MapPost("/move", MoveAsync).WithSummary("Moves an application to another namespace or cluster").AddOpenApiOperationTransformer(DescribePlace));
    }

    private static Task DescribePlace(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var at = operation.Parameters?.TakeWhile(parameter => parameter.In is ParameterLocation.Path).Count() ?? 0;
        foreach (var name in (string[])["namespace", "cluster"])
            (operation.Parameters ??= []).Insert(at, new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        return Task.CompletedTask;
    }

    private static void Changes(RouteHandlerBuilder call) => call
        .Produces<ImportJson>(StatusCodes.Status200OK).Produces<ImportJson>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync(
        CatalogStore store, HistoryReader history, CancellationToken cancellationToken,
        string? cluster = null, string? @namespace = null, string? q = null, string? before = null, int limit = Default)
    {
        if (Wrong(limit) is { } problem) return problem;
        HistoryCursor? cursor = null;
        if (!string.IsNullOrEmpty(before) && !HistoryCursor.TryParse(before, out cursor))
            return BadRequest("Parameter 'before' is not a cursor", "It is the 'next' of an answer before; leave it out to begin with the newest entry.");
        var filter = new HistoryFilter { Cluster = Lower(cluster), Namespace = Lower(@namespace), Words = q };
        var part = await history.ReadAsync(filter, cursor, limit, cancellationToken);
        // A filter that never had anything to show is a mistyped name.
        if (part.Entries.Count == 0 && cursor is null && await UnknownAsync(store, history, filter, cancellationToken) is { } unknown) return unknown;
        return TypedResults.Ok(new HistoryJson([.. part.Entries.Select(RevisionJson.Of)], part.Next?.ToString()));
    }

    private static async Task<IResult> RevisionsAsync(
        string cluster, string @namespace, CatalogStore store, HistoryReader history, CancellationToken cancellationToken, int? before = null, int limit = Default)
    {
        if (Wrong(limit) is { } problem) return problem;
        var revisions = await history.RevisionsAsync(Lower(cluster)!, Lower(@namespace)!, before, limit + 1, cancellationToken);
        if (revisions.Count == 0 && await history.PlaceAsync(Lower(cluster)!, Lower(@namespace)!, cancellationToken) is null) return NoPlace(store, cluster, @namespace);
        return TypedResults.Ok(new RevisionsJson([.. revisions.Take(limit).Select(RevisionJson.Of)], revisions.Count > limit ? revisions[limit - 1].Number : null));
    }

    private static async Task<IResult> RevisionAsync(
        string cluster, string @namespace, int revision, CatalogStore store, HistoryReader history, AddressRules rules, CancellationToken cancellationToken)
    {
        if (await history.RevisionAsync(Lower(cluster)!, Lower(@namespace)!, revision, cancellationToken) is not { } stored)
            return await NoRevisionAsync(store, history, cluster, @namespace, revision, cancellationToken);
        return TypedResults.Ok(new StoredRevisionJson(RevisionJson.Of(stored.Facts), stored.ReadApplication() is { } was ? ApplicationJson.Of(was, rules) : null));
    }

    private static async Task<IResult> ManifestAsync(
        string cluster, string @namespace, int revision, CatalogStore store, HistoryReader history, CancellationToken cancellationToken, string? file = null)
    {
        if (file is not (null or "" or StoredFile.Service or StoredFile.Groups))
            return BadRequest("Unknown value of 'file'", "A revision stores service.yml and, where there was one, manifest.yml.");
        if (await history.RevisionAsync(Lower(cluster)!, Lower(@namespace)!, revision, cancellationToken) is not { } stored)
            return await NoRevisionAsync(store, history, cluster, @namespace, revision, cancellationToken);
        var text = file is StoredFile.Groups ? stored.Row.ManifestYaml : stored.Row.ServiceYaml;
        if (text is null) return TypedResults.Problem($"Revision {revision} has no manifest.yml.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(text), "application/yaml; charset=utf-8", DownloadName.Of(file is StoredFile.Groups ? StoredFile.Groups : StoredFile.NameOf(stored.Facts)));
    }

    private static async Task<IResult> CompareAsync(
        string cluster, string @namespace, CatalogStore store, HistoryReader history, CancellationToken cancellationToken, int? from = null, int? to = null)
    {
        if (from is not { } one || to is not { } other) return BadRequest("Two revisions are compared", "Name both, as in from=3&to=4.");
        if (await history.RevisionAsync(Lower(cluster)!, Lower(@namespace)!, one, cancellationToken) is not { } before)
            return await NoRevisionAsync(store, history, cluster, @namespace, one, cancellationToken);
        if (await history.RevisionAsync(Lower(cluster)!, Lower(@namespace)!, other, cancellationToken) is not { } after)
            return await NoRevisionAsync(store, history, cluster, @namespace, other, cancellationToken);
        var comparison = Comparison.Of(before, after, (_, target) => AddressRules.OwnAddresses(target));
        return TypedResults.Ok(new ComparisonJson(
            RevisionJson.Of(before.Facts), RevisionJson.Of(after.Facts), comparison.Changes?.Select(ChangeJson.Of).ToList(),
            [
                .. from text in comparison.Texts
                   let diff = TextDiff.Of(text.Before, text.After)
                   where !diff.IsSame
                   select new TextChangeJson(text.Name, diff.Added, diff.Removed),
            ]));
    }

    private static async Task<IResult> RestoreAsync(
        string cluster, string @namespace, int revision, HttpRequest request, CatalogStore store, HistoryReader history, StoredApplications stored,
        CancellationToken cancellationToken, bool dryRun = false)
    {
        if (!request.TryReadIfMatch(out var expected, out var problem)) return problem;
        var result = await stored.RestoreAsync(Lower(cluster)!, Lower(@namespace)!, revision, How(request, dryRun, expected), cancellationToken);
        return result is null ? await NoRevisionAsync(store, history, cluster, @namespace, revision, cancellationToken) : ImportAnswer.Of(request, result, dryRun);
    }

    private static async Task<IResult> RenameAsync(
        string cluster, string @namespace, HttpRequest request, CatalogStore store, StoredApplications stored, CancellationToken cancellationToken,
        string? application = null, bool dryRun = false)
    {
        if (string.IsNullOrEmpty(application)) return BadRequest("No name", "Name the application, as in application=Back%20office.");
        if (!request.TryReadIfMatch(out var expected, out var problem) || !store.Current.TryFind(cluster, @namespace, out var found, out problem)) return problem;
        var result = await stored.RenameAsync(found.Cluster, found.Namespace, application, How(request, dryRun, expected), cancellationToken);
        return result is null ? NoPlace(store, cluster, @namespace) : ImportAnswer.Of(request, result, dryRun);
    }

    private static async Task<IResult> MoveAsync(
        string cluster, string @namespace, HttpRequest request, CatalogStore store, StoredApplications stored, CancellationToken cancellationToken, bool dryRun = false)
    {
        // The parts of the path and the parameters have the same names, so the latter are read here.
        var (toCluster, toNamespace) = (request.Query["cluster"].ToString(), request.Query["namespace"].ToString());
        if (toCluster.Length == 0 && toNamespace.Length == 0) return BadRequest("No place", "Name where it goes: cluster=…, namespace=…, or both.");
        if (!request.TryReadIfMatch(out var expected, out var problem) || !store.Current.TryFind(cluster, @namespace, out var found, out problem)) return problem;
        var result = await stored.MoveAsync(
            found.Cluster, found.Namespace, toCluster.Length == 0 ? found.Cluster : toCluster, toNamespace.Length == 0 ? found.Namespace : toNamespace, How(request, dryRun, expected), cancellationToken);
        return result is null ? NoPlace(store, cluster, @namespace) : ImportAnswer.Of(request, result, dryRun);
    }

    private static StoredChange How(HttpRequest request, bool dryRun, int? expected) => new(Actor.Of(request.HttpContext.User)) { DryRun = dryRun, ExpectedRevision = expected };

    private static string? Lower(string? name) => string.IsNullOrEmpty(name) ? null : name.ToLowerInvariant();

    private static ProblemHttpResult? Wrong(int limit) =>
        limit is >= 1 and <= Most ? null : BadRequest("Parameter 'limit' is out of range", $"Ask for 1 to {Most} entries at once; the answer's 'next' brings the older ones.");

    private static async Task<IResult?> UnknownAsync(CatalogStore store, HistoryReader history, HistoryFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Cluster is not { } cluster) return null;
        var any = await history.ReadAsync(new() { Cluster = cluster, Namespace = filter.Namespace }, null, 1, cancellationToken);
        if (any.Entries.Count > 0) return null;
        return filter.Namespace is { } @namespace ? NoPlace(store, cluster, @namespace) : store.Current.TryFind(cluster, out _, out var problem) ? null : problem;
    }

    private static async Task<IResult> NoRevisionAsync(
        CatalogStore store, HistoryReader history, string cluster, string @namespace, int revision, CancellationToken cancellationToken)
    {
        if (await history.PlaceAsync(Lower(cluster)!, Lower(@namespace)!, cancellationToken) is not { } place) return NoPlace(store, cluster, @namespace);
        return TypedResults.Problem(
            $"{place.Name} has no revision {revision}; {(place.Revision == 1 ? "it has one, number 1" : $"its revisions are 1 to {place.Revision}")}.",
            statusCode: StatusCodes.Status404NotFound, title: "Not found");
    }

    // Where there never was an application, the nearest names are those of what is there now.
    private static IResult NoPlace(CatalogStore store, string cluster, string @namespace) =>
        store.Current.TryFind(cluster, @namespace, out _, out var problem) ? TypedResults.Problem("The application was just removed.", statusCode: StatusCodes.Status404NotFound, title: "Not found") : problem;

    private static ProblemHttpResult BadRequest(string title, string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: title);
}
