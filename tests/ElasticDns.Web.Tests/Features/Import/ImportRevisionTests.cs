namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportRevisionTests : ApiTest
{
    private const string Query = "cluster=production&namespace=shop";

    private static string Yaml(int port) => $"services:\n  api:\n    ports: [{port}]\n";

    [Fact]
    public async Task An_application_answers_with_its_revision_as_ETag()
    {
        for (var port = 1; port <= 4; port++) await App.ImportAsync("shop", Yaml(port));
        Assert.Equal("\"4\"", (await App.GetAsync("clusters/production/applications/shop")).Headers["ETag"]);
    }

    [Fact]
    public async Task The_revision_that_the_import_rests_on_is_replaced()
    {
        await App.ImportAsync("shop", Yaml(1));
        var answer = await App.PostAsync(Query, Yaml(2), ("If-Match", "\"1\""));
        Assert.Equal(2, (int?)answer.Expect(200)["applications[0].revision"]);
    }

    [Fact]
    public async Task Another_revision_answers_409_with_both_and_changes_nothing()
    {
        await App.ImportAsync("shop", Yaml(1));
        await App.ImportAsync("shop", Yaml(2));
        var rows = Sqlite.Dump(App.DatabaseFile);

        var answer = await App.PostAsync(Query, Yaml(3), ("If-Match", "\"1\""));

        answer.ExpectProblem(409);
        Assert.Equal((1, 2), ((int?)answer["expectedRevision"], (int?)answer["currentRevision"]));
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
    }

    [Fact]
    public async Task A_dry_run_tells_of_the_conflict_as_well()
    {
        await App.ImportAsync("shop", Yaml(1));
        (await App.PostAsync($"{Query}&dryRun=true", Yaml(2), ("If-Match", "\"7\""))).ExpectProblem(409);
    }

    [Fact]
    public async Task A_revision_of_an_application_that_is_not_there_answers_409() =>
        Assert.Equal(0, (int?)(await App.PostAsync(Query, Yaml(1), ("If-Match", "\"4\""))).ExpectProblem(409)["currentRevision"]);

    [Theory]
    [InlineData("four")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"-1\"")]
    public async Task An_If_Match_that_names_no_revision_answers_400(string value)
    {
        await App.ImportAsync("shop", Yaml(1));
        (await App.PostAsync(Query, Yaml(2), ("If-Match", value))).ExpectProblem(400);
    }

    [Fact]
    public async Task Removing_answers_204_and_keeps_the_history()
    {
        await App.ImportAsync("shop", Yaml(1));
        await App.ImportAsync("shop", Yaml(2));
        var answer = await App.DeleteAsync("clusters/production/applications/shop");
        answer.Expect(204);
        Assert.Empty(answer.Bytes);
        (await App.GetAsync("clusters/production/applications/shop")).ExpectProblem(404);
        Assert.Equal("[]", (await App.GetAsync("applications")).Text);
        Assert.Equal("[]", (await App.GetAsync("clusters")).Text);
        Assert.Equal("2", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM Revisions"));
    }

    [Fact]
    public async Task Removing_what_is_not_there_answers_404_with_the_nearest_name()
    {
        await App.ImportAsync("shop", Yaml(1));
        Assert.Equal(["shop"], Json.Strings((await App.DeleteAsync("clusters/production/applications/shpo")).ExpectProblem(404)["didYouMean"]));
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        (await App.DeleteAsync("clusters/production/applications/shop")).ExpectProblem(404);
    }

    [Fact]
    public async Task A_removed_application_that_is_imported_again_continues_its_revisions()
    {
        await App.ImportAsync("shop", Yaml(1));
        await App.ImportAsync("shop", Yaml(2));
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);

        var answer = await App.PostAsync(Query, Yaml(2));

        Assert.Equal(("created", 3), (answer.Expect(201).String("applications[0].outcome"), (int?)answer["applications[0].revision"]));
        Assert.Equal("3", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM Revisions"));
    }

    [Fact]
    public async Task A_removed_application_may_come_back_under_another_name()
    {
        await App.ImportAsync("shop", Yaml(1), application: "One");
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        Assert.Equal("Two", (await App.ImportAsync("shop", Yaml(1), application: "Two")).String("applications[0].name"));
    }

    [Fact]
    public async Task Revisions_are_ordered_by_number_when_the_clock_goes_back()
    {
        await App.ImportAsync("shop", Yaml(1));
        App.Clock.Now = App.Clock.Now.AddHours(-1);
        await App.ImportAsync("shop", Yaml(2));
        var application = await App.GetAsync("clusters/production/applications/shop");
        Assert.Equal((2, "2026-11-22T09:00:00Z", "http://api:2"),
            ((int?)application["revision"], application.String("importedAt"), application.String("services[0].addresses[0].url")));
        Assert.Contains("[2]", (await App.GetAsync("clusters/production/applications/shop/manifest")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_revision_keeps_the_text_the_time_and_the_counts_of_its_import()
    {
        await App.ImportAsync("shop", Yaml(1));
        App.Clock.Now = App.Clock.Now.AddMinutes(1);
        await App.ImportAsync("shop", Yaml(2) + "databases: [mysql, redis]\n");
        Assert.Equal(
            "1:services:\n  api:\n    ports: [1]\n:1:0:1795341600000;2:services:\n  api:\n    ports: [2]\ndatabases: [mysql, redis]\n:1:2:1795341660000",
            Sqlite.Value(App.DatabaseFile, "SELECT group_concat(Number || ':' || ServiceYaml || ':' || ServiceCount || ':' || DatabaseCount || ':' || ImportedAt, ';') FROM (SELECT * FROM Revisions ORDER BY Number)"));
    }
}
