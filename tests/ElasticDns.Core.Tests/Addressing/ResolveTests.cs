using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class ResolveTests
{
    private static readonly Application Shop = Yml.Application("""
        services:
          api: {ports: [3000]}
          web: {ports: ["3000:80:443"]}
          site: {ports: [80]}
          secure: {ports: [443]}
          stream: {ports: [{container: 8000, tcp: 9000}]}
          custom_web: {ports: [8080]}
          worker: {}
        databases: [mysql-main, mysql-leopard, redis]
        """, "shop", name: "Web shop");

    private static readonly Application Ledger = Yml.Application("services: {ledger: {ports: [4000]}, api: {ports: [4100]}}\ndatabases: [postgresql]", "payments");
    private static readonly Application Staging = Yml.Application("services: {preview: {ports: [5000]}, api: {ports: [5100]}}", "sandbox", "staging");

    private static readonly AddressResolver Resolver = new(CatalogSnapshot.Of([Shop, Ledger, Staging]), new());

    private static Resolution Resolve(string address, Application? caller) => Resolver.Resolve(address, caller);

    [Theory]
    [InlineData("http://api:3000", "api", 3000)]
    [InlineData("api:3000", "api", 3000)]
    [InlineData("api", "api", null)]
    [InlineData("API", "api", null)]
    [InlineData("http://Api:3000", "api", 3000)]
    [InlineData("http://site", "site", 80)]
    [InlineData("ws://site/socket", "site", 80)]
    [InlineData("https://secure", "secure", 443)]
    [InlineData("tcp://stream:8000", "stream", 8000)]
    [InlineData("grpc://stream", "stream", null)]
    [InlineData("api.shop:3000", "api", 3000)]
    [InlineData("api.shop.svc:3000", "api", 3000)]
    [InlineData("api.shop.svc.cluster.local:3000", "api", 3000)]
    [InlineData("api.shop.svc.cluster.local.:3000", "api", 3000)]
    [InlineData("API.SHOP.SVC.CLUSTER.LOCAL", "api", null)]
    [InlineData("http://user:p4ss@api:3000/x", "api", 3000)]
    [InlineData("mysql://u:p4ss@mysql/shop", "mysql-main", 3306)]
    [InlineData("mysql2://mysql-main:3306", "mysql-main", 3306)]
    [InlineData("mysql-leopard", "mysql-leopard", null)]
    [InlineData("redis://redis", "redis", 6379)]
    [InlineData("custom-web:8080", "custom-web", 8080)]
    public void An_address_in_its_own_application_resolves(string address, string label, int? port)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.Resolves, resolution.Verdict);
        Assert.Equal((label, port), (resolution.Target!.Label, resolution.Port));
        Assert.Same(Shop, resolution.Home);
        Assert.Null(resolution.Suggestion);
        Assert.Empty(resolution.DidYouMean);
    }

    [Theory]
    [InlineData("http://ledger.payments:4000", "ledger", 4000)]
    [InlineData("postgres://postgresql.payments/db", "postgresql", 5432)]
    [InlineData("ledger.payments.svc.cluster.local", "ledger", null)]
    public void An_address_in_another_application_of_the_cluster_resolves(string address, string label, int? port)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.Resolves, resolution.Verdict);
        Assert.Equal((label, port), (resolution.Target!.Label, resolution.Port));
        Assert.Same(Ledger, resolution.Home);
    }

    [Fact]
    public void Without_a_caller_a_fully_qualified_host_resolves_and_a_single_label_does_not()
    {
        Assert.Equal(Verdict.Resolves, Resolve("http://preview.sandbox.svc.cluster.local:5000", null).Verdict);
        Assert.Equal(Verdict.Resolves, Resolve("preview.sandbox", null).Verdict);
        Assert.Equal(Verdict.UnknownNamespace, Resolve("api", null).Verdict);
    }

    [Fact]
    public void A_mistyped_service_is_unknown_and_the_nearest_is_named()
    {
        var resolution = Resolve("http://apii:3000", Shop);
        Assert.Equal(Verdict.UnknownService, resolution.Verdict);
        Assert.Equal(["api"], resolution.DidYouMean);
        Assert.Equal("http://api:3000", resolution.Suggestion!.Address.Url);
        Assert.Equal("Web shop has no service or database 'apii'. Did you mean 'api'?", resolution.Explanation);
        Assert.Null(resolution.Target);
    }

    [Fact]
    public void A_service_of_exactly_that_label_in_another_application_is_suggested_first()
    {
        var resolution = Resolve("http://ledger:4000", Shop);
        Assert.Equal(Verdict.UnknownService, resolution.Verdict);
        Assert.Equal("ledger.payments", resolution.DidYouMean[0]);
        Assert.Equal("http://ledger.payments:4000", resolution.Suggestion!.Address.Url);
        Assert.Same(Ledger, resolution.Suggestion.Home);
    }

    [Fact]
    public void A_service_of_another_cluster_is_never_suggested() => Assert.Empty(Resolve("preview:5000", Shop).DidYouMean);

    [Fact]
    public void A_host_written_with_an_underscore_is_unknown_and_its_label_is_named()
    {
        var resolution = Resolve("http://custom_web:8080", Shop);
        Assert.Equal(Verdict.UnknownService, resolution.Verdict);
        Assert.Equal("custom-web", resolution.DidYouMean[0]);
        Assert.Equal("http://custom-web:8080", resolution.Suggestion!.Address.Url);
        Assert.Contains("its label is 'custom-web'", resolution.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_not_exposed_lists_those_that_are()
    {
        var resolution = Resolve("api:9999", Shop);
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal(("api", 9999), (resolution.Target!.Label, resolution.Port));
        Assert.Equal("'api' does not expose port 9999; it exposes 3000.", resolution.Explanation);
        Assert.Equal("http://api:3000", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void An_external_port_used_as_if_internal_is_said_to_be_external()
    {
        var resolution = Resolve("http://web", Shop);
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal(80, resolution.Port);
        Assert.Equal("'web' has port 80, which http:// stands for, only outside the cluster (http 80); inside it listens on container port 3000.", resolution.Explanation);
        Assert.Equal("http://web:3000", resolution.Suggestion!.Address.Url);
    }

    [Theory]
    [InlineData("https://web", "https 443")]
    [InlineData("tcp://stream:9000", "tcp 9000")]
    public void Every_kind_of_external_port_is_recognised(string address, string mapping)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Contains($"only outside the cluster ({mapping})", resolution.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("worker:3000")]
    [InlineData("http://worker.shop")]
    public void A_service_that_exposes_nothing_has_no_port(string address)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal("'worker' exposes no container port, so nothing can reach it.", resolution.Explanation);
        Assert.Null(resolution.Suggestion);
    }

    [Fact]
    public void A_namespace_that_only_another_cluster_has_with_that_service_is_in_another_cluster()
    {
        var resolution = Resolve("http://preview.sandbox:5000", Shop);
        Assert.Equal(Verdict.DifferentCluster, resolution.Verdict);
        Assert.Same(Staging, resolution.Home);
        Assert.Equal("preview", resolution.Target!.Label);
        Assert.Contains("cluster 'staging'", resolution.Explanation, StringComparison.Ordinal);
        Assert.Contains("cluster 'production'", resolution.Explanation, StringComparison.Ordinal);
        Assert.Null(resolution.Suggestion);
    }

    [Fact]
    public void A_namespace_that_another_cluster_has_without_that_service_is_unknown() =>
        Assert.Equal(Verdict.UnknownNamespace, Resolve("queue.sandbox", Shop).Verdict);

    [Fact]
    public void A_mistyped_namespace_is_unknown_and_the_nearest_is_named()
    {
        var resolution = Resolve("http://ledger.payment:4000", Shop);
        Assert.Equal(Verdict.UnknownNamespace, resolution.Verdict);
        Assert.Equal(["ledger.payments"], resolution.DidYouMean);
        Assert.Equal("http://ledger.payments:4000", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void An_unknown_namespace_of_a_service_of_ones_own_suggests_the_own_one()
    {
        var resolution = Resolve("http://site.elsewhere", Shop);
        Assert.Equal(Verdict.UnknownNamespace, resolution.Verdict);
        Assert.Equal(["site"], resolution.DidYouMean);
        Assert.Equal("http://site", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void A_qualified_name_of_an_unknown_namespace_is_unknown_and_not_public() =>
        Assert.Equal(Verdict.UnknownNamespace, Resolve("queue.elsewhere.svc.cluster.local", Shop).Verdict);

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("https://api.stripe.com/v1")]
    [InlineData("localhost:3000")]
    [InlineData("http://127.0.0.1:3000")]
    [InlineData("http://[::1]:3000")]
    [InlineData("what is this")]
    [InlineData("")]
    public void Public_names_and_this_machine_are_not_ours(string address)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.NotElasticDns, resolution.Verdict);
        Assert.NotEqual("", resolution.Explanation);
        Assert.Null(resolution.Target);
    }

    [Fact]
    public void Two_labels_of_an_unknown_namespace_are_public_with_the_hint_to_import_it() =>
        Assert.Contains("if that is a namespace, import it", Resolve("queue.elsewhere", Shop).Explanation, StringComparison.Ordinal);

    [Theory]
    [InlineData("api.cloud66.local:3000", "api", "http://api:3000")]
    [InlineData("http://site.cloud66.local", "site", "http://site")]
    [InlineData("leopard.mysql.cloud66.local", "mysql-leopard", "http://mysql-leopard:3306")]
    public void A_V1_name_is_judged_as_the_name_it_stands_for(string address, string label, string today)
    {
        var resolution = Resolve(address, Shop);
        Assert.Equal(Verdict.Resolves, resolution.Verdict);
        Assert.Equal(label, resolution.Target!.Label);
        Assert.Contains("Only Maestro V1 answers", resolution.Explanation, StringComparison.Ordinal);
        Assert.Contains($"today write '{label}'", resolution.Explanation, StringComparison.Ordinal);
        Assert.Equal(today, resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void The_group_main_of_mysql_in_V1_is_mysql_main_today()
    {
        var resolution = Resolve("main.mysql.cloud66.local", Shop);
        Assert.Equal(Verdict.Resolves, resolution.Verdict);
        Assert.Equal("mysql-main", resolution.Target!.Label);
    }

    [Fact]
    public void A_V1_name_that_stands_for_nothing_is_an_unknown_service() =>
        Assert.Equal(Verdict.UnknownService, Resolve("queue.cloud66.local", Shop).Verdict);

    [Theory]
    [InlineData(Verdict.Resolves, "RESOLVES")]
    [InlineData(Verdict.UnknownService, "UNKNOWN_SERVICE")]
    [InlineData(Verdict.PortNotExposed, "PORT_NOT_EXPOSED")]
    [InlineData(Verdict.UnknownNamespace, "UNKNOWN_NAMESPACE")]
    [InlineData(Verdict.DifferentCluster, "DIFFERENT_CLUSTER")]
    [InlineData(Verdict.NotElasticDns, "NOT_ELASTIC_DNS")]
    public void Every_verdict_has_its_stable_code(Verdict verdict, string code) => Assert.Equal(code, verdict.Code());
}
