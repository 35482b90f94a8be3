using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Core.Addressing;

/// <summary>How one caller reaches one target.</summary>
/// <param name="Reach">How the caller stands to the target; null where no caller is given.</param>
/// <param name="Reason">Why, in one or two sentences.</param>
/// <param name="Addresses">The addresses for this caller, the one to use first; empty where the target is unreachable.</param>
/// <param name="FullyQualifiedHost">The host that works anywhere in the target's cluster; null where the target is unreachable.</param>
/// <param name="ConnectionString">The engine's own form, for a database that is reachable.</param>
/// <param name="Variables">The variables that Maestro injects into the database's own application for the words of the connection string.</param>
public sealed record AddressesForCaller(
    Reach? Reach,
    string Reason,
    IReadOnlyList<ElasticDnsAddress> Addresses,
    string? FullyQualifiedHost,
    string? ConnectionString,
    IReadOnlyList<string> Variables)
{
    /// <summary>The addresses by the first host. A primary database has the same ones once more by its group's name; those are for its own page.</summary>
    public IReadOnlyList<ElasticDnsAddress> OfFirstHost => [.. Addresses.Where(address => address.Label == Addresses[0].Label)];
}

/// <summary>Who reaches whom by which name.</summary>
/// <param name="clusterDomain">The domain of the clusters, <c>cluster.local</c> unless they were set up otherwise.</param>
public sealed class AddressRules(string clusterDomain = AddressRules.DefaultClusterDomain)
{
    /// <summary>The domain that Kubernetes gives a cluster by default.</summary>
    public const string DefaultClusterDomain = "cluster.local";

    /// <summary>What follows the namespace in a fully qualified host.</summary>
    public string Suffix { get; } = $"svc.{clusterDomain}";

    /// <summary>The addresses of a target for a caller in its own application.</summary>
    public static IReadOnlyList<ElasticDnsAddress> OwnAddresses(Target target) => Build(target, null, null);

    /// <summary>The addresses of a target for a caller in another application of the same cluster.</summary>
    public static IReadOnlyList<ElasticDnsAddress> ClusterAddresses(Application home, Target target) => Build(target, home.Namespace, null);

    /// <summary>The addresses of a target that work anywhere in its cluster.</summary>
    public IReadOnlyList<ElasticDnsAddress> FullyQualifiedAddresses(Application home, Target target) => Build(target, home.Namespace, Suffix);

    /// <summary>The host of a target that works anywhere in its cluster.</summary>
    public string FullyQualifiedHost(Application home, Target target) => $"{target.Hosts[0]}.{home.Namespace}.{Suffix}";

    /// <summary>
    /// How a caller reaches a target of <paramref name="home"/>. Without a caller: from anywhere in the target's cluster. With
    /// <paramref name="callerLabel"/> the caller is that service of the application.
    /// </summary>
    public AddressesForCaller For(Application? caller, Application home, Target target, string? callerLabel = null)
    {
        Reach? reach = caller is null ? null : ReachRules.Between(caller, callerLabel, home, target);
        var reachable = target.HasAddress && reach?.IsReachable() != false;
        var addresses = !reachable ? [] : reach switch
        {
            null => FullyQualifiedAddresses(home, target),
            Reachability.Reach.SameCluster => ClusterAddresses(home, target),
            _ => OwnAddresses(target),
        };
        var engine = target is Database database ? DatabaseEngine.Find(database.Engine) : null;
        return new(
            reach,
            reach?.Reason(caller!, home, target) ?? (reachable
                ? $"From anywhere in cluster '{home.Cluster}', by the fully qualified host."
                : ReachRules.NoAddressReason(target)),
            addresses,
            reachable ? FullyQualifiedHost(home, target) : null,
            reachable ? engine?.ConnectionFormat.Replace("{host}", addresses[0].HostPort, StringComparison.Ordinal) : null,
            engine?.VariablesOf((Database)target) ?? []);
    }

    private static List<ElasticDnsAddress> Build(Target target, string? @namespace, string? suffix)
    {
        var endpoints = Endpoints.Of(target);
        var addresses = new List<ElasticDnsAddress>(endpoints.Count * target.Hosts.Count);
        foreach (var host in target.Hosts)
            foreach (var endpoint in endpoints)
                addresses.Add(new(endpoint.Scheme, host, @namespace, suffix, endpoint.Port, endpoint.HostAndPortFirst));
        return addresses;
    }
}
