using ElasticDns.Core.Addressing;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("api", null, "api", null)]
    [InlineData("api:3000", null, "api", 3000)]
    [InlineData("http://api", "http", "api", null)]
    [InlineData("HTTP://API.Shop:3000/health?x=1#y", "http", "api.shop", 3000)]
    [InlineData("tcp://scheduler.backoffice-workers:8000", "tcp", "scheduler.backoffice-workers", 8000)]
    [InlineData("mysql://user:p4ss@mysql:3306/db", "mysql", "mysql", 3306)]
    [InlineData("redis://:p4ss@redis", "redis", "redis", null)]
    [InlineData("mongodb+srv://mongodb", "mongodb+srv", "mongodb", null)]
    [InlineData("api.", null, "api", null)]
    [InlineData("http://api.shop.svc.cluster.local.:80/", "http", "api.shop.svc.cluster.local", 80)]
    [InlineData("  api:3000  ", null, "api", 3000)]
    [InlineData("mysql_db", null, "mysql_db", null)]
    public void An_address_is_scheme_user_host_and_port_of_which_only_the_host_must_be(string text, string? scheme, string host, int? port)
    {
        var address = AddressText.Parse(text);
        Assert.NotNull(address);
        Assert.Equal((scheme, host, port), (address.Scheme, address.Host, address.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("http://")]
    [InlineData("api:0")]
    [InlineData("api:65536")]
    [InlineData("api:99999999999")]
    [InlineData("api:http")]
    [InlineData("two words")]
    [InlineData("-api")]
    [InlineData("api\nweb")]
    [InlineData("\u0430pi")]
    [InlineData("http://api:-1")]
    public void What_is_no_address_is_said_to_be_none(string text) => Assert.Null(AddressText.Parse(text));

    [Fact]
    public void A_text_of_more_than_2000_characters_is_not_looked_at() => Assert.Null(AddressText.Parse(new string('a', 2_001)));

    [Theory]
    [InlineData("http", 80)]
    [InlineData("ws", 80)]
    [InlineData("tcp", 80)]
    [InlineData("udp", 80)]
    [InlineData("https", 443)]
    [InlineData("wss", 443)]
    [InlineData("redis", 6379)]
    [InlineData("rediss", 6379)]
    [InlineData("mysql", 3306)]
    [InlineData("mysql2", 3306)]
    [InlineData("postgres", 5432)]
    [InlineData("postgresql", 5432)]
    [InlineData("mongodb", 27017)]
    [InlineData("amqp", 5672)]
    [InlineData("amqps", 5672)]
    [InlineData("memcached", 11211)]
    [InlineData("grpc", null)]
    [InlineData("nats", null)]
    [InlineData("kafka", null)]
    [InlineData(null, null)]
    public void A_scheme_stands_for_its_own_port(string? scheme, int? port) => Assert.Equal(port, AddressText.DefaultPort(scheme));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:3000", true)]
    [InlineData("http://[::1]:3000", true)]
    [InlineData("10.0.0.7", true)]
    [InlineData("api", false)]
    [InlineData("404", false)]
    [InlineData("10.20", false)]
    public void Localhost_and_addresses_of_numbers_are_not_names_of_the_cluster(string text, bool isLocalOrNumeric) =>
        Assert.Equal(isLocalOrNumeric, AddressText.Parse(text)!.IsLocalOrNumeric);
}
