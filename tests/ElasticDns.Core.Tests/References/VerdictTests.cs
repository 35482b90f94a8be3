using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.References;

/// <summary>The table of verdicts, and what is written instead.</summary>
public sealed class VerdictTests
{
    // One service for each default port, and what any other port is.
    private static readonly Application Ports = Yml.Application("""
        services:
          p80: {ports: [80]}
          p443: {ports: [443]}
          p6379: {ports: [6379]}
          p3306: {ports: [3306]}
          p5432: {ports: [5432]}
          p27017: {ports: [27017]}
          p5672: {ports: [5672]}
          p11211: {ports: [11211]}
          p9: {ports: [9]}
        """, "ports");

    [Theory]
    [InlineData("http", "p80")]
    [InlineData("ws", "p80")]
    [InlineData("tcp", "p80")]
    [InlineData("udp", "p80")]
    [InlineData("https", "p443")]
    [InlineData("wss", "p443")]
    [InlineData("redis", "p6379")]
    [InlineData("rediss", "p6379")]
    [InlineData("mysql", "p3306")]
    [InlineData("mysql2", "p3306")]
    [InlineData("postgres", "p5432")]
    [InlineData("postgresql", "p5432")]
    [InlineData("mongodb", "p27017")]
    [InlineData("amqp", "p5672")]
    [InlineData("amqps", "p5672")]
    [InlineData("memcached", "p11211")]
    public void Where_no_port_is_given_it_is_the_schemes_own(string scheme, string only)
    {
        foreach (var service in Ports.Services)
        {
            var expected = service.Label == only ? $"{scheme}://{service.Label}.ports RESOLVES {service.Label}.ports" : $"{scheme}://{service.Label}.ports PORT_NOT_EXPOSED {service.Label}.ports";
            Assert.Equal(expected, Among($"{scheme}://{service.Label}.ports"));
        }
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("nats")]
    [InlineData("kafka")]
    [InlineData("thrift")]
    public void A_scheme_without_a_port_of_its_own_takes_any_that_is_exposed(string scheme)
    {
        foreach (var service in Ports.Services) Assert.Equal($"{scheme}://{service.Label}.ports RESOLVES {service.Label}.ports", Among($"{scheme}://{service.Label}.ports"));
        Assert.Equal($"{scheme}://worker PORT_NOT_EXPOSED worker", Among($"{scheme}://worker"));
        Assert.Equal($"{scheme}://p9.ports:10 PORT_NOT_EXPOSED p9.ports", Among($"{scheme}://p9.ports:10"));
    }

    [Fact]
    public void A_host_without_scheme_and_port_is_judged_on_its_name_and_a_port_apart_from_it_is_not_guessed() =>
        Assert.Equal("stream.shop RESOLVES stream", Among("--dip=stream.shop --dport=8051"));

    private static string Among(string value)
    {
        var shop = Declared.ShopOf($"command: {Declared.Quote(value)}");
        return Declared.Show(Declared.Rules(shop, Ports).Of(shop));
    }

    [Fact]
    public void Resolves_says_what_it_is()
    {
        var resolution = Declared.Explain("redis://redis:6379");
        Assert.Equal((Verdict.Resolves, "redis", 6379), (resolution.Verdict, resolution.Target!.Label, resolution.Port));
        Assert.Equal("'redis' is database 'redis' of Web shop, and port 6379 is exposed.", resolution.Explanation);
        Assert.Empty(resolution.DidYouMean);
        Assert.Null(resolution.Suggestion);
    }

