using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Isolation;

/// <summary>A field of a rule, and a column of the table of rules.</summary>
public enum RuleField
{
    /// <summary>Who must not call.</summary>
    From,

    /// <summary>What must not be called.</summary>
    To,

    /// <summary>How much a violation weighs.</summary>
    Severity,

    /// <summary>Why it is forbidden.</summary>
    Reason,
}

/// <summary>What is wrong with a field of a rule.</summary>
/// <param name="Field">The field.</param>
/// <param name="Code">A stable code, lower case with dashes.</param>
/// <param name="Message">What is wrong and what to write.</param>
/// <param name="Column">Where in the field, counted from 1.</param>
public sealed record RuleFault(RuleField Field, string Code, string Message, int Column);

/// <summary>What must not reach what.</summary>
/// <param name="From">Who must not call.</param>
/// <param name="To">What must not be called.</param>
/// <param name="Severity">How much a violation weighs.</param>
/// <param name="Reason">Why; empty where nobody says so.</param>
public sealed record IsolationRule(IsolationPattern From, IsolationPattern To, Severity Severity, string Reason)
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLength = 500;

    /// <summary>The number under which it is stored; 0 where it is not.</summary>
    public int Id { get; init; }

    /// <summary>The words for severities, the worst first.</summary>
    public static IReadOnlyList<string> Severities { get; } = [.. Enum.GetValues<Severity>().Select(Word)];

    /// <summary>The word for a severity: <c>error</c>, <c>warning</c> or <c>note</c>.</summary>
    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>The severity of that word in any case of letters, or null.</summary>
    public static Severity? SeverityOf(string? word)
    {
        foreach (var severity in Enum.GetValues<Severity>())
            if (Word(severity).Equals(word, StringComparison.OrdinalIgnoreCase)) return severity;
        return null;
    }

    /// <summary>Reads a rule of four texts. All faults are found together; without any there is a rule. An empty severity is an error's.</summary>
    public static IsolationRule? Read(string? from, string? to, string? severity, string? reason, ICollection<RuleFault> faults)
    {
        var before = faults.Count;
        if (!IsolationPattern.TryParse(from, PatternSide.From, out var caller, out var fault)) faults.Add(new(RuleField.From, fault.Code, fault.Message, fault.Column));
        if (!IsolationPattern.TryParse(to, PatternSide.To, out var target, out fault)) faults.Add(new(RuleField.To, fault.Code, fault.Message, fault.Column));
        var weight = string.IsNullOrWhiteSpace(severity) ? Severity.Error : SeverityOf(severity.Trim());
        if (weight is null) faults.Add(new(RuleField.Severity, "severity-unknown", $"'{Quoting.Escape(severity!.Trim())}' is no severity; write error, warning or note.", 1));
        var why = (reason ?? "").Trim();
        if (CheckReason(why) is { } wrong) faults.Add(wrong);
        return faults.Count == before ? new(caller!, target!, weight!.Value, why) : null;
    }

    private static RuleFault? CheckReason(string reason)
    {
        var at = 0;
        var count = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            if (Placement.IsUnprintable(rune))
                return new(RuleField.Reason, "reason-character", $"The reason has a character that cannot be shown (U+{rune.Value:X4}); take it out. A reason is one line of text.", at);
            if (++count > ReasonLength)
                return new(RuleField.Reason, "reason-too-long", $"The reason has more than {ReasonLength} characters.", at);
        }
        return null;
    }
}
