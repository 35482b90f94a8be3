using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class ServiceAddressTests
{
    private static IReadOnlyList<ElasticDnsAddress> Own(string ports)
    {
        var application = Yml.Application($"services:\n  api:\n    ports: {ports}\n", "shop");
        return new AddressRules().For(application, application, application.Find("api")!).Addresses;
    }

    private static string[] Urls(string ports) => [.. Own(ports).Select(address => address.Url)];

    [Theory]
    [InlineData("[{container: 3000}]", "http://api:3000")]
    [InlineData("[3000]", "http://api:3000")]
    [InlineData("[{container: 80}]", "http://api")]
    [InlineData("[{container: 3000, http: 80, https: 443}]", "http://api:3000")]
    [InlineData("[{container: 8000, tcp: 9000}]", "tcp://api:8000")]
    [InlineData("[{container: 80, udp: 111}]", "udp://api")]
    [InlineData("[{container: 5454, udp: 111}]", "udp://api:5454")]
    [InlineData("[{container: 3000, http: 80, tcp: 25, udp: 111}]", "http://api:3000", "tcp://api:3000", "udp://api:3000")]
    [InlineData("[{container: 443}]", "https://api")]
    [InlineData("[443]", "https://api")]
    [InlineData("[{container: 443, https: 443}]", "https://api")]
    [InlineData("[{container: 443, https: 8443}]", "https://api")]
    [InlineData("[{container: 443, http: 8443}]", "http://api:443")]
    [InlineData("[{container: 443, http: 8443, https: 443}]", "http://api:443")]
    [InlineData("[{container: 443, tcp: 443}]", "tcp://api:443")]
    [InlineData("[{container: 80, tcp: 9000}]", "tcp://api")]
    [InlineData("[80, {container: 80, tcp: 9000}]", "tcp://api")]
    [InlineData("[{container: 80, tcp: 9000}, 80]", "tcp://api")]
    [InlineData("[\"80:80\", \"80:8080\"]", "http://api")]
    [InlineData("[443, {container: 443, http: 8443}]", "http://api:443")]
    [InlineData("[8080, 9090]", "http://api:8080", "http://api:9090")]
    [InlineData("[{container: 9000, tcp: 25}, {container: 9000, udp: 26}]", "tcp://api:9000", "udp://api:9000")]
    public void The_addresses_of_a_port_within_its_application(string ports, params string[] urls) => Assert.Equal(urls, Urls(ports));

    [Fact]
    public void Port_80_is_left_out_of_an_http_address_and_written_in_host_and_port()
    {
        var address = Assert.Single(Own("[80]"));
        Assert.Equal("http://api", address.Url);
        Assert.Equal("api:80", address.HostPort);
        Assert.True(address.IsDefaultPort);
        Assert.Equal("http://api", address.Preferred);
    }

    [Fact]
    public void Any_other_port_is_written_in_both_forms()
    {
        var address = Assert.Single(Own("[3000]"));
        Assert.Equal("http://api:3000", address.Url);
        Assert.Equal("api:3000", address.HostPort);
        Assert.Equal("http", address.Scheme);
        Assert.Equal("api", address.Host);
        Assert.Equal(3000, address.Port);
    }

    [Theory]
    [InlineData(5432)]
    [InlineData(6379)]
    [InlineData(3306)]
    [InlineData(27017)]
    [InlineData(5672)]
    [InlineData(9092)]
    [InlineData(11211)]
    public void A_port_well_known_for_another_protocol_shows_host_and_port_first(int port) =>
        Assert.Equal($"api:{port}", Assert.Single(Own($"[{port}]")).Preferred);

    [Fact]
    public void A_well_known_port_that_is_mapped_shows_its_url_first() =>
        Assert.Equal("http://api:5432", Assert.Single(Own("[{container: 5432, http: 80}]")).Preferred);

    [Theory]
    [InlineData("[]")]
    [InlineData("[{http: 80}]")]
    public void Without_a_container_port_there_is_no_address(string ports) => Assert.Empty(Own(ports));

    [Fact]
    public void Without_ports_the_reason_is_that_no_container_port_is_exposed()
    {
        var application = Yml.Application("services:\n  worker:\n", "shop");
        var addresses = new AddressRules().For(application, application, application.Find("worker")!);
        Assert.Empty(addresses.Addresses);
        Assert.Null(addresses.FullyQualifiedHost);
        Assert.Equal("'worker' exposes no container port.", addresses.Reason);
    }

    [Theory]
    [InlineData("web-worker", "[8080]", "web-front-end", "http://web-worker.web-front-end:8080")]
    [InlineData("scheduler", "[{container: 8000, tcp: 9000}]", "backoffice-workers", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("processor", "[80]", "backoffice-workers", "http://processor.backoffice-workers")]
    public void Another_application_of_the_cluster_adds_the_namespace(string service, string ports, string @namespace, string url)
    {
        var home = Yml.Application($"services:\n  {service}:\n    ports: {ports}\n", @namespace);
        var caller = Yml.Application("services: {web: {}}", "other");
        var addresses = new AddressRules().For(caller, home, home.Find(service)!);
        Assert.Equal(url, Assert.Single(addresses.Addresses).Url);
        Assert.Equal($"{service}.{@namespace}.svc.cluster.local", addresses.FullyQualifiedHost);
    }

    [Fact]
    public void Another_cluster_has_no_address_at_all_and_is_told_why()
    {
        var home = Yml.Application("services: {api: {ports: [3000]}}", "shop");
        var caller = Yml.Application("services: {web: {}}", "shop", "staging", "Shop on staging");
        var addresses = new AddressRules().For(caller, home, home.Find("api")!);
        Assert.Empty(addresses.Addresses);
        Assert.Null(addresses.FullyQualifiedHost);
        Assert.Null(addresses.ConnectionString);
        Assert.Equal("Nothing connects across clusters: 'api' runs in cluster 'production', Shop on staging in cluster 'staging'.", addresses.Reason);
    }

    [Fact]
    public void Anywhere_in_the_cluster_the_fully_qualified_host_is_used()
    {
        var home = Yml.Application("services: {api: {ports: [3000]}}", "shop");
        var addresses = new AddressRules().For(null, home, home.Find("api")!);
        Assert.Null(addresses.Reach);
        Assert.Equal("http://api.shop.svc.cluster.local:3000", Assert.Single(addresses.Addresses).Url);
        Assert.Equal("api.shop.svc.cluster.local:3000", addresses.Addresses[0].HostPort);
    }

    [Fact]
    public void The_cluster_domain_is_a_setting()
    {
        var home = Yml.Application("services: {api: {ports: [80]}}", "shop");
        var addresses = new AddressRules("corp.example").For(null, home, home.Find("api")!);
        Assert.Equal("http://api.shop.svc.corp.example", Assert.Single(addresses.Addresses).Url);
    }

    [Fact]
    public void The_host_is_the_label_and_not_the_name_as_written()
    {
        var home = Yml.Application("services: {custom_web: {ports: [8080]}}", "shop");
        var service = Assert.Single(home.Services);
        Assert.Equal("custom_web", service.Name);
        Assert.True(service.IsDerived);
        Assert.Equal("http://custom-web:8080", Assert.Single(AddressRules.OwnAddresses(service)).Url);
    }

    [Fact]
    public void A_service_that_calls_itself_still_sees_its_addresses()
    {
        var home = Yml.Application("services: {api: {ports: [3000]}}", "shop");
        var addresses = new AddressRules().For(home, home, home.Find("api")!, "api");
        Assert.Equal("'api' calls itself.", addresses.Reason);
        Assert.Equal("http://api:3000", Assert.Single(addresses.Addresses).Url);
    }
}
