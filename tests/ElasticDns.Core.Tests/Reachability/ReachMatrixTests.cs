using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Core.Tests.Reachability;

public sealed class ReachMatrixTests
{
    private static Cluster Large(int applications, int services) => CatalogSnapshot.Of(Enumerable.Range(0, applications).Select(number =>
        new Application("fleet", $"app-{number:0000}", "app", [.. Enumerable.Range(0, services).Select(i => new Service($"s{i:000}", $"s{i:000}", [new(80)]))], []))).FindCluster("fleet")!;

    [Fact]
    public void It_keeps_less_than_sixteen_bytes_a_service()
    {
        var cluster = Large(2_000, 10);
        // What the applications themselves make when they are first asked is not the matrix's.
        foreach (var application in cluster.Applications) Assert.Equal(10, application.Targets.Count);
        Application[] applications = [.. cluster.Applications];
        var made = new ReachMatrix(applications, applications);
        Assert.Equal((20_000, 20_000), (made.Callers.Count, made.Targets.Count));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = new ReachMatrix(applications, applications);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // It cannot keep more than it allocates.
        Assert.InRange(allocated, 4 * 20_000, 16 * 20_000);
    }

    [Fact]
    public void A_cell_allocates_nothing()
    {
        var matrix = ReachMatrix.Of(Large(100, 10));
        Assert.Equal(Reach.Self, matrix[999, 999]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reachable = 0;
        for (var row = 0; row < 100; row++)
            for (var column = 0; column < 100; column++)
                if (matrix[row * 7, column * 9].IsReachable()) reachable++;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_000, reachable);
    }

    [Fact]
    public void A_cluster_has_one_matrix_for_everybody()
    {
        var cluster = Large(3, 2);
        Assert.Same(ReachMatrix.Of(cluster), ReachMatrix.Of(cluster));
        Assert.Equal(["app-0000/s000", "app-0000/s001", "app-0001/s000", "app-0001/s001", "app-0002/s000", "app-0002/s001"],
            ReachMatrix.Of(cluster).Callers.Select(end => $"{end.Application.Namespace}/{end.Service.Label}"));
    }
}
