using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Features.Targets;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>Which forms a target has, and under which names its addresses are kept.</summary>
public sealed class ConnectFormTests
{
    [Theory]
    [InlineData("api", "API_URL", "Api")]
    [InlineData("cache", "CACHE_ADDRESS", "Cache")]
    [InlineData("custom-web", "CUSTOM_WEB_URL", "CustomWeb")]
    [InlineData("3scale", "SERVICE_3SCALE_URL", "Service3scale")]
    [InlineData("several", "SEVERAL_URL SEVERAL_TCP_3000_URL SEVERAL_UDP_URL SEVERAL_8080_URL SEVERAL_5672_ADDRESS SEVERAL_9000_URL", "Several SeveralTcp3000 SeveralUdp Several8080 Several5672 Several9000")]
    [InlineData("mysql-default", "MYSQL_URL", "Mysql")]
    [InlineData("mysql-venus", "MYSQL_VENUS_URL", "MysqlVenus")]
    [InlineData("elasticsearch", "ELASTICSEARCH_URL ELASTICSEARCH_9300_ADDRESS", "Elasticsearch Elasticsearch9300")]
    [InlineData("rabbitmq", "RABBITMQ_URL RABBITMQ_15672_URL", "Rabbitmq Rabbitmq15672")]
    [InlineData("glusterfs", "GLUSTERFS_ADDRESS", "Glusterfs")]
    public void The_variables_are_named_after_the_label(string label, string variables, string keys)
    {
        var named = NamedAddress.Of(ConnectCases.Target(label), ConnectCases.Addresses(label, CalledFrom.Own));
        Assert.Equal(variables, string.Join(' ', named.Select(port => port.Variable)));
        Assert.Equal(keys, string.Join(' ', named.Select(port => port.Key)));
    }

    [Fact]
    public void No_two_ports_have_one_name()
    {
        int[] numbers = [25, 80, 443, 3000, 8080];
        foreach (var first in numbers)
            foreach (var second in numbers.Where(number => number != first))
                for (var mappings = 0; mappings < 256; mappings++)
                {
                    var service = new Service("a", "a", [Port(first, mappings & 15), Port(second, mappings >> 4)]);
                    var named = NamedAddress.Of(service, AddressRules.OwnAddresses(service));
                    Assert.Equal(named.Count, named.Select(port => port.Variable).Distinct().Count());
                    Assert.Equal(named.Count, named.Select(port => port.Key).Distinct().Count());
                    Assert.All(named, port => Assert.Matches("^[A-Z_][A-Z0-9_]*$", port.Variable));
                }
    }

    [Theory]
    [InlineData("api", null, ConnectForm.ServiceYml)]
    [InlineData("api", "env", ConnectForm.Env)]
    [InlineData("api", "drivers", ConnectForm.ServiceYml)]
    [InlineData("mysql-venus", null, ConnectForm.Url)]
    [InlineData("mysql-venus", "drivers", ConnectForm.Drivers)]
    [InlineData("mysql-venus", "nonsense", ConnectForm.Url)]
    [InlineData("glusterfs", "url", ConnectForm.HostAndPort)]
    [InlineData("glusterfs", "drivers", ConnectForm.HostAndPort)]
    public void A_tab_that_the_target_does_not_have_opens_the_first(string label, string? tab, ConnectForm expected) =>
        Assert.Equal(expected, new ConnectTexts(ConnectCases.Target(label), ConnectCases.Answer(label, CalledFrom.Own)).Find(tab));

    [Fact]
    public void Url_and_host_and_port_are_those_of_every_port()
    {
        Assert.Equal(
            ["http://several:3000", "tcp://several:3000", "udp://several:3000", "http://several:8080", "http://several:5672", "tcp://several:9000"],
            ConnectCases.Texts("several", CalledFrom.Own, ConnectForm.Url).Select(text => text.Text.ToString()));
        Assert.Equal(
            ["several.backoffice-workers:3000", "several.backoffice-workers:8080", "several.backoffice-workers:5672", "several.backoffice-workers:9000"],
            ConnectCases.Texts("several", CalledFrom.Other, ConnectForm.HostAndPort).Select(text => text.Text.ToString()));
        Assert.Equal("mysql://USER:PASSWORD@mysql.backoffice-workers:3306/DATABASE", ConnectCases.Text("mysql", CalledFrom.Other, ConnectForm.Url));
        Assert.Equal("mysql://$MYSQL_USERNAME:$MYSQL_PASSWORD@mysql:3306/$MYSQL_DATABASE", ConnectCases.Text("mysql", CalledFrom.Own, ConnectForm.Url));
    }

    // Each bit is a mapping.
    private static ContainerPort Port(int container, int mappings) => ContainerPort.Protocols
        .Where((_, bit) => (mappings >> bit & 1) == 1).Aggregate(new ContainerPort(container), (port, protocol) => port.With(protocol, 1000));
}
