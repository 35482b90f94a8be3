using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Explaining;

/// <summary>Puts into words why a caller reaches a target, and whether anybody declared that it does.</summary>
public static class Explainer
{
    // A command may name one host a thousand times.
    private const int MostConnections = 20;

    /// <summary>Explains a pair.</summary>
    /// <param name="index">What the manifests of the catalogue declare.</param>
    /// <param name="caller">The caller's application.</param>
    /// <param name="service">The service that calls; null for the application as a whole.</param>
    /// <param name="home">The target's application.</param>
    /// <param name="target">The target.</param>
    public static Explanation Explain(ReferenceIndex index, Application caller, Service? service, Application home, Target target)
    {
        var reach = ReachRules.Between(caller, service?.Label, home, target);
        var references = index.Between(caller, service, home, target);
        var use = DeclaredUses.Of(references);
        return new(reach, use, $"{Possible(reach, caller, service, home, target)}; {Declared(references, caller, service)}.", [.. Cautions(reach, caller, service, home, target)], [.. Lines(references, caller, service, home, target)], references);
    }

    private static string Possible(Reach reach, Application caller, Service? service, Application home, Target target)
    {
        var who = service is null ? caller.Name : Named(service, caller);
        var whom = Named(target, home);
        return reach switch
        {
            Reach.Self => $"{whom} calls itself{(target.HasAddress ? $" as '{target.Hosts[0]}'" : "")}",
            Reach.DifferentCluster => $"{who} cannot reach {whom}, because {caller.Name} runs in cluster '{caller.Cluster}', {home.Name} in cluster '{home.Cluster}', and nothing connects across clusters",
            Reach.NoContainerPort => $"Nothing can reach {whom}, because {(target is Database database ? $"the port of '{database.Engine}' is not known" : "it exposes no container port")}",
            Reach.SameApplication => $"{who} reaches {whom} as '{target.Hosts[0]}', because both belong to {home.Name} and {target.Label} {Exposes(target)}",
            _ => $"{who} reaches {whom} as '{target.Hosts[0]}.{home.Namespace}', because both run in cluster '{home.Cluster}' and {target.Label} {Exposes(target)}",
        };
    }

    private static string Declared(IReadOnlyList<Reference> references, Application caller, Service? service)
    {
        var manifest = service is null ? $"the manifest of {caller.Name}" : "its manifest";
        if (references.Count == 0) return $"{manifest} does not declare it";
        var broken = references.Where(reference => reference.IsBroken).ToList();
        var resolving = references.Where(reference => !reference.IsBroken).ToList();
        var parts = new List<string>();
        if (resolving.Count > 0) parts.Add($"{manifest} declares it in {Places(resolving)}");
        if (broken.Count > 0) parts.Add($"{(parts.Count > 0 ? "" : $"{manifest} declares it in ")}{Places(broken)}, which {(broken.Count == 1 ? "leads" : "lead")} nowhere ({Why(broken[0].Verdict)})");
        return string.Join(", and in ", parts);
    }

    private static string Places(List<Reference> references)
    {
        var first = references[0].Mention;
        var more = references.Count - 1;
        return $"{Quoting.Shorten(first.Where)} (line {first.Line}){(more == 0 ? "" : $" and {Quoting.Count(more, "other place", "other places")}")}";
    }

    private static string Why(Verdict verdict) => verdict switch
    {
        Verdict.PortNotExposed => "that port is not exposed",
        Verdict.UnknownService => "there is no such service",
        Verdict.DifferentCluster => "it is in another cluster",
        _ => "there is no such namespace",
    };

    private static IEnumerable<string> Cautions(Reach reach, Application caller, Service? service, Application home, Target target)
    {
        if (!reach.IsReachable()) yield break;
        if (service is { HostNetwork: true })
            yield return $"'{service.Label}' runs in its node's network, where names of the cluster resolve only with the DNS policy ClusterFirstWithHostNet.";
        if (reach is Reach.SameCluster && target is Database)
            yield return $"The firewall of the database must also admit {caller.Name}, and its user and password are variables of {home.Name} alone.";
    }

    private static IEnumerable<ExplainedLine> Lines(IReadOnlyList<Reference> references, Application caller, Service? service, Application home, Target target)
    {
        if (service is { Line: > 0 }) yield return new(LineKind.Caller, caller, service.Line, service.Column, Described(service));
        if (target.Line > 0 && !ReferenceEquals(service, target)) yield return new(LineKind.Target, home, target.Line, target.Column, $"{Described(target)}, {Ports(target)}");
        foreach (var reference in references.Take(MostConnections))
        {
            var mention = reference.Mention;
            yield return new(LineKind.Connection, caller, mention.Line, mention.Column, $"{Quoting.Shorten(mention.Where)}: {Quoting.Shorten(mention.Text)}");
        }
    }

    private static string Named(Target target, Application home) => $"{target.Label} of {home.Name}";

    private static string Described(Target target) => target is Database ? $"database '{target.Label}'" : $"service '{target.Label}'";

    private static string Exposes(Target target) => target is Database ? $"answers on {PortsOf(target)}" : $"exposes container {PortsOf(target)}";

    private static string Ports(Target target) => !target.HasAddress ? "no container port" : target is Database ? PortsOf(target) : $"container {PortsOf(target)}";

    private static string PortsOf(Target target)
    {
        var ports = Endpoints.Of(target).Select(endpoint => endpoint.Port).Distinct().ToList();
        return ports.Count == 1 ? $"port {ports[0]}" : $"ports {string.Join(", ", ports.Take(MostConnections))}{(ports.Count > MostConnections ? ", …" : "")}";
    }
}
