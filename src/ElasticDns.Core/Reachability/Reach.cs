using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Reachability;

/// <summary>How a caller stands to a target. Each value has a stable code, see <see cref="ReachRules.Code"/>.</summary>
public enum Reach
{
    /// <summary>Caller and target are the same service.</summary>
    Self,

    /// <summary>Unreachable: the clusters differ.</summary>
    DifferentCluster,

    /// <summary>Unreachable: the target has no container port, or is a database whose port is not known.</summary>
    NoContainerPort,

    /// <summary>Reachable by the target's label alone.</summary>
    SameApplication,

    /// <summary>Reachable by the target's label and its namespace.</summary>
    SameCluster,
}

/// <summary>
/// The five rules of reachability, in their order. There is no other rule: network policies, firewalls and meshes are not evaluated.
/// </summary>
public static class ReachRules
{
    /// <summary>All values, in the order of the rules.</summary>
    public static IReadOnlyList<Reach> All { get; } = Enum.GetValues<Reach>();

    /// <summary>
    /// How a service of <paramref name="caller"/> stands to a target of <paramref name="home"/>. Without
    /// <paramref name="callerLabel"/> the caller is the application as a whole, which is never the target itself.
    /// </summary>
    public static Reach Between(Application caller, string? callerLabel, Application home, Target target)
    {
        var sameCluster = caller.Cluster == home.Cluster;
        var sameApplication = sameCluster && caller.Namespace == home.Namespace;
        if (sameApplication && callerLabel == target.Label) return Reach.Self;
        if (!sameCluster) return Reach.DifferentCluster;
        if (!target.HasAddress) return Reach.NoContainerPort;
        return sameApplication ? Reach.SameApplication : Reach.SameCluster;
    }

    /// <summary>Whether a connection can be opened.</summary>
    public static bool IsReachable(this Reach reach) => reach is not (Reach.DifferentCluster or Reach.NoContainerPort);

    /// <summary>The code that the API and exports use.</summary>
    public static string Code(this Reach reach) => reach switch
    {
        Reach.Self => "SELF",
        Reach.DifferentCluster => "DIFFERENT_CLUSTER",
        Reach.NoContainerPort => "NO_CONTAINER_PORT",
        Reach.SameApplication => "SAME_APPLICATION",
        _ => "SAME_CLUSTER",
    };

    /// <summary>The reason in one or two sentences.</summary>
    public static string Reason(this Reach reach, Application caller, Application home, Target target) => reach switch
    {
        Reach.Self => $"'{target.Label}' calls itself.",
        Reach.DifferentCluster =>
            $"Nothing connects across clusters: '{target.Label}' runs in cluster '{home.Cluster}', {caller.Name} in cluster '{caller.Cluster}'.",
        Reach.NoContainerPort => NoAddressReason(target),
        Reach.SameApplication => $"Both belong to {home.Name}, so the name alone is enough.",
        _ => $"Both applications run in cluster '{home.Cluster}'." + (target is Database
            ? $" The firewall of the database must also admit {caller.Name}."
            : ""),
    };

    /// <summary>Why a target has no address for anybody.</summary>
    public static string NoAddressReason(Target target) => target is Database database
        ? $"The port of '{database.Engine}' is not known, so '{database.Label}' has no address."
        : $"'{target.Label}' exposes no container port.";
}
