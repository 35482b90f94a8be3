using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class LegacyGrammarTests
{
    private const string TwoEnvironments = """
        production:
          services:
            web: {ports: [3000]}
          databases: [mysql]
        staging:
          services:
            web: {ports: [4000]}
            probe: {}
        """;

    private static ManifestReading Read(string body) => Yml.Read($"services:\n  web:\n{body}");

    private static IReadOnlyList<ContainerPort> Ports(string body) => Yml.Ports($"services:\n  web:\n{body}");

    [Fact]
    public void The_public_port_belongs_to_the_first_local_port() =>
        Assert.Equal(new ContainerPort(3000, 80, 443), Assert.Single(Ports("    local_ports: [3000]\n    public_port: \"80:443\"\n")));

    [Fact]
    public void Further_local_ports_have_no_mapping() =>
        Assert.Equal([new ContainerPort(3000, 80), new(4000), new(5000)], Ports("    local_ports: [3000, 4000, 5000]\n    public_port: 80\n"));

    [Theory]
    [InlineData("8080")]
    [InlineData("\"8080\"")]
    [InlineData("\"8080:\"")]
    public void A_public_port_of_one_part_is_http(string publicPort) =>
        Assert.Equal(new ContainerPort(3000, 8080), Assert.Single(Ports($"    local_ports: [3000]\n    public_port: {publicPort}\n")));

    [Fact]
    public void A_public_port_with_its_first_part_left_out_is_https() =>
        Assert.Equal(new ContainerPort(3000, null, 443), Assert.Single(Ports("    local_ports: [3000]\n    public_port: \":443\"\n")));

    [Fact]
    public void A_local_port_may_be_one_scalar() => Assert.Equal(new ContainerPort(3000), Assert.Single(Ports("    local_ports: 3000\n")));

    [Fact]
    public void The_older_grammar_is_noted()
    {
        var note = Yml.Finding(Read("    local_ports: [3000]\n"), "older-grammar");
        Assert.Equal((Severity.Note, 3, 5), (note.Severity, note.Line, note.Column));
    }

    [Fact]
    public void A_public_port_without_local_ports_is_an_external_mapping_with_a_warning()
    {
        var reading = Read("    public_port: 8080\n");
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "no-container-port").Severity);
        Assert.Equal(new ContainerPort(null, 8080), Assert.Single(Assert.Single(reading.Manifest!.Services).Ports));
    }

    [Fact]
    public void A_defect_of_one_service_does_not_hide_the_warning_of_another()
    {
        var reading = Yml.Read("services:\n  a:\n    ports: [0]\n  b:\n    public_port: 8080\n");
        Assert.Equal(5, Yml.Finding(reading, "no-container-port").Line);
    }

    [Theory]
    [InlineData("    public_port: \"80:443:8443\"\n", "public-port-shape")]
    [InlineData("    public_port: [80]\n", "public-port-shape")]
    [InlineData("    public_port: {http: 80}\n", "public-port-shape")]
    [InlineData("    public_port: 0\n", "port-out-of-range")]
    [InlineData("    public_port: web\n", "port-not-a-number")]
    [InlineData("    local_ports: [70000]\n", "port-out-of-range")]
    [InlineData("    local_ports: [x]\n", "port-not-a-number")]
    [InlineData("    local_ports: [[3000]]\n", "local-ports-shape")]
    [InlineData("    local_ports: {a: 3000}\n", "local-ports-shape")]
    public void A_wrong_port_of_the_older_grammar_is_refused(string body, string code) =>
        Assert.Equal(3, Yml.Refuse(Read(body), code).Line);

    [Fact]
    public void Empty_ports_of_the_older_grammar_are_no_ports() => Assert.Empty(Ports("    local_ports:\n    public_port:\n"));

    [Fact]
    public void An_empty_item_of_local_ports_is_ignored_with_a_warning()
    {
        var reading = Read("    local_ports: [3000, ~]\n");
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "empty-port").Severity);
        Assert.Equal(new ContainerPort(3000), Assert.Single(Assert.Single(reading.Manifest!.Services).Ports));
    }

    [Fact]
    public void Both_grammars_of_one_service_are_merged() =>
        Assert.Equal(new ContainerPort(3000, 80, 443), Assert.Single(Ports("    ports: [\"3000:80\"]\n    local_ports: [3000]\n    public_port: \":443\"\n")));

    [Fact]
    public void Databases_under_services_are_the_applications_with_a_warning()
    {
        var reading = Yml.Read("services:\n  web:\n    ports: [3000]\n  databases:\n    - mysql\n    - redis\n");
        Assert.Equal((Severity.Warning, 4), (Yml.Finding(reading, "databases-misplaced").Severity, Yml.Finding(reading, "databases-misplaced").Line));
        Assert.Equal(["mysql", "redis"], reading.Manifest!.Databases.Select(database => database.Label));
        Assert.Equal(["web"], reading.Manifest.Services.Select(service => service.Label));
    }

    [Fact]
    public void One_environment_is_read_unasked_with_a_note()
    {
        var reading = Yml.Read("production:\n  services:\n    web: {ports: [3000]}\n  databases: [mysql]\n");
        Assert.Equal(Severity.Note, Yml.Finding(reading, "older-grammar").Severity);
        Assert.Equal("production", reading.Manifest!.Environment);
        Assert.Equal("web", Assert.Single(reading.Manifest.Services).Label);
        Assert.Equal("mysql", Assert.Single(reading.Manifest.Databases).Label);
    }

    [Theory]
    [InlineData("production", 3000, 1, 1)]
    [InlineData("staging", 4000, 2, 0)]
    public void Of_several_environments_the_chosen_one_is_read(string environment, int port, int services, int databases)
    {
        var manifest = Yml.Accept(TwoEnvironments, environment);
        Assert.Equal(environment, manifest.Environment);
        Assert.Equal((services, databases), (manifest.Services.Count, manifest.Databases.Count));
        Assert.Equal(port, manifest.Services.Single(service => service.Label == "web").Ports[0].Container);
    }

    [Fact]
    public void Of_several_environments_one_must_be_chosen()
    {
        var finding = Yml.Refuse(TwoEnvironments, "environment-required");
        Assert.Contains("'production' and 'staging'", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["production", "staging"], Yml.Parse(TwoEnvironments).Environments);
    }

    [Fact]
    public void An_environment_that_the_file_lacks_is_refused_with_those_it_has()
    {
        var finding = Yml.Refuse(TwoEnvironments, "environment-unknown", "qa");
        Assert.Contains("'qa'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("'production' and 'staging'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_for_a_file_without_environments_is_ignored_with_a_note()
    {
        var reading = Yml.Read("services: {web: {ports: [3000]}}", "production");
        var note = Yml.Finding(reading, "environment-ignored");
        Assert.Equal((Severity.Note, "service.yml", 0), (note.Severity, note.File, note.Line));
        Assert.Null(reading.Manifest!.Environment);
    }

    [Fact]
    public void Positions_within_an_environment_are_those_of_the_file()
    {
        var manifest = Yml.Accept(TwoEnvironments, "staging");
        Assert.Equal([("probe", 8, 5), ("web", 7, 5)], manifest.Services.Select(service => (service.Label, service.Line, service.Column)));
    }

    [Fact]
    public void The_extension_stands_beside_the_environments()
    {
        var manifest = Yml.Accept("x-elastic-dns: {namespace: shop}\nproduction:\n  services: {web: {}}\n");
        Assert.Equal("shop", manifest.Place.Namespace);
        Assert.Equal("production", manifest.Environment);
    }
}
