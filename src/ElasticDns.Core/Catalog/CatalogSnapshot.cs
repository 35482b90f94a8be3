using System.Collections.Immutable;

namespace ElasticDns.Core.Catalog;

/// <summary>One cluster of a snapshot: the boundary of reachability.</summary>
/// <param name="Name">The cluster's name, a DNS label.</param>
/// <param name="ByNamespace">Its applications by namespace, in ordinal order.</param>
public sealed record Cluster(string Name, ImmutableSortedDictionary<string, Application> ByNamespace)
{
    private readonly Lazy<DateTimeOffset> _lastImportAt = new(() => ByNamespace.Values.Max(application => application.ImportedAt));

    /// <summary>Its applications, in ordinal order of their namespaces.</summary>
    public IEnumerable<Application> Applications => ByNamespace.Values;

    /// <summary>How many services it has.</summary>
    public int ServiceCount { get; init; }

    /// <summary>How many databases it has.</summary>
    public int DatabaseCount { get; init; }

    /// <summary>When one of its applications was last imported, UTC.</summary>
    public DateTimeOffset LastImportAt => _lastImportAt.Value;

    /// <summary>The application of that namespace, in any case of letters, or null.</summary>
    public Application? Find(string @namespace) => ByNamespace.GetValueOrDefault(@namespace.ToLowerInvariant());
}

/// <summary>
/// The whole catalogue at one moment, never changed: an import makes a new one that shares all but the path to what changed, so its
/// cost does not grow with the catalogue. A cluster is there as long as it has an application.
/// </summary>
public sealed class CatalogSnapshot
{
    private static readonly ImmutableSortedDictionary<string, Application> NoApplications =
        ImmutableSortedDictionary.Create<string, Application>(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, Cluster> _clusters;

    private CatalogSnapshot(ImmutableSortedDictionary<string, Cluster> clusters, long version)
    {
        _clusters = clusters;
        Version = version;
    }

    /// <summary>The catalogue before anything is imported.</summary>
    public static CatalogSnapshot Empty { get; } = new(ImmutableSortedDictionary.Create<string, Cluster>(StringComparer.Ordinal), 0);

    /// <summary>How many changes led here; a later snapshot of one process has a higher number.</summary>
    public long Version { get; }

    /// <summary>The clusters, in ordinal order of their names.</summary>
    public IEnumerable<Cluster> Clusters => _clusters.Values;

    /// <summary>Every application, by cluster and namespace.</summary>
    public IEnumerable<Application> Applications => Clusters.SelectMany(cluster => cluster.Applications);

    /// <summary>Whether it holds no application.</summary>
    public bool IsEmpty => _clusters.IsEmpty;

    /// <summary>How many clusters it has.</summary>
    public int ClusterCount => _clusters.Count;

    /// <summary>How many applications it has.</summary>
    public int ApplicationCount => _clusters.Values.Sum(cluster => cluster.ByNamespace.Count);

    /// <summary>How many services and databases it has.</summary>
    public int TargetCount => _clusters.Values.Sum(cluster => cluster.ServiceCount + cluster.DatabaseCount);

    /// <summary>The cluster of that name, in any case of letters, or null.</summary>
    public Cluster? FindCluster(string name) => _clusters.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>The application of that cluster and namespace, in any case of letters, or null.</summary>
    public Application? Find(string cluster, string @namespace) => FindCluster(cluster)?.Find(@namespace);

    /// <summary>A snapshot of these applications.</summary>
    public static CatalogSnapshot Of(IEnumerable<Application> applications) => new(
        applications.GroupBy(application => application.Cluster, StringComparer.Ordinal).ToImmutableSortedDictionary(
            group => group.Key,
            group => new Cluster(group.Key, group.ToImmutableSortedDictionary(a => a.Namespace, a => a, StringComparer.Ordinal))
            {
                ServiceCount = group.Sum(application => application.Services.Count),
                DatabaseCount = group.Sum(application => application.Databases.Count),
            },
            StringComparer.Ordinal), 1);

    /// <summary>The snapshot in which these applications are added or take the place of those with their cluster and namespace.</summary>
    public CatalogSnapshot With(params IEnumerable<Application> applications)
    {
        var clusters = _clusters;
        foreach (var application in applications)
        {
            var cluster = clusters.GetValueOrDefault(application.Cluster) ?? new(application.Cluster, NoApplications);
            clusters = clusters.SetItem(application.Cluster, Replace(cluster, application.Namespace, application));
        }
        return new(clusters, Version + 1);
    }

    /// <summary>The snapshot without these applications; what it does not hold is passed over.</summary>
    public CatalogSnapshot Without(params IEnumerable<(string Cluster, string Namespace)> applications)
    {
        var clusters = _clusters;
        foreach (var (name, @namespace) in applications)
        {
            if (clusters.GetValueOrDefault(name) is not { } cluster || !cluster.ByNamespace.ContainsKey(@namespace)) continue;
            var rest = Replace(cluster, @namespace, null);
            clusters = rest.ByNamespace.IsEmpty ? clusters.Remove(name) : clusters.SetItem(name, rest);
        }
        return new(clusters, Version + 1);
    }

    private static Cluster Replace(Cluster cluster, string @namespace, Application? application)
    {
        var before = cluster.ByNamespace.GetValueOrDefault(@namespace);
        var applications = application is null ? cluster.ByNamespace.Remove(@namespace) : cluster.ByNamespace.SetItem(@namespace, application);
        return new(cluster.Name, applications)
        {
            ServiceCount = cluster.ServiceCount + (application?.Services.Count ?? 0) - (before?.Services.Count ?? 0),
            DatabaseCount = cluster.DatabaseCount + (application?.Databases.Count ?? 0) - (before?.Databases.Count ?? 0),
        };
    }
}
