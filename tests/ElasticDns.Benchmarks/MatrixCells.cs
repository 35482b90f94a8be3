using BenchmarkDotNet.Attributes;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Explaining;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Benchmarks;

/// <summary>One cell with its explanation, one row, and one window of 40 x 40 cells with what is declared in them, in a cluster of 1,000 and one of 20,000 services.</summary>
[MemoryDiagnoser]
public class MatrixCells
{
    private const int Window = 40;

    private ReferenceIndex _index = null!;
    private ReachMatrix _matrix = null!;

    [Params(1_000, 20_000)]
    public int Services { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var catalog = ReferenceJudging.Catalog(Services / ReferenceJudging.Services);
        _index = new(catalog, new AddressRules());
        _matrix = ReachMatrix.Of(catalog.FindCluster(ReferenceJudging.Cluster)!);
    }

    [Benchmark]
    public int Cell()
    {
        var (caller, service) = _matrix.Callers[Services / 2];
        var (home, target) = _matrix.Targets[(Services / 2) + 3];
        return Explainer.Explain(_index, caller, service, home, target).Sentence.Length;
    }

    /// <summary>What a reader sees of a row: the first forty of its targets, and what it declares.</summary>
    [Benchmark]
    public int Row() => Count(Services / 2, 1);

    [Benchmark]
    public int WindowOf40() => Count(Services / 2, Window);

    private int Count(int first, int rows)
    {
        var count = 0;
        for (var row = first; row < first + rows; row++)
        {
            var (caller, service) = _matrix.Callers[row];
            foreach (var lead in _index.LeadsOf(caller))
                if (ReferenceEquals(lead.Reference.Caller, service)) count += lead.Reference.IsBroken ? 2 : 1;
            for (var column = first; column < first + Window; column++)
                if (_matrix[row, column].IsReachable()) count++;
        }
        return count;
    }
}
