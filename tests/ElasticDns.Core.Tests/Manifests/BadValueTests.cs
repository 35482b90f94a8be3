using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Values that look like something else, and too many of them.</summary>
public sealed class BadValueTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("\"http\"")]
    [InlineData("80.5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("010")]
    [InlineData("0x50")]
    [InlineData("3_000")]
    [InlineData("[80]")]
    public void B01_B02_B05_a_wrong_container_port_is_refused_with_line_and_path(string value)
    {
        var reading = Yml.Read($"services:\n  web:\n    ports:\n      - container: {value}\n");
        Assert.Null(reading.Manifest);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((4, 20, "services.web.ports[0].container"), (finding.Line, finding.Column, finding.Path));
    }

    [Fact]
    public void B03_22_22_is_two_ports_and_never_1342() => Assert.Equal(new ContainerPort(22, 22), Assert.Single(Yml.Ports("services: {web: {ports: [22:22]}}")));

    [Fact]
    public void B03_3000_80_443_is_three_ports() => Assert.Equal(new ContainerPort(3000, 80, 443), Assert.Single(Yml.Ports("services: {web: {ports: [3000:80:443]}}")));

    [Fact]
    public void B04_a_port_given_twice_counts_once() => Assert.Single(Yml.Ports("services: {web: {ports: [80, 80, \"80\"]}}"));

    [Fact]
    public void B04_65536_ports_of_a_service_are_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("services:\n  web:\n    ports:\n");
        for (var i = 0; i < 65_536; i++) text.Append($"      - {i % 65_535 + 1}\n");
        var reading = Yml.Read(text.ToString());
        Assert.Equal(1_004, Yml.Refuse(reading, "too-many-ports").Line);
        Assert.Equal(1, reading.FindingCount);
    });

    [Fact]
    public void B04_1000_ports_of_a_service_are_read() =>
        Assert.Equal(1_000, Yml.Ports($"services: {{web: {{ports: [{string.Join(", ", Enumerable.Range(1, 1_000))}]}}}}").Count);

    [Fact]
    public void B04_1000_mappings_of_one_container_are_read() => Watchdog.Run(() =>
        Assert.Equal(1_000, Yml.Ports($"services: {{web: {{ports: [{string.Join(", ", Enumerable.Range(1, 1_000).Select(port => $"\"80:{port}\""))}]}}}}").Count));

    [Theory]
    [InlineData("{3000: 80}", "ports-shape")]
    [InlineData("[[80, 81]]", "port-shape")]
    [InlineData("[{container: {a: 1}}]", "port-shape")]
    public void B05_ports_of_a_wrong_shape_are_refused(string ports, string code) => Yml.Refuse($"services:\n  web:\n    ports: {ports}\n", code);

    [Theory]
    [InlineData("\"\"", "name-empty")]
    [InlineData("\"*\"", "name-empty")]
    [InlineData("\u00e4", "name-not-ascii")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "name-too-long")]
    public void B06_a_name_of_which_no_label_remains_is_refused(string name, string code) => Assert.Equal(2, Yml.Refuse($"services:\n  {name}: {{}}\n", code).Line);

    [Theory]
    [InlineData("-a", "a")]
    [InlineData("a-", "a")]
    [InlineData("a..b", "a--b")]
    [InlineData("A_b", "a-b")]
    [InlineData("a.", "a")]
    [InlineData("404", "404")]
    public void B06_any_other_name_is_folded_to_a_label(string name, string label) => Assert.Equal(label, Assert.Single(Yml.Accept($"services:\n  {name}: {{}}\n").Services).Label);

    [Theory]
    [InlineData("__proto__", "proto")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("yes", "yes")]
    [InlineData("NaN", "nan")]
    [InlineData("1e3", "1e3")]
    public void B07_a_name_is_never_turned_into_another_type(string name, string label)
    {
        var service = Assert.Single(Yml.Accept($"services:\n  {name}: {{}}\n").Services);
        Assert.Equal((name, label), (service.Name, service.Label));
    }

    [Theory]
    [InlineData("\"we\\u202Eb\"", "\\u202e")]
    [InlineData("\"we\\u200Bb\"", "\\u200b")]
    [InlineData("\u0430pi", "\\u0430")]
    public void B08_names_that_look_like_others_are_refused_and_shown_escaped(string name, string shown) =>
        Assert.Contains(shown, Yml.Refuse($"services:\n  {name}: {{}}\n", "name-not-ascii").Message, StringComparison.Ordinal);

    [Fact]
    public void B10_B11_no_secret_of_any_form_is_stored_or_shown()
    {
        const string text = """
            services:
              web:
                image: me:s3cretA@registry.example.com/team/app:1.0
                env_vars:
                  AWS_SECRET_ACCESS_KEY: s3cretB
                  KEY: |
                    -----BEGIN RSA PRIVATE KEY-----
                    s3cretCs3cretCs3cretCs3cretC
                    -----END RSA PRIVATE KEY-----
                  JWT: eyJhbGciOiJIUzI1NiJ9.eyJzM2NyZXREIjoxfQ.s3cretD
                  URL: mysql://u:s3cretE@mysql:3306/db
            """;
        var document = Yml.Parse(text);
        Assert.Equal(5, document.RedactedValues);
        Assert.DoesNotContain("s3cret", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", document.Text, StringComparison.Ordinal);
        Assert.Contains("AWS_SECRET_ACCESS_KEY:", document.Text, StringComparison.Ordinal);
        Assert.Contains("mysql://u:********@mysql:3306/db", document.Text, StringComparison.Ordinal);
        var reading = ManifestReader.Read(document);
        Assert.Equal("me:********@registry.example.com/team/app:1.0", Assert.Single(reading.Manifest!.Services).Image);
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("constructor")]
    [InlineData("hasOwnProperty")]
    public void B07_names_of_other_languages_are_only_text(string name) =>
        Assert.Equal(name, Assert.Single(Yml.Accept($"services:\n  \"{name}\": {{}}\n").Services).Name);

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("\u0430pp")]
    [InlineData("default")]
    [InlineData("kube-system")]
    public void B09_a_namespace_that_is_no_label_is_refused(string name) => Assert.NotNull(Placement.CheckNamespace(name));

    [Fact]
    public void B09_a_refused_namespace_is_shown_escaped() => Assert.Contains("\\u0430pp", Placement.CheckNamespace("\u0430pp"), StringComparison.Ordinal);
}
