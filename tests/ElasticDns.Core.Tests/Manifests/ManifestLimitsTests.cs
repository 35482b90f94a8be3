using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class ManifestLimitsTests
{
    private static string Lines(string format, int count) => string.Concat(Enumerable.Range(0, count).Select(i => format.Replace("#", $"{i}", StringComparison.Ordinal)));

    [Fact]
    public void The_first_200_findings_are_kept_and_all_are_counted()
    {
        var reading = Yml.Read($"services:\n  web:\n{Lines("    zzzzzzzz#: a\n", 350)}");
        Assert.NotNull(reading.Manifest);
        Assert.Equal((200, 350), (reading.Findings.Count, reading.FindingCount));
        Assert.Equal(Enumerable.Range(3, 200), reading.Findings.Select(finding => finding.Line));
    }

    [Fact]
    public void Errors_are_never_crowded_out_by_warnings()
    {
        var reading = Yml.Read($"services:\n  web:\n{Lines("    zzzzzzzz#: a\n", 350)}    ports: [0, 70000]\n");
        Assert.Null(reading.Manifest);
        Assert.Equal((200, 352), (reading.Findings.Count, reading.FindingCount));
        Assert.Equal(2, reading.Findings.Count(finding => finding.Severity is Severity.Error));
        Assert.Equal(353, reading.Findings[^1].Line);
    }

    [Fact]
    public void More_than_200_errors_are_counted_too()
    {
        var reading = Yml.Read($"services:\n  web:\n    ports:\n{Lines("      - x#\n", 500)}");
        Assert.Equal((200, 500), (reading.Findings.Count, reading.FindingCount));
        Assert.All(reading.Findings, finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Fact]
    public void Errors_of_a_manifest_yml_are_not_crowded_out_by_warnings_of_the_service_yml()
    {
        var reading = Yml.Read($"services:\n  web:\n{Lines("    zzzzzzzz#: a\n", 350)}databases: [mysql]\n", manifestYml: "mysql:\n  groups: [a]\n");
        Assert.Null(reading.Manifest);
        Assert.Equal((200, 351), (reading.Findings.Count, reading.FindingCount));
        Assert.Equal("manifest.yml", Assert.Single(reading.Findings, finding => finding.Severity is Severity.Error).File);
    }

    [Fact]
    public void Findings_of_parsing_and_of_reading_are_counted_together()
    {
        var reading = Yml.Read($"x:\n{Lines("  - {a: 1, a: 2}\n", 150)}services:\n  web:\n    ports:\n{Lines("      - x#\n", 150)}");
        Assert.Equal((200, 301), (reading.Findings.Count, reading.FindingCount));
    }

    [Fact]
    public void The_caps_are_those_that_are_documented()
    {
        var limits = ManifestLimits.Default;
        Assert.Equal(
            (4_194_304, 2_000, 1_000, 32, 200_000, 1_000, 10_000, 200_000, 1_024, 200),
            (limits.FileBytes, limits.Services, limits.PortsOfService, limits.Depth, limits.Events, limits.Anchors, limits.Aliases, limits.ExpandedNodes, limits.KeyLength, limits.Findings));
    }

    [Fact]
    public void Every_cap_is_a_setting()
    {
        static string Code(string text, ManifestLimits limits) =>
            ManifestReader.Read(Yml.Parse(Encoding.UTF8.GetBytes(text), limits)).Findings.First(finding => finding.Severity is Severity.Error).Code;
        Assert.Equal("file-too-large", Code("services: {}", new() { FileBytes = 5 }));
        Assert.Equal("too-many-services", Code("services: {a: {}, b: {}}", new() { Services = 1 }));
        Assert.Equal("too-many-ports", Code("services: {a: {ports: [1, 2]}}", new() { PortsOfService = 1 }));
        Assert.Equal("nesting-too-deep", Code("services: {a: {ports: [1, 2]}}", new() { Depth = 3 }));
        Assert.Equal("too-many-events", Code("services: {a: {ports: [1, 2]}}", new() { Events = 6 }));
        Assert.Equal("too-many-anchors", Code("services: {a: &a {}, b: &b {}}", new() { Anchors = 1 }));
        Assert.Equal("too-many-aliases", Code("services: {a: &a {}, b: *a, c: *a}", new() { Aliases = 1 }));
        Assert.Equal("aliases-too-large", Code("services: {a: &a {image: x}, b: *a, c: *a}", new() { ExpandedNodes = 9 }));
        Assert.Equal("aliases-too-large", Code("services: {a: &a {image: xxxxxxxxxx}, b: *a}", new() { ExpandedCharacters = 30 }));
        Assert.Equal("key-too-long", Code("services: {aaaaaaaaaaaa: {}}", new() { KeyLength = 10 }));
    }
}
