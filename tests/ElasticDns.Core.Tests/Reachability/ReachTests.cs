using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Core.Tests.Reachability;

public sealed class ReachTests
{
    private static readonly Application Shop = Yml.Application("services: {api: {ports: [3000]}, web: {ports: [80]}, worker: {}, edge: {ports: [http: 80]}}\ndatabases: [mysql, couchdb]", "shop");
    private static readonly Application Office = Yml.Application("services: {api: {ports: [3000]}, worker: {}}\ndatabases: [mysql]", "office");
    private static readonly Application Staging = Yml.Application("services: {api: {ports: [3000]}, worker: {}}\ndatabases: [mysql]", "shop", "staging");

    private static Reach Between(Application caller, string? service, Application home, string target) =>
        ReachRules.Between(caller, service, home, home.Find(target)!);

    [Fact]
    public void A_service_reaches_itself() => Assert.Equal(Reach.Self, Between(Shop, "api", Shop, "api"));

    [Fact]
    public void Self_comes_before_nothing_exposed() => Assert.Equal(Reach.Self, Between(Shop, "worker", Shop, "worker"));

    [Fact]
    public void The_same_label_in_another_application_is_not_the_same_service() =>
        Assert.Equal(Reach.SameCluster, Between(Office, "api", Shop, "api"));

    [Fact]
    public void The_same_label_and_namespace_in_another_cluster_is_not_the_same_service() =>
        Assert.Equal(Reach.DifferentCluster, Between(Staging, "api", Shop, "api"));

    [Fact]
    public void Another_cluster_comes_before_nothing_exposed() =>
        Assert.Equal(Reach.DifferentCluster, Between(Staging, "api", Shop, "worker"));

    [Theory]
    [InlineData("worker")]
    [InlineData("edge")]
    [InlineData("couchdb")]
    public void A_target_without_a_container_port_is_unreachable(string target)
    {
        Assert.Equal(Reach.NoContainerPort, Between(Shop, "api", Shop, target));
        Assert.Equal(Reach.NoContainerPort, Between(Office, "api", Shop, target));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("mysql")]
    public void The_same_application_is_reachable_by_the_name_alone(string target) =>
        Assert.Equal(Reach.SameApplication, Between(Shop, "api", Shop, target));

    [Theory]
    [InlineData("web")]
    [InlineData("mysql")]
    public void The_same_cluster_is_reachable(string target) => Assert.Equal(Reach.SameCluster, Between(Office, "worker", Shop, target));

    [Fact]
    public void An_application_as_a_whole_is_never_the_target_itself() => Assert.Equal(Reach.SameApplication, Between(Shop, null, Shop, "api"));

    [Fact]
    public void A_service_without_ports_is_a_valid_caller() => Assert.Equal(Reach.SameApplication, Between(Shop, "worker", Shop, "api"));

    [Theory]
    [InlineData(Reach.Self, "SELF", true)]
    [InlineData(Reach.DifferentCluster, "DIFFERENT_CLUSTER", false)]
    [InlineData(Reach.NoContainerPort, "NO_CONTAINER_PORT", false)]
    [InlineData(Reach.SameApplication, "SAME_APPLICATION", true)]
    [InlineData(Reach.SameCluster, "SAME_CLUSTER", true)]
    public void Every_reach_has_its_stable_code(Reach reach, string code, bool reachable)
    {
        Assert.Equal(code, reach.Code());
        Assert.Equal(reachable, reach.IsReachable());
    }

    [Fact]
    public void There_are_five_rules_in_their_order() =>
        Assert.Equal([Reach.Self, Reach.DifferentCluster, Reach.NoContainerPort, Reach.SameApplication, Reach.SameCluster], ReachRules.All);

    [Fact]
    public void Every_reason_names_what_decides()
    {
        Assert.Equal("'api' calls itself.", Reach.Self.Reason(Shop, Shop, Shop.Find("api")!));
        Assert.Equal("'worker' exposes no container port.", Reach.NoContainerPort.Reason(Shop, Shop, Shop.Find("worker")!));
        Assert.Equal("Both belong to shop, so the name alone is enough.", Reach.SameApplication.Reason(Shop, Shop, Shop.Find("api")!));
        Assert.Equal("Both applications run in cluster 'production'.", Reach.SameCluster.Reason(Office, Shop, Shop.Find("api")!));
        Assert.Contains("firewall", Reach.SameCluster.Reason(Office, Shop, Shop.Find("mysql")!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_has_a_row_a_service_and_a_column_a_target_in_ordinal_order()
    {
        var cluster = CatalogSnapshot.Of([Shop, Office]).FindCluster("production")!;
        var matrix = new ReachMatrix(cluster.Applications, cluster.Applications);
        Assert.Equal(
            ["office/api", "office/worker", "shop/api", "shop/edge", "shop/web", "shop/worker"],
            matrix.Callers.Select(caller => $"{caller.Application.Namespace}/{caller.Service.Label}"));
        Assert.Equal(
            ["office/api", "office/mysql", "office/worker", "shop/api", "shop/couchdb", "shop/edge", "shop/mysql", "shop/web", "shop/worker"],
            matrix.Targets.Select(target => $"{target.Application.Namespace}/{target.Target.Label}"));
        Assert.Equal(
            ["SELF", "SAME_APPLICATION", "NO_CONTAINER_PORT", "SAME_CLUSTER", "NO_CONTAINER_PORT", "NO_CONTAINER_PORT", "SAME_CLUSTER", "SAME_CLUSTER", "NO_CONTAINER_PORT"],
            Enumerable.Range(0, matrix.Targets.Count).Select(target => matrix[0, target].Code()));
        Assert.Equal("SELF", matrix[5, 8].Code());
    }
}
