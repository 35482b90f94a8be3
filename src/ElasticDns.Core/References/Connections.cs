using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>
/// What one application declares, and what leads to it. It is never changed: an index that differs in a few applications shares all
/// the others with the index before it.
/// </summary>
internal sealed class Connections
{
    private static readonly Comparer<(string Cluster, string Namespace)> ByPlace = Comparer<(string Cluster, string Namespace)>.Create((one, other) =>
        string.CompareOrdinal(one.Cluster, other.Cluster) is var cluster and not 0 ? cluster : string.CompareOrdinal(one.Namespace, other.Namespace));

    private readonly ImmutableSortedDictionary<(string Cluster, string Namespace), Lead[]> _incoming;
    private Dictionary<Target, Leading>? _byTarget;
    private Dictionary<Target, Leading>? _byService;

    private Connections(Reference[] declared, Lead[] leads, ImmutableSortedDictionary<(string, string), Lead[]> incoming)
    {
        (Declared, Leads, _incoming) = (declared, leads, incoming);
        Count = ReferenceCount.Of(declared);
    }

    /// <summary>An application that declares nothing and to which nothing leads.</summary>
    public static Connections None { get; } = new([], [], ImmutableSortedDictionary.Create<(string, string), Lead[]>(ByPlace));

    /// <summary>What it declares, in the order of <see cref="ReferenceRules.Of(Application)"/>.</summary>
    public Reference[] Declared { get; }

    /// <summary>Those of them that lead somewhere or were meant to, in the same order.</summary>
    public Lead[] Leads { get; }

    public ReferenceCount Count { get; }

    /// <summary>The applications that declare what leads here.</summary>
    public IEnumerable<(string Cluster, string Namespace)> Callers => _incoming.Keys;

    public Connections Declaring(Reference[] declared, Lead[] leads) => new(declared, leads, _incoming);

    /// <summary>What leads here, with that of one caller put in the place of what it declared before.</summary>
    public Connections LedToFrom((string Cluster, string Namespace) caller, Lead[] leads) =>
        new(Declared, Leads, leads.Length == 0 ? _incoming.Remove(caller) : _incoming.SetItem(caller, leads));

    /// <summary>What leads to a target, by the cluster, the namespace and the label of who declares it.</summary>
    public Leading? LeadingTo(Target target) => (_byTarget ??= Group(_incoming.Values.SelectMany(leads => leads), lead => lead.Target, lead => lead.Reference)).GetValueOrDefault(target);

    /// <summary>What a service declares.</summary>
    public Leading? DeclaredBy(Target service) => (_byService ??= Group(Declared, reference => reference.Caller, reference => reference)).GetValueOrDefault(service);

    // Made when it is first asked for; two that ask at once make the same.
    private static Dictionary<Target, Leading> Group<T>(IEnumerable<T> items, Func<T, Target> key, Func<T, Reference> value)
    {
        var groups = new Dictionary<Target, Leading>(ReferenceEqualityComparer.Instance);
        foreach (var item in items)
        {
            ref var leading = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key(item), out _);
            (leading ??= new()).Add(value(item));
        }
        return groups;
    }

    /// <summary>References that have an end in common.</summary>
    internal sealed class Leading
    {
        private readonly List<Reference> _references = [];

        public IReadOnlyList<Reference> References => _references;

        public ReferenceCount Count { get; private set; }

        public void Add(Reference reference)
        {
            _references.Add(reference);
            Count = Count.And(reference);
        }
    }
}
