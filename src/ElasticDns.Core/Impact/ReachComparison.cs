using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Impact;

/// <summary>
/// Who loses and who gains the reach of what. Callers that stay together are one group, so that the cost is that of what changes, not
/// that of callers times targets; an application that comes or goes itself neither gains nor loses.
/// </summary>
internal sealed class ReachComparison
{
    private readonly List<ReachImpact> _lost = [];
    private readonly List<ReachImpact> _gained = [];

    // The applications that have callers, before and after, by the cluster that they leave and the one that they come to.
    private readonly ILookup<(string From, string To), Application> _callers;
    private readonly ILookup<string, Application> _staying;

    public ReachComparison(CatalogSnapshot after, IReadOnlyList<ApplicationPair> pairs)
    {
        var changed = pairs.Select(pair => pair.After).OfType<Application>().ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        var clusters = pairs.SelectMany(pair => new[] { pair.Before?.Cluster, pair.After?.Cluster }).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        _staying = (from name in clusters
                    from application in after.FindCluster(name)?.Applications ?? []
                    where !changed.Contains(application)
                    select application).ToLookup(application => application.Cluster);
        _callers = _staying.SelectMany(cluster => cluster).Select(application => (From: application.Cluster, Application: application))
            .Concat(from pair in pairs where pair.Before is not null && pair.After is not null select (From: pair.Before!.Cluster, Application: pair.After!))
            .Where(caller => caller.Application.Services.Count > 0)
            .ToLookup(caller => (caller.From, To: caller.Application.Cluster), caller => caller.Application);
        foreach (var pair in pairs)
        {
            CompareCallersOf(pair);
            if (pair.ChangesCluster && pair.After!.Services.Count > 0) CompareWhatItCalls(pair);
        }
    }

    public IReadOnlyList<ReachImpact> Lost => _lost;

    public IReadOnlyList<ReachImpact> Gained => _gained;

    private void CompareCallersOf(ApplicationPair pair)
    {
        var (lost, gained) = (InPlace(pair, targets => (targets.Before, targets.After)), InPlace(pair, targets => (targets.After, targets.Before)));
        foreach (var callers in _callers)
        {
            var (from, to) = callers.Key;
            var (met, meet) = (pair.Before?.Cluster == from, pair.After?.Cluster == to);
            if (met && (meet ? lost : Addressed(pair.Before!)) is { Count: > 0 } less)
                Add(_lost, pair, callers, pair.Before!, less, meet);
            if (meet && (met ? gained : Addressed(pair.After!)) is { Count: > 0 } more)
                Add(_gained, pair, callers, pair.After!, more, met);
        }
    }

    private void Add(List<ReachImpact> list, ApplicationPair pair, IGrouping<(string From, string To), Application> callers, Application home, List<Target> targets, bool inPlace)
    {
        // The application itself is among those that take its way.
        var itself = pair.IsBetween(callers.Key) && pair.After!.Services.Count > 0 ? 1 : 0;
        var count = callers.Count() - itself;
        if (count == 0) return;
        var gained = ReferenceEquals(list, _gained);
        var why = inPlace ? ImpactWords.InPlace(home, targets, gained)
            : pair.ChangesCluster || pair.Before is null || pair.After is null ? ImpactWords.FateOf(pair.Before, pair.After)!
            : $"{(count == 1 ? First(callers, pair, 1)[0].Name : "They")} {(count == 1 ? "moves" : "move")} from cluster {callers.Key.From} to {callers.Key.To}.";
        list.Add(new(gained, First(callers, pair, Impact.MostNamed), count, [home], 1, targets.Count(IsService), targets.Count(IsDatabase), home.Cluster, why));
    }

    // Of those that change as well the callers' side has told already.
    private void CompareWhatItCalls(ApplicationPair pair)
    {
        var why = ImpactWords.FateOf(pair.Before, pair.After)!;
        Say(_lost, pair.Before!.Cluster);
        Say(_gained, pair.After!.Cluster);

        void Say(List<ReachImpact> list, string cluster)
        {
            var homes = _staying[cluster].Where(home => home.Targets.Any(target => target.HasAddress)).ToList();
            if (homes.Count == 0) return;
            var targets = homes.SelectMany(Addressed).ToList();
            list.Add(new(
                ReferenceEquals(list, _gained), [pair.After!], 1, [.. homes.Take(Impact.MostNamed)], homes.Count, targets.Count(IsService), targets.Count(IsDatabase), cluster, why));
        }
    }

    private static List<Application> First(IEnumerable<Application> callers, ApplicationPair pair, int most) =>
        [.. callers.Where(caller => !ReferenceEquals(caller, pair.After)).Take(most)];

    private static bool IsService(Target target) => target is Service;

    private static bool IsDatabase(Target target) => target is Database;

    private static List<Target> Addressed(Application application) => [.. application.Targets.Where(target => target.HasAddress)];

    // What has an address on one side and not on the other; what has only got another name has both.
    private static List<Target> InPlace(ApplicationPair pair, Func<TargetPair, (Target?, Target?)> sides) =>
    [
        .. from targets in pair.Targets
           let both = sides(targets)
           where both.Item1 is { HasAddress: true } && both.Item2 is not { HasAddress: true }
           select both.Item1,
    ];
}
