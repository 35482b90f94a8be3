using System.Collections.Immutable;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using Place = (string Cluster, string Namespace);

namespace ElasticDns.Core.References;

/// <summary>Every reference of a catalogue, by the application that declares it and by what it leads to.</summary>
public sealed class ReferenceIndex
{
    private static readonly IReadOnlyList<Reference> None = [];

    private readonly AddressRules _addresses;
    private readonly CatalogSnapshot _catalog;
    private readonly ImmutableDictionary<Application, Connections> _connections;
    private readonly ImmutableDictionary<string, ReferenceCount> _byCluster;
    private readonly NamedNamespaces _named;
    private readonly ImmutableHashSet<Place> _lost;

    /// <summary>The index of a catalogue.</summary>
    public ReferenceIndex(CatalogSnapshot catalog, AddressRules rules)
        : this(Build(catalog, rules))
    {
    }

    private ReferenceIndex(IndexBuilder built)
    {
        (_addresses, _catalog, Rules) = (built.Addresses, built.Catalog, built.Rules);
        (_connections, _byCluster, _named, _lost) = (built.Connections, built.Counts, built.Named, built.Lost);
    }

    /// <summary>The rules by which it was made; they explain a reference.</summary>
    public ReferenceRules Rules { get; }

    /// <summary>What the manifest of an application declares.</summary>
    public IReadOnlyList<Reference> DeclaredBy(Application application) => Of(application).Declared;

    /// <summary>What the manifest of an application declares for one of its services.</summary>
    public IReadOnlyList<Reference> DeclaredBy(Application application, Target service) => Of(application).DeclaredBy(service)?.References ?? None;

    /// <summary>
    /// What leads to a service or database of an application: also what asks for a port that it does not expose, stands in another
    /// cluster, or is misspelt and probably meant for it.
    /// </summary>
    public IReadOnlyList<Reference> LeadingTo(Application home, Target target) => Of(home).LeadingTo(target)?.References ?? None;

    /// <summary>What a reference leads to, or was probably meant for; null where nobody can tell.</summary>
    public (Application Home, Target Target)? LeadsTo(Reference reference)
    {
        if (reference.Destination is { Home: { } found, Target: { } target }) return (found, target);
        foreach (var lead in Of(reference.From).Leads)
            if (ReferenceEquals(lead.Reference, reference)) return (lead.Home, lead.Target);
        return null;
    }

    /// <summary>What the manifest of a caller declares that leads to a target, or was probably meant for it.</summary>
    /// <param name="from">The caller's application.</param>
    /// <param name="caller">The service that calls; null for any of the application.</param>
    /// <param name="home">The target's application.</param>
    /// <param name="target">The target.</param>
    public IReadOnlyList<Reference> Between(Application from, Target? caller, Application home, Target target)
    {
        List<Reference>? found = null;
        foreach (var lead in Of(from).Leads)
            if (ReferenceEquals(lead.Target, target) && (caller is null || ReferenceEquals(lead.Reference.Caller, caller)) && ReferenceEquals(lead.Home, home))
                (found ??= []).Add(lead.Reference);
        return found ?? None;
    }

    /// <summary>What the manifest of a caller says about a target; the parameters are those of <see cref="Between"/>.</summary>
    public DeclaredUse UseOf(Application from, Target? caller, Application home, Target target) => DeclaredUses.Of(Between(from, caller, home, target));

    /// <summary>What the manifest of an application declares and where each of it leads; what was meant for nothing that is known is left out.</summary>
    public IReadOnlyList<Lead> LeadsOf(Application from) => Of(from).Leads;

    /// <summary>How many lead to a service or database: its "used by".</summary>
    public ReferenceCount UsedBy(Application home, Target target) => Of(home).LeadingTo(target)?.Count ?? default;

    /// <summary>How many a service declares: its "uses". A database declares none.</summary>
    public ReferenceCount UsesOf(Application application, Target service) => Of(application).DeclaredBy(service)?.Count ?? default;

    /// <summary>How many there are in a cluster.</summary>
    public ReferenceCount CountOf(Cluster cluster) => _byCluster.GetValueOrDefault(cluster.Name);

    /// <summary>How many the manifest of an application declares.</summary>
    public ReferenceCount CountOf(Application application) => Of(application).Count;

    /// <summary>The index of the catalogue after a change: only what names something that was changed is judged anew.</summary>
    /// <param name="after">The catalogue after the change.</param>
    /// <param name="changed">The places, cluster and namespace, of all applications that came, went or are different.</param>
    public ReferenceIndex After(CatalogSnapshot after, IReadOnlyCollection<Place> changed)
    {
        // Where much is changed it is quicker to begin anew than to find out what stays.
        if (changed.Count * 4 > after.ApplicationCount) return new(after, _addresses);
        var builder = new IndexBuilder(after, _addresses, _catalog, _connections, _byCluster, _named, _lost);
        builder.Change(changed);
        return new(builder);
    }

    private static IndexBuilder Build(CatalogSnapshot catalog, AddressRules rules)
    {
        var builder = new IndexBuilder(
            catalog, rules, CatalogSnapshot.Empty,
            ImmutableDictionary.Create<Application, Connections>(ReferenceEqualityComparer.Instance),
            ImmutableDictionary<string, ReferenceCount>.Empty, NamedNamespaces.None, []);
        builder.AddAll();
        return builder;
    }

    private Connections Of(Application application) => _connections.GetValueOrDefault(application) ?? Connections.None;
}
