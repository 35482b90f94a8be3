using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Isolation;

/// <summary>All rules checked against a catalogue.</summary>
public sealed class IsolationCheck
{
    // Rules name the same patterns over and over; what is kept for the next rule is bounded, as one pattern may select everything.
    private const int MostKept = 500_000;

    /// <summary>Checks rules.</summary>
    public IsolationCheck(CatalogSnapshot catalog, ReferenceIndex references, IsolationRules rules)
    {
        (Catalog, Rules) = (catalog, rules);
        var kept = new Dictionary<(PatternSide, IsolationPattern), Selection>();
        var size = 0L;
        Verdicts = [.. rules.All.Select(rule => new RuleVerdict(rule, catalog, references, Select(rule.From, PatternSide.From), Select(rule.To, PatternSide.To)))];

        Selection Select(IsolationPattern pattern, PatternSide side)
        {
            if (kept.TryGetValue((side, pattern), out var selection)) return selection;
            selection = Selection.Of(catalog, pattern, side);
            if ((size += selection.Match.Applications) <= MostKept) kept[(side, pattern)] = selection;
            return selection;
        }
    }

    /// <summary>The catalogue.</summary>
    public CatalogSnapshot Catalog { get; }

    /// <summary>The rules.</summary>
    public IsolationRules Rules { get; }

    /// <summary>How each rule stands, in their order.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts { get; }

    /// <summary>The rules that say something of a cluster; all of them where none is named.</summary>
    public IEnumerable<RuleVerdict> About(string? cluster) =>
        cluster is null ? Verdicts : Verdicts.Where(verdict => verdict.Rule.From.MatchesCluster(cluster) && verdict.Rule.To.MatchesCluster(cluster));

    /// <summary>How many rules are broken in a cluster, or anywhere.</summary>
    public int BrokenIn(string? cluster) => Verdicts.Count(verdict => verdict.StateIn(cluster) is RuleState.Broken);

    /// <summary>Whether a rule of that severity or a worse one is broken in a cluster, or anywhere.</summary>
    public bool Fails(Severity severity, string? cluster) => Verdicts.Any(verdict => verdict.Rule.Severity <= severity && verdict.StateIn(cluster) is RuleState.Broken);
}

/// <summary>Checks rules when it is first asked for, and keeps the answer as long as the catalogue and the rules are kept.</summary>
/// <param name="references">The references of catalogues.</param>
public sealed class IsolationChecks(ReferenceIndexes references)
{
    private readonly ConditionalWeakTable<IsolationRules, ConditionalWeakTable<CatalogSnapshot, IsolationCheck>> _checks = [];

    /// <summary>The rules checked against a catalogue.</summary>
    public IsolationCheck Of(CatalogSnapshot catalog, IsolationRules rules) =>
        _checks.GetOrCreateValue(rules).GetValue(catalog, key => new(key, references.Of(key), rules));
}
