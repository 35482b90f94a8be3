using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Features.Targets;
using YamlDotNet.Serialization;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>What is given to a driver has its form, and names this database and nobody's values.</summary>
public sealed partial class ConnectDriverTests
{
    [Theory]
    [InlineData("mysql", CalledFrom.Own, "mysql2", "MYSQL")]
    [InlineData("mysql-venus", CalledFrom.Own, "mysql2", "MYSQL_VENUS")]
    [InlineData("postgresql", CalledFrom.Own, "postgresql", "POSTGRESQL")]
    [InlineData("postgis", CalledFrom.Own, "postgis", "POSTGIS")]
    [InlineData("mysql", CalledFrom.Other, "mysql2", null)]
    [InlineData("postgresql", CalledFrom.Anywhere, "postgresql", null)]
    public void Rails_reads_database_yml(string label, CalledFrom from, string adapter, string? prefix)
    {
        var text = ConnectCases.Text(label, from, ConnectForm.Drivers, "Rails");
        var erb = Erb().Replace(text, match => $"value-of-{match.Groups["name"].Value}");
        var production = Assert.Single(new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, string>>>(erb)).Value;
        var address = ConnectCases.Addresses(label, from)[0];
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["adapter"] = adapter,
                ["host"] = address.Host,
                ["port"] = address.Port.ToString(CultureInfo.InvariantCulture),
                ["database"] = prefix is null ? "DATABASE" : $"value-of-{prefix}_DATABASE",
                ["username"] = prefix is null ? "USER" : $"value-of-{prefix}_USERNAME",
                ["password"] = prefix is null ? "PASSWORD" : $"value-of-{prefix}_PASSWORD",
            },
            production);
    }

    [Fact]
    public void Mongoid_reads_its_file()
    {
        var text = Erb().Replace(ConnectCases.Text("mongodb-main", CalledFrom.Own, ConnectForm.Drivers, "Rails"), "shop");
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, Dictionary<string, string>>>>>(text);
        Assert.Equal("mongodb://mongodb-main:27017/shop", file["production"]["clients"]["default"]["uri"]);
    }

    [Theory]
    [MemberData(nameof(ConnectCases.Databases), MemberType = typeof(ConnectCases))]
    public void Every_url_of_a_driver_names_host_and_port(string label, CalledFrom from)
    {
        var address = ConnectCases.Addresses(label, from)[0];
        var urls = DriverTextsOf(label, from).Where(text => text.Contains("://", StringComparison.Ordinal) && !text.Contains('\n') && !text.Contains(' ')).ToList();
        Assert.Equal(label is "memcached" or "glusterfs", urls.Count == 0);
        foreach (var url in urls)
        {
            var uri = new Uri(JdbcPrefix().Replace(url, ""));
            Assert.Equal((address.Host, address.Port), (uri.Host, uri.Port));
        }
    }

    [Theory]
    [InlineData("mysql", "JDBC", "jdbc:mysql://mysql:3306/$MYSQL_DATABASE?user=$MYSQL_USERNAME&password=$MYSQL_PASSWORD")]
    [InlineData("postgis", "JDBC", "jdbc:postgresql://postgis:5432/$POSTGIS_DATABASE?user=$POSTGIS_USERNAME&password=$POSTGIS_PASSWORD")]
    [InlineData("elasticsearch", "JDBC", "jdbc:es://http://elasticsearch:9200")]
    [InlineData("mysql", "SQLAlchemy", "mysql+pymysql://$MYSQL_USERNAME:$MYSQL_PASSWORD@mysql:3306/$MYSQL_DATABASE")]
    [InlineData("postgresql", "SQLAlchemy", "postgresql+psycopg://$POSTGRESQL_USERNAME:$POSTGRESQL_PASSWORD@postgresql:5432/$POSTGRESQL_DATABASE")]
    [InlineData("mysql-venus", "Node", "mysql://$MYSQL_VENUS_USERNAME:$MYSQL_VENUS_PASSWORD@mysql-venus:3306/$MYSQL_VENUS_DATABASE")]
    [InlineData("redis", ".NET", "redis:6379")]
    [InlineData("redis", "Node", "redis://redis:6379")]
    [InlineData("rabbitmq", ".NET", "amqp://$RABBITMQ_USERNAME:$RABBITMQ_PASSWORD@rabbitmq:5672")]
    [InlineData("memcached", "List of servers", "memcached:11211")]
    [InlineData("influxdb", "Node", "http://influxdb:8086")]
    public void A_driver_is_given_this(string label, string driver, string expected) =>
        Assert.Equal(expected, ConnectCases.Text(label, CalledFrom.Own, ConnectForm.Drivers, driver));

    [Theory]
    [InlineData("mysql", CalledFrom.Own)]
    [InlineData("postgresql", CalledFrom.Other)]
    [InlineData("postgis", CalledFrom.Anywhere)]
    public void A_net_connection_string_is_one(string label, CalledFrom from)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = ConnectCases.Text(label, from, ConnectForm.Drivers, ".NET") };
        Assert.Equal(ConnectCases.Addresses(label, from)[0].Host, parts[label == "mysql" ? "Server" : "Host"]);
        Assert.Equal(from is CalledFrom.Own ? "$MYSQL_PASSWORD" : "PASSWORD", parts["Password"]);
    }

    [Theory]
    [MemberData(nameof(ConnectCases.Databases), MemberType = typeof(ConnectCases))]
    public void Only_variables_that_Maestro_injects_are_named_and_only_to_the_own_application(string label, CalledFrom from)
    {
        var texts = new ConnectTexts(ConnectCases.Target(label), ConnectCases.Answer(label, from));
        var placeholders = texts.Forms.SelectMany(texts.Of).SelectMany(text => text.Text.Parts).Where(part => part.Class == "ph").Select(part => part.Text).ToHashSet();
        var variables = ConnectCases.Answer(label, from).Variables;
        var allowed = from is CalledFrom.Own
            ? variables.SelectMany(name => (string[])[$"${name}", $"_env({name})", $"<%= ENV[\"{name}\"] %>"])
            : variables.Select(name => name.EndsWith("_USERNAME", StringComparison.Ordinal) ? "USER" : name[(name.LastIndexOf('_') + 1)..]);
        Assert.Subset(allowed.ToHashSet(), placeholders);
        Assert.Equal(variables.Count == 0, placeholders.Count == 0);
    }

    private static IEnumerable<string> DriverTextsOf(string label, CalledFrom from)
    {
        var texts = new ConnectTexts(ConnectCases.Target(label), ConnectCases.Answer(label, from));
        return texts.Forms.Contains(ConnectForm.Drivers) ? texts.Of(ConnectForm.Drivers).Select(text => text.Text.ToString()) : [];
    }

    [GeneratedRegex("""<%= ENV\["(?<name>[A-Z_]+)"\] %>""")]
    private static partial Regex Erb();

    [GeneratedRegex("^jdbc:(es://)?")]
    private static partial Regex JdbcPrefix();
}
