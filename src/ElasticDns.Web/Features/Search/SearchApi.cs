using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Search;

/// <summary>What a search has found, in JSON. An application has no label and no address.</summary>
public sealed record FoundJson(string Kind, string Cluster, string Namespace, string? Label, string Name, IReadOnlyList<AddressJson> Addresses);

/// <summary>The search of the palette, for programs.</summary>
public static class SearchApi
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGet("/search", Get)
            .WithSummary("Services, databases and applications by any part of name, namespace, host, port or image, and by type: name: namespace: cluster: port:, with the addresses for a caller (from=cluster/namespace, or from: in q)")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<IReadOnlyList<FoundJson>>, ProblemHttpResult> Get(
        CatalogStore store, AddressRules rules, string? q = null, int limit = DefaultLimit, string? from = null)
    {
        var snapshot = store.Current;
        if (limit is < 1 or > MaxLimit)
            return TypedResults.Problem($"Write a number from 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest, title: "Parameter 'limit' is out of range");
        if (!snapshot.TryFindCaller(from, out var caller, out var callerLabel, out var problem)) return problem;
        var query = SearchQuery.Parse(q);
        CallerByName? found = null;
        if (query.From is { } named)
        {
            found = CallerByName.Find(snapshot, named, caller);
            if (found.Problem is not null)
                return TypedResults.Problem($"{found.Problem}.", statusCode: StatusCodes.Status404NotFound, title: "Not found", extensions: new Dictionary<string, object?> { ["didYouMean"] = found.Nearest });
            (caller, callerLabel) = (found.Caller, null);
        }
        IReadOnlyList<FoundJson> answer = [.. CatalogSearch.Find(snapshot, query, caller, limit).Hits.Select(hit => Of(hit, rules, found is null ? caller : found.For(hit.Home), callerLabel))];
        return TypedResults.Ok(answer);
    }

    private static FoundJson Of(SearchHit hit, AddressRules rules, Application? caller, string? callerLabel) => hit.Target is { } target
        ? new(target is Database ? "database" : "service", hit.Home.Cluster, hit.Home.Namespace, target.Label, target.Name,
            AddressJson.Of(rules.For(caller, hit.Home, target, callerLabel).Addresses))
        : new("application", hit.Home.Cluster, hit.Home.Namespace, null, hit.Home.Name, []);
}
