using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Isolation;

/// <summary>Which pods of a namespace a policy lets in although its other pods are kept out, or keeps out although the others are let in.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Labels">The labels of the services.</param>
/// <param name="LetIn">Whether these alone are let in, or all but these.</param>
public sealed record PodChoice(string Namespace, IReadOnlyList<string> Labels, bool LetIn);

/// <summary>
/// What would have to be refused at one service or database so that every rule is kept. Kubernetes adds up what the policies that select
/// a pod allow, so all rules about a target are one policy: two would each let in whom the other one keeps out.
/// </summary>
/// <param name="Home">The application of the target.</param>
/// <param name="Target">The service or database.</param>
/// <param name="Rules">The rules that are broken by somebody who reaches it.</param>
/// <param name="Namespaces">The namespaces of which nothing may call it, in ordinal order; never its own.</param>
/// <param name="Pods">The namespaces of which only some services may not call it, in ordinal order, and its own where all of it may not.</param>
public sealed record TargetPolicy(Application Home, Target Target, IReadOnlyList<IsolationRule> Rules, IReadOnlyList<string> Namespaces, IReadOnlyList<PodChoice> Pods)
{
    /// <summary>Whether a NetworkPolicy can enforce it: a managed database has no pods, and pods in the network of their node are not selected.</summary>
    public bool CanEnforce => Target is Service { HostNetwork: false };

    /// <summary>The policies of the targets of a cluster that somebody reaches against a rule, by namespace and label; made one after another.</summary>
    /// <param name="check">The rules, and the catalogue.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="only">The rule about whose targets alone it goes; each policy still combines all the rules.</param>
    /// <param name="homes">The applications about whose targets alone it goes; null for all of the cluster.</param>
    public static IEnumerable<TargetPolicy> Of(IsolationCheck check, Cluster cluster, IsolationRule? only = null, IEnumerable<Application>? homes = null) =>
        Concerned(check, cluster, only, homes).Select(concerned => Of(concerned.Home, concerned.Target, concerned.Rules)!);

    /// <summary>How many targets of a cluster need a policy, counted up to a number; far cheaper than their policies.</summary>
    /// <param name="check">The rules, and the catalogue.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="most">Where counting ends.</param>
    /// <param name="only">The rule about whose targets alone it goes.</param>
    /// <param name="homes">The applications about whose targets alone it goes; null for all of the cluster.</param>
    public static int Count(IsolationCheck check, Cluster cluster, int most, IsolationRule? only = null, IEnumerable<Application>? homes = null) =>
        Concerned(check, cluster, only, homes).Take(most).Count();

    private static IEnumerable<(Application Home, Target Target, List<Forbidden> Rules)> Concerned(IsolationCheck check, Cluster cluster, IsolationRule? only, IEnumerable<Application>? homes)
    {
        var broken = Broken(check, cluster);
        return from home in homes ?? cluster.Applications
               let rules = broken.Where(rule => rule.Rule.To.MatchesPlace(home)).ToList()
               let wanted = only is null ? rules : rules.FindAll(rule => rule.Rule == only)
               where wanted.Count > 0
               from target in home.Targets
               where target.HasAddress && wanted.Exists(rule => rule.Concerns(target))
               select (home, target, rules);
    }

    /// <summary>The policy of one target, or null where nobody reaches it against a rule.</summary>
    public static TargetPolicy? Of(IsolationCheck check, Application home, Target target) =>
        check.Catalog.FindCluster(home.Cluster) is { } cluster ? Of(home, target, Broken(check, cluster)) : null;

    private static List<Forbidden> Broken(IsolationCheck check, Cluster cluster) =>
    [
        .. from verdict in check.Verdicts
           where verdict.StateIn(cluster.Name) is RuleState.Broken
           select new Forbidden(verdict.Rule, Selection.ApplicationsOf(cluster, verdict.Rule.From)),
    ];

    private static TargetPolicy? Of(Application home, Target target, List<Forbidden> broken)
    {
        if (!target.HasAddress) return null;
        var rules = new List<IsolationRule>();
        var whole = new SortedSet<string>(StringComparer.Ordinal);
        var some = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (rule, applications) in broken)
        {
            if (!rule.To.Matches(home, target)) continue;
            var applies = false;
            foreach (var application in applications)
            {
                var callers = application.Services.Where(caller => rule.From.MatchesTarget(caller) && !ReferenceEquals(caller, target)).Select(caller => caller.Label).ToList();
                if (callers.Count == 0) continue;
                applies = true;
                // All of an application is all of its namespace, also what is not known of it.
                if (rule.From.Label.IsAny) whole.Add(application.Namespace);
                else if (some.TryGetValue(application.Namespace, out var labels)) labels.UnionWith(callers);
                else some[application.Namespace] = new(callers, StringComparer.Ordinal);
            }
            if (applies) rules.Add(rule);
        }
        if (rules.Count == 0) return null;
        var pods = new List<PodChoice>();
        foreach (var (@namespace, labels) in some)
            if (!whole.Contains(@namespace)) pods.Add(new(@namespace, [.. labels], LetIn: false));
        // Pods of one service may always call each other.
        if (whole.Remove(home.Namespace)) pods.Add(new(home.Namespace, [target.Label], LetIn: true));
        return new(home, target, rules, [.. whole], [.. pods.OrderBy(pod => pod.Namespace, StringComparer.Ordinal)]);
    }

    private sealed class Forbidden
    {
        // Of a target that is among the callers itself, the second one tells whether anybody else calls it.
        private readonly IReadOnlyList<Service> _some;

        public Forbidden(IsolationRule rule, IEnumerable<Application> applications)
        {
            (Rule, Applications) = (rule, [.. applications]);
            _some = [.. Applications.SelectMany(application => application.Services).Where(rule.From.MatchesTarget).Take(2)];
        }

        public IsolationRule Rule { get; }

        public IReadOnlyList<Application> Applications { get; }

        /// <summary>Whether anybody reaches a target of its place against the rule.</summary>
        public bool Concerns(Target target) => Rule.To.MatchesTarget(target) && _some.Any(caller => !ReferenceEquals(caller, target));

        public void Deconstruct(out IsolationRule rule, out IReadOnlyList<Application> applications) => (rule, applications) = (Rule, Applications);
    }
}
