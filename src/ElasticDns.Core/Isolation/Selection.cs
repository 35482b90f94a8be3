using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Isolation;

/// <summary>What a pattern selects of one application.</summary>
/// <param name="Home">The application.</param>
/// <param name="Targets">What matches, in ordinal order of the labels; of the called side, only what has an address.</param>
internal readonly record struct Selected(Application Home, IReadOnlyList<Target> Targets);

/// <summary>What a pattern selects of one cluster, by namespace.</summary>
internal sealed record SelectedCluster(Cluster Cluster, IReadOnlyList<Selected> Applications)
{
    public long Count { get; } = Applications.Sum(selected => (long)selected.Targets.Count);
}

/// <summary>What a pattern selects of a catalogue.</summary>
internal sealed class Selection
{
    private Selection(IReadOnlyList<SelectedCluster> clusters, PatternMatch match, PatternHint? hint) => (Clusters, Match, Hint) = (clusters, match, hint);

    public IReadOnlyList<SelectedCluster> Clusters { get; }

    public PatternMatch Match { get; }

    /// <summary>Why nothing matches; null where anything does. Looking for the nearest names costs far more than the selection, so it is done once a pattern.</summary>
    public PatternHint? Hint { get; }

    public SelectedCluster? In(string cluster) => Clusters.FirstOrDefault(selected => selected.Cluster.Name == cluster);

    public static Selection Of(CatalogSnapshot catalog, IsolationPattern pattern, PatternSide side)
    {
        var clusters = new List<SelectedCluster>();
        var (applications, services, databases, silent) = (0, 0, 0, 0);
        foreach (var cluster in ClustersOf(catalog, pattern))
        {
            var found = new List<Selected>();
            foreach (var home in ApplicationsOf(cluster, pattern))
            {
                var targets = TargetsOf(home, pattern);
                if (targets.Count == 0) continue;
                applications++;
                foreach (var target in targets)
                {
                    if (target is Database) databases++;
                    else services++;
                    if (!target.HasAddress) silent++;
                }
                if (side is PatternSide.To && !AllHaveAddresses(targets)) targets = [.. targets.Where(target => target.HasAddress)];
                if (targets.Count > 0) found.Add(new(home, targets));
            }
            if (found.Count > 0) clusters.Add(new(cluster, found));
        }
        var match = new PatternMatch(applications, services, databases, silent);
        return new(clusters, match, match.IsNothing ? PatternHint.Of(catalog, pattern, side) : null);
    }

    public static IEnumerable<Cluster> ClustersOf(CatalogSnapshot catalog, IsolationPattern pattern) => pattern.Cluster.IsLiteral
        ? catalog.FindCluster(pattern.Cluster.Text) is { } only ? [only] : []
        : catalog.Clusters.Where(cluster => pattern.Cluster.Matches(cluster.Name));

    public static IEnumerable<Application> ApplicationsOf(Cluster cluster, IsolationPattern pattern) => pattern.Namespace.IsLiteral
        ? cluster.Find(pattern.Namespace.Text) is { } only ? [only] : []
        : pattern.Namespace.IsAny ? cluster.Applications : cluster.Applications.Where(application => pattern.Namespace.Matches(application.Namespace));

    // The lists that the application has already, wherever all of one kind is meant.
    private static IReadOnlyList<Target> TargetsOf(Application home, IsolationPattern pattern)
    {
        if (pattern.Label.IsLiteral) return home.Find(pattern.Label.Text) is { } only && pattern.MatchesTarget(only) ? [only] : [];
        if (!pattern.Label.IsAny) return [.. home.Targets.Where(pattern.MatchesTarget)];
        return pattern.Kind switch
        {
            PatternKind.Service => home.Services,
            PatternKind.Database => home.Databases,
            _ => home.Targets,
        };
    }

    private static bool AllHaveAddresses(IReadOnlyList<Target> targets)
    {
        foreach (var target in targets)
            if (!target.HasAddress) return false;
        return true;
    }
}
