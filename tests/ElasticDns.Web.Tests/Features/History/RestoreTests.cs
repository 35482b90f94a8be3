using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.History;

/// <summary>A revision that is restored is the same text, byte for byte, and gives the same answers as when it was imported.</summary>
public sealed class RestoreTests : HistoryTest
{
    private const string Canary = "CANARYq81Zw";

    private static readonly (string Yaml, string? ManifestYml, string Query)[] Revisions =
    [
        ("# first\r\nservices:\r\n  Web_1:\r\n    image: acme/web:1   \r\n    ports: [3000]\r\n    env_vars:\r\n      DB_PASSWORD: CANARYq81Zw\r\n      LEDGER: http://ledger.books:9000\r\ndatabases: [mysql]", null, "application=Web%20shop"),
        ("\uFEFFservices:\n  web-1:\n    ports: [{container: 3001, tcp: 9000}]\n    env_vars: {API_TOKEN: CANARYq81Zw, LEDGER: 'http://ledger.books:9001', CACHE: redis://redis}\n  worker:\ndatabases: [mysql, redis]\n\n\n", "mysql: {groups: {one: {}, two: {default: true}}}\n", "application=Web%20shop"),
        ("staging:\n  services: {web: {ports: [1]}}\nproduction:\n  services: {web-1: {ports: [8000]}, jobs: {env_vars: {WEB: 'http://web-1:8000'}}}\n", null, "application=The%20shop&rename=true&manifest=none&environment=production"),
        ("services: {web-1: {ports: [80]}}\ndatabases: [mysql]\n", "production: {mysql: {groups: {a: {}, b: {default: true}}}}\nstaging: {mysql: {groups: {c: {}}}}\n", "environment=production"),
        ("services:\n  web-1:\n    image: acme/web\n    ports: [\"8080:80\"]\n    environment: {LEDGER: http://ledger.books:9000}\n", null, "manifest=none&format=compose"),
    ];

    [Fact]
    public async Task Every_revision_comes_back_byte_for_byte_with_the_answers_of_then()
    {
        await App.ImportAsync("books", "services: {ledger: {ports: [9000], env_vars: {SHOP: http://web-1.shop:3000}}}");
        var then = new List<Dictionary<string, string>>();
        foreach (var (yaml, manifestYml, query) in Revisions)
        {
            var answer = manifestYml is null
                ? await App.PostAsync($"cluster=production&namespace=shop&{query}", yaml)
                : await App.PostFilesAsync($"cluster=production&namespace=shop&{query}", ("service.yml", yaml), ("manifest.yml", manifestYml));
            Assert.True(answer.Status is 200 or 201, answer.ToString());
            then.Add(await AnswersAsync());
        }
        Assert.Equal(Revisions.Length, then.Select(answers => answers["manifest"]).Distinct().Count());
        for (var round = 0; round < 2; round++)
        {
            foreach (var number in (int[])[1, 3, 2, 5, 4])
            {
                var restored = (await RestoreAsync(number)).Expect(200);
                Assert.Equal("changed", restored.String("applications[0].outcome"));
                var now = await AnswersAsync();
                foreach (var (question, answer) in then[number - 1]) Assert.True(answer == now[question], $"{question} of revision {number} was {answer} and is {now[question]}");
            }
        }
    }

