using System.Collections.Concurrent;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>Where an address leads, without the words.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Home">The application that is found, or null.</param>
/// <param name="Target">The service or database that is found, or null.</param>
public readonly record struct Destination(Verdict Verdict, Application? Home = null, Target? Target = null);

/// <summary>Follows an address as the cluster's DNS would, and says what to write where it leads nowhere.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="rules">The address rules.</param>
public sealed class AddressResolver(CatalogSnapshot catalog, AddressRules rules)
{
    // The applications of a cluster that have a host, made when it is first asked for: a look into each of them costs as much as the catalogue is large.
    private readonly ConcurrentDictionary<string, ILookup<string, Application>> _homes = new(StringComparer.Ordinal);

    // Many that name an unknown namespace name the same one, and to find what was meant costs a look at every namespace of the cluster.
    private readonly ConcurrentDictionary<(string Cluster, string Namespace), IReadOnlyList<string>> _nearest = [];

    /// <summary>
    /// What the address leads to for a caller of the application <paramref name="caller"/>; without one, for anybody in the cluster of
    /// the namespace that it names. Never throws for what is written.
    /// </summary>
    public Resolution Resolve(string address, Application? caller)
    {
        if (AddressText.Parse(address) is not { } text)
            return new(Verdict.NotElasticDns, "This is not an address: write host, host:port or scheme://host:port.");
        return Resolve(text, caller);
    }

    /// <summary>The same for an address that is already taken apart.</summary>
    public Resolution Resolve(AddressText text, Application? caller)
    {
        var name = HostName.Of(text, rules.Suffix);
        var resolution = Explain(text, name, Follow(text, name, caller), caller);
        return name.Kind is HostKind.Legacy && caller is not null ? ExplainLegacy(text, name, resolution, caller) : resolution;
    }

    /// <summary>The verdict alone, without the words, which cost more than the verdict.</summary>
    public Destination Follow(AddressText text, Application? caller) => Follow(text, HostName.Of(text, rules.Suffix), caller);

    private Destination Follow(AddressText text, HostName name, Application? caller) => name.Kind switch
    {
        HostKind.LocalOrNumeric or HostKind.Public => new(Verdict.NotElasticDns),
        HostKind.MalformedQualified => new(Verdict.UnknownNamespace),
        HostKind.Label or HostKind.Legacy => caller is null ? new(Verdict.UnknownNamespace) : FollowIn(caller, name.Label, text),
        _ => FollowQualified(text, name, caller),
    };

    private Destination FollowQualified(AddressText text, HostName name, Application? caller)
    {
        var (label, @namespace) = (name.Label, name.Namespace!);
        var here = caller is null
            ? Everywhere(@namespace).OrderByDescending(application => application.Find(label) is not null).FirstOrDefault()
            : catalog.Find(caller.Cluster, @namespace);
        if (here is not null) return FollowIn(here, label, text);
        var elsewhere = Everywhere(@namespace).ToList();
        if (elsewhere.Find(application => application.Find(label) is not null) is { } other) return new(Verdict.DifferentCluster, other, other.Find(label));
        var isOurs = name.Kind is HostKind.FullyQualified || elsewhere.Count > 0 || caller?.Find(label) is not null || IsNearlyNamespace(@namespace, caller)
            || NearestNamespaces(@namespace, label, caller).Count > 0;
        return new(isOurs ? Verdict.UnknownNamespace : Verdict.NotElasticDns);
    }

    private static Destination FollowIn(Application home, string label, AddressText text)
    {
        if (home.Find(label) is not { } target) return new(Verdict.UnknownService, home);
        var port = text.EffectivePort;
        var exposed = Endpoints.Of(target);
        return new(exposed.Count > 0 && (port is null || exposed.Any(endpoint => endpoint.Port == port)) ? Verdict.Resolves : Verdict.PortNotExposed, home, target);
    }

    /// <summary>Whether some application of any cluster has the namespace.</summary>
    public bool IsNamespace(string @namespace) => Everywhere(@namespace).Any();

    /// <summary>Whether the text is nearly a namespace of the caller's cluster; without a caller, of any.</summary>
    public bool IsNearlyNamespace(string text, Application? caller) => Namespaces(caller).Any(name => NearestNames.IsNearly(text, name));

    private IEnumerable<Application> Everywhere(string @namespace) => catalog.Clusters.Select(cluster => cluster.Find(@namespace)).OfType<Application>();

