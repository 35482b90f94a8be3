using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Isolation;

/// <summary>What of one application reaches what of another, or of the same one, against a rule.</summary>
/// <param name="From">The application of the callers.</param>
/// <param name="To">The application of the targets, of the same cluster.</param>
/// <param name="Count">How many pairs of a caller and a target there are.</param>
/// <param name="Callers">The callers, in ordinal order of their labels.</param>
/// <param name="Targets">The targets, in ordinal order of their labels.</param>
/// <param name="Declared">The connections among them that a manifest declares, in its order.</param>
public sealed record Violation(
    Application From, Application To, long Count, IReadOnlyList<Target> Callers, IReadOnlyList<Target> Targets, IReadOnlyList<Reference> Declared)
{
    /// <summary>What ends it, as far as the catalogue can tell.</summary>
    public string Fix => From == To
        ? $"Run these parts of {From.Name} in different clusters, as applications of their own."
        : $"Run {From.Name} and {To.Name} in different clusters.";

    // Of one and the same service there is no pair: where it stands alone on a side, it is none of the other side's.
    internal static Violation Of(Selected from, Selected to, IReadOnlyList<Reference> declared)
    {
        var (callers, targets) = (from.Targets, to.Targets);
        if (ReferenceEquals(from.Home, to.Home))
        {
            if (callers is [var onlyCaller]) targets = [.. targets.Where(target => !ReferenceEquals(target, onlyCaller))];
            else if (targets is [var onlyTarget]) callers = [.. callers.Where(caller => !ReferenceEquals(caller, onlyTarget))];
        }
        return new(from.Home, to.Home, Pairs(from, to), callers, targets, declared);
    }

    /// <summary>How many pairs of a caller and another target two selections make.</summary>
    internal static long Pairs(Selected from, Selected to) =>
        ((long)from.Targets.Count * to.Targets.Count) - (ReferenceEquals(from.Home, to.Home) ? Common(from.Targets, to.Targets) : 0);

    // Both are in ordinal order of the labels, and hold the same objects.
    private static int Common(IReadOnlyList<Target> callers, IReadOnlyList<Target> targets)
    {
        var (caller, target, common) = (0, 0, 0);
        while (caller < callers.Count && target < targets.Count)
        {
            if (ReferenceEquals(callers[caller], targets[target])) (caller, target, common) = (caller + 1, target + 1, common + 1);
            else if (string.CompareOrdinal(callers[caller].Label, targets[target].Label) < 0) caller++;
            else target++;
        }
        return common;
    }
}
