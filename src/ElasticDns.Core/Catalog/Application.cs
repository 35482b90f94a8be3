namespace ElasticDns.Core.Catalog;

/// <summary>One deployed manifest: the services and databases that share a namespace of a cluster.</summary>
/// <param name="Cluster">The cluster that it belongs to, a DNS label.</param>
/// <param name="Namespace">The namespace, a DNS label, unique in the cluster.</param>
/// <param name="Name">The display name, 1 to 80 printable characters; any text, to be encoded where it is shown.</param>
/// <param name="Services">Its services, in ordinal order of their labels.</param>
/// <param name="Databases">Its databases, in ordinal order of their labels.</param>
public sealed record Application(
    string Cluster, string Namespace, string Name, IReadOnlyList<Service> Services, IReadOnlyList<Database> Databases)
{
    private Sorted? _sorted;

    /// <summary>Who owns it, where the manifest says so.</summary>
    public string? Owner { get; init; }

    /// <summary>What it does, where the manifest says so.</summary>
    public string? Description { get; init; }

    /// <summary>Where its documentation is: an https address, where the manifest gives one.</summary>
    public string? Docs { get; init; }

    /// <summary>Whether it comes from the watched folder, where alone it is changed.</summary>
    public bool FromFolder { get; init; }

    /// <summary>The revision, counted from 1.</summary>
    public int Revision { get; init; }

    /// <summary>When this revision was imported, UTC.</summary>
    public DateTimeOffset ImportedAt { get; init; }

    /// <summary>Services and databases together, in ordinal order of their labels.</summary>
    public IReadOnlyList<Target> Targets => SortedTargets;

    /// <summary>The target that has this label or answers to this host, in any case of letters; null where none does.</summary>
    public Target? Find(string labelOrHost)
    {
        var wanted = labelOrHost.ToLowerInvariant();
        var targets = SortedTargets;
        var at = Array.BinarySearch(targets, wanted, ByLabel);
        return at >= 0 ? targets[at] : Databases.FirstOrDefault(database => database.Hosts.Contains(wanted));
    }

    /// <summary>Every host label that something of this application answers to.</summary>
    public IEnumerable<string> Hosts => Targets.SelectMany(target => target.Hosts);

    private static readonly LabelComparer ByLabel = new();

    // A copy made by 'with' takes the field along, so it is asked whose it is.
    private Target[] SortedTargets =>
        (_sorted is { } sorted && ReferenceEquals(sorted.Services, Services) && ReferenceEquals(sorted.Databases, Databases)
            ? sorted
            : _sorted = new(Services, Databases, Sort(Services, Databases))).Targets;

    private static Target[] Sort(IReadOnlyList<Service> services, IReadOnlyList<Database> databases)
    {
        Target[] targets = [.. services, .. databases];
        Array.Sort(targets, ByLabel);
        return targets;
    }

    private sealed record Sorted(IReadOnlyList<Service> Services, IReadOnlyList<Database> Databases, Target[] Targets);

    // Compares a target with another one or with a label, so that a binary search needs no probe object.
    private sealed class LabelComparer : System.Collections.IComparer
    {
        public int Compare(object? x, object? y) => string.CompareOrdinal(Label(x), Label(y));

        private static string? Label(object? item) => item is Target target ? target.Label : item as string;
    }
}
