using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Impact;

/// <summary>Compares two snapshots of a catalogue as those see them who call. Nothing is stored or changed by it.</summary>
public static class CatalogImpact
{
    /// <summary>What the step from one snapshot to another means.</summary>
    /// <param name="before">The catalogue as it is.</param>
    /// <param name="after">The catalogue as it would be, made from <paramref name="before"/>, so that the two share what does not change.</param>
    /// <param name="rules">The address rules.</param>
    /// <param name="moves">The applications that are moved.</param>
    public static Impact Between(CatalogSnapshot before, CatalogSnapshot after, AddressRules rules, IReadOnlyList<ApplicationMove>? moves = null) =>
        Between(before, after, rules, new(before, rules), new(after, rules), moves);

    /// <summary>The same with the rules of references of both snapshots, where they are there already.</summary>
    /// <param name="before">The catalogue as it is.</param>
    /// <param name="after">The catalogue as it would be.</param>
    /// <param name="rules">The address rules.</param>
    /// <param name="beforeRules">The rules of references of <paramref name="before"/>.</param>
    /// <param name="afterRules">The rules of references of <paramref name="after"/>.</param>
    /// <param name="moves">The applications that are moved.</param>
    /// <param name="cluster">The one cluster that is looked into, which no move enters or leaves; null for all.</param>
    public static Impact Between(
        CatalogSnapshot before, CatalogSnapshot after, AddressRules rules, ReferenceRules beforeRules, ReferenceRules afterRules, IReadOnlyList<ApplicationMove>? moves = null,
        string? cluster = null)
    {
        var pairs = ApplicationPair.Between(before, after, moves ?? []);
        if (cluster is not null) pairs = [.. pairs.Where(pair => pair.Newest.Cluster == cluster)];
        if (pairs.Count == 0) return Impact.None;
        var targets = TargetsOf(pairs, rules);
        var connections = new ConnectionComparison(before, after, beforeRules, afterRules, pairs);
        var reach = new ReachComparison(after, pairs);
        var addresses = targets.ToLookup(target => target.ApplicationAfter ?? target.ApplicationBefore!, target => target.Counts, ReferenceEqualityComparer.Instance);
        return new()
        {
            Applications =
            [
                .. pairs.Select(pair => new ApplicationImpact(
                    pair.Kind, pair.Before, pair.After, Sum(addresses[pair.Newest]), connections.Broken.CausedBy(pair), connections.Mended.CausedBy(pair))),
            ],
            Targets = targets,
            Addresses = Sum(targets.Select(target => target.Counts)),
            Broken = connections.Broken.First,
            BrokenBy = connections.Broken.ByCaller,
            Mended = connections.Mended.First,
            MendedBy = connections.Mended.ByCaller,
            BrokenFromTheStart = connections.New.First,
            BrokenFromTheStartCount = connections.New.Count,
            ReachLost = [.. reach.Lost.Take(Impact.MostListed)],
            ReachLostCount = reach.Lost.Count,
            ReachGained = [.. reach.Gained.Take(Impact.MostListed)],
            ReachGainedCount = reach.Gained.Count,
        };
    }

    private static List<TargetImpact> TargetsOf(IReadOnlyList<ApplicationPair> pairs, AddressRules rules) =>
    [
        .. from pair in pairs
           from target in pair.Targets
           let counts = AddressCounts.Between(pair, target)
           where counts.Total > 0
           select new TargetImpact(pair, target, counts, rules),
    ];

    private static AddressCounts Sum(IEnumerable<AddressCounts> counts) => counts.Aggregate(default(AddressCounts), (sum, count) => sum + count);
}
