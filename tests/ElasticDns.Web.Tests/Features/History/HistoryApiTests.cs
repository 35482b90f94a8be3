namespace ElasticDns.Web.Tests.Features.History;

/// <summary>What happened, a part at a time, and what differs between two revisions.</summary>
public sealed class HistoryApiTests : HistoryTest
{
    [Fact]
    public async Task Everything_that_happened_is_told_a_part_at_a_time()
    {
        for (var port = 1; port <= 7; port++)
        {
            await App.ImportAsync("shop", $"services: {{a: {{ports: [{port}]}}}}\n");
            // Several things happen in one moment, and others later.
            if (port % 2 == 0) App.Clock.Now += TimeSpan.FromMinutes(1);
            if (port == 4) (await App.DeleteAsync(Shop)).Expect(204);
        }
        (await App.PostFilesAsync("", ("production/one/service.yml", "services: {a: }\n"), ("production/two/service.yml", "services: {a: }\n"))).Expect(201);
        (await DoAsync("clusters/production/applications/two/move?namespace=three")).Expect(200);

        var all = await EntriesAsync();
        // What was done at one moment is told in the order in which it was written.
        Assert.Equal(
            [
                "three 1 moved", "two 1 removed", "two 1 imported", "one 1 imported", "shop 7 imported", "shop 6 imported", "shop 5 imported", "shop 4 removed",
                "shop 4 imported", "shop 3 imported", "shop 2 imported", "shop 1 imported",
            ], all);

        foreach (var size in (int[])[1, 2, 3, 10])
        {
            var read = new List<string>();
            string? next = null;
            do
            {
                var part = (await App.GetAsync($"history?limit={size}{(next is null ? "" : $"&before={next}")}")).Expect(200);
                read.AddRange(part["entries"]!.AsArray().Select(entry => $"{entry!["namespace"]} {entry["revision"]} {entry["action"]}"));
                next = part.String("next");
            }
            while (next is not null);
            Assert.Equal(all, read);
        }
    }

    [Fact]
    public async Task It_is_narrowed_down_by_place_and_by_words()
    {
        await App.ImportAsync("shop", "services: {a: }\n", application: "Web shop 100%");
        await App.ImportAsync("books", "services: {a: }\n", cluster: "staging");
        (await App.PostFilesAsync("cluster=production&namespace=mall", ("very_own.yml", "services: {a: }\n"))).Expect(201);
        (await App.DeleteAsync("clusters/staging/applications/books")).Expect(204);
        Assert.Equal(["books 1 removed", "books 1 imported"], await EntriesAsync("cluster=staging"));
        Assert.Equal(["shop 1 imported"], await EntriesAsync("cluster=Production&namespace=SHOP"));
        Assert.Equal(["shop 1 imported"], await EntriesAsync("q=WEB%20shop"));
        Assert.Equal(["shop 1 imported"], await EntriesAsync("q=100%25"));
        Assert.Empty(await EntriesAsync("q=1%250"));
        Assert.Equal(["mall 1 imported"], await EntriesAsync("q=y_o"));
        Assert.Equal(4, (await EntriesAsync("q=local")).Length);
        Assert.Equal(["shop"], Json.Strings((await App.GetAsync("history?cluster=production&namespace=shpo")).ExpectProblem(404)["didYouMean"]));
        Assert.Equal(["production"], Json.Strings((await App.GetAsync("history?cluster=prduction")).ExpectProblem(404)["didYouMean"]));
    }

    [Theory]
    [InlineData("history?limit=0")]
    [InlineData("history?limit=201")]
    [InlineData("history?before=yesterday")]
    [InlineData("history?before=99999999999999999-1")]
    [InlineData("history?before=5-1x")]
    public async Task A_wrong_parameter_is_refused(string path) => (await App.GetAsync(path)).ExpectProblem(400);

