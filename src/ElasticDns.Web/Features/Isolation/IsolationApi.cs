using System.Text;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>How the isolation rules stand, and what would enforce them.</summary>
public static class IsolationApi
{
    private const int MostPolicies = 1_000;

    public static void MapIsolation(this IEndpointRouteBuilder api)
    {
        var isolation = api.MapGroup("/isolation");
        isolation.MapGet("", Get)
            .WithSummary("Every isolation rule with its verdict and its violations, in a cluster or in all; with failOn 409 where a rule of that severity or a worse one is broken; format is json, csv or markdown")
            .Produces<IsolationJson>(StatusCodes.Status200OK, "application/json", "text/csv", "text/markdown")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        isolation.MapGet("/policies", Policies)
            .WithSummary("The NetworkPolicies that would enforce the rules that are broken, one a target with all rules about it; of a cluster, a namespace, a service, or the targets of one rule")
            .Produces<string>(contentType: "application/yaml").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        isolation.MapRules();
    }

    private static IResult Get(
        CatalogStore catalog, IsolationStore store, IsolationChecks checks, HttpRequest request, HttpResponse response, string? cluster = null, string? failOn = null, string? format = null)
    {
        var snapshot = catalog.Current;
        Severity? severity = null;
        if (!string.IsNullOrEmpty(failOn) && (severity = IsolationRule.SeverityOf(failOn)) is null) return Wrong("failOn", "Write failOn=error, warning or note.");
        if (FormatOf(request, format) is not { } wanted) return Wrong("format", "Write format=json, csv or markdown.");
        string? name = null;
        if (!string.IsNullOrEmpty(cluster))
        {
            if (!snapshot.TryFind(cluster, out var found, out var problem)) return problem;
            name = found.Name;
        }
        var check = checks.Of(snapshot, store.Current);
        var isolation = IsolationJson.Of(check, name);
        if (severity is { } worst && check.Fails(worst, name)) return Broken(isolation, worst);
        response.Headers.Vary = "Accept";
        return wanted switch
        {
            "csv" => TypedResults.Bytes(Encoding.UTF8.GetBytes(IsolationExport.Csv(isolation)), "text/csv; charset=utf-8", "isolation.csv"),
            "markdown" => TypedResults.Bytes(Encoding.UTF8.GetBytes(IsolationExport.Markdown(isolation)), "text/markdown; charset=utf-8", "isolation.md"),
            _ => TypedResults.Ok(isolation),
        };
    }

    private static IResult Policies(
        CatalogStore catalog, IsolationStore store, IsolationChecks checks, CancellationToken cancellationToken,
        string? cluster = null, string? @namespace = null, string? label = null, int? rule = null)
    {
        var snapshot = catalog.Current;
        if (string.IsNullOrEmpty(cluster)) return Wrong("cluster", "Policies belong to a cluster: write cluster=NAME, and namespace=, label= or rule= for fewer of them.");
        if (!snapshot.TryFind(cluster, out var found, out var problem)) return problem;
        if (!string.IsNullOrEmpty(label) && string.IsNullOrEmpty(@namespace)) return Wrong("label", "A label is unique in a namespace: write namespace= as well.");
        IReadOnlyList<Core.Catalog.Application>? homes = null;
        if (!string.IsNullOrEmpty(@namespace))
        {
            if (!snapshot.TryFind(cluster, @namespace, out var home, out problem)) return problem;
            homes = [home];
        }
        string? only = null;
        if (!string.IsNullOrEmpty(label))
        {
            if (!snapshot.TryFind(homes![0], label, out var target, out problem)) return problem;
            only = target.Label;
        }
        var rules = store.Current;
        if (rule is { } id && rules.Find(id) is null) return RulesApi.NoRule(id);
        var (check, wanted) = (checks.Of(snapshot, rules), rule is { } number ? rules.Find(number) : null);
        if (only is null && TargetPolicy.Count(check, found, MostPolicies + 1, wanted, homes) > MostPolicies)
            return Wrong("cluster", $"More than {MostPolicies:N0} targets of the cluster would need a policy. Ask by namespace= or rule=; where almost everything is kept apart, clusters of their own are the better way.");
        var policies = TargetPolicy.Of(check, found, wanted, homes).Where(policy => only is null || policy.Target.Label == only);
        return Results.Stream(body => WriteAsync(policies, body, cancellationToken), "application/yaml; charset=utf-8", $"isolation-{found.Name}.yaml");
    }

    private static async Task WriteAsync(IEnumerable<TargetPolicy> policies, Stream body, CancellationToken cancellationToken)
    {
        foreach (var text in PolicyYaml.Documents(policies)) await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static ProblemHttpResult Broken(IsolationJson isolation, Severity severity)
    {
        var count = isolation.Verdicts.Count(verdict => verdict.Verdict == RuleState.Broken.Code() && IsolationRule.SeverityOf(verdict.Rule.Severity) <= severity);
        return TypedResults.Problem(
            $"{count:N0} isolation {(count == 1 ? "rule" : "rules")} of severity {IsolationRule.Word(severity)}{(severity is Severity.Error ? "" : " or worse")} {(count == 1 ? "is" : "are")} broken{(isolation.Cluster is null ? "" : $" in cluster '{isolation.Cluster}'")}. See verdicts.",
            statusCode: StatusCodes.Status409Conflict, title: "Isolation rules are broken",
            extensions: new Dictionary<string, object?>
            {
                ["cluster"] = isolation.Cluster, ["rules"] = isolation.Rules, ["broken"] = isolation.Broken, ["matchesNothing"] = isolation.MatchesNothing, ["kept"] = isolation.Kept,
                ["pairs"] = isolation.Pairs, ["declared"] = isolation.Declared, ["verdicts"] = isolation.Verdicts,
            });
    }

    /// <summary>The format that the parameter or, without it, the header asks for; null where there is no such format.</summary>
    internal static string? FormatOf(HttpRequest request, string? format)
    {
        if (!string.IsNullOrEmpty(format)) return format is "json" or "csv" or "markdown" ? format : null;
        foreach (var type in request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MediaType == "text/csv") return "csv";
            if (type.MediaType == "text/markdown") return "markdown";
            if (type.MediaType == "application/json") return "json";
        }
        return "json";
    }

    internal static ProblemHttpResult Wrong(string parameter, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: $"Parameter '{parameter}' has a value that it does not take");
}
