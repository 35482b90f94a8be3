using ElasticDns.Core.Isolation;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared.Api;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>An isolation rule, in JSON.</summary>
public sealed record RuleJson(int Id, string From, string To, string Severity, string Reason)
{
    public static RuleJson Of(IsolationRule rule) => new(rule.Id, rule.From.Text, rule.To.Text, IsolationRule.Word(rule.Severity), rule.Reason);
}

/// <summary>Why a side of a rule matches nothing, in JSON.</summary>
public sealed record PatternHintJson(string Side, string Message, IReadOnlyList<string> DidYouMean);

/// <summary>A declared connection that is against a rule, in JSON.</summary>
public sealed record ForbiddenConnectionJson(string Service, string Where, string Text, int Line, string Target)
{
    public static ForbiddenConnectionJson Of(Reference reference) =>
        new(reference.Caller.Label, reference.Mention.Where, reference.Mention.Text, reference.Mention.Line, reference.Destination.Target!.Label);
}

/// <summary>What of one application reaches what of another against a rule, in JSON; of many, the first are named.</summary>
public sealed record ViolationJson(
    CallerJson From, CallerJson To, long Pairs, int CallerCount, IReadOnlyList<string> Callers, int TargetCount, IReadOnlyList<string> Targets,
    int DeclaredCount, IReadOnlyList<ForbiddenConnectionJson> Declared, string Fix, string Policies)
{
    private const int MostNamed = 20;

    public static ViolationJson Of(IsolationRule rule, Violation violation) => new(
        CallerJson.Of(violation.From)!, CallerJson.Of(violation.To)!, violation.Count,
        violation.Callers.Count, [.. violation.Callers.Take(MostNamed).Select(target => target.Label)],
        violation.Targets.Count, [.. violation.Targets.Take(MostNamed).Select(target => target.Label)],
        violation.Declared.Count, [.. violation.Declared.Take(MostNamed).Select(ForbiddenConnectionJson.Of)],
        violation.Fix, IsolationLinks.Policies(rule, violation));
}

/// <summary>A rule and how it stands, in JSON.</summary>
public sealed record RuleVerdictJson(
    RuleJson Rule, string Verdict, int Callers, int Targets, long Pairs, long ApplicationPairs, int Declared,
    IReadOnlyList<PatternHintJson> Hints, IReadOnlyList<ViolationJson> Violations)
{
    public static RuleVerdictJson Of(RuleVerdict verdict, string? cluster, int most)
    {
        var broken = verdict.In(cluster).ToList();
        return new(
            RuleJson.Of(verdict.Rule), verdict.StateIn(cluster).Code(), verdict.From.Services, verdict.To.Services + verdict.To.Databases,
            broken.Sum(one => one.Pairs), broken.Sum(one => one.Groups), broken.Sum(one => one.Declared),
            [.. verdict.Hints.Select(hint => new PatternHintJson(hint.Side.ToString().ToLowerInvariant(), hint.Message, hint.DidYouMean))],
            broken.Count == 0 ? [] : [.. verdict.List(cluster, most).Select(violation => ViolationJson.Of(verdict.Rule, violation))]);
    }
}

/// <summary>All rules and how they stand in a cluster, or in all, in JSON.</summary>
public sealed record IsolationJson(string? Cluster, int Rules, int Broken, int MatchesNothing, int Kept, long Pairs, int Declared, IReadOnlyList<RuleVerdictJson> Verdicts)
{
    // Of the violations of all rules together.
    private const int MostListed = 6_000;

    public static IsolationJson Of(IsolationCheck check, string? cluster)
    {
        var about = check.About(cluster).ToList();
        var broken = about.Count(verdict => verdict.StateIn(cluster) is RuleState.Broken);
        var most = Math.Clamp(MostListed / Math.Max(broken, 1), 1, RuleVerdict.MostListed);
        var verdicts = about.OrderBy(verdict => verdict.StateIn(cluster)).ThenBy(verdict => verdict.Rule.Severity).Select(verdict => RuleVerdictJson.Of(verdict, cluster, most)).ToList();
        return new(
            cluster, about.Count, broken, about.Count(verdict => verdict.StateIn(cluster) is RuleState.MatchesNothing), about.Count(verdict => verdict.StateIn(cluster) is RuleState.Kept),
            verdicts.Sum(verdict => verdict.Pairs), verdicts.Sum(verdict => verdict.Declared), verdicts);
    }
}

/// <summary>Where what belongs to rules is.</summary>
public static class IsolationLinks
{
    /// <summary>The policies of the targets of a violation.</summary>
    public static string Policies(IsolationRule rule, Violation violation) =>
        $"/api/v1/isolation/policies?cluster={violation.To.Cluster}&namespace={violation.To.Namespace}&rule={rule.Id}";
}
