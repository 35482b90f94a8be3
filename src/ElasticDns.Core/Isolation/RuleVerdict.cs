using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Isolation;

/// <summary>How a rule stands.</summary>
public enum RuleState
{
    /// <summary>Something reaches what it must not.</summary>
    Broken,

    /// <summary>One of its sides matches nothing: probably a typo.</summary>
    MatchesNothing,

    /// <summary>Both sides match, and nothing reaches what it must not.</summary>
    Kept,
}

/// <summary>The codes and words of states.</summary>
public static class RuleStates
{
    /// <summary>The code that the API and exports use.</summary>
    public static string Code(this RuleState state) => state switch
    {
        RuleState.Broken => "BROKEN",
        RuleState.MatchesNothing => "MATCHES_NOTHING",
        _ => "KEPT",
    };
}

/// <summary>How a rule is broken in one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Pairs">How many pairs of a caller and a target it is broken by.</param>
/// <param name="Groups">In how many pairs of applications these are.</param>
/// <param name="Declared">How many connections that manifests declare are against it.</param>
public sealed record ClusterViolations(string Cluster, long Pairs, long Groups, int Declared);

/// <summary>How a rule stands in a catalogue. Pairs are counted and not made, so the cost does not grow with their number.</summary>
public sealed class RuleVerdict
{
    /// <summary>The most violations that are listed for a rule.</summary>
    public const int MostListed = 300;

    private readonly CatalogSnapshot _catalog;
    private readonly ReferenceIndex _references;

    internal RuleVerdict(IsolationRule rule, CatalogSnapshot catalog, ReferenceIndex references, Selection from, Selection to)
    {
        (Rule, _catalog, _references, From, To) = (rule, catalog, references, from.Match, to.Match);
        Hints = [.. new[] { from.Hint, to.Hint }.OfType<PatternHint>()];
        Clusters = [.. from.Clusters.Select(callers => Count(callers, to.In(callers.Cluster.Name))).OfType<ClusterViolations>()];
        Pairs = Clusters.Sum(cluster => cluster.Pairs);
    }

    /// <summary>The rule.</summary>
    public IsolationRule Rule { get; }

    /// <summary>What its calling side matches.</summary>
    public PatternMatch From { get; }

    /// <summary>What its called side matches.</summary>
    public PatternMatch To { get; }

    /// <summary>Why a side matches nothing.</summary>
    public IReadOnlyList<PatternHint> Hints { get; }

    /// <summary>The clusters in which it is broken, in ordinal order.</summary>
    public IReadOnlyList<ClusterViolations> Clusters { get; }

    /// <summary>How many pairs of a caller and a target it is broken by.</summary>
    public long Pairs { get; }

    /// <summary>How it stands in all clusters.</summary>
    public RuleState State => StateIn(null);

    /// <summary>How it stands in one cluster, or in all.</summary>
    public RuleState StateIn(string? cluster) => In(cluster).Any() ? RuleState.Broken : Hints.Count > 0 ? RuleState.MatchesNothing : RuleState.Kept;

    /// <summary>Where it is broken: in one cluster, or in all.</summary>
    public IEnumerable<ClusterViolations> In(string? cluster) => cluster is null ? Clusters : Clusters.Where(one => one.Cluster == cluster);

    /// <summary>
    /// The violations of one cluster or of all, by cluster and namespaces: those first that a manifest declares, and
    /// <see cref="MostListed"/> at most. They are made when they are asked for.
    /// </summary>
    public IReadOnlyList<Violation> List(string? cluster = null, int most = MostListed)
    {
        var (from, to) = (Selection.Of(_catalog, Rule.From, PatternSide.From), Selection.Of(_catalog, Rule.To, PatternSide.To));
        var (declared, others) = (new List<Violation>(), new List<Violation>());
        foreach (var broken in In(cluster))
        {
            var (callers, targets) = (from.In(broken.Cluster)!, to.In(broken.Cluster)!);
            var references = Declared(callers).GroupBy(reference => (reference.From, Home: reference.Destination.Home!), SamePlaces.Instance)
                .ToDictionary(group => group.Key, group => group.ToList(), SamePlaces.Instance);
            foreach (var group in references)
            {
                if (declared.Count == most) return declared;
                declared.Add(Violation.Of(Find(callers, group.Key.From), Find(targets, group.Key.Home), group.Value));
            }
            others.AddRange(Undeclared(callers, targets, references).Take(most - others.Count));
        }
        return [.. declared, .. others.Take(most - declared.Count)];
    }

    private static IEnumerable<Violation> Undeclared(SelectedCluster callers, SelectedCluster targets, Dictionary<(Application From, Application Home), List<Reference>> declared) =>
        from caller in callers.Applications
        from target in targets.Applications
        where !declared.ContainsKey((caller.Home, target.Home)) && Violation.Pairs(caller, target) > 0
        select Violation.Of(caller, target, []);

    private static Selected Find(SelectedCluster cluster, Application home) => cluster.Applications.First(selected => ReferenceEquals(selected.Home, home));

    private ClusterViolations? Count(SelectedCluster callers, SelectedCluster? targets)
    {
        if (targets is null) return null;
        var pairs = callers.Count * targets.Count;
        var groups = (long)callers.Applications.Count * targets.Applications.Count;
        // Applications that are on both sides, which are in the same order, have pairs that are none: a service and itself.
        var (caller, target) = (0, 0);
        while (caller < callers.Applications.Count && target < targets.Applications.Count)
        {
            var (from, to) = (callers.Applications[caller], targets.Applications[target]);
            var order = ReferenceEquals(from.Home, to.Home) ? 0 : string.CompareOrdinal(from.Home.Namespace, to.Home.Namespace);
            if (order == 0)
            {
                var left = Violation.Pairs(from, to);
                pairs -= ((long)from.Targets.Count * to.Targets.Count) - left;
                if (left == 0) groups--;
            }
            if (order <= 0) caller++;
            if (order >= 0) target++;
        }
        return pairs == 0 ? null : new(callers.Cluster.Name, pairs, groups, Declared(callers).Count());
    }

    // What the callers' manifests declare to connect to and may not; a port that is not exposed makes the wish no better.
    private IEnumerable<Reference> Declared(SelectedCluster callers) =>
        from application in callers.Applications
        from reference in _references.DeclaredBy(application.Home)
        where reference.Destination is { Home: { } home, Target: { HasAddress: true } target } && home.Cluster == callers.Cluster.Name
            && !ReferenceEquals(reference.Caller, target) && Rule.To.Matches(home, target) && Rule.From.MatchesTarget(reference.Caller)
        select reference;

    private sealed class SamePlaces : IEqualityComparer<(Application From, Application Home)>
    {
        public static SamePlaces Instance { get; } = new();

        public bool Equals((Application From, Application Home) x, (Application From, Application Home) y) => ReferenceEquals(x.From, y.From) && ReferenceEquals(x.Home, y.Home);

        public int GetHashCode((Application From, Application Home) pair) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.From), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Home));
    }
}
