using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>The orders in which the rows of all services can be put. A sorted list belongs to a snapshot and is shared by all who look at it.</summary>
public static class CatalogOrder
{
    /// <summary>By label.</summary>
    public const string ByName = "name";

    /// <summary>By the application's display name.</summary>
    public const string ByApplication = "application";

    /// <summary>By namespace.</summary>
    public const string ByNamespace = "namespace";

    /// <summary>By cluster.</summary>
    public const string ByCluster = "cluster";

    /// <summary>Services before databases.</summary>
    public const string ByKind = "kind";

    /// <summary>By the first container port; what has none comes last.</summary>
    public const string ByPort = "port";

    /// <summary>By what the caller reaches: its own application, its cluster, what has no port, other clusters.</summary>
    public const string ByReach = "reach";

    /// <summary>By how many declared connections lead to it.</summary>
    public const string ByUsedBy = "used-by";

    /// <summary>By how many connections it declares.</summary>
    public const string ByUses = "uses";

    /// <summary>By how many of either are broken.</summary>
    public const string ByBroken = "broken";

    private static readonly ConditionalWeakTable<CatalogSnapshot, ConcurrentDictionary<string, CatalogRow[]>> OfSnapshot = [];

    // The nearest first; an application as a whole is never the target itself.
    private static readonly Reach[] Nearest = [Reach.SameApplication, Reach.SameCluster, Reach.NoContainerPort, Reach.DifferentCluster];

    /// <summary>All orders.</summary>
    public static IReadOnlyList<string> All { get; } = [ByName, ByApplication, ByNamespace, ByCluster, ByKind, ByPort, ByReach, ByUsedBy, ByUses, ByBroken];

    /// <summary>Every row of a snapshot in an order; equal ones stay in the catalogue's own.</summary>
    public static IEnumerable<CatalogRow> Sort(CatalogSnapshot snapshot, string? order, bool descending, Application? caller, ReferenceIndex references)
    {
        var rows = CatalogRow.AllOf(snapshot);
        if (order is ByReach)
        {
            // Another order for every caller, so none is kept: what is asked for first is looked for first.
            if (caller is null) return WithAddressFirst(rows, descending);
            var groups = descending ? Nearest.Reverse() : Nearest;
            return groups.SelectMany(reach => rows.Where(row => ReachRules.Between(caller, null, row.Home, row.Target) == reach));
        }
        if (order is not null)
            rows = OfSnapshot.GetOrCreateValue(snapshot).GetOrAdd(order, static (key, all) => [.. SortBy(key, all.rows, all.references)], (rows, references));
        return descending ? Reversed(rows) : rows;
    }

    private static IEnumerable<CatalogRow> SortBy(string order, IReadOnlyList<CatalogRow> rows, ReferenceIndex references) => order switch
    {
        ByName => rows.OrderBy(row => row.Target.Label, StringComparer.Ordinal),
        ByApplication => rows.OrderBy(row => row.Home.Name, StringComparer.OrdinalIgnoreCase),
        ByNamespace => rows.OrderBy(row => row.Home.Namespace, StringComparer.Ordinal),
        ByKind => rows.OrderBy(row => row.Target is Database),
        ByPort => rows.OrderBy(row => Endpoints.Of(row.Target) is [var first, ..] ? first.Port : int.MaxValue),
        ByUsedBy => rows.OrderBy(row => references.UsedBy(row.Home, row.Target).Declared),
        ByUses => rows.OrderBy(row => references.UsesOf(row.Home, row.Target).Declared),
        ByBroken => rows.OrderBy(row => references.UsedBy(row.Home, row.Target).Broken + references.UsesOf(row.Home, row.Target).Broken),
        _ => rows,
    };

    private static IEnumerable<CatalogRow> WithAddressFirst(IReadOnlyList<CatalogRow> rows, bool descending) =>
        rows.Where(row => row.Target.HasAddress != descending).Concat(rows.Where(row => row.Target.HasAddress == descending));

    private static IEnumerable<CatalogRow> Reversed(IReadOnlyList<CatalogRow> rows)
    {
        for (var i = rows.Count - 1; i >= 0; i--) yield return rows[i];
    }
}
