using System.Collections.Immutable;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using Place = (string Cluster, string Namespace);

namespace ElasticDns.Core.References;

/// <summary>
/// Makes the index of one catalogue from that of another, which may be the empty one. Judged anew is what an application that was changed
/// declares, what names it or nearly does, and what was perhaps meant for it; all the rest is shared.
/// </summary>
internal sealed class IndexBuilder(
    CatalogSnapshot catalog, AddressRules addresses, CatalogSnapshot before,
    ImmutableDictionary<Application, Connections> connections, ImmutableDictionary<string, ReferenceCount> counts, NamedNamespaces named, ImmutableHashSet<Place> lost)
{
    // What was meant costs more to find than a verdict, and many that are broken alike have one cause.
    private const int MostMeant = 20;

    private static readonly IReadOnlySet<string> Nothing = ImmutableHashSet<string>.Empty;

    private readonly ImmutableDictionary<Application, Connections>.Builder _connections = connections.ToBuilder();
    private readonly ImmutableDictionary<string, ReferenceCount>.Builder _counts = counts.ToBuilder();

    public AddressRules Addresses { get; } = addresses;

    public CatalogSnapshot Catalog { get; } = catalog;

    public ReferenceRules Rules { get; } = new(catalog, addresses);

    public ImmutableDictionary<Application, Connections> Connections => _connections.ToImmutable();

    public ImmutableDictionary<string, ReferenceCount> Counts => _counts.ToImmutable();

    public NamedNamespaces Named { get; private set; } = named;

    /// <summary>The applications that declare what is found nowhere.</summary>
    public ImmutableHashSet<Place> Lost { get; private set; } = lost;

    public void AddAll()
    {
        foreach (var application in Catalog.Applications)
        {
            Named = Named.With(Catalog, (application.Cluster, application.Namespace), Nothing, NamesIn(application));
            Declare(application, [.. Rules.Of(application)]);
        }
    }

    public void Change(IReadOnlyCollection<Place> changed)
    {
        // Whoever is judged, and which of the namespaces that it names have another meaning now.
        var concerned = new Dictionary<Place, HashSet<string>>();
        foreach (var place in changed)
        {
            var (was, @is) = (before.Find(place.Cluster, place.Namespace), Catalog.Find(place.Cluster, place.Namespace));
            Named = Named.With(Catalog, place, was is null ? Nothing : NamesIn(was), @is is null ? Nothing : NamesIn(@is));
            if (was is null) continue;
            foreach (var caller in Of(was).Callers) Concern(caller, place.Namespace);
            Replace(was, @is);
        }
        foreach (var (cluster, @namespace) in changed)
        {
            foreach (var there in Catalog.Clusters)
                foreach (var caller in Named.By(there.Name, @namespace)) Concern(caller, @namespace);
            foreach (var name in Named.NearlyUnknown(cluster, @namespace))
                foreach (var caller in Named.By(cluster, name)) Concern(caller, name);
        }
        foreach (var caller in MeantElsewhere(changed)) Concern(caller, null);
        foreach (var place in changed)
        {
            concerned.Remove(place);
            if (Catalog.Find(place.Cluster, place.Namespace) is { } application) Declare(application, [.. Rules.Of(application)]);
        }
        foreach (var ((cluster, @namespace), names) in concerned)
            if (Catalog.Find(cluster, @namespace) is { } caller) Declare(caller, JudgedAnew(caller, names));

        void Concern(Place caller, string? name)
        {
            if (!concerned.TryGetValue(caller, out var names)) concerned[caller] = names = [];
            if (name is not null) names.Add(name);
        }
    }

    // Who calls the old one calls the new one, until it is judged anew; what the old one declared goes with it.
    private void Replace(Application was, Application? @is)
    {
        var connections = Of(was);
        foreach (var home in HomesOf(connections).Where(home => !ReferenceEquals(home, was))) _connections[home] = Of(home).LedToFrom(PlaceOf(was), []);
        Count(was.Cluster, default, connections.Count);
        Lost = Lost.Remove(PlaceOf(was));
        _connections.Remove(was);
        // Its callers are concerned, so each of them puts what it declares in the place of what stands here.
        if (@is is not null) _connections[@is] = connections.Declaring([], []).LedToFrom(PlaceOf(was), []);
    }

    private void Declare(Application application, Reference[] declared)
    {
        var before = Of(application);
        var leads = LeadsOf(declared);
        _connections[application] = before.Declaring(declared, leads);
        Count(application.Cluster, ReferenceCount.Of(declared), before.Count);
        Lost = declared.Any(reference => reference.Destination.Target is null) ? Lost.Add(PlaceOf(application)) : Lost.Remove(PlaceOf(application));
        var homes = leads.ToLookup(lead => lead.Home, ReferenceEqualityComparer.Instance);
        foreach (var home in HomesOf(before).Where(home => !homes.Contains(home))) _connections[home] = Of(home).LedToFrom(PlaceOf(application), []);
        foreach (var ofHome in homes)
            _connections[(Application)ofHome.Key!] = Of((Application)ofHome.Key!).LedToFrom(PlaceOf(application), [.. ofHome]);
    }

    // Where an application led to, as it is by now: what it led to may itself have been replaced.
    private List<Application> HomesOf(Connections connections) =>
    [
        .. connections.Leads.Select(lead => _connections.ContainsKey(lead.Home) ? lead.Home : Catalog.Find(lead.Home.Cluster, lead.Home.Namespace))
            .OfType<Application>().Distinct<Application>(ReferenceEqualityComparer.Instance),
    ];

    private Lead[] LeadsOf(Reference[] declared)
    {
        var leads = new List<Lead>(declared.Length);
        var lost = 0;
        foreach (var reference in declared)
        {
            if (reference.Destination is { Home: { } home, Target: { } target }) leads.Add(new(reference, home, target));
            else if (lost++ < MostMeant && Rules.Explain(reference).Suggestion is { } meant) leads.Add(new(reference, meant.Home, meant.Target));
        }
        return [.. leads];
    }

    // What names none of these namespaces keeps its verdict.
    private Reference[] JudgedAnew(Application caller, HashSet<string> names)
    {
        var old = Of(caller).Declared;
        if (names.Count == 0) return old;
        var (declared, at) = (new List<Reference>(old.Length), 0);
        foreach (var service in caller.Services)
        {
            foreach (var mention in service.Mentions)
            {
                var was = at < old.Length && ReferenceEquals(old[at].Mention, mention) ? old[at++] : null;
                var now = Rules.NamespaceIn(caller, mention) is { } name && names.Contains(name) ? Rules.Of(caller, service, mention) : was;
                if (now is not null) declared.Add(now);
            }
        }
        return [.. declared];
    }

    // A label that its application lacks may be meant for a host of another one.
    private List<Place> MeantElsewhere(IReadOnlyCollection<Place> changed)
    {
        if (Lost.IsEmpty) return [];
        var hosts = (from place in changed
                     from application in new[] { before.Find(place.Cluster, place.Namespace), Catalog.Find(place.Cluster, place.Namespace) }
                     where application is not null
                     from host in application.Hosts
                     select (place.Cluster, host)).ToHashSet();
        return [.. Lost.Where(place => Catalog.Find(place.Cluster, place.Namespace) is { } application && Of(application).Declared.Any(IsMeant))];

        bool IsMeant(Reference reference) => reference.Destination.Target is null && reference.Verdict is Verdict.UnknownService
            && HostName.Of(reference.Address, Addresses.Suffix).Label is var label
            && (hosts.Contains((reference.From.Cluster, label)) || hosts.Contains((reference.From.Cluster, DnsLabel.Fold(label))));
    }

    private HashSet<string> NamesIn(Application application) =>
    [
        .. from service in application.Services
           from mention in service.Mentions
           let name = Rules.NamespaceIn(application, mention)
           where name is not null
           select name,
    ];

    private void Count(string cluster, ReferenceCount now, ReferenceCount before) => _counts[cluster] = _counts.GetValueOrDefault(cluster).Plus(now).Minus(before);

    private Connections Of(Application application) => _connections.GetValueOrDefault(application) ?? References.Connections.None;

    private static Place PlaceOf(Application application) => (application.Cluster, application.Namespace);
}
