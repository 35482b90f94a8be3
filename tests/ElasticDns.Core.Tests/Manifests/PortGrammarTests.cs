using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class PortGrammarTests
{
    private static IReadOnlyList<ContainerPort> Ports(string ports) => Yml.Ports($"services:\n  web:\n    ports: {ports}\n");

    private static Finding Refuse(string ports, string code) => Yml.Refuse($"services:\n  web:\n    ports: {ports}\n", code);

    [Theory]
    [InlineData("[5000]", 5000, null, null)]
    [InlineData("[\"4480\"]", 4480, null, null)]
    [InlineData("['4480']", 4480, null, null)]
    [InlineData("5000", 5000, null, null)]
    [InlineData("\"5000\"", 5000, null, null)]
    [InlineData("[9000:9000]", 9000, 9000, null)]
    [InlineData("9000:80", 9000, 80, null)]
    [InlineData("[\"3000:80:443\"]", 3000, 80, 443)]
    [InlineData("[3000:80:443]", 3000, 80, 443)]
    [InlineData("[\"4000::8443\"]", 4000, null, 8443)]
    [InlineData("[\"4000:80:\"]", 4000, 80, null)]
    [InlineData("[\"4000:\"]", 4000, null, null)]
    [InlineData("[22:22]", 22, 22, null)]
    [InlineData("[1]", 1, null, null)]
    [InlineData("[65535]", 65535, null, null)]
    public void A_scalar_is_container_http_https(string ports, int container, int? http, int? https) =>
        Assert.Equal(new ContainerPort(container, http, https), Assert.Single(Ports(ports)));

    [Theory]
    [InlineData("[{container: 3000, http: 80, https: 443, tcp: 25, udp: 111}]")]
    [InlineData("[{container: \"3000\", http: \"80\", https: '443', tcp: \"25\", udp: \"111\"}]")]
    [InlineData("[{udp: 111, tcp: 25, https: 443, http: 80, container: 3000}]")]
    public void A_map_is_read_as_written(string ports) => Assert.Equal(new ContainerPort(3000, 80, 443, 25, 111), Assert.Single(Ports(ports)));

    [Fact]
    public void Nulls_in_a_map_are_empty() => Assert.Equal(new ContainerPort(3000), Assert.Single(Ports("[{container: 3000, http: , https: ~}]")));

    [Fact]
    public void Mappings_that_fit_join_the_entry_of_their_container() =>
        Assert.Equal(new ContainerPort(3000, 80, 443, 25), Assert.Single(Ports("[\"3000:80\", {container: 3000, https: 443}, {container: 3000, tcp: 25}, 3000]")));

    [Fact]
    public void A_second_mapping_of_one_protocol_is_a_further_entry_with_the_same_container() =>
        Assert.Equal([new ContainerPort(80, 80), new(80, 8080)], Ports("[\"80:80\", \"80:8080\"]"));

    [Fact]
    public void Ports_keep_the_order_of_the_file() => Assert.Equal([9000, 80, 3000], Ports("[9000, 80, 3000]").Select(port => port.Container));

    [Fact]
    public void A_port_without_a_container_is_kept_as_an_external_mapping_with_a_warning()
    {
        var reading = Yml.Read("services:\n  web:\n    ports:\n      - http: 80\n");
        var warning = Yml.Finding(reading, "no-container-port");
        Assert.Equal((Severity.Warning, 4, 9), (warning.Severity, warning.Line, warning.Column));
        var service = Assert.Single(reading.Manifest!.Services);
        Assert.Equal(new ContainerPort(null, 80), Assert.Single(service.Ports));
        Assert.False(service.HasAddress);
    }

    [Theory]
    [InlineData("[3000, ]")]
    [InlineData("[3000, ~]")]
    [InlineData("[3000, null]")]
    [InlineData("[3000, {}]")]
    public void An_empty_item_is_ignored(string ports) => Assert.Equal(new ContainerPort(3000), Assert.Single(Ports(ports)));

    [Fact]
    public void An_empty_item_is_warned_of()
    {
        var warning = Yml.Finding(Yml.Read("services:\n  web:\n    ports:\n      -\n      - 3000\n"), "empty-port");
        Assert.Equal((Severity.Warning, 4), (warning.Severity, warning.Line));
        Assert.Equal("services.web.ports[0]", warning.Path);
    }

    [Theory]
    [InlineData("[0]", "port-out-of-range")]
    [InlineData("[65536]", "port-out-of-range")]
    [InlineData("[99999999999999999999]", "port-out-of-range")]
    [InlineData("[-1]", "port-not-a-number")]
    [InlineData("[http]", "port-not-a-number")]
    [InlineData("[80.5]", "port-not-a-number")]
    [InlineData("[1e3]", "port-not-a-number")]
    [InlineData("[.nan]", "port-not-a-number")]
    [InlineData("[NaN]", "port-not-a-number")]
    [InlineData("[010]", "port-not-a-number")]
    [InlineData("[0x50]", "port-not-a-number")]
    [InlineData("[3_000]", "port-not-a-number")]
    [InlineData("[+80]", "port-not-a-number")]
    [InlineData("[\" 80\"]", "port-not-a-number")]
    [InlineData("[\"80 \"]", "port-not-a-number")]
    [InlineData("[\"\\u0663\\u0660\\u0660\\u0660\"]", "port-not-a-number")]
    [InlineData("[\"8080/tcp\"]", "port-not-a-number")]
    [InlineData("[\"8000-8010\"]", "port-not-a-number")]
    [InlineData("[\"3000:0\"]", "port-out-of-range")]
    [InlineData("[\"3000:80:70000\"]", "port-out-of-range")]
    [InlineData("[\"0:80\"]", "port-out-of-range")]
    [InlineData("[\"::\"]", "port-not-a-number")]
    [InlineData("[\"3000:80:443:8443\"]", "port-shape")]
    [InlineData("[[3000]]", "port-shape")]
    [InlineData("[{container: [3000]}]", "port-shape")]
    [InlineData("[{container: {port: 3000}}]", "port-shape")]
    [InlineData("[{container: 70000}]", "port-out-of-range")]
    [InlineData("[{container: 010}]", "port-not-a-number")]
    [InlineData("[{container: 3000, tcp: 0}]", "port-out-of-range")]
    [InlineData("[{? [a] : 3000}]", "key-shape")]
    [InlineData("{container: 3000}", "ports-shape")]
    [InlineData("[{3000: 80}]", "port-shape")]
    public void What_is_no_port_is_refused(string ports, string code) => Assert.Equal(3, Refuse(ports, code).Line);

    [Fact]
    public void A_wrong_number_is_named_with_its_place_and_its_path()
    {
        var finding = Yml.Refuse("services:\n  web:\n    ports:\n      - container: 70000\n", "port-out-of-range");
        Assert.Equal("Port 70000 of service 'web' is out of range; use 1 to 65535.", finding.Message);
        Assert.Equal((4, 20), (finding.Line, finding.Column));
        Assert.Equal("services.web.ports[0].container", finding.Path);
        Assert.Equal("service.yml", finding.File);
    }

    [Fact]
    public void A_map_of_ports_shows_the_list_to_write() =>
        Assert.Contains("ports: [{container: 3000, http: 80}]", Refuse("{container: 3000, http: 80}", "ports-shape").Message, StringComparison.Ordinal);

    [Fact]
    public void A_port_given_twice_counts_once_with_a_warning()
    {
        var reading = Yml.Read("services:\n  web:\n    ports:\n      - 3000\n      - 3000\n");
        Assert.Equal(5, Yml.Finding(reading, "duplicate-port").Line);
        Assert.Equal(new ContainerPort(3000), Assert.Single(Assert.Single(reading.Manifest!.Services).Ports));
    }

    [Fact]
    public void An_unknown_key_of_a_port_is_warned_of_with_the_nearest_known_one()
    {
        var reading = Yml.Read("services:\n  web:\n    ports:\n      - contaner: 3000\n        container: 3000\n");
        Assert.Contains("Did you mean 'container'?", Yml.Finding(reading, "unknown-key").Message, StringComparison.Ordinal);
        Assert.Equal(new ContainerPort(3000), Assert.Single(Assert.Single(reading.Manifest!.Services).Ports));
    }

    [Fact]
    public void Every_wrong_port_of_a_file_is_reported_at_once()
    {
        var reading = Yml.Read("services:\n  a:\n    ports: [0, 70000]\n  b:\n    ports: [x]\n  c:\n    ports: {container: 1}\n");
        Assert.Null(reading.Manifest);
        Assert.Equal([3, 3, 5, 7], reading.Findings.Select(finding => finding.Line));
    }
}
