using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.References;

/// <summary>The references of real files, read where they lie beside the repository, against a naive reading of the rules.</summary>
public sealed class CorpusReferencesTests
{
    private sealed record RealFile(string Name, ManifestDocument Document, Manifest Manifest)
    {
        public string Namespace { get; } = DnsLabel.Fold(Name) is var label && label.Length > DnsLabel.MaxLength ? label[^DnsLabel.MaxLength..].Trim('-') : DnsLabel.Fold(Name);

        public Application In(string cluster) => new(cluster, Namespace, Name, Manifest.Services, Manifest.Databases);
    }

    [Fact]
    public void Every_real_manifest_alone_declares_what_a_naive_reading_finds()
    {
        foreach (var file in Files()) Check([file], [file.In("production")]);
    }

    [Fact]
    public void All_real_manifests_in_one_cluster_declare_what_a_naive_reading_finds()
    {
        var files = Files();
        Check(files, [.. files.Select(file => file.In("production"))]);
    }

    [Fact]
    public void All_real_manifests_in_two_clusters_declare_what_a_naive_reading_finds()
    {
        var files = Files();
        Check(files, [.. files.Select((file, i) => file.In(i % 2 == 0 ? "production" : "staging"))]);
    }

    [Theory]
    [InlineData("cloud66-samples__pilot__10.yml", "zigot._env(NAMESPACE)", Verdict.Resolves, "zigot")]
    [InlineData("cloud66-samples__pilot__10.yml", "pilot._env(NAMESPACE)", Verdict.Resolves, "pilot")]
    [InlineData("cloud66-oss__starter__2.yml", "http://haproxy", Verdict.Resolves, "haproxy")]
    public void What_is_known_of_a_real_manifest_is_found(string name, string text, Verdict verdict, string label)
    {
        var application = Files().Single(file => file.Name == name).In("production");
        var references = Declared.Rules(application).Of(application).Where(reference => reference.Mention.Text == text).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal((verdict, label), (reference.Verdict, reference.Destination.Target?.Label)));
    }

    private static void Check(IReadOnlyList<RealFile> files, IReadOnlyList<Application> applications)
    {
        var (rules, naive) = (Declared.Rules(applications), new NaiveReferences(applications));
        for (var i = 0; i < files.Count; i++)
        {
            var actual = new SortedSet<string>(rules.Of(applications[i]).Select(reference =>
                $"{reference.Caller.Label} {reference.Mention.Where}@{reference.Mention.Line} {NaiveProperties.Line(reference)}"), StringComparer.Ordinal);
            Assert.Equal($"{files[i].Name}\n{string.Join('\n', naive.Of(applications[i], files[i].Document, files[i].Manifest.Environment))}", $"{files[i].Name}\n{string.Join('\n', actual)}");
        }
    }

    private static List<RealFile> Files()
    {
        var path = Find();
        if (path is null)
        {
            const string why = "The folder shared/corpus does not lie beside the repository, so its files cannot be read.";
            Assert.True(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), why);
            Assert.Skip(why);
        }
        var files =
            from file in Directory.GetFiles(path).Order(StringComparer.Ordinal)
            let document = ManifestDocument.Parse(Path.GetFileName(file), File.ReadAllBytes(file))
            let manifest = ManifestReader.Read(document, null, document.Environments.Count > 1 ? document.Environments[0] : null).Manifest
            where manifest is not null
            select new RealFile(Path.GetFileName(file), document, manifest);
        return [.. files];
    }

    private static string? Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "ElasticDns.sln"))) continue;
            var path = Path.Combine(directory.FullName, "..", "shared", "corpus");
            return Directory.Exists(path) ? path : null;
        }
        return null;
    }
}
