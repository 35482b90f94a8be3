using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Core.Tests.Manifests;

namespace ElasticDns.Core.Tests.Fuzz;

/// <summary>What holds for every file, whatever it holds: it is taken through all steps from its bytes to the addresses of the cluster.</summary>
internal static class ManifestProperties
{
    /// <summary>Stands in a form that is a secret by itself, so it may be found nowhere.</summary>
    public const string Canary = "cAnArY7fUzZ";

    private static readonly AddressRules Rules = new();

    private static readonly Application Neighbour = Yml.Application("services: {api: {ports: [80]}, ledger: {ports: [4000]}}\ndatabases: [mysql]", "payments");

    /// <summary>Fails where one of the properties does not hold for the bytes in that format.</summary>
    public static void Check(byte[] bytes, ManifestFormat format)
    {
        var document = ManifestDocument.Parse(Yml.FileName, bytes, format: format);
        var source = Encoding.UTF8.GetString(bytes);
        if (document.Text.Length > 0) Assert.Equal(LineLengths(source).Count, LineLengths(document.Text).Count);
        CheckCanary(document.Text);

        // What is stored is read again, after a restart and for every comparison: nothing is left to redact, and it says the same. A text
        // that is refused is never stored, and one that is not YAML may become YAML where its quotes are redacted.
        var again = ManifestDocument.Parse(Yml.FileName, document.Text, format: format);
        CheckCanary(again.Text);
        if (document.Findings.All(finding => finding.Severity is not Severity.Error))
        {
            Assert.Equal(document.Text, again.Text);
            Assert.Equal(0, again.RedactedValues);
            Assert.Equal(document.Environments, again.Environments);
        }
        foreach (var environment in document.Environments.Take(2).Prepend(null))
            CheckReading(document, again, source, environment);
    }

    private static void CheckReading(ManifestDocument document, ManifestDocument again, string source, string? environment)
    {
        var reading = ManifestReader.Read(document, environment: environment);
        Assert.Equal(reading.Manifest is null, reading.Findings.Any(finding => finding.Severity is Severity.Error));
        Assert.True(reading.FindingCount >= reading.Findings.Count);
        CheckPlaces(reading.Findings, source);
        foreach (var finding in reading.Findings)
        {
            CheckCanary(finding.Message);
            Assert.InRange(finding.Message.Length, 1, 2_000);
        }
        if (reading.Manifest is not { } manifest) return;

        var rendered = Rendering.Of(manifest);
        CheckCanary(rendered);
        var stored = ManifestReader.Read(again, environment: environment);
        Assert.True(stored.Manifest is not null, $"What is accepted is refused when it is read again: {Yml.Show(stored)}");
        Assert.Equal(rendered, Rendering.Of(stored.Manifest));
        Assert.Equal(reading.Findings.Select(finding => (finding.Code, finding.Line)), stored.Findings.Select(finding => (finding.Code, finding.Line)));
        Assert.Equal(Mentions(manifest), Mentions(stored.Manifest));
        CheckAddresses(manifest);
    }

    private static void CheckPlaces(IEnumerable<Finding> findings, string source)
    {
        var lines = LineLengths(source);
        foreach (var finding in findings)
        {
            Assert.True(finding.Line >= 1 && finding.Line <= lines.Count, $"{Yml.Show(finding)} stands in none of {lines.Count} lines.");
            Assert.True(finding.Column >= 1 && finding.Column <= lines[finding.Line - 1] + 1, $"{Yml.Show(finding)} stands behind a line of {lines[finding.Line - 1]} characters.");
        }
    }

    // Every name is a label, and every address leads back to what it is the address of.
    private static void CheckAddresses(Manifest manifest)
    {
        var application = new Application("production", "shop", "Shop", manifest.Services, manifest.Databases);
        var catalog = CatalogSnapshot.Of([application, Neighbour]);
        var resolver = new AddressResolver(catalog, Rules);
        Assert.Distinct(application.Hosts);
        foreach (var target in application.Targets.Take(50))
        {
            Assert.True(target.Hosts.All(DnsLabel.IsLabel) && DnsLabel.IsLabel(target.Label), $"'{target.Label}' is no label.");
            foreach (var (caller, address) in AddressRules.OwnAddresses(target).Select(address => (application, address))
                .Concat(AddressRules.ClusterAddresses(application, target).Select(address => (Neighbour, address))))
            {
                var found = resolver.Resolve(address.Url, caller);
                Assert.True(found.Verdict is Verdict.Resolves && found.Target == target, $"{address.Url} leads to {found.Verdict.Code()}: {found.Explanation}");
            }
        }
        var references = new ReferenceRules(catalog, Rules);
        foreach (var finding in ReferenceFindings.Of(references, application, Yml.FileName).Take(200)) CheckCanary(finding.Message);
        foreach (var reference in references.Of(application).Take(200)) CheckCanary(reference.Mention.Text);
    }

    private static IEnumerable<(string, string, string, string, int?, int)> Mentions(Manifest manifest) =>
        from service in manifest.Services
        from mention in service.Mentions
        select (service.Label, mention.Where, mention.Text, mention.Host, mention.Port, mention.Line);

    private static void CheckCanary(string text) => Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);

    // The lines as every editor has them: LF, CR and CRLF each end one.
    private static List<int> LineLengths(string text) =>
        [.. text[(text.StartsWith('\uFEFF') ? 1 : 0)..].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').Select(line => line.Length)];
}
