using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Impact;

/// <summary>An application that differs between two snapshots, as it was and as it is; one of the two is null where it came or went.</summary>
internal sealed class ApplicationPair(Application? before, Application? after)
{
    private readonly Lazy<IReadOnlyList<TargetPair>> _targets = new(() => TargetPair.Between(before, after));

    public Application? Before => before;

    public Application? After => after;

    /// <summary>Its newest form.</summary>
    public Application Newest => after ?? before!;

    public IReadOnlyList<TargetPair> Targets => _targets.Value;

    public ChangeKind Kind => before is null ? ChangeKind.Added
        : after is null ? ChangeKind.Removed
        : Place(before) != Place(after) ? ChangeKind.Moved
        : ChangeKind.Changed;

    public bool ChangesCluster => before is not null && after is not null && before.Cluster != after.Cluster;

    /// <summary>Whether it is among those that are in the one cluster before and in the other after, which may be the same.</summary>
    public bool IsBetween((string From, string To) clusters) => before?.Cluster == clusters.From && after?.Cluster == clusters.To;

    /// <summary>The applications that differ, in the order of clusters and namespaces. Snapshots share what did not change, so only clusters that did are looked into.</summary>
    public static IReadOnlyList<ApplicationPair> Between(CatalogSnapshot before, CatalogSnapshot after, IReadOnlyList<ApplicationMove> moves)
    {
        var came = Differing(after, before);
        var went = Differing(before, after);
        var gone = went.ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        // What stays where it was is not moved, whatever is said.
        var moved = (from move in moves
                     let was = before.Find(move.From.Cluster, move.From.Namespace)
                     where was is not null && gone.Contains(was)
                     select (From: was, move.To)).DistinctBy(move => Place(move.From)).DistinctBy(move => move.To).ToDictionary(move => move.To, move => move.From);
        var left = moved.Values.ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        var pairs = new List<ApplicationPair>();
        foreach (var application in came)
        {
            var was = moved.GetValueOrDefault(Place(application));
            if (was is null && before.Find(application.Cluster, application.Namespace) is { } there && !left.Contains(there)) was = there;
            if (was is not null) gone.Remove(was);
            pairs.Add(new(was, application));
        }
        pairs.AddRange(went.Where(gone.Contains).Select(application => new ApplicationPair(application, null)));
        return [.. pairs.OrderBy(pair => pair.Newest.Cluster, StringComparer.Ordinal).ThenBy(pair => pair.Newest.Namespace, StringComparer.Ordinal)];
    }

    private static List<Application> Differing(CatalogSnapshot one, CatalogSnapshot other) =>
    [
        .. from cluster in one.Clusters
           let there = other.FindCluster(cluster.Name)
           where !ReferenceEquals(cluster, there)
           from application in cluster.Applications
           where !ReferenceEquals(application, there?.ByNamespace.GetValueOrDefault(application.Namespace))
           select application,
    ];

    private static (string, string) Place(Application application) => (application.Cluster, application.Namespace);
}

/// <summary>A service or database as it was and as it is, by its label or, where it has another one, by what is unmistakably the same.</summary>
internal sealed record TargetPair(Target? Before, Target? After)
{
    public bool IsRenamed => Before is not null && After is not null && Before.Label != After.Label;

    public static IReadOnlyList<TargetPair> Between(Application? before, Application? after)
    {
        var now = (after?.Targets ?? []).ToDictionary(target => target.Label);
        var pairs = new List<TargetPair>();
        foreach (var target in before?.Targets ?? []) pairs.Add(new(target, now.Remove(target.Label, out var same) ? same : null));
        if (now.Count == 0) return pairs;
        var added = now.Values.ToLookup(Likeness);
        foreach (var removed in pairs.Where(pair => pair.After is null).ToLookup(pair => Likeness(pair.Before!)))
        {
            if (removed.Key is null || removed.ToList() is not [var one] || added[removed.Key].ToList() is not [var renamed]) continue;
            pairs[pairs.IndexOf(one)] = one with { After = renamed };
            now.Remove(renamed.Label);
        }
        pairs.AddRange(now.Values.Select(target => new TargetPair(null, target)));
        return [.. pairs.OrderBy(pair => (pair.Before ?? pair.After)!.Label, StringComparer.Ordinal)];
    }

    // Two services that build their image and listen on nothing have nothing by which to tell that they are one.
    private static string? Likeness(Target target) => target switch
    {
        Service { Image: null, Ports.Count: 0 } => null,
        Service service => $"{service.Image}\n{service.Type}\n{string.Join('\n', service.Ports.Select(port => port.ToText()))}",
        Database database => database.Engine,
        _ => null,
    };
}
