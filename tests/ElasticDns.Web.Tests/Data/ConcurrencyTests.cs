namespace ElasticDns.Web.Tests.Data;

/// <summary>Imports of one application at once, and readers beside them.</summary>
public sealed class ConcurrencyTests : ApiTest
{
    private const int Rounds = 100;
    private const string Query = "cluster=production&namespace=shop";
    private const string Shop = "clusters/production/applications/shop";

    // Every service of a manifest has the same port, so that a mixture of two would show.
    private static string Yaml(string letter, int port) => $"services:\n  common: {{ports: [{port}]}}\n  {letter}: {{ports: [{port}]}}\n  {letter}2: {{ports: [{port}]}}\ndatabases: [{(letter == "a" ? "mysql" : "redis")}]\n";

    [Fact]
    public async Task Two_imports_at_once_are_applied_one_after_the_other()
    {
        await App.ImportAsync("shop", Yaml("a", 1));
        for (var round = 1; round <= Rounds; round++)
        {
            var answers = await Task.WhenAll(App.PostAsync(Query, Yaml("a", 1_000 + round)), App.PostAsync(Query, Yaml("b", 2_000 + round)));
            Assert.Equal([2 * round, (2 * round) + 1], answers.Select(answer => (int)answer.Expect(200)["applications[0].revision"]!).Order());
            await AssertWholeAsync();
        }
        Assert.Equal($"{1 + (2 * Rounds)}", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM Revisions"));
        Assert.Equal("3 3 1", Sqlite.Value(App.DatabaseFile, "SELECT (SELECT COUNT(*) FROM Services) || ' ' || (SELECT COUNT(*) FROM Ports) || ' ' || (SELECT COUNT(*) FROM Databases)"));
    }

    [Fact]
    public async Task Of_two_imports_that_rest_on_one_revision_exactly_one_wins()
    {
        await App.ImportAsync("shop", Yaml("a", 1));
        for (var revision = 1; revision <= Rounds; revision++)
        {
            var match = ("If-Match", $"\"{revision}\"");
            var answers = await Task.WhenAll(App.PostAsync(Query, Yaml("a", 1_000 + revision), match), App.PostAsync(Query, Yaml("b", 2_000 + revision), match));
            var winner = Assert.Single(answers, answer => answer.Status == 200);
            var loser = Assert.Single(answers, answer => answer.Status != 200).ExpectProblem(409);
            Assert.Equal(revision + 1, (int?)winner["applications[0].revision"]);
            Assert.Equal((revision, revision + 1), ((int?)loser["expectedRevision"], (int?)loser["currentRevision"]));
            await AssertWholeAsync();
        }
    }

    [Fact]
    public async Task Two_first_imports_at_once_make_one_application()
    {
        for (var round = 0; round < 20; round++)
        {
            var query = $"cluster=c{round}&namespace=shop";
            var answers = await Task.WhenAll(App.PostAsync(query, Yaml("a", 1)), App.PostAsync(query, Yaml("b", 2)));
            Assert.Equal([200, 201], answers.Select(answer => answer.Status).Order());
            Assert.Equal([1, 2], answers.Select(answer => (int)answer["applications[0].revision"]!).Order());
        }
        Assert.Equal("20 20", Sqlite.Value(App.DatabaseFile, "SELECT (SELECT COUNT(*) FROM Clusters) || ' ' || (SELECT COUNT(*) FROM Applications)"));
    }

    [Fact]
    public async Task Imports_and_removals_at_once_leave_all_or_nothing()
    {
        for (var round = 1; round <= 50; round++)
        {
            var import = App.PostAsync(Query, Yaml("a", round));
            var removal = App.DeleteAsync(Shop);
            Assert.True((await import).Status is 200 or 201);
            Assert.True((await removal).Status is 204 or 404);
            var rows = Sqlite.Value(App.DatabaseFile, "SELECT (SELECT COUNT(*) FROM Applications WHERE Removed = 0) || ' ' || (SELECT COUNT(*) FROM Services) || ' ' || (SELECT COUNT(*) FROM Ports)");
            Assert.Equal((await App.GetAsync(Shop)).Status == 200 ? "1 3 3" : "0 0 0", rows);
        }
    }

    [Fact]
    public async Task Readers_get_consistent_answers_while_imports_run()
    {
        await App.ImportAsync("shop", Yaml("a", 1));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => ReadAsync(done.Token)).ToList();
        for (var port = 2; port <= Rounds; port++) (await App.PostAsync(Query, Yaml(port % 2 == 0 ? "b" : "a", port))).Expect(200);
        await done.CancelAsync();
        foreach (var reads in await Task.WhenAll(readers)) Assert.True(reads > 0);
    }

    [Fact]
    public async Task A_copy_that_is_taken_while_imports_run_is_the_catalogue_of_one_moment()
    {
        await App.ImportAsync("shop", Yaml("a", 1));
        var imports = Task.Run(async () =>
        {
            for (var port = 2; port <= 40; port++) (await App.PostAsync(Query, Yaml(port % 2 == 0 ? "b" : "a", port))).Expect(200);
        }, TestContext.Current.CancellationToken);
        var copies = 0;
        do
        {
            var copy = Path.Combine(App.Folder, $"copy{++copies}.db");
            Sqlite.Run(App.DatabaseFile, $"VACUUM INTO '{copy}'");
            Assert.Equal("ok", Sqlite.Value(copy, "PRAGMA integrity_check"));
            await using var app = TestApp.Start(host => host.UseSetting("ConnectionStrings:Catalog", $"Data Source={copy}"));
            var application = await app.GetAsync(Shop);
            Assert.Equal(AssertOneImport(application), application["revision"]!.ToString());
        }
        while (!imports.IsCompleted);
        await imports;
    }

    private async Task<int> ReadAsync(CancellationToken until)
    {
        var reads = 0;
        for (var revision = 0; !until.IsCancellationRequested; reads++)
        {
            var application = (await App.GetAsync(Shop)).Expect(200);
            AssertOneImport(application);
            // No reader goes back in time.
            Assert.True((int)application["revision"]! >= revision);
            revision = (int)application["revision"]!;
            Assert.Equal($"\"{revision}\"", application.Headers["ETag"]);

            var matrix = (await App.GetAsync("clusters/production/matrix")).Expect(200);
            Assert.Equal(3, matrix["callers"]!.AsArray().Count);
            Assert.All(matrix["cells"]!.AsArray(), row => Assert.Equal(4, row!.AsArray().Count));
        }
        return reads;
    }

    private async Task AssertWholeAsync()
    {
        var application = (await App.GetAsync(Shop)).Expect(200);
        var port = AssertOneImport(application);
        Assert.Contains($"common: {{ports: [{port}]}}", (await App.GetAsync($"{Shop}/manifest")).Text, StringComparison.Ordinal);
    }

    private static string AssertOneImport(Answer application)
    {
        var services = application["services"]!.AsArray();
        var port = Assert.Single(services.Select(service => service!["ports"]![0]!["container"]!.ToString()).Distinct());
        var labels = Json.Strings(application["services"], "label").Order(StringComparer.Ordinal).ToList();
        var database = Assert.Single(Json.Strings(application["databases"], "label"));
        Assert.Equal(database == "mysql" ? ["a", "a2", "common"] : ["b", "b2", "common"], labels);
        return port;
    }
}
