using System.Collections;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Reachability;

/// <summary>
/// The reach of every caller to every target of a cluster, or of those of some applications. A cell is computed when it is asked for;
/// no table is built, and what is kept are four bytes a caller, four a target and a few an application.
/// </summary>
public sealed class ReachMatrix
{
    // Kept as long as the cluster is, so that everybody who looks at it shares one.
    private static readonly ConditionalWeakTable<Cluster, ReachMatrix> OfCluster = [];

    /// <summary>The matrix of the callers and targets of these applications, which are of one cluster.</summary>
    public ReachMatrix(IEnumerable<Application> callers, IEnumerable<Application> targets)
    {
        Callers = new Ends<Service>([.. callers], application => application.Services);
        Targets = new Ends<Target>([.. targets], application => application.Targets);
    }

    /// <summary>The matrix of a whole cluster.</summary>
    public static ReachMatrix Of(Cluster cluster) => OfCluster.GetValue(cluster, static key => new(key.Applications, key.Applications));

    /// <summary>The rows: services, by namespace and label.</summary>
    public IReadOnlyList<(Application Application, Service Service)> Callers { get; }

    /// <summary>The columns: services and databases, by namespace and label.</summary>
    public IReadOnlyList<(Application Application, Target Target)> Targets { get; }

    /// <summary>The reach of a caller to a target, both counted from 0.</summary>
    public Reach this[int caller, int target]
    {
        get
        {
            var (application, service) = Callers[caller];
            var (home, called) = Targets[target];
            return ReachRules.Between(application, service.Label, home, called);
        }
    }

    // The services or targets of several applications as one list, without a copy of any of them.
    private sealed class Ends<T> : IReadOnlyList<(Application, T)>
        where T : Target
    {
        private readonly (Application Application, IReadOnlyList<T> Members, int Start)[] _applications;
        private readonly int[] _owner;

        public Ends(Application[] applications, Func<Application, IReadOnlyList<T>> membersOf)
        {
            _applications = new (Application, IReadOnlyList<T>, int)[applications.Length];
            var count = 0;
            for (var i = 0; i < applications.Length; i++)
            {
                var members = membersOf(applications[i]);
                _applications[i] = (applications[i], members, count);
                count += members.Count;
            }
            _owner = new int[count];
            for (var i = 0; i < applications.Length; i++) _owner.AsSpan(_applications[i].Start, _applications[i].Members.Count).Fill(i);
        }

        public int Count => _owner.Length;

        public (Application, T) this[int index]
        {
            get
            {
                var (application, members, start) = _applications[_owner[index]];
                return (application, members[index - start]);
            }
        }

        public IEnumerator<(Application, T)> GetEnumerator()
        {
            foreach (var (application, members, _) in _applications)
                foreach (var member in members) yield return (application, member);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