    [Fact]
    public async Task An_entry_tells_who_did_what_when_from_which_file()
    {
        (await App.PostFilesAsync("cluster=production&namespace=shop&application=Shop", ("stacks/shop.yml", "services: {a: {ports: [1]}, b: {env_vars: {API_TOKEN: x}}}\ndatabases: [mysql]\n"))).Expect(201);
        App.Clock.Now += TimeSpan.FromHours(1);
        (await App.DeleteAsync(Shop)).Expect(204);
        var at = App.Clock.Now;
        var entries = (await App.GetAsync("history")).Expect(200);
        var removed = $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssK}";
        var imported = $"{at.AddHours(-1).UtcDateTime:yyyy-MM-ddTHH:mm:ssK}";
        string Entry(string action, string when, string summary) => $$"""
            {"cluster": "production", "namespace": "shop", "name": "Shop", "revision": 1, "action": "{{action}}", "at": "{{when}}", "by": "local", "summary": {{summary}}, "current": false,
             "file": "stacks/shop.yml", "format": "service.yml", "environment": null, "services": 2, "databases": 1, "redactedValues": 1,
             "restoredFrom": null, "movedFrom": null, "removedAt": "{{removed}}", "removedBy": "local", "movedTo": null}
            """;
        Json.Same($$"""{"entries": [{{Entry("removed", removed, "null")}}, {{Entry("imported", imported, "\"first import\"")}}], "next": null}""", entries.Json);
    }

    [Fact]
    public async Task Two_revisions_are_compared_in_either_direction()
    {
        await App.ImportAsync("shop", "services:\n  a: {ports: [1]}\n");
        await App.ImportAsync("shop", "services:\n  a: {ports: [2]}\n  b:\ndatabases: [mysql]\n", manifestYml: "mysql: {groups: {one: {}}}\n");
        var there = (await App.GetAsync($"{Shop}/compare?from=1&to=2")).Expect(200);
        Assert.Equal(("1", "2"), (there["from.revision"]!.ToString(), there["to.revision"]!.ToString()));
        Assert.Equal(["changed port a", "changed address a", "added service b", "added database mysql-one", "added address mysql-one"],
            there["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["what"]} {change["name"]}").Distinct());
        Json.Same("""[{"file": "service.yml", "added": 3, "removed": 1}, {"file": "manifest.yml", "added": 1, "removed": 0}]""", there["texts"]);
        var back = (await App.GetAsync($"{Shop}/compare?from=2&to=1")).Expect(200);
        Assert.Contains("removed service b", back["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["what"]} {change["name"]}"));
        Json.Same("""[{"file": "service.yml", "added": 1, "removed": 3}, {"file": "manifest.yml", "added": 0, "removed": 1}]""", back["texts"]);
        var same = (await App.GetAsync($"{Shop}/compare?from=2&to=2")).Expect(200);
        Assert.Empty(same["changes"]!.AsArray());
        Assert.Empty(same["texts"]!.AsArray());
        (await App.GetAsync($"{Shop}/compare?from=1&to=9")).ExpectProblem(404);
        (await App.GetAsync($"{Shop}/compare?from=1")).ExpectProblem(400);
    }

    [Fact]
    public async Task The_texts_of_a_revision_are_given_as_they_are_stored()
    {
        await App.ImportAsync("shop", "services: {a: }\r\n# end", manifestYml: "mysql: {groups: {one: {}}}");
        var text = (await App.GetAsync($"{Shop}/revisions/1/manifest")).Expect(200);
        Assert.Equal(("services: {a: }\r\n# end", "application/yaml", "nosniff"), (text.Text, text.MediaType, text.Headers["X-Content-Type-Options"]));
        Assert.Equal("mysql: {groups: {one: {}}}", (await App.GetAsync($"{Shop}/revisions/1/manifest?file=manifest.yml")).Expect(200).Text);
        (await App.GetAsync($"{Shop}/revisions/1/manifest?file=../x")).ExpectProblem(400);
        await App.PostAsync("cluster=production&namespace=shop&manifest=none", "services: {b: }\n");
        (await App.GetAsync($"{Shop}/revisions/2/manifest?file=manifest.yml")).ExpectProblem(404);
    }

    [Fact]
    public async Task A_text_that_is_refused_today_is_shown_and_not_read()
    {
        await App.ImportAsync("shop", "services: {a: {ports: [1]}}\n");
        await App.ImportAsync("shop", "services: {a: {ports: [2]}}\n");
        Sqlite.Run(App.DatabaseFile, "UPDATE Revisions SET ServiceYaml = 'services: [' WHERE Number = 1");
        Assert.Null((await App.GetAsync($"{Shop}/revisions/1")).Expect(200)["application"]);
        Assert.Equal("services: [", (await App.GetAsync($"{Shop}/revisions/1/manifest")).Expect(200).Text);
        Assert.Null((await App.GetAsync($"{Shop}/compare?from=1&to=2")).Expect(200)["changes"]);
        (await RestoreAsync(1)).ExpectProblem(422);
        Assert.Equal(2, (int)(await App.GetAsync(Shop)).Expect(200)["revision"]!);
    }

    [Fact]
    public async Task No_secret_is_anywhere_in_it()
    {
        const string canary = "CANARYh5Tq";
        var yaml = $"# TOKEN: {canary}\nservices:\n  a:\n    env_vars: {{DB_PASSWORD: {canary}, URL: 'mysql://u:{canary}@mysql:3306/x'}}\n";
        (await App.PostFilesAsync("cluster=production&namespace=shop", ($"mysql://u:{canary}@h/service.yml", yaml))).Expect(201);
        await App.ImportAsync("shop", yaml + "databases: [mysql]\n");
        await RestoreAsync(1);
        await DoAsync($"{Shop}/rename?application={Uri.EscapeDataString($"mysql://u:{canary}@h")}");
        await DoAsync($"{Shop}/move?namespace=mall");
        foreach (var path in (string[])["history", $"history?q={canary}", $"{Shop}/revisions", $"{Shop}/revisions/1", $"{Shop}/revisions/1/manifest", $"{Shop}/compare?from=1&to=2", "clusters/production/applications/mall/revisions/1"])
            Assert.DoesNotContain(canary, (await App.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(canary, App.Log.Text, StringComparison.Ordinal);
    }
}
