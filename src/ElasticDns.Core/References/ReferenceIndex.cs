using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>How many connections are declared, and how many of them lead nowhere.</summary>
/// <param name="Declared">All of them.</param>
/// <param name="Broken">Those that do not resolve.</param>
public readonly record struct ReferenceCount(int Declared, int Broken)
{
    /// <summary>The count of these references.</summary>
    public static ReferenceCount Of(IReadOnlyCollection<Reference> references) => new(references.Count, references.Count(reference => reference.IsBroken));

    /// <summary>This count with one more reference.</summary>
    internal ReferenceCount And(Reference reference) => new(Declared + 1, Broken + (reference.IsBroken ? 1 : 0));
}

/// <summary>Every reference of a catalogue, by the application that declares it and by what it leads to.</summary>
public sealed class ReferenceIndex
{
    // What was meant costs more to find than a verdict, and many that are broken alike have one cause.
    private const int MostMeant = 200;

    private static readonly IReadOnlyList<Reference> None = [];

    private readonly Dictionary<Application, IReadOnlyList<Reference>> _byApplication = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Target, Leading> _byTarget = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Target, ReferenceCount> _byService = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ReferenceCount> _byCluster = [];

    /// <summary>The index of a catalogue.</summary>
    public ReferenceIndex(CatalogSnapshot catalog, AddressRules rules)
    {
        Rules = new(catalog, rules);
        var lost = new List<Reference>();
        foreach (var cluster in catalog.Clusters)
        {
            var (declared, broken) = (0, 0);
            foreach (var application in cluster.Applications)
            {
                Reference[] references = [.. Rules.Of(application)];
                if (references.Length == 0) continue;
                _byApplication[application] = references;
                foreach (var reference in references)
                {
                    declared++;
                    if (reference.IsBroken) broken++;
                    ref var uses = ref CollectionsMarshal.GetValueRefOrAddDefault(_byService, reference.Caller, out _);
                    uses = uses.And(reference);
                    if (reference.Destination.Target is { } target) AddTo(target, reference);
                    else if (lost.Count < MostMeant) lost.Add(reference);
                }
            }
            _byCluster[cluster.Name] = new(declared, broken);
        }
        foreach (var reference in lost)
            if (Rules.Explain(reference).Suggestion is { Target: var meant }) AddTo(meant, reference);
    }

    /// <summary>The rules by which it was made; they explain a reference.</summary>
    public ReferenceRules Rules { get; }

    /// <summary>What the manifest of an application declares.</summary>
    public IReadOnlyList<Reference> DeclaredBy(Application application) => _byApplication.GetValueOrDefault(application) ?? None;

    /// <summary>What the manifest of an application declares for one of its services.</summary>
    public IEnumerable<Reference> DeclaredBy(Application application, Target service) => DeclaredBy(application).Where(reference => ReferenceEquals(reference.Caller, service));

    /// <summary>
    /// What leads to a service or database: also what asks for a port that it does not expose, stands in another cluster, or is
    /// misspelt and probably meant for it.
    /// </summary>
    public IReadOnlyList<Reference> LeadingTo(Target target) => _byTarget.GetValueOrDefault(target)?.References ?? None;

    /// <summary>How many lead to a service or database: its "used by".</summary>
    public ReferenceCount UsedBy(Target target) => _byTarget.GetValueOrDefault(target)?.Count ?? default;

    /// <summary>How many a service declares: its "uses". A database declares none.</summary>
    public ReferenceCount UsesOf(Target service) => _byService.GetValueOrDefault(service);

    /// <summary>How many there are in a cluster.</summary>
    public ReferenceCount CountOf(Cluster cluster) => _byCluster.GetValueOrDefault(cluster.Name);

    /// <summary>How many the manifest of an application declares.</summary>
    public ReferenceCount CountOf(Application application) => ReferenceCount.Of(DeclaredBy(application));

    private void AddTo(Target target, Reference reference)
    {
        ref var leading = ref CollectionsMarshal.GetValueRefOrAddDefault(_byTarget, target, out _);
        (leading ??= new()).Add(reference);
    }

    private sealed class Leading
    {
        public List<Reference> References { get; } = [];

        public ReferenceCount Count { get; private set; }

        public void Add(Reference reference)
        {
            References.Add(reference);
            Count = Count.And(reference);
        }
    }
}

/// <summary>Makes the index of a catalogue when it is first asked for, and keeps it as long as the catalogue is kept.</summary>
/// <param name="rules">The address rules.</param>
public sealed class ReferenceIndexes(AddressRules rules)
{
    private readonly ConditionalWeakTable<CatalogSnapshot, ReferenceIndex> _indexes = [];

    /// <summary>The index of a catalogue.</summary>
    public ReferenceIndex Of(CatalogSnapshot catalog) => _indexes.GetValue(catalog, key => new(key, rules));
}
