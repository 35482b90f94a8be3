using System.Text;
using BenchmarkDotNet.Attributes;
using ElasticDns.Core.Manifests;
using YamlDotNet.Core;

namespace ElasticDns.Benchmarks;

/// <summary>Reading 1,000 manifests of 10 services, from bytes to findings, redacted text and services, against the bare parser pass.</summary>
[MemoryDiagnoser]
public class ManifestReading
{
    private byte[][] _files = [];

    [GlobalSetup]
    public void Setup() => _files = [.. Enumerable.Range(0, 1_000).Select(number => Encoding.UTF8.GetBytes(ManifestTexts.Write(number, 10)))];

    [Benchmark(Baseline = true)]
    public int ParserEvents()
    {
        var events = 0;
        foreach (var file in _files)
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(file)));
            while (parser.MoveNext()) events++;
        }
        return events;
    }

    [Benchmark]
    public int ReadManifests()
    {
        var services = 0;
        foreach (var file in _files)
            services += ManifestReader.Read(ManifestDocument.Parse("service.yml", file)).Manifest!.Services.Count;
        return services;
    }
}