    private Resolution Explain(AddressText text, HostName name, Destination destination, Application? caller)
    {
        var (verdict, home, target) = destination;
        return verdict switch
        {
            Verdict.NotElasticDns => new(verdict, WhyNotOurs(text, name)),
            Verdict.UnknownNamespace => ExplainNamespace(text, name, caller),
            Verdict.DifferentCluster => new(verdict, $"Namespace '{name.Namespace}' with '{name.Label}' is in cluster '{home!.Cluster}'; the caller is in cluster '{caller!.Cluster}', and nothing connects across clusters.")
            {
                Home = home, Target = target, Port = text.EffectivePort,
            },
            Verdict.UnknownService => ExplainService(home!, name.Label, text, caller),
            _ => ExplainTarget(verdict, home!, target!, text, caller),
        };
    }

    private string WhyNotOurs(AddressText text, HostName name) => name switch
    {
        { Kind: HostKind.LocalOrNumeric } => $"'{text.Host}' is {(text.Host == "localhost" ? "the caller's own container" : "an IP address")}, not an Elastic DNS name.",
        { Namespace: { } @namespace } => $"No application has the namespace '{@namespace}', so '{text.Host}' is taken for a public name; if that is a namespace, import it.",
        _ => $"'{text.Host}' is a public name: a name of the cluster is service, service.namespace or service.namespace.{rules.Suffix}.",
    };

    // api.cloud66.local stands for what is 'api' today.
    private Resolution ExplainLegacy(AddressText text, HostName name, Resolution today, Application caller) => today.Verdict is Verdict.Resolves
        ? today with
        {
            Explanation = $"Only Maestro V1 answers '{text.Host}'; today write '{name.Label}'. {today.Explanation}",
            Suggestion = Suggest(caller, caller, today.Target!, text),
        }
        : today with { Explanation = $"'{text.Host}' is a Maestro V1 name for '{name.Label}'. {today.Explanation}" };

    private Resolution ExplainNamespace(AddressText text, HostName name, Application? caller)
    {
        if (name.Kind is HostKind.MalformedQualified)
            return new(Verdict.UnknownNamespace, $"A name of the cluster has the form service.namespace.{rules.Suffix}; this one has {text.Host.Split('.').Length - rules.Suffix.Split('.').Length} labels before it.");
        if (name.Namespace is not { } @namespace)
            return new(Verdict.UnknownNamespace, $"'{name.Label}' alone means a service of the caller's own application. Choose a caller, or write {name.Label}.namespace.");
        var nearest = NearestNamespaces(@namespace, name.Label, caller);
        var meant = nearest.Count > 0 ? nearest : caller?.Find(name.Label) is { } mine ? [(caller, mine)] : [];
        return new(Verdict.UnknownNamespace, $"No application{(caller is null ? "" : $" of cluster '{caller.Cluster}'")} has the namespace '{@namespace}'.{Hint(@namespace, name.Label, caller, nearest)}")
        {
            Port = text.EffectivePort,
            DidYouMean = [.. meant.Select(near => NameFor(caller, near.Home, near.Target))],
            Suggestion = meant is [var best, ..] ? Suggest(caller, best.Home, best.Target, text) : null,
        };
    }

    private string Hint(string @namespace, string label, Application? caller, List<(Application Home, Target Target)> nearest) =>
        nearest.Count > 0 ? DidYouMean([.. nearest.Select(near => near.Home.Namespace)])
        : NearestTo(@namespace, caller) is [var name, ..] ? $" The nearest is '{name}', which has no '{label}'."
        : "";

    private Resolution ExplainTarget(Verdict verdict, Application home, Target target, AddressText text, Application? caller)
    {
        var port = text.EffectivePort;
        var endpoints = Endpoints.Of(target);
        return new(verdict, verdict is Verdict.Resolves
            ? $"'{text.Host}' is {Describe(target)} of {Describe(home, caller)}{(port is null ? "" : $", and port {port} is exposed")}."
            : NotExposed(target, port, endpoints, text))
        {
            Home = home,
            Target = target,
            Port = port,
            Suggestion = verdict is Verdict.PortNotExposed && endpoints.Count > 0 ? Suggest(caller, home, target, text) : null,
        };
    }

    private static string NotExposed(Target target, int? port, IReadOnlyList<Endpoint> endpoints, AddressText text)
    {
        if (endpoints.Count == 0)
            return target is Database ? $"The port of '{target.Label}' is not known, so it has no address." : $"'{target.Label}' exposes no container port, so nothing can reach it.";
        var exposed = string.Join(", ", endpoints.Select(endpoint => endpoint.Port).Distinct());
        var written = text.Port is null ? $"port {port}, which {text.Scheme}:// stands for," : $"port {port}";
        if (target is Service service)
        {
            foreach (var entry in service.Ports)
                foreach (var (protocol, number) in entry.Mappings)
                    if (number == port && entry.Container is { } container)
                        return $"'{target.Label}' has {written} only outside the cluster ({protocol.ToString().ToLowerInvariant()} {number}); inside it listens on container port {container}.";
        }
        return $"'{target.Label}' does not expose {written.TrimEnd(',')}; it exposes {exposed}.";
    }

