using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Catalog;

public sealed class CatalogSnapshotTests
{
    private static Application Make(string cluster, string @namespace, int services, int databases = 0) => new(
        cluster, @namespace, @namespace,
        [.. Enumerable.Range(0, services).Select(i => new Service($"s{i}", $"s{i}", []))],
        [.. Enumerable.Range(0, databases).Select(i => new Database($"mysql-g{i}", "mysql", $"g{i}", i == 0))]);

    [Fact]
    public void An_empty_catalogue_has_nothing()
    {
        Assert.True(CatalogSnapshot.Empty.IsEmpty);
        Assert.Empty(CatalogSnapshot.Empty.Clusters);
        Assert.Equal(0, CatalogSnapshot.Empty.TargetCount);
        Assert.Null(CatalogSnapshot.Empty.Find("production", "shop"));
    }

    [Fact]
    public void Clusters_and_applications_come_in_ordinal_order_and_are_counted()
    {
        var snapshot = CatalogSnapshot.Empty.With(Make("staging", "b", 1), Make("production", "z", 2, 1), Make("production", "a", 3));
        Assert.Equal(["production", "staging"], snapshot.Clusters.Select(cluster => cluster.Name));
        Assert.Equal(["a", "z", "b"], snapshot.Applications.Select(application => application.Namespace));
        Assert.Equal((2, 3, 7), (snapshot.ClusterCount, snapshot.ApplicationCount, snapshot.TargetCount));
        Assert.Equal((5, 1), (snapshot.FindCluster("production")!.ServiceCount, snapshot.FindCluster("production")!.DatabaseCount));
    }

    [Fact]
    public void An_application_takes_the_place_of_the_one_with_its_cluster_and_namespace()
    {
        var before = CatalogSnapshot.Empty.With(Make("production", "shop", 5, 2));
        var after = before.With(Make("production", "shop", 1));
        Assert.Equal((1, 1), (after.ApplicationCount, after.TargetCount));
        Assert.Equal(7, before.TargetCount);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public void One_namespace_may_stand_in_two_clusters()
    {
        var snapshot = CatalogSnapshot.Empty.With(Make("production", "shop", 1), Make("staging", "shop", 2));
        Assert.Single(snapshot.Find("production", "shop")!.Services);
        Assert.Equal(2, snapshot.Find("staging", "shop")!.Services.Count);
    }

    [Fact]
    public void Cluster_and_namespace_are_found_in_any_case_of_letters() =>
        Assert.NotNull(CatalogSnapshot.Empty.With(Make("production", "shop", 1)).Find("Production", "SHOP"));

    [Fact]
    public void A_cluster_goes_with_its_last_application()
    {
        var snapshot = CatalogSnapshot.Empty.With(Make("production", "shop", 1), Make("staging", "shop", 1)).Without(("staging", "shop"));
        Assert.Equal(["production"], snapshot.Clusters.Select(cluster => cluster.Name));
    }

    [Fact]
    public void Removing_what_is_not_there_changes_nothing()
    {
        var snapshot = CatalogSnapshot.Empty.With(Make("production", "shop", 2)).Without(("staging", "shop"), ("production", "office"));
        Assert.Equal((1, 2), (snapshot.ApplicationCount, snapshot.TargetCount));
    }

    [Fact]
    public void A_cluster_knows_its_last_import()
    {
        var older = Make("production", "a", 1) with { ImportedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var newer = Make("production", "b", 1) with { ImportedAt = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(newer.ImportedAt, CatalogSnapshot.Of([newer, older]).FindCluster("production")!.LastImportAt);
    }

    [Fact]
    public void A_changed_copy_of_an_application_has_its_own_targets()
    {
        var application = Make("production", "shop", 2);
        Assert.Equal(2, application.Targets.Count);
        var copy = application with { Services = [new Service("api", "api", [])] };
        Assert.Equal("api", Assert.Single(copy.Targets).Label);
        Assert.NotNull(copy.Find("api"));
    }

    [Fact]
    public void Services_and_databases_are_targets_together_in_ordinal_order()
    {
        var application = Yml.Application("services: {web: {}, api: {}}\ndatabases: [redis, mysql]", "shop");
        Assert.Equal(["api", "mysql", "redis", "web"], application.Targets.Select(target => target.Label));
    }
}
