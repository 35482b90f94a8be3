using System.Text;
using ElasticDns.Core.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>What holds of hostile service.yml files holds of Compose files and Kubernetes objects, over all their documents together.</summary>
public sealed class HostileFormatTests
{
    private const string GoodCompose = """
        name: shop
        x-base: &base {image: nginx, networks: {front: {aliases: [a]}}}
        services:
          web:
            <<: *base
            ports: ["8080:80", {target: 443, published: "8443", protocol: tcp}, "${P:-1}-2:3-4/udp"]
            environment: [DB_PASSWORD=x, "URL=http://api"]
            healthcheck: {test: [CMD, "http://api"]}
          api: {build: ., expose: [3000], depends_on: [web], network_mode: host}
          db: {image: "postgres:17"}
        networks: {front: {}}

        """;

    private const string GoodKubernetes = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          type: LoadBalancer
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: 3000}, {port: 53, protocol: UDP}]
        ---
        apiVersion: v1
        kind: List
        items:
        - &d
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop}
          spec: {template: {metadata: {labels: {app: web}}, spec: {hostNetwork: true, containers: [{image: a, env: [{name: DB_PASSWORD, value: x}, {name: URL, valueFrom: {configMapKeyRef: {name: c, key: k}}}], envFrom: [{configMapRef: {name: c}}], livenessProbe: {httpGet: {host: web}}}]}}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: c, namespace: shop}
        data: {k: "http://web", f: "password: x"}
        ---
        kind: Secret
        apiVersion: v1
        data: {a: b}

        """;

    private static readonly byte[] Hostile = [0x00, 0x09, 0x0A, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7B, 0xFF];

    public static TheoryData<ManifestFormat, string> Good => new() { { ManifestFormat.Compose, GoodCompose }, { ManifestFormat.Kubernetes, GoodKubernetes } };

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static ManifestReading Read(string text, ManifestFormat format, ManifestLimits? limits = null) => ManifestReader.Read(ManifestDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text), limits, format));

    [Theory]
    [MemberData(nameof(Good))]
    public void The_good_files_are_accepted(ManifestFormat format, string text) => Assert.Equal(format is ManifestFormat.Compose ? 3 : 1, Read(text, format).Manifest!.Services.Count);

    [Theory]
    [MemberData(nameof(Good))]
    public void A37_a_file_cut_at_every_byte_is_read_or_refused(ManifestFormat format, string text) => Watchdog.Run(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length <= bytes.Length; length++) Check(bytes[..length], format);
    }, seconds: 120);

    [Theory]
    [MemberData(nameof(Good))]
    public void A38_every_byte_replaced_by_hostile_ones_is_read_or_refused(ManifestFormat format, string text) => Watchdog.Run(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var hostile in Hostile)
            {
                var changed = bytes.ToArray();
                changed[at] = hostile;
                Check(changed, format);
            }
        }
    }, seconds: 120);

    [Theory]
    [MemberData(nameof(Good))]
    public void Every_value_of_another_shape_is_read_or_refused(ManifestFormat format, string text)
    {
        string[] shapes = ["", "~", "[]", "{}", "[a, {b: c}, ~, [d]]", "{a: b, ? [x] : y}", "\"\"", "-1", "*d", "${X}", "!!binary aGk=", "\"\\u0430\"", new('9', 30)];
        Property.Holds(
            from at in Gen.Choose(0, text.Split(": ").Length - 2)
            from shape in Gen.Elements(shapes)
            select (at, shape), given =>
            {
                var parts = text.Split(": ");
                // What follows the chosen key up to the end of the value gives way.
                var rest = parts[given.at + 1];
                var end = rest.IndexOfAny([',', '}', ']', '\n']);
                parts[given.at + 1] = given.shape + (end < 0 ? "" : rest[end..]);
                Check(Encoding.UTF8.GetBytes(string.Join(": ", parts)), format);
            }, 600);
    }

    [Theory]
    [InlineData(ManifestFormat.Compose, "services: {web: {build: .}}\n")]
    [InlineData(ManifestFormat.Kubernetes, "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n")]
    public void Structure_is_as_hostile_in_every_format(ManifestFormat format, string good) => Watchdog.Run(() =>
    {
        string[] documents = format is ManifestFormat.Compose ? [""] : ["", $"{good}---\n"];
        foreach (var before in documents)
        {
            Yml.Refuse(Read($"{before}{good}x: {Repeat("[", 100_000)}", format), "nesting-too-deep");
            Yml.Refuse(Read($"{before}{good}x: {Repeat("{a: ", 10_000)}", format), "nesting-too-deep");
            Yml.Refuse(Read($"{before}{good}x: &a [*a]\n", format), "recursive-alias");
            Yml.Refuse(Read($"{before}{good}x: *nope\n", format), "unknown-alias");
            Yml.Refuse(Read($"{before}{good}x: !!binary aGk=\n", format), "tag");
            Yml.Refuse(Read($"{before}{good}x: {{<<: a}}\n", format), "merge-key");
            Yml.Refuse(Read($"{before}{good}x: {{a: b, a: c}}\n", format), "duplicate-key");
            Yml.Refuse(Read($"{before}{good}x: &a {new string('x', 100_000)}\ny: [{Repeat("*a, ", 1_000)}]\n", format), "aliases-too-large");
            Yml.Refuse(Read($"{before}{good}x:\n\t- a\n", format), "tab-indentation");
        }
    }, seconds: 30);

    [Fact]
    public void The_caps_hold_for_all_documents_together()
    {
        const string service = "apiVersion: v1\nkind: Service\nmetadata: {name: a#}\nx: &a {b: c}\ny: *a\n";
        var text = string.Join("---\n", Enumerable.Range(0, 10).Select(i => service.Replace("#", $"{i}", StringComparison.Ordinal)));
        Assert.NotNull(Read(text, ManifestFormat.Kubernetes).Manifest);
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { Events = 100 }), "too-many-events");
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { Anchors = 9 }), "too-many-anchors");
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { Aliases = 9 }), "too-many-aliases");
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { ExpandedNodes = 100 }), "aliases-too-large");
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { ExpandedCharacters = 200 }), "aliases-too-large");
        Yml.Refuse(Read(text, ManifestFormat.Kubernetes, new() { Services = 9 }), "too-many-services");
        Assert.NotNull(Read(text, ManifestFormat.Kubernetes, new() { Anchors = 10, Aliases = 10, Services = 10 }).Manifest);
    }

    [Fact]
    public void An_anchor_ends_with_its_document() => Yml.Refuse(
        Read("apiVersion: v1\nkind: Service\nmetadata: &m {name: web}\n---\napiVersion: v1\nkind: Service\nmetadata: *m\n", ManifestFormat.Kubernetes), "unknown-alias");

    [Fact]
    public void Ports_and_services_have_the_same_caps()
    {
        Yml.Refuse(Read("services: {a: {image: a, expose: [\"1-65535\"]}}", ManifestFormat.Compose), "too-many-ports");
        Yml.Refuse(Read("services: {a: {image: a}, b: {image: b}}", ManifestFormat.Compose, new() { Services = 1 }), "too-many-services");
        Yml.Refuse(Read($"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{ports: [{Repeat("{port: 1}, ", 1_001)}]}}\n", ManifestFormat.Kubernetes), "too-many-ports");
    }

    [Fact]
    public void Two_documents_are_no_Compose_file() =>
        Assert.Contains("A Compose file is one document", Yml.Refuse(Read("services: {a: {build: .}}\n---\nservices: {b: {build: .}}\n", ManifestFormat.Compose), "several-documents").Message, StringComparison.Ordinal);

    [Fact]
    public void A_ConfigMap_that_very_many_workloads_take_costs_little() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n");
        for (var i = 0; i < 20_000; i++) text.Append($"  A{i}: http://web{i}\n");
        for (var i = 0; i < 1_500; i++) text.Append($"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{i}, labels: {{a: b}}}}\nspec: {{containers: [{{envFrom: [{{configMapRef: {{name: c}}}}]}}]}}\n");
        var reading = Read(text.ToString(), ManifestFormat.Kubernetes);
        Assert.Equal(1_500, reading.Manifest!.Services.Count);
        Yml.Finding(reading, "too-many-addresses");
    }, seconds: 30);

    private static void Check(byte[] bytes, ManifestFormat format)
    {
        var document = ManifestDocument.Parse("a.yml", bytes, format: format);
        var reading = ManifestReader.Read(document, null, document.Environments.Count > 1 ? document.Environments[0] : null);
        var errors = reading.Findings.Where(finding => finding.Severity is Severity.Error).ToList();
        Assert.True(reading.Manifest is not null == (errors.Count == 0), Encoding.UTF8.GetString(bytes));
        Assert.All(errors, error => Assert.True(error is { Line: >= 1, Column: >= 1 }));
        if (document.Text.Length == 0) return;
        Assert.Equal(bytes.Count(b => b == '\n'), document.Text.Count(c => c == '\n'));
        if (reading.Manifest is not { } manifest) return;
        var again = ManifestDocument.Parse("a.yml", document.Text, format: format);
        Assert.True(document.Text == again.Text, $"{Encoding.UTF8.GetString(bytes)}\n{document.Text}\n{again.Text}");
        Assert.Equal(Rendering.Of(manifest), Rendering.Of(ManifestReader.Read(again, null, manifest.Environment).Manifest!));
    }
}
