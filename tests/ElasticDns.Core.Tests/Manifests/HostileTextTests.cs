using System.Text;
using ElasticDns.Core.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Any text at all gives a manifest or at least one error with a place, and never an exception.</summary>
public sealed class HostileTextTests
{
    private const string Good = """
        # a comment
        x-elastic-dns: {application: Shop, namespace: shop}
        x-base: &base
          image: nginx
          ports: [3000]
        services:
          custom_web:
            <<: *base
            ports:
              - 3000:80
              - container: "443"
                https: 443
            env_vars:
              DB_PASSWORD: hunter2
              URL: "mysql://u:p@mysql:3306/db"
            command: |
              run
              it
          worker: {requires: [mysql], local_ports: [80], public_port: "80:443"}
          'api': ~
        databases:
          - mysql-default
          - mysql-leopard
          - redis # cache

        """;

    private static readonly byte[] Hostile = [0x00, 0x09, 0x0A, 0x0D, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7B, 0x80, 0xFF];

    [Fact]
    public void A37_a_file_cut_at_every_byte_is_read_or_refused() => Watchdog.Run(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var length = 0; length <= bytes.Length; length++) Check(bytes[..length]);
    }, seconds: 120);

    [Fact]
    public void A38_every_byte_replaced_by_hostile_ones_is_read_or_refused() => Watchdog.Run(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var hostile in Hostile)
            {
                var changed = bytes.ToArray();
                changed[at] = hostile;
                Check(changed);
            }
        }
    }, seconds: 120);

    [Fact]
    public void Random_edits_are_read_or_refused() => Property.Holds(
        Gen.Choose(0, Good.Length - 1)
            .SelectMany(_ => Gen.Elements("[", "]", "{", "}", "&a ", "*a ", "*base", "<<: ", "- ", "? ", ": ", "!x ", "\"", "'", "|\n", "\n", "  ", "\t", "#", "---\n", "\u0430", "\u2028", "\r", "%", "@", "services:\n", "ports: ", "{{ .x }}"), (at, text) => (at, text))
            .UpTo(8), edits =>
        {
            var text = new StringBuilder(Good);
            foreach (var (at, inserted) in edits)
            {
                if (at % 3 == 0 && at < text.Length) text.Remove(at, Math.Min(5, text.Length - at));
                text.Insert(Math.Min(at, text.Length), inserted);
            }
            Check(Encoding.UTF8.GetBytes(text.ToString()));
        }, 1_000);

    [Fact]
    public void Random_bytes_are_read_or_refused() => Property.Holds(Gen.Choose(0, 255).Select(value => (byte)value).UpTo(60), bytes => Check([.. bytes]), 1_000);

    [Fact]
    public void Random_characters_of_YAML_are_read_or_refused() => Property.Holds(
        Gen.Elements("services", "web", "ports", "databases", ":", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "&a ", "*a", "<<", "!!str ", "\"", "'", "|", ">", "? ", "#", "80", "~", "x-elastic-dns", "password").UpTo(25),
        parts => Check(Encoding.UTF8.GetBytes(string.Concat(parts))), 2_000);

    private static void Check(byte[] bytes)
    {
        var document = ManifestDocument.Parse("service.yml", bytes);
        var reading = ManifestReader.Read(document);
        var errors = reading.Findings.Where(finding => finding.Severity is Severity.Error).ToList();
        Assert.True(reading.Manifest is not null == (errors.Count == 0), Encoding.UTF8.GetString(bytes));
        Assert.All(errors, error => Assert.True(error is { Line: >= 1, Column: >= 1 }));
        Assert.True(reading.FindingCount >= reading.Findings.Count);
        if (document.Text.Length > 0) Assert.Equal(bytes.Count(b => b == '\n'), document.Text.Count(c => c == '\n'));
        ManifestReader.Read(ManifestDocument.Parse("service.yml", "databases: [mysql]"), ManifestDocument.Parse("manifest.yml", bytes));
    }
}
