using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Import;

/// <summary>What an import or a check has to say to a pipeline.</summary>
/// <param name="Findings">The findings; the first ones where there are very many.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Verdict">What came of it, in one line.</param>
internal sealed record Report(IReadOnlyList<Finding> Findings, int Count, string Verdict)
{
    /// <summary>What an import did, or would do.</summary>
    public static Report Of(ImportResult result, bool dryRun)
    {
        if (result.Conflict is { } conflict)
            return new([new(Severity.Error, "revision-conflict", ImportAnswer.Of(conflict), result.Items.Select(item => item.Item.ServiceYml.Name).FirstOrDefault(), 0, 0), .. result.Findings], result.FindingCount + 1, "refused, nothing was changed");
        var broken = BrokenConnections.Of(result);
        IReadOnlyList<Finding> findings = [.. result.Findings, .. broken];
        var count = result.FindingCount + broken.Count;
        if (result.IsRefused) return new(findings, count, "refused, nothing was changed");
        var outcomes = result.Applications.CountBy(application => application.Outcome).OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Value:N0} {outcome.Key.ToString().ToLowerInvariant()}");
        return new(findings, count, $"{(dryRun ? "would import" : "imported")} {Plural.Of(result.Applications.Count, "application")} ({string.Join(", ", outcomes)}); {result.Impact.Summary}");
    }

    /// <summary>What a check found.</summary>
    public static Report OfLint(ImportResult result)
    {
        var broken = BrokenConnections.Of(result);
        return new([.. result.Findings, .. broken], result.FindingCount + broken.Count, $"checked {Plural.Of(result.Items.Count, "manifest")}");
    }

    /// <summary>All of it in one line: what came of it, and how many findings there are.</summary>
    public string Summary
    {
        get
        {
            var counts = Enum.GetValues<Severity>().Select(severity => Plural.Of(Findings.Count(finding => finding.Severity == severity), severity.ToString().ToLowerInvariant()));
            return $"{Verdict}; {string.Join(", ", counts)}{(Count > Findings.Count ? $" among the first {Findings.Count:N0} of {Count:N0} findings" : "")}";
        }
    }
}
