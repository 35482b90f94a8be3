using BenchmarkDotNet.Attributes;

namespace ElasticDns.Benchmarks;

/// <summary>Importing a new revision of one application of 10 services into a small and into a large catalogue.</summary>
public class SingleImport : IDisposable
{
    private readonly string[] _texts = [ManifestTexts.Write(1, 10), ManifestTexts.Write(2, 10)];
    private TemporaryCatalog _small = null!;
    private TemporaryCatalog _large = null!;
    private int _turn;

    [GlobalSetup]
    public void Setup() => (_small, _large) = (new(200), new(20_000));

    [GlobalCleanup]
    public void Dispose()
    {
        _small?.Dispose();
        _large?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public long Among200Services() => Import(_small);

    [Benchmark]
    public long Among20000Services() => Import(_large);

    // Another text each time: an unchanged one would not be stored.
    private long Import(TemporaryCatalog catalog) => catalog.Import([TemporaryCatalog.Item(1, _texts[_turn++ % 2])]).Version;
}
