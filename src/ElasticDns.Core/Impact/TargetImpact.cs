using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Impact;

/// <summary>The addresses of a service or database as each kind of caller writes them.</summary>
/// <param name="Own">For a caller in its own application.</param>
/// <param name="Cluster">For a caller in another application of its cluster.</param>
/// <param name="Qualified">Fully qualified, for anybody in its cluster.</param>
public sealed record CallerAddresses(IReadOnlyList<ElasticDnsAddress> Own, IReadOnlyList<ElasticDnsAddress> Cluster, IReadOnlyList<ElasticDnsAddress> Qualified)
{
    /// <summary>No address for anybody.</summary>
    public static CallerAddresses None { get; } = new([], [], []);
}

/// <summary>A service or database whose addresses are not what they were. One that has got another name is one, not two.</summary>
public sealed class TargetImpact
{
    private readonly AddressRules _rules;

    internal TargetImpact(ApplicationPair applications, TargetPair targets, AddressCounts counts, AddressRules rules)
    {
        (ApplicationBefore, ApplicationAfter) = (applications.Before, applications.After);
        (Before, After) = (targets.Before, targets.After);
        Counts = counts;
        _rules = rules;
    }

    /// <summary>Whether it comes, goes or changes.</summary>
    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;

    /// <summary>Its application as it was.</summary>
    public Application? ApplicationBefore { get; }

    /// <summary>Its application as it is.</summary>
    public Application? ApplicationAfter { get; }

    /// <summary>As it was; null where it is new.</summary>
    public Target? Before { get; }

    /// <summary>As it is; null where it goes.</summary>
    public Target? After { get; }

    /// <summary>How many of its addresses change.</summary>
    public AddressCounts Counts { get; }

    /// <summary>Whether what was called one thing is, by its ports and its image, now called another.</summary>
    public bool IsRenamed => Before is not null && After is not null && Before.Label != After.Label;

    /// <summary>Its addresses as they were.</summary>
    public CallerAddresses AddressesBefore => AddressesOf(ApplicationBefore, Before);

    /// <summary>Its addresses as they are.</summary>
    public CallerAddresses AddressesAfter => AddressesOf(ApplicationAfter, After);

    private CallerAddresses AddressesOf(Application? home, Target? target) => home is null || target is null
        ? CallerAddresses.None
        : new(AddressRules.OwnAddresses(target), AddressRules.ClusterAddresses(home, target), _rules.FullyQualifiedAddresses(home, target));
}
