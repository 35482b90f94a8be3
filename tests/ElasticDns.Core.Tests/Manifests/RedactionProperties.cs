using ElasticDns.Core.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class RedactionProperties
{
    [Fact]
    public void No_secret_survives_in_text_findings_or_manifest_and_what_is_stored_reads_the_same() => Property.Holds(SecretManifest.All, given =>
    {
        var document = Yml.Parse(given.Text);
        var reading = ManifestReader.Read(document);
        CheckNoCanary(document, reading);
        Assert.Equal(Lines(given.Text), Lines(document.Text));
        Assert.True(reading.Manifest is not null, $"{Yml.Show(reading)}\n{given.Text}");
        Assert.True(given.Secrets == 0 ? document.RedactedValues == 0 : document.RedactedValues > 0);

        var again = ManifestDocument.Parse(Yml.FileName, document.Text);
        var second = ManifestReader.Read(again);
        Assert.Equal(document.Text, again.Text);
        Assert.Equal(0, again.RedactedValues);
        Assert.Equal(Rendering.Of(reading.Manifest), Rendering.Of(second.Manifest!));
        Assert.Equal(reading.Findings.Select(finding => (finding.Code, finding.Line)), second.Findings.Select(finding => (finding.Code, finding.Line)));
    }, 500);

    [Fact]
    public void No_secret_of_a_key_survives_where_the_text_is_broken() => Property.Holds(
        from manifest in SecretManifest.Keyed
        from broken in Gen.Elements("]\n", "\tx: y\n", "a: b: c\n", "\"\n", "@\n", "{{ .Values.x }}\n", "services: [\n")
        from at in Gen.Elements(0, 1, 2)
        select (Text: at == 0 ? broken + manifest.Text.TrimStart('\uFEFF') : at == 1 ? manifest.Text + broken : manifest.Text + "  " + broken, manifest.Secrets), given =>
        {
            var document = Yml.Parse(given.Text);
            CheckNoCanary(document, ManifestReader.Read(document));
            Assert.Equal(Lines(given.Text), Lines(document.Text));
        }, 500);

    [Fact]
    public void No_secret_of_a_key_survives_where_the_text_is_cut() => Property.Holds(
        from manifest in SecretManifest.Keyed
        from part in Gen.Choose(0, 1_000)
        select manifest.Text[..(manifest.Text.Length * part / 1_000)], text =>
        {
            var document = Yml.Parse(text);
            CheckNoCanary(document, ManifestReader.Read(document));
            Assert.Equal(Lines(text), Lines(document.Text));
        }, 500);

    private static void CheckNoCanary(ManifestDocument document, ManifestReading reading)
    {
        Assert.DoesNotContain(SecretManifest.Canary, document.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(reading.Findings, finding => $"{finding}".Contains(SecretManifest.Canary, StringComparison.OrdinalIgnoreCase));
        if (reading.Manifest is { } manifest) Assert.DoesNotContain(SecretManifest.Canary, Rendering.Of(manifest), StringComparison.OrdinalIgnoreCase);
    }

    private static int Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');
}
