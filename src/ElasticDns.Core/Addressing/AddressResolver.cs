using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>Follows an address as the cluster's DNS would, and says what to write where it leads nowhere.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="rules">The address rules.</param>
public sealed class AddressResolver(CatalogSnapshot catalog, AddressRules rules)
{
    private const string LegacyDomain = ".cloud66.local";

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
        if (text.IsLocalOrNumeric)
            return new(Verdict.NotElasticDns, $"'{text.Host}' is {(text.Host == "localhost" ? "the caller's own container" : "an IP address")}, not an Elastic DNS name.");
        if (text.Host.EndsWith(LegacyDomain, StringComparison.Ordinal)) return ResolveLegacy(text, caller);

        var qualified = $".{rules.Suffix}";
        var isQualified = text.Host.EndsWith(qualified, StringComparison.Ordinal);
        var labels = (isQualified ? text.Host[..^qualified.Length] : text.Host).Split('.');
        return labels switch
        {
            [var label, var @namespace] => ResolveIn(label, @namespace, text, caller, isQualified),
            [var label, var @namespace, "svc"] when !isQualified => ResolveIn(label, @namespace, text, caller, true),
            [var label] when !isQualified => caller is null ? NeedsCaller(label) : ResolveTarget(caller, label, text, caller),
            _ when isQualified => new(Verdict.UnknownNamespace, $"A name of the cluster has the form service.namespace{qualified}; this one has {labels.Length} labels before it."),
            _ => new(Verdict.NotElasticDns, $"'{text.Host}' is a public name: a name of the cluster is service, service.namespace or service.namespace{qualified}."),
        };
    }

    // api.cloud66.local, and main.mysql.cloud66.local for group main of mysql
    private Resolution ResolveLegacy(AddressText text, Application? caller)
    {
        var labels = text.Host[..^LegacyDomain.Length].Split('.');
        var label = labels switch { [var one] => one, [var group, var engine] => $"{engine}-{group}", _ => null };
        if (label is null) return new(Verdict.NotElasticDns, $"'{text.Host}' has too many labels for a Maestro V1 name.");
        if (caller is null) return NeedsCaller(label);
        var today = ResolveTarget(caller, label, text, caller);
        return today.Verdict is Verdict.Resolves
            ? today with
            {
                Explanation = $"Only Maestro V1 answers '{text.Host}'; today write '{label}'. {today.Explanation}",
                Suggestion = Suggest(caller, caller, today.Target!, text.EffectivePort),
            }
            : today with { Explanation = $"'{text.Host}' is a Maestro V1 name for '{label}'. {today.Explanation}" };
    }

    private static Resolution NeedsCaller(string label) => new(Verdict.UnknownNamespace,
        $"'{label}' alone means a service of the caller's own application. Choose a caller, or write {label}.namespace.");

    private Resolution ResolveIn(string label, string @namespace, AddressText text, Application? caller, bool isQualified)
    {
        var here = caller is null
            ? catalog.Clusters.Select(cluster => cluster.Find(@namespace)).OfType<Application>().OrderByDescending(application => application.Find(label) is not null).FirstOrDefault()
            : catalog.Find(caller.Cluster, @namespace);
        if (here is not null) return ResolveTarget(here, label, text, caller);

        var elsewhere = catalog.Clusters.Select(cluster => cluster.Find(@namespace)).OfType<Application>().ToList();
        if (elsewhere.Find(application => application.Find(label) is not null) is { } other)
            return new(Verdict.DifferentCluster, $"Namespace '{@namespace}' with '{label}' is in cluster '{other.Cluster}'; the caller is in cluster '{caller!.Cluster}', and nothing connects across clusters.")
            {
                Home = other, Target = other.Find(label), Port = text.EffectivePort,
            };

        var nearest = NearestNamespaces(@namespace, label, caller);
        var isOurs = isQualified || elsewhere.Count > 0 || caller?.Find(label) is not null || nearest.Count > 0
            || Namespaces(caller).Any(name => NearestNames.IsNearly(@namespace, name));
        if (!isOurs)
            return new(Verdict.NotElasticDns, $"No application has the namespace '{@namespace}', so '{text.Host}' is taken for a public name; if that is a namespace, import it.");
        var own = caller?.Find(label) is { } mine ? (Home: caller, Target: mine) : ((Application Home, Target Target)?)null;
        var meant = nearest.Count > 0 ? nearest[0] : own;
        return new(Verdict.UnknownNamespace, $"No application{(caller is null ? "" : $" of cluster '{caller.Cluster}'")} has the namespace '{@namespace}'.{DidYouMean([.. nearest.Select(near => near.Home.Namespace)])}")
        {
            Port = text.EffectivePort,
            DidYouMean = meant is null ? [] : [.. (nearest.Count > 0 ? nearest : [meant.Value]).Select(near => NameFor(caller, near.Home, near.Target))],
            Suggestion = meant is null ? null : Suggest(caller, meant.Value.Home, meant.Value.Target, text.EffectivePort),
        };
    }

