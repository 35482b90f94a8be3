using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Comparing;

/// <summary>What a catalogue or a cluster held at one moment, in numbers.</summary>
/// <param name="Applications">Its applications.</param>
/// <param name="Services">Its services, each of which calls.</param>
/// <param name="Databases">Its databases.</param>
/// <param name="Possible">The pairs of a service and something else that it can reach.</param>
/// <param name="Declared">The connections that manifests declare.</param>
/// <param name="Broken">Those that lead nowhere.</param>
public readonly record struct CatalogTotals(int Applications, int Services, int Databases, long Possible, int Declared, int Broken)
{
    /// <summary>The sum of two.</summary>
    public static CatalogTotals operator +(CatalogTotals one, CatalogTotals other) => one.Add(other);

    /// <summary>The sum of two.</summary>
    public CatalogTotals Add(CatalogTotals other) => new(
        Applications + other.Applications, Services + other.Services, Databases + other.Databases,
        Possible + other.Possible, Declared + other.Declared, Broken + other.Broken);

    /// <summary>The totals of a cluster; all zero where there is none.</summary>
    internal static CatalogTotals Of(Cluster? cluster, ReferenceIndex index)
    {
        if (cluster is null) return default;
        var declared = index.CountOf(cluster);
        return new(
            cluster.ByNamespace.Count, cluster.ServiceCount, cluster.DatabaseCount, PairCount.Of(cluster.Applications, cluster.Applications).Before,
            declared.Declared, declared.Broken);
    }
}
