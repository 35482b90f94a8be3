using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class DatabaseAddressTests
{
    private static readonly AddressRules Rules = new();

    private static AddressesForCaller Own(string databases, string label)
    {
        var application = Yml.Application($"databases: {databases}\n", "shop");
        return Rules.For(application, application, application.Find(label)!);
    }

    [Theory]
    [InlineData("mysql", "mysql://USER:PASSWORD@mysql:3306/DATABASE", "http://mysql:3306")]
    [InlineData("postgresql", "postgresql://USER:PASSWORD@postgresql:5432/DATABASE", "http://postgresql:5432")]
    [InlineData("postgis", "postgresql://USER:PASSWORD@postgis:5432/DATABASE", "http://postgis:5432")]
    [InlineData("redis", "redis://redis:6379", "http://redis:6379")]
    [InlineData("mongodb", "mongodb://mongodb:27017/DATABASE", "http://mongodb:27017")]
    [InlineData("elasticsearch", "http://elasticsearch:9200", "http://elasticsearch:9200", "http://elasticsearch:9300")]
    [InlineData("rabbitmq", "amqp://USER:PASSWORD@rabbitmq:5672", "http://rabbitmq:5672", "http://rabbitmq:15672")]
    [InlineData("memcached", "memcached://memcached:11211", "http://memcached:11211")]
    [InlineData("influxdb", "http://influxdb:8086", "http://influxdb:8086")]
    [InlineData("glusterfs", "glusterfs:24007", "http://glusterfs:24007")]
    public void Every_engine_has_its_documented_addresses_and_its_connection_string(string engine, string connectionString, params string[] urls)
    {
        var addresses = Own($"[{engine}]", engine);
        Assert.Equal(urls, addresses.Addresses.Select(address => address.Url));
        Assert.Equal(connectionString, addresses.ConnectionString);
        Assert.All(addresses.Addresses, address => Assert.Equal($"{engine}:{address.Port}", address.Preferred));
    }

    [Theory]
    [InlineData("mysql", "MYSQL_USERNAME", "MYSQL_PASSWORD", "MYSQL_DATABASE")]
    [InlineData("mysql-venus", "MYSQL_VENUS_USERNAME", "MYSQL_VENUS_PASSWORD", "MYSQL_VENUS_DATABASE")]
    [InlineData("rabbitmq", "RABBITMQ_USERNAME", "RABBITMQ_PASSWORD")]
    [InlineData("mongodb", "MONGODB_DATABASE")]
    [InlineData("redis")]
    public void The_words_of_a_connection_string_are_variables_of_Maestro(string database, params string[] variables) =>
        Assert.Equal(variables, Own($"[{database}]", database).Variables);

    [Fact]
    public void One_ungrouped_database_answers_to_its_engine()
    {
        var database = Assert.Single(Yml.Accept("databases: [mysql]").Databases);
        Assert.Equal(("mysql", (string?)null, false), (database.Label, database.Group, database.Primary));
        Assert.Equal(["mysql"], database.Hosts);
    }

    [Fact]
    public void Several_groups_answer_to_engine_dash_group_and_the_default_one_to_the_plain_name_too()
    {
        var databases = Yml.Accept("databases: [mysql-leopard, mysql-default]").Databases;
        Assert.Equal(["mysql-default", "mysql-leopard"], databases.Select(database => database.Label));
        Assert.Equal(["mysql", "mysql-default"], databases[0].Hosts);
        Assert.True(databases[0].Primary);
        Assert.Equal(["mysql-leopard"], databases[1].Hosts);
        Assert.False(databases[1].Primary);
    }

    [Fact]
    public void Without_a_group_called_default_the_first_listed_of_several_is_the_primary()
    {
        var databases = Yml.Accept("databases: [mysql-leopard, mysql-cheetah]").Databases;
        Assert.Equal(["mysql-cheetah"], databases[0].Hosts);
        Assert.Equal(["mysql", "mysql-leopard"], databases[1].Hosts);
    }

    [Fact]
    public void One_group_only_is_no_primary()
    {
        var database = Assert.Single(Yml.Accept("databases: [mysql-leopard]").Databases);
        Assert.Equal(["mysql-leopard"], database.Hosts);
        Assert.False(database.Primary);
        Assert.Equal("leopard", database.Group);
    }

    [Fact]
    public void An_ungrouped_entry_beside_groups_holds_the_plain_name_and_no_group_is_primary()
    {
        var databases = Yml.Accept("databases: [mysql-default, mysql]").Databases;
        Assert.Equal(["mysql", "mysql-default"], databases.Select(database => database.Label));
        Assert.Equal(["mysql"], databases[0].Hosts);
        Assert.Equal(["mysql-default"], databases[1].Hosts);
        Assert.DoesNotContain(databases, database => database.Primary);
    }

    [Fact]
    public void The_plain_name_of_a_primary_comes_first_in_addresses_host_and_connection_string()
    {
        var addresses = Own("[mysql-default, mysql-leopard]", "mysql-default");
        Assert.Equal(["http://mysql:3306", "http://mysql-default:3306"], addresses.Addresses.Select(address => address.Url));
        Assert.Equal("mysql.shop.svc.cluster.local", addresses.FullyQualifiedHost);
        Assert.Equal("mysql://USER:PASSWORD@mysql:3306/DATABASE", addresses.ConnectionString);
    }

    [Fact]
    public void A_group_that_is_not_primary_has_its_grouped_name_in_everything()
    {
        var addresses = Own("[mysql-default, mysql-leopard]", "mysql-leopard");
        Assert.Equal("http://mysql-leopard:3306", Assert.Single(addresses.Addresses).Url);
        Assert.Equal("mysql-leopard:3306", addresses.Addresses[0].HostPort);
        Assert.Equal("mysql-leopard.shop.svc.cluster.local", addresses.FullyQualifiedHost);
        Assert.Equal("mysql://USER:PASSWORD@mysql-leopard:3306/DATABASE", addresses.ConnectionString);
    }

    [Fact]
    public void A_primary_is_found_by_either_name()
    {
        var application = Yml.Application("databases: [mysql-default, mysql-leopard]", "shop");
        Assert.Same(application.Find("mysql-default"), application.Find("mysql"));
        Assert.NotNull(application.Find("MySQL"));
    }

    [Fact]
    public void Another_application_has_its_own_host_in_the_connection_string_and_is_told_of_the_firewall()
    {
        var home = Yml.Application("databases: [mysql]", "shop");
        var caller = Yml.Application("services: {web: {}}", "back-office", name: "Back office");
        var addresses = Rules.For(caller, home, home.Find("mysql")!);
        Assert.Equal("mysql://USER:PASSWORD@mysql.shop:3306/DATABASE", addresses.ConnectionString);
        Assert.Equal("http://mysql.shop:3306", Assert.Single(addresses.Addresses).Url);
        Assert.Contains("firewall", addresses.Reason, StringComparison.Ordinal);
        Assert.Contains("Back office", addresses.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_engine_has_no_address()
    {
        var application = Yml.Application("databases: [couchdb-main]", "shop");
        var database = Assert.Single(application.Databases);
        Assert.Equal(("couchdb-main", "couchdb-main", (string?)null), (database.Label, database.Engine, database.Group));
        Assert.False(database.HasAddress);
        var addresses = Rules.For(application, application, database);
        Assert.Empty(addresses.Addresses);
        Assert.Null(addresses.ConnectionString);
        Assert.Contains("'couchdb-main' is not known", addresses.Reason, StringComparison.Ordinal);
    }
}