    private Resolution ResolveTarget(Application home, string label, AddressText text, Application? caller)
    {
        var where = caller == home ? home.Name : $"{home.Name} ({home.Namespace})";
        if (home.Find(label) is not { } target) return UnknownService(home, where, label, text, caller);

        var endpoints = Endpoints.Of(target);
        var port = text.EffectivePort;
        var found = new Resolution(Verdict.Resolves, $"'{text.Host}' is {Describe(target)} of {where}{(port is null ? "" : $", and port {port} is exposed")}.")
        {
            Home = home, Target = target, Port = port,
        };
        if (endpoints.Count > 0 && (port is null || endpoints.Any(endpoint => endpoint.Port == port))) return found;
        return found with
        {
            Verdict = Verdict.PortNotExposed,
            Explanation = NotExposed(target, port, endpoints, text),
            Suggestion = endpoints.Count > 0 ? Suggest(caller, home, target, null) : null,
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

    private Resolution UnknownService(Application home, string where, string label, AddressText text, Application? caller)
    {
        var near = new List<(Application Home, Target Target)>();
        var folded = DnsLabel.Fold(label);
        if (folded != label && home.Find(folded) is { } derived) near.Add((home, derived));
        if (catalog.FindCluster(home.Cluster) is { } cluster)
            near.AddRange(cluster.Applications.Where(application => application != home)
                .Select(application => (Home: application, Target: (application.Find(label) ?? application.Find(folded))!)).Where(pair => pair.Target is not null).Take(1));
        near.AddRange(NearestNames.Of(label, home.Hosts).Select(host => (home, home.Find(host)!)));
        var meant = near.DistinctBy(pair => (pair.Home.Namespace, pair.Target.Label)).ToList();
        var names = meant.Select(pair => NameFor(caller, pair.Home, pair.Target)).ToList();
        var hint = folded != label && meant is [{ Home: var first }, ..] && first == home && near[0].Target.Hosts.Contains(folded)
            ? $" A DNS label has no '_': its label is '{folded}'."
            : DidYouMean(names);
        return new(Verdict.UnknownService, $"{where} has no service or database '{label}'.{hint}")
        {
            Home = home,
            Port = text.EffectivePort,
            DidYouMean = names,
            Suggestion = meant is [var best, ..] ? Suggest(caller, best.Home, best.Target, text.EffectivePort) : null,
        };
    }

    private List<(Application Home, Target Target)> NearestNamespaces(string @namespace, string label, Application? caller) =>
    [
        .. from name in NearestNames.Of(@namespace, Namespaces(caller))
           let home = caller is null ? catalog.Clusters.Select(cluster => cluster.Find(name)).First(application => application is not null)! : catalog.Find(caller.Cluster, name)!
           let target = home.Find(label)
           where target is not null
           select (home, target),
    ];

    private IEnumerable<string> Namespaces(Application? caller) => caller is null
        ? catalog.Applications.Select(application => application.Namespace)
        : catalog.FindCluster(caller.Cluster)?.ByNamespace.Keys ?? [];

    // The address with the port that was meant, where the target has it; else its first one.
    private Suggestion? Suggest(Application? caller, Application home, Target target, int? port)
    {
        var addresses = rules.For(caller, home, target).Addresses;
        if (addresses.Count == 0) return null;
        return new(home, target, addresses.FirstOrDefault(address => address.Port == port) ?? addresses[0]);
    }

    private static string NameFor(Application? caller, Application home, Target target) =>
        caller is not null && caller.Cluster == home.Cluster && caller.Namespace == home.Namespace ? target.Label : $"{target.Label}.{home.Namespace}";

    private static string Describe(Target target) => target is Database ? $"database '{target.Label}'" : $"service '{target.Label}'";

    private static string DidYouMean(IReadOnlyList<string> names) => names.Count == 0 ? "" : $" Did you mean {string.Join(" or ", names.Select(name => $"'{name}'"))}?";
}
