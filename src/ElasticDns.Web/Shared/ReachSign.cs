using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Web.Shared;

/// <summary>How reach is drawn and worded; no caller at all is null.</summary>
public static class ReachSign
{
    /// <summary>The reach to show for a target: without a caller, a target without an address still says so.</summary>
    public static Reach? Of(Application? caller, Application home, Target target) =>
        caller is not null ? ReachRules.Between(caller, null, home, target)
        : target.HasAddress ? null : Reach.NoContainerPort;

    /// <summary>The symbol, which is also the CSS class.</summary>
    public static string Symbol(Reach? reach) => (reach ?? Reach.SameCluster).Code().ToLowerInvariant().Replace('_', '-');

    /// <summary>The words that always stand beside the sign.</summary>
    public static string Words(Reach? reach) => reach switch
    {
        null => "In its cluster",
        Reach.Self => "Itself",
        Reach.DifferentCluster => "Another cluster",
        Reach.NoContainerPort => "No port",
        Reach.SameApplication => "Same application",
        _ => "Same cluster",
    };
}
