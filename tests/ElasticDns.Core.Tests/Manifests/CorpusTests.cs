using System.Text.RegularExpressions;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>
/// Real files of other people, read where they lie beside the repository. What they must give is found by a second, naive reading:
/// line by line, by indentation and regular expressions.
/// </summary>
public sealed partial class CorpusTests
{
    // Files that are refused for a defect that they really have.
    private static readonly Dictionary<string, (string Code, int Line)> Refused = new()
    {
        ["cloud66-oss__starter__20.yml"] = ("yaml-syntax", 14),
        ["cloud66-oss__starter__53.yml"] = ("merge-conflict", 6),
        ["cloud66-samples__pilot__2.yml"] = ("yaml-syntax", 7),
        ["cloud66-samples__stacks-test__3.yml"] = ("public-port-shape", 10),
    };

    private static readonly Dictionary<string, string> CodeOfPrefix = new()
    {
        ["ansible-playbook"] = "ansible-playbook",
        ["cloud66-deploy_hooks"] = "deploy-hooks",
        ["cloud66-manifest"] = "manifest-yml-alone",
        ["codeship-services"] = "compose-file",
        ["digitalocean-app"] = "app-spec",
        ["docker-compose-v1-or-2"] = "compose-file",
        ["docker-compose"] = "compose-file",
        ["github-workflow"] = "github-workflow",
        ["go-template-service.yml"] = "unrendered-template",
        ["habitus-build"] = "habitus-build",
        ["k8s-service"] = "kubernetes-object",
        ["kubernetes-multi-doc"] = "kubernetes-object",
        ["symfony-services"] = "symfony-services",
    };

    [Fact]
    public void Every_real_manifest_is_read_as_a_naive_reading_has_it_or_refused_for_its_own_defect() => ForEach("corpus", (name, bytes) =>
    {
        var document = ManifestDocument.Parse(name, bytes);
        var reading = ManifestReader.Read(document, null, EnvironmentOf(document));
        if (document.Environments.Count > 1 && ManifestReader.Read(document).Findings.All(finding => finding.Code != "environment-required"))
            return "has several environments and needs none to be chosen";
        var errors = reading.Findings.Where(finding => finding.Severity is Severity.Error).ToList();
        if (Refused.TryGetValue(name, out var defect))
            return errors.Count > 0 && (errors[0].Code, errors[0].Line) == defect ? null : $"is to be refused with {defect}, but has: {Yml.Show(reading)}";
        if (reading.Manifest is not { } manifest) return $"is refused: {Yml.Show(reading)}";
        var naive = NaiveManifest.Read(System.Text.Encoding.UTF8.GetString(bytes), manifest.Environment);
        var actual = NaiveManifest.Of(manifest);
        return naive == actual ? null : $"reads as\n{actual}\nand naively as\n{naive}";
    });

    [Fact]
    public void Every_file_that_is_something_else_is_refused_for_what_it_is() => ForEach("corpus-wrong", (name, bytes) =>
    {
        var reading = ManifestReader.Read(ManifestDocument.Parse(name, bytes));
        var expected = CodeOfPrefix[Prefix().Match(name).Value];
        return reading.Manifest is null && reading.Findings is [{ Severity: Severity.Error, Line: >= 1 } only] && only.Code == expected
            ? null
            : $"is to be refused with '{expected}' alone, but has: {Yml.Show(reading)}";
    });

    [Fact]
    public void Every_Compose_file_and_every_file_of_Kubernetes_objects_imports_with_its_format_as_a_naive_reading_has_it()
    {
        var read = 0;
        ForEach("corpus-wrong", (name, bytes) =>
        {
            ManifestFormat? format = CodeOfPrefix[Prefix().Match(name).Value] switch { "compose-file" => ManifestFormat.Compose, "kubernetes-object" => ManifestFormat.Kubernetes, _ => null };
            if (ManifestDocument.Parse(name, bytes).ReadableAs != format) return $"is not offered as {format}";
            if (format is null) return null;
            read++;
            var document = ManifestDocument.Parse(name, bytes, format: format.Value);
            var reading = ManifestReader.Read(document);
            if (reading.Manifest is not { } manifest) return $"is refused: {Yml.Show(reading)}";
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            var naive = format is ManifestFormat.Compose ? NaiveFormats.ReadCompose(text) : NaiveFormats.ReadKubernetes(text);
            if (naive != NaiveManifest.Of(manifest)) return $"reads as\n{NaiveManifest.Of(manifest)}\nand naively as\n{naive}";
            var again = ManifestDocument.Parse(name, document.Text, format: format.Value);
            return again.Text == document.Text && again.RedactedValues == 0 && Rendering.Of(ManifestReader.Read(again), 0) == Rendering.Of(reading, 0) ? null : "reads otherwise after redaction";
        });
        Assert.Equal(7, read);
    }

    [Fact]
    public void Every_real_file_keeps_its_lines_when_it_is_redacted_and_reads_the_same_again()
    {
        foreach (var folder in (string[])["corpus", "corpus-wrong"])
        {
            ForEach(folder, (name, bytes) =>
            {
                var document = ManifestDocument.Parse(name, bytes);
                var again = ManifestDocument.Parse(name, document.Text);
                if (document.Text.Count(c => c == '\n') != bytes.Count(b => b == '\n')) return "has other lines after redaction";
                if (again.RedactedValues != 0 || again.Text != document.Text) return $"is redacted again: {again.RedactedValues}";
                var environment = EnvironmentOf(document);
                var (first, second) = (ManifestReader.Read(document, null, environment), ManifestReader.Read(again, null, environment));
                if ((first.Manifest is null) != (second.Manifest is null)) return "is read otherwise after redaction";
                return first.Manifest is null || NaiveManifest.Of(first.Manifest) == NaiveManifest.Of(second.Manifest!) ? null : "reads otherwise after redaction";
            });
        }
    }

    private static string? EnvironmentOf(ManifestDocument document) => document.Environments.Count > 1 ? document.Environments[0] : null;

    private static void ForEach(string folder, Func<string, byte[], string?> check)
    {
        var path = RealFiles.Find(folder);
        if (path is null)
        {
            var why = $"The folder shared/{folder} does not lie beside the repository, so its files cannot be read.";
            Assert.True(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), why);
            Assert.Skip(why);
        }
        var files = Directory.GetFiles(path).OrderBy(file => file, StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        var failures = files
            .Select(file => (Name: Path.GetFileName(file), Failure: check(Path.GetFileName(file), File.ReadAllBytes(file))))
            .Where(file => file.Failure is not null).Select(file => $"{file.Name} {file.Failure}").ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [GeneratedRegex("^[^_]+(?:_hooks)?(?=__)", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
