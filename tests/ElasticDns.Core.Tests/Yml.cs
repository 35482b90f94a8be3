using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests;

/// <summary>Reads manifests that tests write as text.</summary>
internal static class Yml
{
    public const string FileName = "service.yml";

    public static ManifestDocument Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static ManifestDocument Parse(byte[] bytes, ManifestLimits? limits = null) => ManifestDocument.Parse(FileName, bytes, limits);

    public static ManifestReading Read(string text, string? environment = null, string? manifestYml = null) => ManifestReader.Read(
        Parse(text),
        manifestYml is null ? null : ManifestDocument.Parse("manifest.yml", Encoding.UTF8.GetBytes(manifestYml)),
        environment);

    public static ManifestReading Read(byte[] bytes) => ManifestReader.Read(Parse(bytes));

    /// <summary>The manifest of a text that must be accepted.</summary>
    public static Manifest Accept(string text, string? environment = null, string? manifestYml = null)
    {
        var reading = Read(text, environment, manifestYml);
        Assert.True(reading.Manifest is not null, Show(reading));
        Assert.DoesNotContain(reading.Findings, finding => finding.Severity is Severity.Error);
        return reading.Manifest;
    }

    /// <summary>The ports of the only service of a text that must be accepted.</summary>
    public static IReadOnlyList<ContainerPort> Ports(string text) => Assert.Single(Accept(text).Services).Ports;

    /// <summary>The first error of that code in a text that must be refused.</summary>
    public static Finding Refuse(string text, string code, string? environment = null, string? manifestYml = null) =>
        Refuse(Read(text, environment, manifestYml), code);

    public static Finding Refuse(ManifestReading reading, string code)
    {
        Assert.True(reading.Manifest is null, "The text is accepted.");
        var finding = reading.Findings.FirstOrDefault(finding => finding.Severity is Severity.Error && finding.Code == code);
        Assert.True(finding is not null, $"No error '{code}':\n{Show(reading)}");
        Assert.True(finding.Line >= 1 && finding.Column >= 1, $"The error has no place: {finding}");
        return finding;
    }

    /// <summary>The only finding of that code.</summary>
    public static Finding Finding(ManifestReading reading, string code) =>
        reading.Findings.Where(finding => finding.Code == code).ToArray() is [var only]
            ? only
            : throw new Xunit.Sdk.XunitException($"Not exactly one finding '{code}':\n{Show(reading)}");

    /// <summary>An application as an import makes it.</summary>
    public static Application Application(string text, string @namespace, string cluster = "production", string? name = null)
    {
        var manifest = Accept(text);
        return new(cluster, @namespace, name ?? @namespace, manifest.Services, manifest.Databases);
    }

    public static string Show(ManifestReading reading) => string.Join('\n', reading.Findings.Select(Show));

    public static string Show(Finding finding) => $"{finding.Line}:{finding.Column} {finding.Severity} {finding.Code} {finding.Message}";
}
