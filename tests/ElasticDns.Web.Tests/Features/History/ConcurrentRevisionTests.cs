namespace ElasticDns.Web.Tests.Features.History;

/// <summary>Many at once who change one application and say on which revision they rest: one a revision wins, and nothing is lost.</summary>
public sealed class ConcurrentRevisionTests : HistoryTest
{
    private const int Importers = 100;
    private const string Query = "cluster=production&namespace=shop";

    private static string Yaml(int importer) => $"# {importer}\nservices:\n  common: {{ports: [{1_000 + importer}]}}\n  only-{importer}: {{ports: [{1_000 + importer}]}}\n";

    [Fact]
    public async Task Of_a_hundred_imports_that_rest_on_one_revision_exactly_one_wins()
    {
        await App.ImportAsync("shop", Yaml(0));
        var winners = new List<int> { 0 };
        for (var revision = 1; revision <= 5; revision++)
        {
            var match = ("If-Match", $"\"{revision}\"");
            var answers = await Task.WhenAll(Enumerable.Range(1, Importers).Select(importer => PostAsync(Yaml((revision * Importers) + importer), match)));
            var won = Assert.Single(answers.Index(), answer => answer.Item.Status == 200);
            Assert.Equal(revision + 1, (int)won.Item["applications[0].revision"]!);
            Assert.All(answers.Where(answer => answer.Status != 200), answer =>
            {
                answer.ExpectProblem(409);
                Assert.Equal((revision, revision + 1), ((int)answer["expectedRevision"]!, (int)answer["currentRevision"]!));
            });
            winners.Add((revision * Importers) + won.Index + 1);
        }
        await AssertNothingLostAsync(winners);
    }

    [Fact]
    public async Task A_hundred_who_try_until_they_win_all_do_one_after_the_other()
    {
        await App.ImportAsync("shop", Yaml(0));
        var won = await Task.WhenAll(Enumerable.Range(1, Importers).Select(async importer =>
        {
            for (var expected = 1; ;)
            {
                var answer = await PostAsync(Yaml(importer), ("If-Match", $"\"{expected}\""));
                if (answer.Status == 200) return (Importer: importer, Revision: (int)answer["applications[0].revision"]!);
                expected = (int)answer.ExpectProblem(409)["currentRevision"]!;
            }
        }));
        Assert.Equal(Enumerable.Range(2, Importers), won.Select(one => one.Revision).Order());
        await AssertNothingLostAsync([0, .. won.OrderBy(one => one.Revision).Select(one => one.Importer)]);
    }

    [Fact]
    public async Task A_rename_beside_imports_undoes_none_of_them()
    {
        await App.ImportAsync("shop", Yaml(0));
        for (var round = 1; round <= 30; round++)
        {
            var import = App.PostAsync(Query, Yaml(round));
            var rename = DoAsync($"{Shop}/rename?application=Name%20{round}");
            (await rename).Expect(200);
            // One that names no application keeps the name that there is.
            (await import).Expect(200);
            Assert.Equal(Yaml(round), (await App.GetAsync($"{Shop}/manifest")).Text);
            Assert.Equal($"Name {round}", (await App.GetAsync(Shop)).String("name"));
        }
    }

    // More than may wait at once are told to come again.
    private async Task<Answer> PostAsync(string yaml, (string Name, string Value) match)
    {
        while (true)
        {
            var answer = await App.PostAsync(Query, yaml, match);
            if (answer.Status != 503) return answer;
            Assert.Equal("10", answer.Headers["Retry-After"]);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // Every revision is there with its own text, and what it is read as is of that text alone.
    private async Task AssertNothingLostAsync(IReadOnlyList<int> importers)
    {
        var revisions = (await App.GetAsync($"{Shop}/revisions?limit=200")).Expect(200)["revisions"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, importers.Count).Reverse(), revisions.Select(revision => (int)revision!["revision"]!));
        Assert.Equal([importers.Count], revisions.Where(revision => (bool)revision!["current"]!).Select(revision => (int)revision!["revision"]!));
        foreach (var (at, importer) in importers.Index())
        {
            Assert.Equal(Yaml(importer), (await App.GetAsync($"{Shop}/revisions/{at + 1}/manifest")).Expect(200).Text);
            var was = (await App.GetAsync($"{Shop}/revisions/{at + 1}")).Expect(200);
            Assert.Equal(["common", $"only-{importer}"], Json.Strings(was["application.services"], "label"));
        }
        Assert.Equal(["common", $"only-{importers[^1]}"], Json.Strings((await App.GetAsync(Shop))["services"], "label"));
    }
}
