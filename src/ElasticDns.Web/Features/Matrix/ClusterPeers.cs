using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>
/// All that can call in a cluster, or all that can be called, as two lists of which no copy is made: what is kept are two numbers an
/// application, once for everybody who looks at the cluster.
/// </summary>
internal sealed class ClusterPeers
{
    private static readonly ConditionalWeakTable<Cluster, ClusterPeers> Known = [];

    private readonly Application[] _applications;
    private readonly int[] _services;
    private readonly int[] _addressed;

    private ClusterPeers(Cluster cluster)
    {
        _applications = [.. cluster.Applications];
        _services = new int[_applications.Length + 1];
        _addressed = new int[_applications.Length + 1];
        for (var at = 0; at < _applications.Length; at++)
        {
            _services[at + 1] = _services[at] + _applications[at].Services.Count;
            _addressed[at + 1] = _addressed[at] + _applications[at].Targets.Count(target => target.HasAddress);
        }
    }

    public static ClusterPeers Of(Cluster cluster) => Known.GetValue(cluster, key => new(key));

    /// <summary>How many services can call, or how many targets have an address.</summary>
    public int Count(bool calling) => Starts(calling)[^1];

    /// <summary>Where the services of an application, or its targets with an address, begin and end.</summary>
    public (int Start, int End) RangeOf(Application application, bool calling)
    {
        var at = IndexOf(application);
        return at < 0 ? (0, 0) : (Starts(calling)[at], Starts(calling)[at + 1]);
    }

    /// <summary>Which one a service or target is, or -1 where it is not among them.</summary>
    public int PositionOf(Application application, Target target, bool calling)
    {
        var at = IndexOf(application);
        if (at < 0) return -1;
        var position = Starts(calling)[at];
        foreach (var one in Members(_applications[at], calling))
        {
            if (ReferenceEquals(one, target)) return position;
            position++;
        }
        return -1;
    }

    /// <summary>The one at a position.</summary>
    public (Application Home, Target Target) this[int position, bool calling]
    {
        get
        {
            var starts = Starts(calling);
            var at = Array.BinarySearch(starts, position);
            // Of several equal ones the last begins there: those before it have no member.
            if (at < 0) at = ~at - 1;
            else while (starts[at + 1] == position) at++;
            return (_applications[at], Members(_applications[at], calling).ElementAt(position - starts[at]));
        }
    }

    private int[] Starts(bool calling) => calling ? _services : _addressed;

    private static IEnumerable<Target> Members(Application application, bool calling) =>
        calling ? application.Services : application.Targets.Where(target => target.HasAddress);

    private int IndexOf(Application application)
    {
        var (low, high) = (0, _applications.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_applications[middle].Namespace, application.Namespace);
            if (order == 0) return ReferenceEquals(_applications[middle], application) ? middle : -1;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
