namespace ElasticDns.Core.Tests.References;

/// <summary>The forms without a scheme: qualified names, <c>label:port</c>, and a label that is a whole value.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("ledger.payments", "ledger.payments RESOLVES ledger.payments")]
    [InlineData("ledger.payments:4000", "ledger.payments:4000 RESOLVES ledger.payments")]
    [InlineData("ledger.payments:4001", "ledger.payments:4001 PORT_NOT_EXPOSED ledger.payments")]
    [InlineData("queue.payments", "queue.payments UNKNOWN_SERVICE")]
    [InlineData("api.shop", "api.shop RESOLVES api")]
    [InlineData("nc -z Ledger.Payments 4000", "Ledger.Payments RESOLVES ledger.payments")]
    [InlineData("--host=ledger.payments --port=4000", "ledger.payments RESOLVES ledger.payments")]
    [InlineData("wait for ledger.payments, then go", "ledger.payments RESOLVES ledger.payments")]
    [InlineData("wait for ledger.payments.", "ledger.payments RESOLVES ledger.payments")]
    [InlineData("preview.sandbox:5000", "preview.sandbox:5000 DIFFERENT_CLUSTER preview.sandbox")]
    [InlineData("queue.sandbox", "queue.sandbox UNKNOWN_NAMESPACE")]
    [InlineData("ledger.payments.svc.cluster.local", "ledger.payments.svc.cluster.local RESOLVES ledger.payments")]
    [InlineData("ledger.payments.svc.cluster.local:4000", "ledger.payments.svc.cluster.local:4000 RESOLVES ledger.payments")]
    [InlineData("ledger.payments.svc", "ledger.payments.svc RESOLVES ledger.payments")]
    [InlineData("x queue.elsewhere.svc.cluster.local y", "queue.elsewhere.svc.cluster.local UNKNOWN_NAMESPACE")]
    [InlineData("one.svc.cluster.local", "one.svc.cluster.local UNKNOWN_NAMESPACE")]
    [InlineData("a.b.c.svc.cluster.local", "a.b.c.svc.cluster.local UNKNOWN_NAMESPACE")]
    [InlineData("api.cloud66.local", "api.cloud66.local RESOLVES api")]
    [InlineData("api.cloud66.local:3000", "api.cloud66.local:3000 RESOLVES api")]
    [InlineData("api.cloud66.local:80", "api.cloud66.local:80 PORT_NOT_EXPOSED api")]
    [InlineData("main.mysql.cloud66.local", "main.mysql.cloud66.local RESOLVES mysql-main")]
    [InlineData("mysql.cloud66.local", "mysql.cloud66.local RESOLVES mysql-main")]
    [InlineData("other.mysql.cloud66.local", "other.mysql.cloud66.local UNKNOWN_SERVICE")]
    [InlineData("nothing.cloud66.local", "nothing.cloud66.local UNKNOWN_SERVICE")]
    [InlineData("a.b.c.cloud66.local", "a.b.c.cloud66.local UNKNOWN_SERVICE")]
    public void A_qualified_name_counts_anywhere_in_the_text(string value, string declared) => Assert.Equal(declared, Declared.By(value));

    [Theory]
    [InlineData("example.com")]
    [InlineData("ledger.payment")]
    [InlineData("api.elsewhere:3000")]
    [InlineData("v1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("config.yml:3")]
    [InlineData("cloud66.local")]
    [InlineData("svc.cluster.local")]
    [InlineData("/srv/ledger.payments")]
    [InlineData("./ledger.payments")]
    [InlineData("ledger.payments@example.com")]
    [InlineData("x.ledger.payments")]
    [InlineData("ledger.payments.example")]
    [InlineData("ledger..payments")]
    public void Any_other_text_with_dots_is_nothing(string value) => Assert.Equal("", Declared.By(value));

    [Theory]
    [InlineData("api:3000", "api:3000 RESOLVES api")]
    [InlineData("API:3000", "API:3000 RESOLVES api")]
    [InlineData("api:80", "api:80 PORT_NOT_EXPOSED api")]
    [InlineData("mysql:3306", "mysql:3306 RESOLVES mysql-main")]
    [InlineData("mysql-leopard:3306", "mysql-leopard:3306 RESOLVES mysql-leopard")]
    [InlineData("worker:80", "worker:80 PORT_NOT_EXPOSED worker")]
    [InlineData("./wait-for-it.sh redis:6379 -- run", "redis:6379 RESOLVES redis")]
    [InlineData("api:3000,site:80", "api:3000 RESOLVES api; site:80 RESOLVES site")]
    [InlineData("--at=api:3000/path", "api:3000 RESOLVES api")]
    [InlineData("tcp:api:3000", "api:3000 RESOLVES api")]
    [InlineData("strean:8000", "strean:8000 UNKNOWN_SERVICE")]
    [InlineData("mysql-leopart:3306", "mysql-leopart:3306 UNKNOWN_SERVICE")]
    [InlineData("rdsi:6379", "")]
    [InlineData("redsi:6379", "")]
    [InlineData("reddis:6379", "reddis:6379 UNKNOWN_SERVICE")]
    [InlineData("apj:3000", "")]
    [InlineData("info:3", "")]
    [InlineData("nothing:3000", "")]
    [InlineData("localhost:3000", "")]
    [InlineData("api:0", "")]
    [InlineData("api:65536", "")]
    [InlineData("api:123456", "")]
    [InlineData("api:80x", "")]
    [InlineData("api:http", "")]
    [InlineData("api", "")]
    [InlineData("library/api:3000", "")]
    [InlineData("api:3000@sha256", "")]
    [InlineData("cache_store:6379", "cache_store:6379 UNKNOWN_SERVICE")]
    [InlineData("cache-store:6379", "cache-store:6379 RESOLVES cache-store")]
    public void A_label_with_a_port_counts_where_it_is_a_name_of_the_application_or_nearly_one(string value, string declared) =>
        Assert.Equal(declared, Declared.By(value));

    [Theory]
    [InlineData("IMAGE")]
    [InlineData("REDIS_IMAGE")]
    [InlineData("redis_image")]
    public void A_label_with_a_port_is_nothing_in_a_value_of_a_key_that_ends_in_IMAGE(string key)
    {
        Assert.Equal("", Declared.By("redis:6", key));
        Assert.Equal("", Declared.By("redis:6379", key));
        Assert.NotEqual("", Declared.By("redis:6", $"{key}_OF"));
    }

    [Theory]
    [InlineData("HOST")]
    [InlineData("MYSQL_HOST")]
    [InlineData("HOSTS")]
    [InlineData("HOSTNAME")]
    [InlineData("X_ADDRESS")]
    [InlineData("ADDR")]
    [InlineData("SERVER")]
    [InlineData("SERVERS")]
    [InlineData("ENDPOINT")]
    [InlineData("URL")]
    [InlineData("URI")]
    public void A_label_that_is_the_whole_value_counts_under_a_key_that_ends_so(string key)
    {
        Assert.Equal("api RESOLVES api", Declared.By("api", key));
        Assert.Equal("mysql RESOLVES mysql-main", Declared.By("mysql", key));
        Assert.Equal("api RESOLVES api", Declared.By(" api\n", key));
        Assert.Equal("worker PORT_NOT_EXPOSED worker", Declared.By("worker", key));
        Assert.Equal("", Declared.By("apj", key));
        Assert.Equal("", Declared.By("reddis", key));
        Assert.Equal("", Declared.By("api and more", key));
        Assert.Equal("", Declared.By("$API", key));
    }

    [Theory]
    [InlineData("MYSQL_DATABASE")]
    [InlineData("HOST_NAME_OF")]
    [InlineData("URL_PREFIX")]
    [InlineData("NAME")]
    public void A_label_that_is_the_whole_value_is_nothing_under_any_other_key(string key) => Assert.Equal("", Declared.By("api", key));

    [Fact]
    public void A_name_as_the_manifest_writes_it_is_meant_for_its_label()
    {
        Assert.Equal("old_db UNKNOWN_SERVICE", Declared.By("old_db", "HOST"));
        Assert.Equal("Old_DB UNKNOWN_SERVICE", Declared.By("Old_DB", "HOST"));
        Assert.Equal("old-db RESOLVES old-db", Declared.By("old-db", "HOST"));
        var resolution = Declared.Explain("old_db", "HOST");
        Assert.Contains("its label is 'old-db'", resolution.Explanation, StringComparison.Ordinal);
        Assert.Equal(["old-db"], resolution.DidYouMean);
        Assert.Equal("old-db:3306", resolution.Suggestion!.Address.HostPort);
    }
}
