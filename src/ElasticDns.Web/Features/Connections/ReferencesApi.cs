using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Connections;

/// <summary>The service that declares a connection, in JSON.</summary>
public sealed record DeclarerJson(string Namespace, string Label);

/// <summary>A declared connection with its verdict, in JSON.</summary>
public sealed record ReferenceJson(
    DeclarerJson From, string Where, string Text, int Line, int Column, string Verdict, TargetJson? Target, string Explanation,
    IReadOnlyList<string> DidYouMean, SuggestionJson? Suggestion)
{
    public static ReferenceJson Of(Reference reference, Resolution resolution) => new(
        new(reference.From.Namespace, reference.Caller.Label), reference.Mention.Where, reference.Mention.Text, reference.Mention.Line, reference.Mention.Column,
        reference.Verdict.Code(), resolution.Target is { } target ? TargetJson.Of(resolution.Home!, target) : null, resolution.Explanation,
        resolution.DidYouMean, SuggestionJson.Of(resolution.Suggestion));
}

/// <summary>The connections that the manifests of a cluster declare.</summary>
public static class ReferencesApi
{
    public static void MapReferences(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/references", Get)
            .WithSummary("The connections that manifests declare and where they lead; verdict (repeatable) names those to list")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<IEnumerable<ReferenceJson>>, ProblemHttpResult> Get(string cluster, CatalogStore store, ReferenceIndexes indexes, string[] verdict)
    {
        var snapshot = store.Current;
        if (!snapshot.TryFind(cluster, out var found, out var problem)) return problem;
        var codes = verdict.Where(code => code.Length > 0).ToList();
        var wanted = Reference.Verdicts.Where(known => codes.Contains(known.Code(), StringComparer.OrdinalIgnoreCase)).ToHashSet();
        if (wanted.Count < codes.Distinct(StringComparer.OrdinalIgnoreCase).Count())
            return TypedResults.Problem($"Write one of {string.Join(", ", Reference.Verdicts.Select(one => one.Code()))}.", statusCode: StatusCodes.Status400BadRequest, title: "Unknown verdict");
        var index = indexes.Of(snapshot);
        return TypedResults.Ok(
            from application in found.Applications
            from reference in index.DeclaredBy(application)
            where wanted.Count == 0 || wanted.Contains(reference.Verdict)
            select ReferenceJson.Of(reference, index.Rules.Explain(reference)));
    }
}
