using System.Diagnostics.CodeAnalysis;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Explaining;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Connections;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>One end of an explained pair, in JSON; the label of a caller that is an application as a whole is null.</summary>
public sealed record EndJson(string Cluster, string Namespace, string? Label, string Kind);

/// <summary>A line of a stored manifest on which an explanation rests, in JSON.</summary>
public sealed record ExplainedLineJson(string Kind, string Cluster, string Namespace, int Line, int Column, string Text);

/// <summary>Why a caller reaches a target or does not, in JSON.</summary>
public sealed record ExplanationJson(
    EndJson Caller, EndJson Target, string Reach, string Use, string Explanation, IReadOnlyList<string> Cautions, IReadOnlyList<AddressJson> Addresses,
    IReadOnlyList<ExplainedLineJson> Lines, IEnumerable<ReferenceJson> References, IReadOnlyList<ForbiddingRuleJson> ForbiddenBy);

/// <summary>An isolation rule that forbids an explained pair, in JSON.</summary>
public sealed record ForbiddingRuleJson(int Id, string From, string To, string Severity, string Reason);

/// <summary>Explains one cell of the matrix, or a pair whose ends are in two clusters.</summary>
public static class ExplainApi
{
    public static void MapExplain(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/explain", Get)
            .WithSummary("Why a caller reaches a target or does not, whether its manifest declares it, and on which lines that rests; both are namespace/label or cluster/namespace/label")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<ExplanationJson>, ProblemHttpResult> Get(
        string cluster, CatalogStore store, ReferenceIndexes indexes, AddressRules rules, IsolationStore isolation, string? caller = null, string? target = null)
    {
        var snapshot = store.Current;
        if (!snapshot.TryFind(cluster, out var here, out var problem)) return problem;
        if (!TryFindEnd(snapshot, here, caller, "caller", out var from, out var end, out problem)) return problem;
        if (end is Database database)
            return Refused($"'{database.Label}' is a database, which is called and never calls: name a service.", "caller");
        if (!TryFindEnd(snapshot, here, target, "target", out var home, out var called, out problem)) return problem;
        if (called is null) return Refused("Name a service or database: target=NAMESPACE/LABEL.", "target");
        var index = indexes.Of(snapshot);
        var explanation = Explainer.Explain(index, from, (Service?)end, home, called);
        return TypedResults.Ok(new ExplanationJson(
            new(from.Cluster, from.Namespace, end?.Label, end is null ? "application" : "service"),
            new(home.Cluster, home.Namespace, called.Label, called is Database ? "database" : "service"),
            explanation.Reach.Code(), explanation.Use.Code(), explanation.Sentence, explanation.Cautions,
            AddressJson.Of(rules.For(from, home, called, end?.Label).Addresses),
            [.. explanation.Lines.Select(line => new ExplainedLineJson(line.Code, line.Application.Cluster, line.Application.Namespace, line.Line, line.Column, line.Text))],
            explanation.References.Select(reference => ReferenceJson.Of(reference, index.Rules.Explain(reference))),
            end is null || !explanation.Reach.IsReachable() ? [] :
            [
                .. isolation.Current.Forbidding(from, end, home, called)
                    .Select(rule => new ForbiddingRuleJson(rule.Id, rule.From.Text, rule.To.Text, IsolationRule.Word(rule.Severity), rule.Reason)),
            ]));
    }

    // A caller may be an application as a whole, which is its namespace alone.
    private static bool TryFindEnd(
        CatalogSnapshot snapshot, Cluster here, string? text, string parameter,
        [NotNullWhen(true)] out Application? application, out Target? target, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (application, target) = (null, null);
        var parts = (text ?? "").Split('/');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0))
        {
            problem = Refused($"Write {parameter}=NAMESPACE/LABEL, or {parameter}=CLUSTER/NAMESPACE/LABEL for another cluster.", parameter);
            return false;
        }
        var (cluster, @namespace) = parts.Length == 3 ? (parts[0], parts[1]) : (here.Name, parts[0]);
        return snapshot.TryFind(cluster, @namespace, out application, out problem)
            && (parts.Length == 1 || snapshot.TryFind(application, parts[^1], out target, out problem));
    }

    private static ProblemHttpResult Refused(string detail, string parameter) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: $"Parameter '{parameter}' names no {parameter}");
}
