using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Web.Tests.Features.Import;

/// <summary>What is imported is what is read back.</summary>
public sealed class RoundTripTests : ApiTest
{
    private const ulong Seed = 20261122;
    private const int Manifests = 150;

    private static readonly string[] Engines =
        ["mysql", "postgresql", "postgis", "redis", "mongodb", "elasticsearch", "rabbitmq", "memcached", "influxdb", "glusterfs"];

    // A port of which every form of the grammar can be written.
    private sealed record Port(int Container, int? Http, int? Https, int? Tcp, int? Udp, int Form)
    {
        public string ToYaml() => Form switch
        {
            _ when Tcp is not null || Udp is not null || Form == 0 => $"{{{string.Join(", ", Members())}}}",
            1 => $"\"{Container}:{Http}:{Https}\"",
            _ when Http is null && Https is null => Form == 2 ? $"{Container}" : $"'{Container}'",
            _ => $"\"{Container}:{Http}{(Https is null ? "" : $":{Https}")}\"",
        };

        public string Show() => $"{Container}/{Http}/{Https}/{Tcp}/{Udp}";

        private IEnumerable<string> Members()
        {
            yield return $"container: {Container}";
            if (Http is not null) yield return $"http: {Http}";
            if (Https is not null) yield return $"https: '{Https}'";
            if (Tcp is not null) yield return $"tcp: {Tcp}";
            if (Udp is not null) yield return $"udp: \"{Udp}\"";
        }
    }

    private sealed record Service(string Name, string? Image, IReadOnlyList<Port> Ports);

    private sealed record Text(IReadOnlyList<Service> Services, IReadOnlyList<string> Databases, string LineEnd, bool Mark, string Remark)
    {
        public string ToYaml()
        {
            var lines = new StringBuilder(Mark ? "\uFEFF" : "").Append("# ").Append(Remark).Append(LineEnd).Append("services:").Append(LineEnd);
            foreach (var service in Services)
            {
                lines.Append("  ").Append(service.Name).Append(':').Append(LineEnd);
                if (service.Image is not null) lines.Append("    image: ").Append(service.Image).Append(LineEnd);
                if (service.Ports.Count == 0) continue;
                lines.Append("    ports:").Append(LineEnd);
                foreach (var port in service.Ports) lines.Append("    - ").Append(port.ToYaml()).Append(LineEnd);
            }
            if (Databases.Count > 0) lines.Append("databases: [").AppendJoin(", ", Databases).Append(']').Append(LineEnd);
            return lines.ToString();
        }

        // Services and databases as the API should give them, in ordinal order of their labels.
        public string Show() => string.Join('\n',
        [
            .. Services.Select(service => $"{Label(service.Name)} {service.Name} {service.Image} {string.Join(' ', service.Ports.Select(port => port.Show()))}").Order(StringComparer.Ordinal),
            .. Databases.Order(StringComparer.Ordinal),
        ]);

        public static string Label(string name) => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-').Trim('-');

        public override string ToString() => ToYaml();
    }

    private static Gen<int?> Maybe(Gen<int> gen) => Gen.Frequency((2, Gen.Constant((int?)null)), (1, gen.Select(value => (int?)value)));

    private static Gen<Text> Texts()
    {
        var number = Gen.Choose(1, 65_535);
        var port =
            from container in number
            from http in Maybe(number)
            from https in Maybe(number)
            from tcp in Maybe(number)
            from udp in Maybe(number)
            from form in Gen.Choose(0, 3)
            select new Port(container, http, https, tcp, udp, form);
        var service =
            from head in Gen.Elements("api", "Web", "worker_1", "x", "a.b", "job-", "0day", "true", "null_", "_y")
            from tail in Gen.Choose(0, 99)
            from image in Gen.Elements(null, "acme/api:1", "registry.example.com:5000/a/b@sha256:0123")
            from count in Gen.Choose(0, 4)
            from ports in port.ListOf(count)
            select new Service($"{head}{tail}", image, [.. ports.DistinctBy(each => each.Container)]);
        return
            from count in Gen.Choose(0, 8)
            from services in service.ListOf(count)
            from databases in Gen.SubListOf(Engines)
            from lineEnd in Gen.Elements("\n", "\r\n", "\r")
            from mark in Gen.Elements(true, false)
            from remark in Gen.Elements("", "Grüße 你好 🚀", "trailing   ")
            select new Text([.. services.DistinctBy(each => Text.Label(each.Name))], [.. databases], lineEnd, mark, remark);
    }

    [Fact]
    public void A_manifest_gives_back_its_services_ports_databases_and_text()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}");
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Manifests).WithReplay(Seed, 1);
        Check.One(config, Prop.ForAll(Texts().ToArbitrary(), text => IsReadBackAsync(text).GetAwaiter().GetResult()));
    }

    private async Task<bool> IsReadBackAsync(Text text)
    {
        var imported = await App.PostAsync("cluster=production&namespace=shop", text.ToYaml());
        if (imported.Status is not (200 or 201)) throw new InvalidOperationException($"{imported}\n{text.ToYaml()}");
        var application = await App.GetAsync("clusters/production/applications/shop");
        Assert.Equal(text.Show(), Show(application));
        Assert.Equal(text.ToYaml(), (await App.GetAsync("clusters/production/applications/shop/manifest")).Text);
        return true;
    }

    private static string Show(Answer application) => string.Join('\n',
    [
        .. application["services"]!.AsArray().Select(service => $"{service!["label"]} {service["name"]} {service["image"]} " + string.Join(' ',
            service["ports"]!.AsArray().Select(port => $"{port!["container"]}/{port["http"]}/{port["https"]}/{port["tcp"]}/{port["udp"]}"))),
        .. application["databases"]!.AsArray().Select(database => (string?)database!["label"]),
    ]);
}
