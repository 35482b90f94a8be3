using ElasticDns.Core.Addressing;
using ElasticDns.Core.Reachability;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Targets;

/// <summary>How a caller reaches a service or database, in JSON.</summary>
public sealed record AddressesJson(
    CallerJson? From, TargetJson Target, string? Reach, string Reason, IReadOnlyList<AddressJson> Addresses, string? FullyQualifiedHost,
    string? ConnectionString, IReadOnlyList<string> Variables);

/// <summary>The addresses of one service or database for one caller.</summary>
public static class AddressesApi
{
    public static void MapAddresses(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/applications/{namespace}/services/{label}/addresses", Get)
            .WithSummary("How a caller (from=cluster/namespace) reaches a service or database")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<AddressesJson>, ProblemHttpResult> Get(
        string cluster, string @namespace, string label, CatalogStore store, AddressRules rules, string? from = null)
    {
        var snapshot = store.Current;
        if (!snapshot.TryFind(cluster, @namespace, out var home, out var problem)) return problem;
        if (!snapshot.TryFind(home, label, out var target, out problem)) return problem;
        if (!snapshot.TryFindCaller(from, out var caller, out var callerLabel, out problem)) return problem;
        var answer = rules.For(caller, home, target, callerLabel);
        return TypedResults.Ok(new AddressesJson(
            CallerJson.Of(caller), TargetJson.Of(home, target), answer.Reach?.Code(), answer.Reason, AddressJson.Of(answer.Addresses),
            answer.FullyQualifiedHost, answer.ConnectionString, answer.Variables));
    }
}
