using System.Globalization;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.Impact;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Compare;

/// <summary>A comparison as a text to send on: a table for a spreadsheet, or a page of Markdown. Both hold what the page lists.</summary>
public static class CompareReport
{
    /// <summary>A line for each entry of each list, as RFC 4180 has it, with a header.</summary>
    public static string ToCsv(ComparedMoments compared)
    {
        var text = new StringBuilder("change,cluster,namespace,application,service,where,text,revision,line,before,after,explanation\r\n");
        foreach (var list in ConnectionList.Of(compared.Comparison))
            foreach (var one in list.First)
                Line(list.Code, one.Caller.Cluster, one.Caller.Namespace, one.Caller.Name, one.Service.Label, one.Mention.Where, one.Mention.Text, Number(one.Caller.Revision),
                    Number(one.Mention.Line), one.Before?.Code() ?? "", one.After?.Code() ?? "", one.Explanation);
        foreach (var reach in compared.Comparison.Impact.ReachGained.Concat(compared.Comparison.Impact.ReachLost))
            Line(reach.Gained ? "became-possible" : "no-longer-possible", reach.Cluster, "", "", "", "", reach.Text, "", "", "", "", reach.Why);
        foreach (var application in compared.Comparison.Applications.Take(Impact.MostListed))
        {
            var (before, after) = (application.Impact.Before, application.Impact.After);
            var newest = (after ?? before)!;
            Line($"application-{application.Impact.Kind.ToString().ToLowerInvariant()}", newest.Cluster, newest.Namespace, newest.Name, "", "", "", Number(newest.Revision), "",
                Place(before), Place(after), CompareWords.Of(application));
        }
        return text.ToString();

        void Line(params IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(TableText.Csv)).Append("\r\n");
        static string Place(Application? application) => application is null ? "" : $"{application.Cluster}/{application.Namespace}";
    }

    /// <summary>Headings, totals and lists in GitHub-flavoured Markdown.</summary>
    public static string ToMarkdown(ComparedMoments compared)
    {
        var (moments, comparison) = (compared.Moments, compared.Comparison);
        var text = new StringBuilder($"# {(moments.Cluster is null ? "The catalogue" : $"Cluster {moments.Cluster}")} at two moments\n\n");
        text.Append("| | before | after |\n| --- | --- | --- |\n");
        text.Append(CultureInfo.InvariantCulture, $"| moment (UTC) | {ReaderTime.Rfc3339(moments.Before)} | {(moments.After is { } after ? ReaderTime.Rfc3339(after) : "now")} |\n");
        foreach (var (what, was, @is) in CompareWords.Totals(comparison)) text.Append(CultureInfo.InvariantCulture, $"| {what} | {was:N0} | {@is:N0} |\n");
        if (comparison.IsEmpty) text.Append("\nNothing changed in between.\n");
        foreach (var list in ConnectionList.Of(comparison).Where(list => list.Count > 0))
        {
            Heading(list.Title, list.Count, list.First.Count);
            text.Append("| declared by | where | address | before | after | why |\n| --- | --- | --- | --- | --- | --- |\n");
            foreach (var one in list.First)
                Row($"{one.Caller.Cluster}/{one.Caller.Namespace}/{one.Service.Label}", $"{one.Mention.Where}, line {one.Mention.Line}", one.Mention.Text,
                    CompareWords.Of(one.Before), CompareWords.Of(one.After), one.Explanation);
        }
        Reach($"What became possible: {comparison.BecamePossible:N0} pairs", comparison.Impact.ReachGained, comparison.Impact.ReachGainedCount);
        Reach($"What is possible no more: {comparison.NoLongerPossible:N0} pairs", comparison.Impact.ReachLost, comparison.Impact.ReachLostCount);
        if (comparison.Applications.Count > 0)
        {
            Heading("Applications", comparison.Applications.Count, Math.Min(comparison.Applications.Count, Impact.MostListed));
            foreach (var application in comparison.Applications.Take(Impact.MostListed))
                text.Append("- ").Append(TableText.Markdown($"{(application.Impact.After ?? application.Impact.Before)!.Name}: {CompareWords.Of(application)}")).Append('\n');
        }
        return text.ToString();

        void Heading(string title, int count, int shown) =>
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}: {count:N0}{(shown < count ? $", the first {shown:N0}" : "")}\n\n");

        void Row(params IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(TableText.Markdown)).Append(" |\n");

        void Reach(string title, IReadOnlyList<ReachImpact> reaches, int count)
        {
            if (count == 0) return;
            text.Append("\n## ").Append(title).Append("\n\n");
            foreach (var reach in reaches) text.Append("- ").Append(TableText.Markdown($"{reach.Text}. {reach.Why}")).Append('\n');
            if (reaches.Count < count) text.Append(CultureInfo.InvariantCulture, $"- and {count - reaches.Count:N0} more\n");
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
