using ElasticDns.Core.Isolation;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>What came of a change of the rules.</summary>
public enum EditOutcome
{
    /// <summary>It is made.</summary>
    Done,

    /// <summary>Another rule says of the same callers and targets what this one says.</summary>
    Twice,

    /// <summary>There are as many rules as there can be.</summary>
    Full,

    /// <summary>The rule is not there.</summary>
    Gone,

    /// <summary>Somebody else changed the rules in between.</summary>
    Conflict,
}

/// <summary>What came of a change of the rules, and the rule that it made or that stands in its way.</summary>
public sealed record EditResult(EditOutcome Outcome, IsolationRule? Rule = null)
{
    /// <summary>Why it is not made, in a sentence; empty where it is.</summary>
    public string Message => Outcome switch
    {
        EditOutcome.Twice => $"Rule {Rule!.Id} says this of '{Rule.From}' and '{Rule.To}' already; change that one.",
        EditOutcome.Full => $"There are {IsolationRules.Most:N0} rules, the most there can be; a star says much in one.",
        EditOutcome.Gone => "The rule is not there any more.",
        EditOutcome.Conflict => "Somebody else changed the rules in between. Nothing was changed; read them again.",
        _ => "",
    };
}

/// <summary>Changes the isolation rules, for the page and the API alike.</summary>
public sealed class RuleEdits(IsolationStore store)
{
    /// <summary>Adds a rule at the end.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<EditResult> AddAsync(Actor by, IsolationRule rule, string? expected = null, CancellationToken cancellationToken = default)
    {
        var result = await store.WriteAsync<EditResult>(
            by, "rule-add", $"{rule.From} to {rule.To}",
            rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
                : rules.Same(rule) is { } same ? (new(EditOutcome.Twice, same), null)
                : rules.All.Count >= IsolationRules.Most ? (new(EditOutcome.Full), null)
                : (new(EditOutcome.Done), [.. rules.All, rule with { Id = 0 }]),
            cancellationToken);
        return result.Outcome is EditOutcome.Done ? new(EditOutcome.Done, store.Current.Same(rule)) : result;
    }

    /// <summary>Puts another rule under the number of one.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="id">The number.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> ChangeAsync(Actor by, int id, IsolationRule rule, string? expected = null, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        by, "rule-change", $"rule {id}: {rule.From} to {rule.To}",
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : rules.Find(id) is null ? (new(EditOutcome.Gone), null)
            : rules.Same(rule) is { } same && same.Id != id ? (new(EditOutcome.Twice, same), null)
            : (new(EditOutcome.Done, rule with { Id = id }), [.. rules.All.Select(one => one.Id == id ? rule with { Id = id } : one)]),
        cancellationToken);

    /// <summary>Takes a rule out.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="id">The number.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> RemoveAsync(Actor by, int id, string? expected = null, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        by, "rule-remove", $"rule {id}",
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : rules.Find(id) is { } gone ? (new(EditOutcome.Done, gone), [.. rules.All.Where(one => one.Id != id)]) : (new(EditOutcome.Gone), null),
        cancellationToken);

    /// <summary>Puts these rules in the place of all; one that says the same as before keeps its number.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="all">The rules.</param>
    /// <param name="expected">The tag of the rules that are to be replaced; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> ReplaceAsync(Actor by, IReadOnlyList<IsolationRule> all, string? expected, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        by, "rules-replace", Plural.Of(all.Count, "rule"),
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : (new(EditOutcome.Done), [.. all.Select(rule => rule with { Id = rules.Same(rule)?.Id ?? 0 })]),
        cancellationToken);

    private static bool IsOther(IsolationRules rules, string? expected) => expected is not null && expected != IsolationStore.TagOf(rules);
}
