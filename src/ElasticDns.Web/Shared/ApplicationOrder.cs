using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Shared;

/// <summary>Applications in the orders in which they are listed. A list belongs to a catalogue and is shared by all who look at it.</summary>
public static class ApplicationOrder
{
    /// <summary>By display name.</summary>
    public const string ByName = "name";

    /// <summary>By the number of connections that do not resolve.</summary>
    public const string ByBroken = "broken";

    /// <summary>By the time of the last import.</summary>
    public const string ByImport = "import";

    private static readonly ConditionalWeakTable<ReferenceIndex, ConcurrentDictionary<(string?, string, bool), IReadOnlyList<Application>>> OfIndex = [];

    /// <summary>Whether a text names an order.</summary>
    public static bool IsKnown(string? sort) => sort is ByName or ByBroken or ByImport;

    /// <summary>The applications of a cluster, or of all.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="index">Its references.</param>
    /// <param name="cluster">The cluster; null for all.</param>
    /// <param name="sort">The order.</param>
    /// <param name="descending">Whether it is reversed.</param>
    public static IReadOnlyList<Application> Of(CatalogSnapshot snapshot, ReferenceIndex index, Cluster? cluster, string sort, bool descending) =>
        OfIndex.GetOrCreateValue(index).GetOrAdd((cluster?.Name, sort, descending), _ => Sort(cluster?.Applications ?? snapshot.Applications, index, sort, descending));

    /// <summary>The applications of a cluster that are to be looked at first: those with broken connections, then those last imported.</summary>
    public static IReadOnlyList<Application> ForAttention(ReferenceIndex index, Cluster cluster) =>
        OfIndex.GetOrCreateValue(index).GetOrAdd((cluster.Name, "", false), _ =>
            [.. cluster.Applications.OrderByDescending(application => index.CountOf(application).Broken > 0).ThenByDescending(application => application.ImportedAt)]);

    private static IReadOnlyList<Application> Sort(IEnumerable<Application> applications, ReferenceIndex index, string sort, bool descending)
    {
        // Equal ones stand by name, whichever way the order goes.
        var byName = applications.OrderBy(application => application.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return (sort, descending) switch
        {
            (ByBroken, true) => [.. byName.OrderBy(application => index.CountOf(application).Broken)],
            (ByBroken, false) => [.. byName.OrderByDescending(application => index.CountOf(application).Broken)],
            (ByImport, true) => [.. byName.OrderBy(application => application.ImportedAt)],
            (ByImport, false) => [.. byName.OrderByDescending(application => application.ImportedAt)],
            (_, true) => [.. byName.AsEnumerable().Reverse()],
            _ => byName,
        };
    }
}
