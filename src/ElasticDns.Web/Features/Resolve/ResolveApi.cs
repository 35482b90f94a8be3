using ElasticDns.Core.Addressing;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Resolve;

/// <summary>One step of following an address, in JSON.</summary>
public sealed record ResolveStepJson(string Step, string State, string Title, string Detail)
{
    public static ResolveStepJson Of(ResolveStep step) => new(step.Code, step.StateCode, step.Title, step.Detail);
}

/// <summary>What an address leads to, in JSON.</summary>
public sealed record ResolutionJson(
    string Address, CallerJson? From, bool Resolves, string Verdict, TargetJson? Target, int? Port, string Explanation,
    IReadOnlyList<string> DidYouMean, SuggestionJson? Suggestion, IReadOnlyList<ResolveStepJson> Steps);

/// <summary>Follows an address for a caller.</summary>
public static class ResolveApi
{
    public static void MapResolve(this IEndpointRouteBuilder api) =>
        api.MapGet("/resolve", Get).WithSummary("What an address leads to for a caller (from=cluster/namespace), or why it leads nowhere")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<ResolutionJson>, ProblemHttpResult> Get(CatalogStore store, AddressRules rules, string? address = null, string? from = null)
    {
        var snapshot = store.Current;
        if (string.IsNullOrWhiteSpace(address))
            return TypedResults.Problem("Write address=http://service.namespace:port.", statusCode: StatusCodes.Status400BadRequest, title: "Parameter 'address' is missing");
        if (!snapshot.TryFindCaller(from, out var caller, out _, out var problem)) return problem;
        var resolution = new AddressResolver(snapshot, rules).Resolve(address, caller);
        return TypedResults.Ok(new ResolutionJson(
            Redaction.OfForms(address.Length > AddressText.MaxLength ? address[..AddressText.MaxLength] : address),
            CallerJson.Of(caller),
            resolution.Verdict is Verdict.Resolves,
            resolution.Verdict.Code(),
            resolution.Target is { } target ? TargetJson.Of(resolution.Home!, target) : null,
            resolution.Port,
            resolution.Explanation,
            resolution.DidYouMean,
            SuggestionJson.Of(resolution.Suggestion),
            [.. new ResolveSteps(rules).Of(address, caller, resolution).Select(ResolveStepJson.Of)]));
    }
}
