using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Comparing;

/// <summary>A declared connection that is new or gone.</summary>
/// <param name="Reference">The connection with its verdict: as it is where it is new, as it was where it is gone.</param>
/// <param name="Explanation">Why it leads, or led, where it does.</param>
public sealed record ComparedDeclaration(Reference Reference, string Explanation);

/// <summary>An application that differs, with the labels of what came and went in it.</summary>
public sealed record ComparedApplication(
    ApplicationImpact Impact, IReadOnlyList<string> CallersCame, IReadOnlyList<string> CallersWent, IReadOnlyList<string> TargetsCame, IReadOnlyList<string> TargetsWent);

/// <summary>The catalogue at two moments side by side. Long lists hold the first entries; the counts are of all. No table of pairs is built.</summary>
public sealed record CatalogComparison
{
    /// <summary>The catalogue at the earlier moment.</summary>
    public required CatalogSnapshot Before { get; init; }

    /// <summary>The catalogue at the later moment.</summary>
    public required CatalogSnapshot After { get; init; }

    /// <summary>The clusters of either moment, by name; only the one where one was chosen.</summary>
    public required IReadOnlyList<ClusterComparison> Clusters { get; init; }

    /// <summary>What the step from the one to the other means for those who call.</summary>
    public required Impact.Impact Impact { get; init; }

    /// <summary>The applications that differ, by cluster and namespace.</summary>
    public required IReadOnlyList<ComparedApplication> Applications { get; init; }

    /// <summary>The connections that were not declared before, by caller and line; the first <see cref="Impact.Impact.MostListed"/>.</summary>
    public required IReadOnlyList<ComparedDeclaration> New { get; init; }

    /// <summary>How many are new.</summary>
    public required int NewCount { get; init; }

    /// <summary>The connections that are declared no more; the first <see cref="Impact.Impact.MostListed"/>.</summary>
    public required IReadOnlyList<ComparedDeclaration> Gone { get; init; }

    /// <summary>How many are gone.</summary>
    public required int GoneCount { get; init; }

    /// <summary>What there was.</summary>
    public CatalogTotals TotalsBefore => Clusters.Aggregate(default(CatalogTotals), (sum, cluster) => sum + cluster.TotalsBefore);

    /// <summary>What there is.</summary>
    public CatalogTotals TotalsAfter => Clusters.Aggregate(default(CatalogTotals), (sum, cluster) => sum + cluster.TotalsAfter);

    /// <summary>How many pairs of a caller and a target became possible.</summary>
    public long BecamePossible => Clusters.Sum(cluster => cluster.Possible.Gained);

    /// <summary>How many pairs of a caller and a target are possible no more.</summary>
    public long NoLongerPossible => Clusters.Sum(cluster => cluster.Possible.Lost);

    /// <summary>Whether no application differs and nothing leads elsewhere.</summary>
    public bool IsEmpty => Applications.Count == 0 && NewCount == 0 && GoneCount == 0;

    /// <summary>Compares two snapshots.</summary>
    /// <param name="before">The index of the catalogue at the earlier moment.</param>
    /// <param name="after">The index of the catalogue at the later moment, which shares with the other what does not differ.</param>
    /// <param name="rules">The address rules.</param>
    /// <param name="moves">The applications that moved in between.</param>
    /// <param name="cluster">The one cluster to compare; null for all. What moved into or out of it came or went.</param>
    public static CatalogComparison Between(
        (CatalogSnapshot Catalog, ReferenceIndex Index) before, (CatalogSnapshot Catalog, ReferenceIndex Index) after, AddressRules rules,
        IReadOnlyList<ApplicationMove> moves, string? cluster = null)
    {
        if (cluster is not null) moves = [.. moves.Where(move => move.From.Cluster == cluster && move.To.Cluster == cluster)];
        var impact = CatalogImpact.Between(before.Catalog, after.Catalog, rules, before.Index.Rules, after.Index.Rules, moves, cluster);
        var declarations = new DeclarationComparison(before, after, impact.Applications, cluster);
        return new()
        {
            Before = before.Catalog,
            After = after.Catalog,
            Clusters =
            [
                .. before.Catalog.Clusters.Concat(after.Catalog.Clusters).Select(one => one.Name).Distinct().Order(StringComparer.Ordinal)
                    .Where(name => cluster is null || name == cluster)
                    .Select(name => new ClusterComparison(name, before.Catalog.FindCluster(name), after.Catalog.FindCluster(name), before.Index, after.Index)),
            ],
            Impact = impact,
            Applications = [.. impact.Applications.Select(CompareEnds)],
            New = declarations.New.First(after.Index.Rules),
            NewCount = declarations.New.Count,
            Gone = declarations.Gone.First(before.Index.Rules),
            GoneCount = declarations.Gone.Count,
        };
    }

    private static ComparedApplication CompareEnds(ApplicationImpact application)
    {
        var (before, after) = (application.Before, application.After);
        var (callersBefore, callersAfter) = (Labels(before?.Services), Labels(after?.Services));
        var (targetsBefore, targetsAfter) = (Labels(before?.Targets), Labels(after?.Targets));
        return new(
            application, [.. callersAfter.Except(callersBefore)], [.. callersBefore.Except(callersAfter)], [.. targetsAfter.Except(targetsBefore)], [.. targetsBefore.Except(targetsAfter)]);
    }

    private static List<string> Labels(IEnumerable<Target>? targets) => [.. (targets ?? []).Select(target => target.Label)];
}
