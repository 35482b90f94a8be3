using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Catalog;

public sealed class DatabaseEngineTests
{
    [Theory]
    [InlineData("mysql", "mysql", null)]
    [InlineData("mysql-leopard", "mysql", "leopard")]
    [InlineData("mysql-snow-leopard", "mysql", "snow-leopard")]
    [InlineData("postgis-default", "postgis", "default")]
    [InlineData("couchdb", "couchdb", null)]
    [InlineData("couchdb-main", "couchdb-main", null)]
    public void An_entry_is_an_engine_or_engine_dash_group(string label, string engine, string? group) =>
        Assert.Equal((engine, group), DatabaseEngine.Split(label));

    [Theory]
    [InlineData("postgres", "postgresql")]
    [InlineData("mongo", "mongodb")]
    [InlineData("elastic", "elasticsearch")]
    [InlineData("postgres-main", "postgresql-main")]
    [InlineData("mysq", "mysql")]
    [InlineData("cassandra", null)]
    public void An_unknown_engine_gets_a_did_you_mean(string label, string? meant) => Assert.Equal(meant, DatabaseEngine.Meant(label));

    [Theory]
    [InlineData("mysql", 3306)]
    [InlineData("postgresql", 5432)]
    [InlineData("postgis", 5432)]
    [InlineData("redis", 6379)]
    [InlineData("mongodb", 27017)]
    [InlineData("elasticsearch", 9200, 9300)]
    [InlineData("rabbitmq", 5672, 15672)]
    [InlineData("memcached", 11211)]
    [InlineData("influxdb", 8086)]
    [InlineData("glusterfs", 24007)]
    public void Every_engine_has_its_default_ports(string engine, params int[] ports) => Assert.Equal(ports, DatabaseEngine.Find(engine)!.Ports);

    [Fact]
    public void There_are_ten_engines() => Assert.Equal(10, DatabaseEngine.All.Count);
}