    [Fact]
    public void An_unknown_service_names_the_nearest()
    {
        var resolution = Declared.Explain("http://strem:8000");
        Assert.Equal(Verdict.UnknownService, resolution.Verdict);
        Assert.Equal("Web shop has no service or database 'strem'. Did you mean 'stream'?", resolution.Explanation);
        Assert.Equal(["stream"], resolution.DidYouMean);
        Assert.Equal("tcp://stream:8000", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void A_service_of_that_label_in_another_application_comes_first()
    {
        var other = Yml.Application("services: {strem: {ports: [8000]}}", "zoo");
        var resolution = Declared.Explain("http://strem:8000", others: [other]);
        Assert.Equal(["strem.zoo", "stream"], resolution.DidYouMean);
        Assert.Equal("http://strem.zoo:8000", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void A_service_of_that_label_in_another_cluster_is_not_suggested() => Assert.Empty(Declared.Explain("http://preview").DidYouMean);

    [Fact]
    public void At_most_three_are_named_and_none_at_a_distance_of_the_names_own_length()
    {
        var many = Yml.Application("services: {a1: {ports: [1]}, a2: {ports: [1]}, a3: {ports: [1]}, a4: {ports: [1]}, caller: {command: 'http://a5.many http://zz.many http://z.many'}}", "many");
        var rules = Declared.Rules(many);
        var meant = rules.Of(many).Select(reference => string.Join(',', rules.Explain(reference).DidYouMean)).ToList();
        Assert.Equal(["a1,a2,a3", "", ""], meant);
    }

    [Fact]
    public void A_host_with_an_underscore_does_not_exist_and_its_label_is_named()
    {
        var resolution = Declared.Explain("redis://cache_store");
        Assert.Equal(Verdict.UnknownService, resolution.Verdict);
        Assert.Equal("Web shop has no service or database 'cache_store'. A DNS label has no '_': its label is 'cache-store'.", resolution.Explanation);
        Assert.Equal(["cache-store"], resolution.DidYouMean);
        Assert.Equal("cache-store:6379", resolution.Suggestion!.Address.HostPort);
    }

    [Fact]
    public void A_port_that_is_not_exposed_lists_those_that_are()
    {
        var resolution = Declared.Explain("http://stream:8001");
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal("'stream' does not expose port 8001; it exposes 8000, 8100.", resolution.Explanation);
        Assert.Equal("http://stream:8100", resolution.Suggestion!.Address.Url);
        Assert.Equal("tcp://stream:8000", Declared.Explain("tcp://stream:8001").Suggestion!.Address.Url);
        // The external port tells which container port is meant, whatever the scheme.
        Assert.Equal("tcp://stream:8000", Declared.Explain("http://stream:9000").Suggestion!.Address.Url);
    }

    [Fact]
    public void A_port_that_the_scheme_stands_for_says_so() =>
        Assert.Equal("'api' does not expose port 80, which http:// stands for; it exposes 3000.", Declared.Explain("http://api").Explanation);

    [Theory]
    [InlineData("http://web", "'web' has port 80, which http:// stands for, only outside the cluster (http 80); inside it listens on container port 3000.")]
    [InlineData("http://web:80", "'web' has port 80 only outside the cluster (http 80); inside it listens on container port 3000.")]
    [InlineData("https://web", "'web' has port 443, which https:// stands for, only outside the cluster (https 443); inside it listens on container port 3000.")]
    [InlineData("stream:9000", "'stream' has port 9000 only outside the cluster (tcp 9000); inside it listens on container port 8000.")]
    public void An_external_port_that_is_used_inside_says_exactly_so(string value, string explanation)
    {
        var resolution = Declared.Explain(value);
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal(explanation, resolution.Explanation);
        Assert.NotNull(resolution.Suggestion);
    }

    [Fact]
    public void What_exposes_nothing_says_so()
    {
        var resolution = Declared.Explain("http://worker");
        Assert.Equal(Verdict.PortNotExposed, resolution.Verdict);
        Assert.Equal("'worker' exposes no container port, so nothing can reach it.", resolution.Explanation);
        Assert.Null(resolution.Suggestion);
        Assert.Equal(Verdict.PortNotExposed, Declared.Explain("idle.payments").Verdict);
    }

    [Fact]
    public void Another_cluster_that_has_the_namespace_with_the_service_is_named()
    {
        var resolution = Declared.Explain("http://preview.sandbox:5000");
        Assert.Equal((Verdict.DifferentCluster, "preview"), (resolution.Verdict, resolution.Target!.Label));
        Assert.Contains("cluster 'staging'", resolution.Explanation, StringComparison.Ordinal);
        Assert.Null(resolution.Suggestion);
    }

    [Fact]
    public void A_namespace_of_this_cluster_wins_over_the_same_one_of_another()
    {
        var twin = Yml.Application("services: {preview: {ports: [5000]}}", "payments", "staging");
        Assert.Equal(Verdict.UnknownService, Declared.Explain("http://preview.payments:5000", others: [Declared.Payments, twin]).Verdict);
    }

    [Fact]
    public void A_namespace_that_another_cluster_has_without_the_service_is_unknown() =>
        Assert.Equal(Verdict.UnknownNamespace, Declared.Explain("http://queue.sandbox").Verdict);

    [Fact]
    public void A_namespace_that_is_nearly_one_of_ours_names_it()
    {
        var resolution = Declared.Explain("http://ledger.payment:4000");
        Assert.Equal(Verdict.UnknownNamespace, resolution.Verdict);
        Assert.Contains("Did you mean 'payments'?", resolution.Explanation, StringComparison.Ordinal);
        Assert.Equal(["ledger.payments"], resolution.DidYouMean);
        Assert.Equal("http://ledger.payments:4000", resolution.Suggestion!.Address.Url);
    }

    [Fact]
    public void A_V1_name_that_resolves_says_that_only_Maestro_V1_answers_it_and_what_to_write()
    {
        var resolution = Declared.Explain("main.mysql.cloud66.local");
        Assert.Equal((Verdict.Resolves, "mysql-main"), (resolution.Verdict, resolution.Target!.Label));
        Assert.StartsWith("Only Maestro V1 answers 'main.mysql.cloud66.local'; today write 'mysql-main'.", resolution.Explanation, StringComparison.Ordinal);
        Assert.Equal("mysql-main", resolution.Suggestion!.Target.Label);
    }

    [Theory]
    [InlineData("http://web.cloud66.local", Verdict.PortNotExposed, "inside it listens on container port 3000")]
    [InlineData("http://webb.cloud66.local", Verdict.UnknownService, "Did you mean 'web'")]
    [InlineData("http://web.cloud66.local:3000", Verdict.Resolves, "Only Maestro V1")]
    public void A_V1_name_is_judged_as_the_name_it_stands_for(string value, Verdict verdict, string explanation)
    {
        var resolution = Declared.Explain(value);
        Assert.Equal(verdict, resolution.Verdict);
        Assert.Contains(explanation, resolution.Explanation, StringComparison.Ordinal);
    }
}
