using System.Text;
using System.Text.Json.Nodes;

namespace ElasticDns.Web.Tests.Data;

/// <summary>The process is killed in the middle of imports.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 10;
    private const int Seed = 20261122;
    private const int Services = 60;

    private static readonly string[] Namespaces = ["one", "two", "three"];

    private readonly string _folder = Directory.CreateTempSubdirectory("elastic-dns-kill-").FullName;

    private string DatabaseFile => Path.Combine(_folder, "catalog.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_acknowledged_import_is_there_and_each_call_is_there_whole_or_not_at_all()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        var (sent, acknowledged) = (0, 0);
        var killedInTheMiddle = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            using var app = await AppProcess.StartAsync(DatabaseFile);
            if (round > 0)
            {
                var stored = await StoredCallAsync(app.Client);
                Assert.InRange(stored, acknowledged, sent);
                if (sent > acknowledged) killedInTheMiddle++;
                Assert.Equal("ok", Sqlite.Value(DatabaseFile, "PRAGMA integrity_check"));
                Assert.Equal("0", Sqlite.Value(DatabaseFile, "SELECT COUNT(*) FROM pragma_foreign_key_check"));
                (sent, acknowledged) = (stored, stored);
            }
            if (round == Rounds) break;

            var kill = KillAfterAsync(app, random.Next(5, 400));
            try
            {
                while (!kill.IsCompleted)
                {
                    sent++;
                    using var response = await app.Client.PostAsync("/api/v1/imports", Form(sent), TestContext.Current.CancellationToken);
                    Assert.True(response.IsSuccessStatusCode);
                    acknowledged = sent;
                }
            }
            catch (HttpRequestException)
            {
                // Killed while the call ran.
            }
            await kill;
        }
        Assert.True(killedInTheMiddle > 0, "No kill hit an import.");
    }

    private static async Task KillAfterAsync(AppProcess app, int milliseconds)
    {
        await Task.Delay(milliseconds);
        await app.KillAsync();
    }

    // The number of the call is the port of every service of all three applications.
    private static MultipartFormDataContent Form(int call)
    {
        var yaml = "services:\n" + string.Concat(Enumerable.Range(0, Services).Select(i => $"  s{i}: {{ports: [{call}]}}\n"));
        var form = new MultipartFormDataContent();
        foreach (var name in Namespaces) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(yaml)), "file", $"production/{name}/service.yml");
        return form;
    }

    // The call that the catalogue holds, which must be the same in every application; 0 before the first.
    private static async Task<int> StoredCallAsync(HttpClient client)
    {
        var applications = JsonNode.Parse(await client.GetStringAsync("/api/v1/applications"))!.AsArray();
        if (applications.Count == 0) return 0;
        Assert.Equal(Namespaces.Order(StringComparer.Ordinal), Json.Strings(applications, "namespace"));
        Assert.All(applications, application => Assert.Equal(Services, application!["services"]!.AsArray().Count));
        var call = Assert.Single(applications.SelectMany(application => application!["services"]!.AsArray()).Select(service => (int)service!["ports"]![0]!["container"]!).Distinct());
        Assert.All(applications, application => Assert.Equal(call, (int)application!["revision"]!));
        foreach (var name in Namespaces)
            Assert.Contains($"s0: {{ports: [{call}]}}", await client.GetStringAsync($"/api/v1/clusters/production/applications/{name}/manifest"), StringComparison.Ordinal);
        return call;
    }
}
