using System.Text.Json.Serialization;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Import;

/// <summary>Findings as SARIF 2.1.0, the form in which code hosts take them.</summary>
internal sealed record Sarif([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs)
{
    /// <param name="report">The findings.</param>
    /// <param name="file">The file at which a finding stands that is about no file, as code hosts show none without a place.</param>
    public static Sarif Of(Report report, string? file)
    {
        var rules = report.Findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var run = new SarifRun(
            new(new("ElasticDns", AppVersion.Text.TrimStart('v'), [.. rules.Select(code => new SarifRule(code, new(WordsOf(code))))])),
            "unicodeCodePoints",
            [new(ExecutionSuccessful: true)],
            [
                .. report.Findings.Select(finding => new SarifResult(
                    finding.Code, rules.BinarySearch(finding.Code, StringComparer.Ordinal), finding.Severity.ToString().ToLowerInvariant(), new(finding.Message),
                    (finding.File ?? file) is { } name ? [new(new(new(UriOf(name)), RegionOf(finding)))] : [])),
            ]);
        return new("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", [run]);
    }

    // What is about a whole file stands at its first line: code hosts want one.
    private static SarifRegion RegionOf(Finding finding) => new(Math.Max(finding.Line, 1), finding is { Line: > 0, Column: > 0 } ? finding.Column : null);

    private static string WordsOf(string code) => $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}";

    // A relative path: whatever a name looks like, it is no address of another site and leads out of nowhere.
    private static string UriOf(string name) =>
        string.Join('/', name.Split('/', '\\').Where(part => part is not ("" or "." or "..")).Select(Uri.EscapeDataString)) is { Length: > 0 } path ? path : "service.yml";
}

internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyList<SarifInvocation> Invocations, IReadOnlyList<SarifResult> Results);

internal sealed record SarifInvocation(bool ExecutionSuccessful);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string Version, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(string Id, SarifMessage ShortDescription);

internal sealed record SarifMessage(string Text);

internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifMessage Message, IReadOnlyList<SarifLocation> Locations);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion Region);

internal sealed record SarifArtifact(string Uri);

internal sealed record SarifRegion(int StartLine, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StartColumn);
