using System.Collections.Immutable;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Data;

/// <summary>What one change of the catalogue did, worked out once for all open pages.</summary>
/// <param name="Imported">The applications that are new or have a new revision, as they are now.</param>
/// <param name="Removed">The applications that are gone, as they were.</param>
public sealed record CatalogChange(IReadOnlyList<Application> Imported, IReadOnlyList<Application> Removed)
{
    /// <summary>Nothing.</summary>
    public static CatalogChange None { get; } = new([], []);

    /// <summary>What is different in the application, where exactly one was imported and none removed; of many only their number is of use.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>Where something is different, by cluster and namespace.</summary>
    public IReadOnlyList<(string Cluster, string Namespace)> Places => [.. Imported.Concat(Removed).Select(application => (application.Cluster, application.Namespace))];

    /// <summary>Whether nothing is different.</summary>
    public bool IsEmpty => Imported.Count == 0 && Removed.Count == 0;

    /// <summary>The difference of two snapshots. They share what did not change, so only clusters that did are looked into.</summary>
    public static CatalogChange Between(CatalogSnapshot before, CatalogSnapshot after)
    {
        var imported = new List<Application>();
        var removed = new List<Application>();
        foreach (var cluster in after.Clusters)
        {
            var was = before.FindCluster(cluster.Name);
            if (!ReferenceEquals(was, cluster)) imported.AddRange(NewIn(cluster.ByNamespace, was?.ByNamespace));
        }
        foreach (var cluster in before.Clusters)
        {
            var @is = after.FindCluster(cluster.Name);
            if (!ReferenceEquals(@is, cluster)) removed.AddRange(cluster.Applications.Where(application => @is?.ByNamespace.ContainsKey(application.Namespace) != true));
        }
        return new(imported, removed)
        {
            Changes = imported is [var only] && removed is []
                ? ApplicationChanges.Between(before.Find(only.Cluster, only.Namespace), only, target => [.. AddressRules.OwnAddresses(target).Select(address => address.Url)])
                : [],
        };
    }

    /// <summary>This change and a later one as a single change.</summary>
    public CatalogChange Then(CatalogChange later)
    {
        var both = new CatalogChange(
            [.. Imported.Where(application => !later.Imported.Any(Is(application)) && !later.Removed.Any(Is(application))), .. later.Imported],
            [.. Removed.Where(application => !later.Imported.Any(Is(application))), .. later.Removed]);
        // The same application once more: its newest revision is told of.
        return both is { Imported: [_], Removed: [] } ? both with { Changes = later.Changes } : both;
    }

    private static IEnumerable<Application> NewIn(ImmutableSortedDictionary<string, Application> after, ImmutableSortedDictionary<string, Application>? before) =>
        after.Values.Where(application => !ReferenceEquals(before?.GetValueOrDefault(application.Namespace), application));

    private static Func<Application, bool> Is(Application one) => other => one.Cluster == other.Cluster && one.Namespace == other.Namespace;
}
