using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Web.Features.Matrix;

namespace ElasticDns.Web.Tests.Features.Matrix;

/// <summary>What the canvas draws from, read by a reader that knows its form from its description alone.</summary>
public sealed class MatrixDataTests
{
    private const int MostBytesAService = 8;

    private static Application Read(string @namespace, string yaml, string cluster = "production")
    {
        var manifest = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(yaml))).Manifest!;
        return new(cluster, @namespace, $"The {@namespace}", manifest.Services, manifest.Databases);
    }

    private static async Task<byte[]> WriteAsync(CatalogSnapshot catalog, string cluster)
    {
        using var body = new MemoryStream();
        var pipe = PipeWriter.Create(body, new(leaveOpen: true));
        await MatrixData.WriteAsync(catalog.FindCluster(cluster)!, new(catalog, new()), pipe, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return body.ToArray();
    }

    [Fact]
    public async Task It_holds_every_target_with_its_first_address_and_every_connection_of_the_cluster()
    {
        var catalog = CatalogSnapshot.Of(
        [
            Read("core", "services: {api: {ports: [{container: 3000, tcp: 25}, 9000]}, job: {command: 'http://api:3000 http://site.web http://api.core:81'}}\ndatabases: [mysql-venus, mysql-default]"),
            Read("web", "services: {site: {ports: [443], command: 'http://gone.far.svc.cluster.local tcp://api.core:3000 mysql://mysql.core http://query.search:1'}}"),
            Read("search", "services: {query: {ports: [1], command: 'https://site.web'}}", "staging"),
        ]);
        var data = MatrixReading.Of(await WriteAsync(catalog, "production"));
        Assert.Equal(
        [
            "core/api tcp://api:3000 +1", "core/job -", "core/mysql-default database mysql:3306 +0", "core/mysql-venus database mysql-venus:3306 +0",
            "web/site https://site +0 declared elsewhere",
        ], data.Targets);
        Assert.Equal(["The core", "The web"], data.Names);
        Assert.Equal(["core/job > core/api broken", "core/job > web/site broken", "web/site > core/api", "web/site > core/mysql-default"], data.Connections);
        Assert.Equal(["web/site 2"], data.Lost);
    }

    [Fact]
    public async Task With_two_connections_a_service_it_takes_at_most_eight_bytes_a_service_beside_the_names()
    {
        const int Applications = 2_000, Services = 10;
        var random = new Random(11);
        var catalog = CatalogSnapshot.Of(Enumerable.Range(0, Applications).Select(number =>
        {
            var text = new StringBuilder("services:\n");
            for (var service = 0; service < Services; service++)
            {
                // One to anywhere, as far as it may be, and one to the application itself.
                var (other, far) = (random.Next(Services), random.Next(Applications));
                text.Append(CultureInfo.InvariantCulture, $"  service-{service}:\n    ports: [{3000 + service}]\n    env_vars: {{NEXT_URL: 'http://service-{(service + 1) % Services}:{3000 + ((service + 1) % Services)}', FAR_URL: 'http://service-{other}.application-{far}:{3000 + other}'}}\n");
            }
            return Read($"application-{number}", text.ToString());
        }));
        var bytes = await WriteAsync(catalog, "production");
        var data = MatrixReading.Of(bytes);
        Assert.Equal(Applications * Services, data.Targets.Count);
        Assert.InRange(data.Connections.Count, 39_900, 40_000);
        Assert.InRange(data.LengthWithoutNames, 1, MostBytesAService * Applications * Services);
        Assert.DoesNotContain(data.Connections, connection => connection.EndsWith("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_answered_once_for_a_state_of_the_catalogue()
    {
        await using var app = TestApp.Start();
        await app.ImportAsync("core", "services: {api: {ports: [80]}}");
        var first = (await app.SendAsync(HttpMethod.Get, "/matrix/production/data")).Expect(200);
        Assert.Equal(MatrixDataApi.ContentType, first.MediaType);
        Assert.Equal(["core/api http://api +0"], MatrixReading.Of(first.Bytes).Targets);
        var tag = first.Headers["ETag"];
        Assert.Empty((await app.SendAsync(HttpMethod.Get, "/matrix/production/data", null, ("If-None-Match", tag))).Expect(304).Bytes);
        await app.ImportAsync("core", "services: {api: {ports: [81]}}");
        var second = (await app.SendAsync(HttpMethod.Get, "/matrix/production/data", null, ("If-None-Match", tag))).Expect(200);
        Assert.Equal(["core/api http://api:81 +0"], MatrixReading.Of(second.Bytes).Targets);
        Assert.Equal("br", (await app.SendAsync(HttpMethod.Get, "/matrix/production/data", null, ("Accept-Encoding", "br"))).Headers["Content-Encoding"]);
        (await app.SendAsync(HttpMethod.Get, "/matrix/elsewhere/data")).Expect(404);
    }

    private sealed record MatrixReading(IReadOnlyList<string> Targets, IReadOnlyList<string> Names, IReadOnlyList<string> Connections, IReadOnlyList<string> Lost, int LengthWithoutNames)
    {
        private static readonly string[] Schemes = ["http", "https", "tcp", "udp"];

        public static MatrixReading Of(byte[] bytes)
        {
            var at = 0;
            int Number()
            {
                for (var (value, shift) = (0, 0); ; shift += 7)
                {
                    value |= (bytes[at] & 0x7f) << shift;
                    if (bytes[at++] < 0x80) return value;
                }
            }

            Assert.Equal(1, bytes[at++]);
            int[] sizes = [.. Enumerable.Range(0, Number()).Select(_ => Number())];
            var kinds = Enumerable.Range(0, Number()).Select(_ =>
            {
                int traits = bytes[at++];
                var port = (traits & 2) > 0 ? Number() : 0;
                var more = Number();
                string? host = null;
                if ((traits & 8) > 0)
                {
                    var length = Number();
                    host = Encoding.ASCII.GetString(bytes, at, length);
                    at += length;
                }
                return (Traits: traits, Port: port, More: more, Host: host);
            }).ToList();
            int[] kindOf = [.. Enumerable.Range(0, sizes.Sum()).Select(_ => Number())];
            var connections = new List<(int From, int To, bool Broken)>();
            var lost = new List<(int From, int Count)>();
            for (var own = 0; own < kindOf.Length; own++)
            {
                if ((kinds[kindOf[own]].Traits & 1) > 0) continue;
                var count = Number();
                if ((count & 1) > 0) lost.Add((own, Number()));
                var target = own;
                for (var one = 0; one < count / 2; one++)
                {
                    var step = Number();
                    var distance = step / 2;
                    target += one == 0 ? (distance & 1) == 0 ? distance / 2 : -((distance + 1) / 2) : distance;
                    connections.Add((own, target, (step & 1) > 0));
                }
            }
            var end = at;
            var lines = Encoding.UTF8.GetString(bytes, at, bytes.Length - at).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
            Assert.Equal(sizes, lines.Select(line => line.Length - 2));
            string[] names = [.. lines.SelectMany(line => line.Skip(2).Select(label => $"{line[0]}/{label}"))];
            return new(
                [.. names.Select((name, target) => $"{name} {Text(kinds[kindOf[target]], name.Split('/')[1])}")],
                [.. lines.Select(line => line[1])],
                [.. connections.Select(one => $"{names[one.From]} > {names[one.To]}{(one.Broken ? " broken" : "")}")],
                [.. lost.Select(one => $"{names[one.From]} {one.Count}")],
                end);
        }

        private static string Text((int Traits, int Port, int More, string? Host) kind, string label)
        {
            if ((kind.Traits & 2) == 0) return "-";
            var scheme = Schemes[(kind.Traits >> 4) & 3];
            var host = kind.Host ?? label;
            var address = (kind.Traits & 4) > 0 ? $"{host}:{kind.Port}" : Scheme.DefaultPort(scheme) == kind.Port ? $"{scheme}://{host}" : $"{scheme}://{host}:{kind.Port}";
            return $"{((kind.Traits & 1) > 0 ? "database " : "")}{address} +{kind.More}{((kind.Traits & 64) > 0 ? " declared elsewhere" : "")}";
        }
    }
}
