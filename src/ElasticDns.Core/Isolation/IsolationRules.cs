using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Isolation;

/// <summary>All rules of a team, never changed.</summary>
/// <param name="rules">The rules, in their order.</param>
public sealed class IsolationRules(IReadOnlyList<IsolationRule> rules)
{
    /// <summary>The most rules that there can be.</summary>
    public const int Most = 1_000;

    /// <summary>None.</summary>
    public static IsolationRules None { get; } = new([]);

    /// <summary>The rules, in their order.</summary>
    public IReadOnlyList<IsolationRule> All { get; } = rules;

    /// <summary>The rule that is stored under this number, or null.</summary>
    public IsolationRule? Find(int id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The rule that says of the same callers and targets what this one says, or null.</summary>
    public IsolationRule? Same(IsolationRule other) => All.FirstOrDefault(rule => rule.From.Equals(other.From) && rule.To.Equals(other.To));

    /// <summary>
    /// The rules that forbid a service to call a target, in their order, whether or not it reaches it: where it does, they are broken. A
    /// service that calls itself is never forbidden to.
    /// </summary>
    /// <param name="callerApp">The application of the caller.</param>
    /// <param name="callerService">The calling service; a database calls nobody.</param>
    /// <param name="home">The application of the target.</param>
    /// <param name="target">The service or database that is called.</param>
    public IReadOnlyList<IsolationRule> Forbidding(Application callerApp, Target callerService, Application home, Target target)
    {
        var isSelf = callerApp.Cluster == home.Cluster && callerApp.Namespace == home.Namespace && callerService.Label == target.Label;
        if (isSelf || All.Count == 0) return [];
        List<IsolationRule>? forbidding = null;
        foreach (var rule in All)
            if (rule.To.Matches(home, target) && rule.From.Matches(callerApp, callerService)) (forbidding ??= []).Add(rule);
        return forbidding ?? (IReadOnlyList<IsolationRule>)[];
    }
}
