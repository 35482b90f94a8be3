using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Comparing;

/// <summary>One cluster at two moments.</summary>
public sealed class ClusterComparison
{
    internal ClusterComparison(string name, Cluster? before, Cluster? after, ReferenceIndex beforeIndex, ReferenceIndex afterIndex)
    {
        (Name, Before, After, BeforeIndex, AfterIndex) = (name, before, after, beforeIndex, afterIndex);
        (TotalsBefore, TotalsAfter) = (CatalogTotals.Of(before, beforeIndex), CatalogTotals.Of(after, afterIndex));
        Changed = ReferenceEquals(before, after) ? [] : [.. Places().Where(place => !ReferenceEquals(place.Before, place.After))];
        if (Changed.Count == 0)
        {
            Possible = new(TotalsBefore.Possible, TotalsBefore.Possible, TotalsBefore.Possible);
            return;
        }
        var ends = new PairCount.Ends();
        foreach (var (was, @is) in Places()) ends.Add(was, @is);
        Possible = PairCount.Of(ends, ends);
    }

    /// <summary>The cluster's name.</summary>
    public string Name { get; }

    /// <summary>The cluster as it was; null where it was not there.</summary>
    public Cluster? Before { get; }

    /// <summary>The cluster as it is; null where it is there no more.</summary>
    public Cluster? After { get; }

    /// <summary>What it held.</summary>
    public CatalogTotals TotalsBefore { get; }

    /// <summary>What it holds.</summary>
    public CatalogTotals TotalsAfter { get; }

    /// <summary>The pairs of a caller and a target that were and are possible.</summary>
    public PairCount Possible { get; }

    /// <summary>The applications that differ, by namespace, as they were and as they are.</summary>
    public IReadOnlyList<(Application? Before, Application? After)> Changed { get; }

    internal ReferenceIndex BeforeIndex { get; }

    internal ReferenceIndex AfterIndex { get; }

    /// <summary>All its places, by namespace, with the application that was and the one that is there.</summary>
    internal IEnumerable<(Application? Before, Application? After)> Places()
    {
        var (was, @is) = (Before?.ByNamespace, After?.ByNamespace);
        return (was?.Keys ?? []).Union(@is?.Keys ?? []).Order(StringComparer.Ordinal).Select(key => (was?.GetValueOrDefault(key), @is?.GetValueOrDefault(key)));
    }
}