    [Fact]
    public async Task A_restored_revision_is_a_new_one_that_says_which_it_restores()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n", application: "Shop");
        await App.ImportAsync("shop", "services: {a: {ports: [2]}}\n");
        var restored = (await RestoreAsync(1)).Expect(200);
        Assert.Equal(3, (int)restored["applications[0].revision"]!);
        var revisions = (await App.GetAsync($"{Shop}/revisions")).Expect(200);
        Assert.Equal(["3 restored 1 True", "2 imported  False", "1 imported  False"],
            revisions["revisions"]!.AsArray().Select(revision => $"{revision!["revision"]} {revision["action"]} {revision["restoredFrom"]} {(bool)revision["current"]!}"));
        Assert.Equal("1 address changed", revisions.String("revisions[0].summary"));
        Assert.Equal("local", revisions.String("revisions[0].by"));
    }

    [Fact]
    public async Task What_is_current_is_not_restored_once_more()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n");
        Assert.Equal("unchanged", (await RestoreAsync(1)).Expect(200).String("applications[0].outcome"));
        Assert.Equal(["shop 1 imported"], await EntriesAsync());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_stores_nothing()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n");
        await App.ImportAsync("shop", "services: {a: {ports: [2]}}\n");
        var tried = (await DoAsync($"{Shop}/revisions/1/restore?dryRun=true")).Expect(200);
        Json.Same("""[{"kind": "changed", "what": "port", "name": "a", "before": "container 2", "after": "container 1"}, {"kind": "changed", "what": "address", "name": "a", "before": "http://a:2", "after": "http://a:1"}]""",
            tried["applications[0].changes"]);
        Assert.Equal(2, (int)(await App.GetAsync(Shop))["revision"]!);
    }

    [Fact]
    public async Task A_removed_application_is_brought_back_by_any_of_its_revisions()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n", application: "Old name");
        await App.PostAsync("cluster=production&namespace=shop&application=New%20name&rename=true", "services: {a: {ports: [2]}}\n");
        (await App.DeleteAsync(Shop)).Expect(204);
        (await App.GetAsync(Shop)).ExpectProblem(404);
        Assert.Equal(["2", "1"], Json.Strings((await App.GetAsync($"{Shop}/revisions")).Expect(200)["revisions"], "revision"));
        Assert.Equal("services: {a: {ports: [2]}}\n", (await App.GetAsync($"{Shop}/revisions/2/manifest")).Expect(200).Text);

        (await RestoreAsync(1)).Expect(201);
        var back = (await App.GetAsync(Shop)).Expect(200);
        Assert.Equal(("Old name", "3", "http://a:1"), (back.String("name"), back["revision"]!.ToString(), back.String("services[0].addresses[0].url")));
        Assert.Equal(["shop 3 restored", "shop 2 removed", "shop 2 imported", "shop 1 imported"], await EntriesAsync());
        Assert.Equal("brought back", (await App.GetAsync($"{Shop}/revisions")).String("revisions[0].summary"));
    }

    [Fact]
    public async Task A_restore_that_rests_on_another_revision_is_a_conflict()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n");
        await App.ImportAsync("shop", "services: {a: {ports: [2]}}\n");
        var late = (await DoAsync($"{Shop}/revisions/1/restore", ("If-Match", "\"1\""))).ExpectProblem(409);
        Assert.Equal((1, 2), ((int)late["expectedRevision"]!, (int)late["currentRevision"]!));
        (await DoAsync($"{Shop}/revisions/1/restore", ("If-Match", "\"2\""))).Expect(200);
        (await DoAsync($"{Shop}/revisions/1/restore", ("If-Match", "\"x\""))).ExpectProblem(400);
    }

    [Fact]
    public async Task What_was_never_there_is_named()
    {
        await App.ImportAsync("shop", "services: {a: }\n");
        Assert.Contains("it has one, number 1", (await RestoreAsync(7)).ExpectProblem(404).String("detail"), StringComparison.Ordinal);
        Assert.Equal(["shop"], Json.Strings((await RestoreAsync(1, "clusters/production/applications/shp")).ExpectProblem(404)["didYouMean"]));
        Assert.Equal(["production"], Json.Strings((await App.GetAsync("clusters/prodction/applications/shop/revisions")).ExpectProblem(404)["didYouMean"]));
        (await App.GetAsync($"{Shop}/revisions/0")).ExpectProblem(404);
        (await App.GetAsync($"{Shop}/revisions/one")).ExpectProblem(400);
    }

    // What the API says of the application at this moment, but for the number of the revision, its time and that of the request.
    private async Task<Dictionary<string, string>> AnswersAsync()
    {
        var answers = new Dictionary<string, string>();
        foreach (var path in (string[])
            [
                Shop, $"{Shop}/services/web-1/addresses", $"{Shop}/services/web-1/addresses?from=production/books", $"{Shop}/services/mysql/addresses?from=production/books",
                "clusters/production/references", "clusters/production/matrix", "services?cluster=production&from=production/books",
                "resolve?from=production/books&address=http://web-1.shop:3000", "resolve?from=production/shop&address=mysql://mysql-two:3306",
            ])
        {
            // The steps of a resolution name the revision.
            answers[path] = Regex.Replace(WithoutRevision((await App.GetAsync(path)).Json).ToJsonString(), "revision [0-9]+", "revision");
        }
        var manifest = (await App.GetAsync($"{Shop}/manifest")).Expect(200);
        Assert.DoesNotContain(Canary, manifest.Text, StringComparison.Ordinal);
        answers["manifest"] = Convert.ToHexString(manifest.Bytes);
        var number = (int)(await App.GetAsync(Shop))["revision"]!;
        Assert.Equal(manifest.Bytes, (await App.GetAsync($"{Shop}/revisions/{number}/manifest")).Expect(200).Bytes);
        answers["manifest.yml"] = (await App.GetAsync($"{Shop}/revisions/{number}/manifest?file=manifest.yml")) is { Status: 200 } groups ? groups.Text : "none";
        var revision = (await App.GetAsync($"{Shop}/revisions/{number}")).Expect(200);
        answers["as it was"] = WithoutRevision(revision["application"]!).ToJsonString();
        Assert.Equal(answers[Shop], answers["as it was"]);
        foreach (var fact in (string[])["name", "file", "format", "environment", "services", "databases", "redactedValues"]) answers[fact] = revision[$"revision.{fact}"]?.ToString() ?? "";
        return answers;
    }

    private static JsonNode WithoutRevision(JsonNode answer)
    {
        if (answer is JsonObject map)
        {
            map.Remove("revision");
            map.Remove("importedAt");
            map.Remove("traceId");
        }
        return answer;
    }
}