    private Resolution ExplainService(Application home, string label, AddressText text, Application? caller)
    {
        var near = new List<(Application Home, Target Target)>();
        var folded = DnsLabel.Fold(label);
        if (folded != label && home.Find(folded) is { } derived) near.Add((home, derived));
        near.AddRange(HomesOf(home.Cluster)[label].Concat(HomesOf(home.Cluster)[folded]).Where(other => other.Namespace != home.Namespace)
            .Select(other => (other, other.Find(label) ?? other.Find(folded)!)).Take(1));
        near.AddRange(NearestNames.Of(label, home.Hosts).Select(host => (home, home.Find(host)!)));
        var meant = near.DistinctBy(pair => (pair.Home.Namespace, pair.Target.Label)).ToList();
        var names = meant.Select(pair => NameFor(caller, pair.Home, pair.Target)).ToList();
        var hint = folded != label && meant is [{ Home: var first }, ..] && first == home && near[0].Target.Hosts.Contains(folded)
            ? $" A DNS label has no '_': its label is '{folded}'."
            : DidYouMean(names);
        return new(Verdict.UnknownService, $"{Describe(home, caller)} has no service or database '{label}'.{hint}")
        {
            Home = home,
            Port = text.EffectivePort,
            DidYouMean = names,
            Suggestion = meant is [var best, ..] ? Suggest(caller, best.Home, best.Target, text) : null,
        };
    }

    private ILookup<string, Application> HomesOf(string cluster) => _homes.GetOrAdd(cluster, name =>
        (from application in catalog.FindCluster(name)?.Applications ?? []
         from host in application.Hosts
         select (host, application)).ToLookup(pair => pair.host, pair => pair.application, StringComparer.Ordinal));

    private List<(Application Home, Target Target)> NearestNamespaces(string @namespace, string label, Application? caller) =>
    [
        .. from name in NearestTo(@namespace, caller)
           let home = caller is null ? Everywhere(name).First() : catalog.Find(caller.Cluster, name)!
           let target = home.Find(label)
           where target is not null
           select (home, target),
    ];

    private IReadOnlyList<string> NearestTo(string @namespace, Application? caller) => caller is null
        ? NearestNames.Of(@namespace, Namespaces(caller))
        : _nearest.GetOrAdd((caller.Cluster, @namespace), static (key, known) => NearestNames.Of(key.Namespace, known.Self.Namespaces(known.Caller)), (Self: this, Caller: caller));

    private IEnumerable<string> Namespaces(Application? caller) => caller is null
        ? catalog.Applications.Select(application => application.Namespace)
        : catalog.FindCluster(caller.Cluster)?.ByNamespace.Keys ?? [];

    /// <summary>
    /// What to write instead of an address to lead to that target: its address with the port that was meant, by itself or by its external
    /// mapping, and with the scheme that was written, else its first; null where the caller does not reach it.
    /// </summary>
    public Suggestion? Suggest(Application? caller, Application home, Target target, AddressText text)
    {
        var addresses = rules.For(caller, home, target).Addresses;
        if (addresses.Count == 0) return null;
        var port = text.EffectivePort;
        var mapped = (target as Service)?.Ports.Where(entry => entry.Mappings.Any(mapping => mapping.Port == port)).Select(entry => entry.Container).ToList() ?? [];
        return new(home, target, addresses.OrderByDescending(address => address.Port == port).ThenByDescending(address => mapped.Contains(address.Port)).ThenByDescending(address => address.Scheme == text.Scheme).First());
    }

    private static string NameFor(Application? caller, Application home, Target target) =>
        caller is not null && caller.Cluster == home.Cluster && caller.Namespace == home.Namespace ? target.Label : $"{target.Label}.{home.Namespace}";

    private static string Describe(Application home, Application? caller) => caller == home ? home.Name : $"{home.Name} ({home.Namespace})";

    private static string Describe(Target target) => target is Database ? $"database '{target.Label}'" : $"service '{target.Label}'";

    private static string DidYouMean(IReadOnlyList<string> names) => names.Count == 0 ? "" : $" Did you mean {string.Join(" or ", names.Select(name => $"'{name}'"))}?";
}
