using ElasticDns.Core.Isolation;
using ElasticDns.Web.Data;

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
    /// <param name="rule">The rule.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<EditResult> AddAsync(IsolationRule rule, string? expected = null, CancellationToken cancellationToken = default)
    {
        var result = await store.WriteAsync<EditResult>(
            rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
                : rules.Same(rule) is { } same ? (new(EditOutcome.Twice, same), null)
                : rules.All.Count >= IsolationRules.Most ? (new(EditOutcome.Full), null)
                : (new(EditOutcome.Done), [.. rules.All, rule with { Id = 0 }]),
            cancellationToken);
        return result.Outcome is EditOutcome.Done ? new(EditOutcome.Done, store.Current.Same(rule)) : result;
    }

    /// <summary>Puts another rule under the number of one.</summary>
    /// <param name="id">The number.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> ChangeAsync(int id, IsolationRule rule, string? expected = null, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : rules.Find(id) is null ? (new(EditOutcome.Gone), null)
            : rules.Same(rule) is { } same && same.Id != id ? (new(EditOutcome.Twice, same), null)
            : (new(EditOutcome.Done, rule with { Id = id }), [.. rules.All.Select(one => one.Id == id ? rule with { Id = id } : one)]),
        cancellationToken);

    /// <summary>Takes a rule out.</summary>
    /// <param name="id">The number.</param>
    /// <param name="expected">The tag of the rules that are to be changed; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> RemoveAsync(int id, string? expected = null, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : rules.Find(id) is { } gone ? (new(EditOutcome.Done, gone), [.. rules.All.Where(one => one.Id != id)]) : (new(EditOutcome.Gone), null),
        cancellationToken);

    /// <summary>Puts these rules in the place of all; one that says the same as before keeps its number.</summary>
    /// <param name="all">The rules.</param>
    /// <param name="expected">The tag of the rules that are to be replaced; null whichever they are.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditResult> ReplaceAsync(IReadOnlyList<IsolationRule> all, string? expected, CancellationToken cancellationToken = default) => store.WriteAsync<EditResult>(
        rules => IsOther(rules, expected) ? (new(EditOutcome.Conflict), null)
            : (new(EditOutcome.Done), [.. all.Select(rule => rule with { Id = rules.Same(rule)?.Id ?? 0 })]),
        cancellationToken);

    private static bool IsOther(IsolationRules rules, string? expected) => expected is not null && expected != IsolationStore.TagOf(rules);
}
