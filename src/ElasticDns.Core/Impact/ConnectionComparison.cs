using System.Runtime.InteropServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Impact;

/// <summary>
/// The declared connections that break or are mended between two snapshots. Compared is what the manifests write, because what no
/// namespace of the catalogue answers any more is no reference any more, and broken all the same.
/// </summary>
internal sealed class ConnectionComparison
{
    private readonly CatalogSnapshot _before;
    private readonly CatalogSnapshot _after;
    private readonly ReferenceRules _beforeRules;
    private readonly ReferenceRules _afterRules;
    private readonly Dictionary<Application, ApplicationPair> _pairs = new(ReferenceEqualityComparer.Instance);

    public ConnectionComparison(
        CatalogSnapshot before, CatalogSnapshot after, ReferenceRules beforeRules, ReferenceRules afterRules, IReadOnlyList<ApplicationPair> pairs)
    {
        (_before, _after, _beforeRules, _afterRules) = (before, after, beforeRules, afterRules);
        foreach (var pair in pairs)
        {
            if (pair.Before is { } was) _pairs[was] = pair;
            if (pair.After is { } @is) _pairs[@is] = pair;
        }
        var touched = _pairs.Keys.Select(application => (application.Cluster, application.Namespace)).ToHashSet();
        var clusters = touched.Select(place => place.Cluster).ToHashSet();
        foreach (var application in after.Clusters.Where(cluster => clusters.Contains(cluster.Name)).SelectMany(cluster => cluster.Applications))
        {
            if (_pairs.TryGetValue(application, out var pair)) CompareChanged(pair.Before, application);
            else CompareUnchanged(application, touched);
        }
    }

    public Found Broken { get; } = new();

    public Found Mended { get; } = new();

    public Found New { get; } = new();

    // What an unchanged manifest declares of its own application stays as it is; of others only those that are touched matter.
    private void CompareUnchanged(Application application, HashSet<(string, string)> touched)
    {
        foreach (var service in application.Services)
            foreach (var mention in service.Mentions)
                if (_afterRules.NamespaceIn(application, mention) is { } @namespace && touched.Contains((application.Cluster, @namespace)))
                    Compare(new(application, service, mention), new(application, service, mention));
    }

    private void CompareChanged(Application? before, Application after)
    {
        foreach (var service in after.Services)
        {
            var was = (before?.Find(service.Label) as Service)?.Mentions.GroupBy(mention => (mention.Where, mention.Text))
                .ToDictionary(group => group.Key, group => new Queue<Mention>(group)) ?? [];
            foreach (var mention in service.Mentions)
            {
                var now = new Declaration(after, service, mention);
                if (was.GetValueOrDefault((mention.Where, mention.Text)) is { Count: > 0 } same)
                    Compare(new(before!, (Service)before!.Find(service.Label)!, same.Dequeue()), now);
                else if (_afterRules.Of(after, service, mention) is { IsBroken: true } broken)
                    New.Add(_pairs[after], after, () => Explained(now, null, broken, _pairs[after]));
            }
        }
    }

    private void Compare(Declaration before, Declaration after)
    {
        var was = Resolving(_before, _beforeRules, before);
        var @is = Resolving(_after, _afterRules, after);
        if (was is null == @is is null) return;
        var home = (was ?? @is)!.Destination.Home!;
        var cause = _pairs.GetValueOrDefault(home) ?? _pairs[after.Application];
        if (was is not null) Broken.Add(cause, after.Application, () => Explained(after, was, _afterRules.Of(after.Application, after.Service, after.Mention), cause));
        else Mended.Add(cause, after.Application, () => Explained(after, _beforeRules.Of(before.Application, before.Service, before.Mention), @is, cause));
    }

    // A verdict of what leads nowhere costs a comparison with every namespace, which is not needed to know that it leads nowhere.
    private static Reference? Resolving(CatalogSnapshot catalog, ReferenceRules rules, Declaration declaration)
    {
        var (application, service, mention) = declaration;
        if (rules.NamespaceIn(application, mention) is { } @namespace && catalog.Find(application.Cluster, @namespace) is null) return null;
        return rules.Of(application, service, mention) is { IsBroken: false } reference ? reference : null;
    }

    private ConnectionImpact Explained(Declaration declaration, Reference? before, Reference? after, ApplicationPair cause)
    {
        var (application, service, mention) = declaration;
        // Also what is no reference any more is explained as the one that it was.
        var written = after ?? new Reference(application, service, mention, default);
        var resolution = _afterRules.Explain(written);
        if (resolution.Verdict is Verdict.NotElasticDns)
            resolution = new(Verdict.UnknownNamespace, $"No application of cluster '{application.Cluster}' has the namespace '{_afterRules.NamespaceIn(application, mention)}' any more.");
        var (why, instead) = resolution.Verdict is Verdict.Resolves || before is not { IsBroken: false } ? ([], null) : Consequence(written, before, cause);
        return new(
            application, service, mention, before, after, resolution.Verdict, string.Join(' ', why.Append(resolution.Explanation)),
            instead ?? resolution.Suggestion, resolution.DidYouMean, cause.Newest);
    }

    // What it led to may have moved or got another name: then that is the reason, and its new address the advice.
    private (List<string> Why, Suggestion? Instead) Consequence(Reference written, Reference before, ApplicationPair cause)
    {
        var why = new List<string>();
        if (cause.Kind is not ChangeKind.Changed && _afterRules.NamespaceIn(written.From, written.Mention) is not null) why.Add(ImpactWords.FateOf(cause.Before, cause.After)!);
        var (_, home, target) = before.Destination;
        if (_pairs.GetValueOrDefault(home!) is not { } pair) return (why, null);
        var now = pair.Targets.FirstOrDefault(one => ReferenceEquals(one.Before, target));
        if (now is { IsRenamed: true }) why.Add($"'{now.Before!.Label}' is now called '{now.After!.Label}'.");
        return (why, pair.After is { } there && now?.After is { } same ? _afterRules.Suggest(written, there, same) : null);
    }

    private readonly record struct Declaration(Application Application, Service Service, Mention Mention);

    /// <summary>All that were found are counted; the first ones are put into words.</summary>
    internal sealed class Found
    {
        private readonly List<ConnectionImpact> _first = [];
        private readonly List<Application> _callers = [];
        private readonly Dictionary<Application, int> _byCaller = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<ApplicationPair, int> _byCause = [];

        public IReadOnlyList<ConnectionImpact> First => _first;

        public int Count { get; private set; }

        public IReadOnlyList<CallerCount> ByCaller => [.. _callers.Select(caller => new CallerCount(caller, _byCaller[caller])).OrderByDescending(caller => caller.Count)];

        public int CausedBy(ApplicationPair pair) => _byCause.GetValueOrDefault(pair);

        public void Add(ApplicationPair cause, Application caller, Func<ConnectionImpact> explain)
        {
            Count++;
            CollectionsMarshal.GetValueRefOrAddDefault(_byCause, cause, out _)++;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byCaller, caller, out var known);
            if (!known) _callers.Add(caller);
            count++;
            if (_first.Count < Impact.MostListed) _first.Add(explain());
        }
    }
}
