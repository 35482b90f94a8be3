using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;

namespace ElasticDns.Benchmarks;

/// <summary>
/// Judging the 40,000 references of 20,000 services of one cluster against a plain pass that takes every host apart and looks its target
/// up; and making the index after one import against judging only the references that name what was imported or stand in it.
/// </summary>
[MemoryDiagnoser]
public class ReferenceJudging
{
    /// <summary>How many services an application has.</summary>
    public const int Services = 10;

    /// <summary>The one cluster.</summary>
    public const string Cluster = "cluster";

    private const int Applications = 2_000;

    private readonly AddressRules _rules = new();
    private CatalogSnapshot _catalog = null!;
    private CatalogSnapshot _changed = null!;
    private ReferenceIndex _index = null!;

    /// <summary>A catalogue of so many applications, each of which calls itself and the next one.</summary>
    public static CatalogSnapshot Catalog(int applications) => CatalogSnapshot.Of(Enumerable.Range(0, applications).Select(number => Read(number, applications)));

    [GlobalSetup]
    public void Setup()
    {
        _catalog = Catalog(Applications);
        _index = new(_catalog, _rules);
        if (_index.CountOf(Any).Declared != Applications * Services * 2) throw new InvalidOperationException("The catalogue has another number of references.");
        _changed = _catalog.With(Read(1, Applications));
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

    /// <summary>What judging alone costs of that: the references in the application that was imported, and those that name it.</summary>
    [Benchmark]
    public int ReferencesOfOneImport()
    {
        var rules = new ReferenceRules(_changed, _rules);
        var judged = 0;
        // As an import makes it: a new application, of which nothing is known yet.
        var imported = _changed.Find(Cluster, "application-1")! with { };
        foreach (var reference in rules.Of(imported)) judged += reference.IsBroken ? 0 : 1;
        var caller = _changed.Find(Cluster, "application-0")!;
        foreach (var service in caller.Services)
            foreach (var mention in service.Mentions)
                if (rules.NamespaceIn(caller, mention) is { } name && name == "application-1" && rules.Of(caller, service, mention) is { IsBroken: false }) judged++;
        return judged;
    }

    /// <summary>The whole index after one import: 20,000 services and 40,000 references, and all that is counted and found by it.</summary>
    [Benchmark]
    public int AfterOneImport()
    {
        var changed = _catalog.With(_changed.Find(Cluster, "application-1")! with { });
        return _index.After(changed, [(Cluster, "application-1")]).CountOf(Any).Declared;
    }

    private Cluster Any => _catalog.FindCluster(Cluster)!;

    /// <summary>
    /// The manifest of an application. Each service has two references: one to the next service of the application, and one to another
    /// application of the cluster; it names a public address beside them.
    /// </summary>
    public static string Write(int number, int applications)
    {
        var text = new StringBuilder("services:\n");
        var other = (number + 1) % applications;
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
        return text.ToString();
    }

    private static Application Read(int number, int applications)
    {
        var manifest = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(Write(number, applications)))).Manifest!;
        return new(Cluster, $"application-{number}", $"Application {number}", manifest.Services, manifest.Databases);
    }
}
