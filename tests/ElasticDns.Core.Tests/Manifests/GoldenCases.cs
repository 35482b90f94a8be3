using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>
/// A folder is a case: <c>service.yml</c>, with it perhaps <c>manifest.yml</c> and <c>environment.txt</c>, or <c>compose.yml</c> or
/// <c>kubernetes.yml</c> in its place, and what comes of them in <c>expected.txt</c>.
/// </summary>
public sealed class GoldenCases
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_reads_as_expected(string name)
    {
        var expected = File.ReadAllText(Path.Combine(Folder, name, "expected.txt")).ReplaceLineEndings("\n");
        var actual = Render(name);
        Assert.True(expected == actual, $"cases/{name}: - expected, + actual\n{Diff(expected, actual)}");
    }

    [Fact]
    public void There_are_cases() => Assert.True(Names.Count > 70);

    private static string Render(string name)
    {
        var service = Document(name, Yml.FileName) ?? Document(name, "compose.yml", ManifestFormat.Compose) ?? Document(name, "kubernetes.yml", ManifestFormat.Kubernetes)!;
        var manifest = Document(name, "manifest.yml");
        var environment = Path.Combine(Folder, name, "environment.txt") is var path && File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        var redacted = service.RedactedValues + (manifest?.RedactedValues ?? 0);
        if (service.Format is ManifestFormat.ServiceYml) return Rendering.Of(ManifestReader.Read(service, manifest, environment), redacted);
        // Of several namespaces each is an application, and what one declares may lead to another.
        string?[] environments = environment is null && service.Environments.Count > 1 ? [null, .. service.Environments] : [environment];
        var readings = environments.Select(chosen => ManifestReader.Read(service, manifest, chosen)).ToList();
        return string.Concat(readings.Select(reading => Rendering.Of(reading, redacted))) + Rendering.Declared(readings.Select(reading => reading.Manifest).OfType<Manifest>());
    }

    private static ManifestDocument? Document(string name, string file, ManifestFormat format = ManifestFormat.ServiceYml)
    {
        var path = Path.Combine(Folder, name, file);
        return File.Exists(path) ? ManifestDocument.Parse(file, File.ReadAllBytes(path), format: format) : null;
    }

    // The longest common subsequence of the lines, and what is not in it.
    private static string Diff(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var text = new StringBuilder();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) (text, i, j) = (text.Append($"  {old[i]}\n"), i + 1, j + 1);
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) text.Append($"- {old[i++]}\n");
            else text.Append($"+ {now[j++]}\n");
        }
        return text.ToString();
    }
}
