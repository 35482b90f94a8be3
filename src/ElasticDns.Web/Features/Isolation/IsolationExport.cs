using System.Globalization;
using System.Text;
using ElasticDns.Core.Isolation;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>Rules and their violations as tables.</summary>
internal static class IsolationExport
{
    private static readonly string[] Columns =
    [
        "from", "to", "severity", "reason", "verdict", "cluster", "caller_namespace", "callers", "target_namespace", "targets", "connections", "declared", "fix",
    ];

    /// <summary>The rules as <see cref="RuleSet.ReadCsv"/> reads them.</summary>
    public static string RulesCsv(IsolationRules rules) => Csv(
        rules.All.Select(rule => (string[])[rule.From.Text, rule.To.Text, IsolationRule.Word(rule.Severity), Escaped(rule.Reason)]).Prepend(RuleSet.Header.Split(',')));

    /// <summary>A line for each violation, and one for each rule without any.</summary>
    public static string Csv(IsolationJson isolation) => Csv(Rows(isolation).Prepend(Columns));

    /// <summary>The same as a table of GitHub-flavoured Markdown.</summary>
    public static string Markdown(IsolationJson isolation)
    {
        var text = new StringBuilder();
        Line(Columns.Select(column => column.Replace('_', ' ')));
        Line(Columns.Select(_ => "---"));
        foreach (var row in Rows(isolation)) Line(row.Select(TableText.Markdown));
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    private static IEnumerable<string[]> Rows(IsolationJson isolation)
    {
        foreach (var verdict in isolation.Verdicts)
        {
            var rule = (string[])[verdict.Rule.From, verdict.Rule.To, verdict.Rule.Severity, verdict.Rule.Reason, verdict.Verdict];
            if (verdict.Violations.Count == 0) yield return [.. rule, "", "", "", "", "", "0", "", string.Join(' ', verdict.Hints.Select(hint => hint.Message))];
            foreach (var violation in verdict.Violations)
                yield return
                [
                    .. rule, violation.From.Cluster, violation.From.Namespace, Names(violation.Callers, violation.CallerCount), violation.To.Namespace, Names(violation.Targets, violation.TargetCount),
                    violation.Pairs.ToString(CultureInfo.InvariantCulture),
                    string.Join("; ", violation.Declared.Select(one => $"{one.Service} {one.Where} line {one.Line}: {one.Text}")) + (violation.DeclaredCount > violation.Declared.Count ? $"; and {violation.DeclaredCount - violation.Declared.Count} more" : ""),
                    violation.Fix,
                ];
        }
    }

    private static string Names(IReadOnlyList<string> names, int count) => string.Join(' ', names) + (count > names.Count ? $" and {count - names.Count} more" : "");

    private static string Csv(IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(TableText.Csv)).Append("\r\n");
        return text.ToString();
    }

    // The reader takes one apostrophe off in front of what looks like a formula, so one that belongs there gets another.
    private static string Escaped(string reason) =>
        reason.StartsWith('\'') && reason.TrimStart('\'') is ['=' or '+' or '-' or '@', ..] ? $"'{reason}" : reason;
}
