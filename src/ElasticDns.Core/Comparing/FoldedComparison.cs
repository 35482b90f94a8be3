using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Comparing;

/// <summary>
/// A cluster at two moments folded to applications: for each pair of those that changed how many pairs of caller and target became
/// possible or are possible no more. All that did not change are one more row and one more column.
/// </summary>
public sealed class FoldedComparison
{
    private readonly List<PairCount.Ends> _ends = [];

    /// <summary>The comparison of a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="most">How many of the applications that changed have a row and a column of their own; those that follow are left out.</param>
    public FoldedComparison(ClusterComparison cluster, int most)
    {
        Applications = [.. cluster.Changed.Take(most)];
        LeftOut = cluster.Changed.Count - Applications.Count;
        foreach (var (before, after) in Applications) _ends.Add(EndsOf([(before, after)]));
        var others = cluster.Places().Where(place => ReferenceEquals(place.Before, place.After)).ToList();
        Others = others.Count;
        if (Others > 0) _ends.Add(EndsOf(others));
    }

    /// <summary>The applications that changed, by namespace, as they were and as they are.</summary>
    public IReadOnlyList<(Application? Before, Application? After)> Applications { get; }

    /// <summary>How many that changed are left out.</summary>
    public int LeftOut { get; }

    /// <summary>How many did not change; where there are any, they are the last row and column.</summary>
    public int Others { get; }

    /// <summary>How many rows and columns there are.</summary>
    public int Count => _ends.Count;

    /// <summary>The pairs of the callers of one and the targets of another, both counted from 0.</summary>
    public PairCount this[int caller, int called] => PairCount.Of(_ends[caller], _ends[called]);

    private static PairCount.Ends EndsOf(IEnumerable<(Application? Before, Application? After)> applications)
    {
        var ends = new PairCount.Ends();
        foreach (var (before, after) in applications) ends.Add(before, after);
        return ends;
    }
}
