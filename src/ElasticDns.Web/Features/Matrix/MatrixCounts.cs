using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>How many pairs of a matrix each of its modes shows.</summary>
/// <param name="Pairs">Pairs of a caller and a target.</param>
/// <param name="Declared">Pairs that a manifest declares, resolving or not.</param>
/// <param name="Broken">Pairs that a manifest declares and that do not resolve.</param>
/// <param name="Unneeded">Targets that have an address and that no manifest declares.</param>
public sealed record MatrixCounts(long Pairs, int Declared, int Broken, int Unneeded)
{
    // Of whole clusters, which many look at.
    private static readonly ConditionalWeakTable<ReferenceIndex, ConcurrentDictionary<Cluster, MatrixCounts>> OfClusters = [];

    /// <summary>The count of the matrix of a whole cluster.</summary>
    public static MatrixCounts Of(Cluster cluster, ReferenceIndex index) =>
        OfClusters.GetOrCreateValue(index).GetOrAdd(cluster, static (key, references) => Of(ReachMatrix.Of(key), references), index);

    /// <summary>The count of a matrix, in one pass over what its callers declare.</summary>
    public static MatrixCounts Of(ReachMatrix matrix, ReferenceIndex index)
    {
        var homes = matrix.Targets.Select(end => end.Application).Distinct<Application>(ReferenceEqualityComparer.Instance).ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        var uses = (from application in matrix.Callers.Select(end => end.Application).Distinct<Application>(ReferenceEqualityComparer.Instance)
                    from lead in index.LeadsOf(application)
                    where homes.Contains(lead.Home)
                    group lead.Reference.IsBroken by (lead.Reference.Caller, lead.Target) into pair
                    select pair.Any(broken => broken)).ToList();
        return new(
            (long)matrix.Callers.Count * matrix.Targets.Count, uses.Count, uses.Count(broken => broken),
            matrix.Targets.Count(end => IsUnneeded(index, end.Application, end.Target)));
    }

    /// <summary>Whether a target can be reached and no manifest of the catalogue declares that anything does.</summary>
    public static bool IsUnneeded(ReferenceIndex index, Application home, Target target) => target.HasAddress && index.UsedBy(home, target).Declared == 0;
}
