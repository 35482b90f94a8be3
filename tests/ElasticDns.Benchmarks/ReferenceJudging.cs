using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;

namespace ElasticDns.Benchmarks;

/// <summary>
/// Judging the 40,000 references of 20,000 services of one cluster, and judging them again after one application changed, against a plain
/// pass that takes every host apart and looks its target up.
/// </summary>
[MemoryDiagnoser]
public class ReferenceJudging
{
    private const int Applications = 2_000;
    private const int Services = 10;

    private readonly AddressRules _rules = new();
    private CatalogSnapshot _catalog = null!;
    private CatalogSnapshot _changed = null!;

    [GlobalSetup]
    public void Setup()
    {
        _catalog = CatalogSnapshot.Of(Enumerable.Range(0, Applications).Select(number => Read(number)));
        // What lives longer than one catalogue is there already, as it is in an app that runs.
        if (JudgeAgain(_catalog) != Applications * Services * 2) throw new InvalidOperationException("The catalogue has another number of references.");
        _changed = _catalog.With(Read(1));
    }

    [Benchmark(Baseline = true)]
    public int PlainPass()
    {
        var resolved = 0;
        foreach (var application in _catalog.Applications)
        {
            foreach (var service in application.Services)
            {
                foreach (var mention in service.Mentions)
                {
                    var labels = mention.Host.Split('.');
                    var home = labels.Length == 1 ? application : _catalog.Find(application.Cluster, labels[1]);
                    if (home?.Find(labels[0]) is { } target && Endpoints.Of(target).Any(endpoint => endpoint.Port == mention.Port)) resolved++;
                }
            }
        }
        return resolved;
    }

    /// <summary>Of applications that nobody judged yet, as after a start.</summary>
    [Benchmark]
    public int FirstIndex() => new ReferenceIndex(CatalogSnapshot.Of(_catalog.Applications.Select(application => application with { })), _rules).CountOf(Any).Declared;

    [Benchmark]
    public int AfterOneImport() => JudgeAgain(_changed);

    private Cluster Any => _catalog.FindCluster("cluster")!;

    private int JudgeAgain(CatalogSnapshot catalog)
    {
        var index = new ReferenceIndex(catalog, _rules);
        return catalog.Clusters.Sum(cluster => index.CountOf(cluster).Declared);
    }

    // Two references of each service: one to the next service of the application, and one to another application of the cluster. Every
    // service names a public address beside them.
    private static Application Read(int number)
    {
        var text = new StringBuilder("services:\n");
        var other = (number + 1) % Applications;
        for (var i = 0; i < Services; i++)
        {
            var next = (i + 1) % Services;
            text.Append(CultureInfo.InvariantCulture, $"""
                  service-{i}:
                    ports: [{3000 + i}]
                    env_vars:
                      NEXT_URL: http://service-{next}:{3000 + next}
                      OTHER_URL: http://service-{i}.application-{other}:{3000 + i}
                      PUBLIC_URL: https://sentry.io/{i}

                """);
        }
        var manifest = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(text.ToString()))).Manifest!;
        return new("cluster", $"application-{number}", $"Application {number}", manifest.Services, manifest.Databases);
    }
}
