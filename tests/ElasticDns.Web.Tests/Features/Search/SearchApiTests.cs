namespace ElasticDns.Web.Tests.Features.Search;

public sealed class SearchApiTests(SharedApp shared) : SharedApiTest(shared)
{
    private async Task<Answer> SearchAsync(string query)
    {
        await App.ImportAsync("backoffice-workers", "services:\n  api:\n    ports: [3000]\n  scheduler:\n    ports: [{container: 8000, tcp: 9000}]\n  idle:\ndatabases: [mysql]\n", application: "Back office");
        await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [{container: 3000, http: 80}]\n", application: "Web front end");
        await App.ImportAsync("billing", "services:\n  api:\n    ports: [80]\n", "staging");
        return await App.GetAsync($"search?{query}");
    }

    [Fact]
    public async Task What_is_found_has_exactly_this_shape() => Json.Same("""
        [
          { "kind": "application", "cluster": "production", "namespace": "backoffice-workers", "label": null, "name": "Back office", "addresses": [] },
          { "kind": "service", "cluster": "production", "namespace": "backoffice-workers", "label": "api", "name": "api",
            "addresses": [ { "url": "http://api.backoffice-workers:3000", "hostPort": "api.backoffice-workers:3000", "scheme": "http", "host": "api.backoffice-workers", "port": 3000 } ] },
          { "kind": "service", "cluster": "production", "namespace": "backoffice-workers", "label": "idle", "name": "idle", "addresses": [] },
          { "kind": "database", "cluster": "production", "namespace": "backoffice-workers", "label": "mysql", "name": "mysql",
            "addresses": [ { "url": "http://mysql.backoffice-workers:3306", "hostPort": "mysql.backoffice-workers:3306", "scheme": "http", "host": "mysql.backoffice-workers", "port": 3306 } ] },
          { "kind": "service", "cluster": "production", "namespace": "backoffice-workers", "label": "scheduler", "name": "scheduler",
            "addresses": [ { "url": "tcp://scheduler.backoffice-workers:8000", "hostPort": "scheduler.backoffice-workers:8000", "scheme": "tcp", "host": "scheduler.backoffice-workers", "port": 8000 } ] }
        ]
        """, (await SearchAsync("q=backoffice&from=production/web-front-end")).Expect(200).Json);

    [Theory]
    [InlineData("q=api&from=production/web-front-end", "http://api.backoffice-workers:3000")]
    [InlineData("q=api%20from:web-front-end", "http://api.backoffice-workers:3000")]
    [InlineData("q=api%20from:backoffice-workers&from=production/web-front-end", "http://api:3000")]
    [InlineData("q=api%20from:staging/billing", "http://api")]
    [InlineData("q=api", "http://api.backoffice-workers.svc.cluster.local:3000")]
    [InlineData("q=schedular", "tcp://scheduler.backoffice-workers.svc.cluster.local:8000")]
    public async Task The_first_result_has_the_address_for_the_caller(string query, string url) =>
        Assert.Equal(url, (await SearchAsync(query)).Expect(200).String("[0].addresses[0].url"));

    [Fact]
    public async Task A_target_in_another_cluster_has_no_address()
    {
        var found = (await SearchAsync("q=api%20cluster:staging&from=production/web-front-end")).Expect(200);
        Assert.Empty(found["[0].addresses"]!.AsArray());
    }

    [Trait("bad-input", "D16")]
    [Theory]
    [InlineData("limit=1", 1)]
    [InlineData("q=&limit=3", 3)]
    [InlineData("q=nothing-like-it", 0)]
    [InlineData("q=%25", 0)]
    [InlineData("q=%22", 9)]
    [InlineData("q=NEAR(", 0)]
    [InlineData("q=(a%2B)%2B%24aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0)]
    public async Task As_many_are_listed_as_are_asked_for(string query, int count) =>
        Assert.Equal(count, (await SearchAsync(query)).Expect(200).Json.AsArray().Count);

    [Trait("bad-input", "D16")]
    [Fact]
    public async Task A_text_of_any_length_is_cut()
    {
        (await SearchAsync($"q={new string('a', 5_000)}")).Expect(200);
        (await SearchAsync($"q={new string('a', 100_000)}")).Expect(200);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=many")]
    [InlineData("q=api&from=production")]
    public async Task A_parameter_that_has_no_such_value_answers_400(string query) => (await SearchAsync(query)).ExpectProblem(400);

    [Theory]
    [InlineData("q=api&from=production/web-front-ent")]
    [InlineData("q=api%20from:web-front-ent")]
    public async Task An_unknown_caller_answers_404_with_the_nearest(string query) =>
        Assert.Equal(["web-front-end"], Json.Strings((await SearchAsync(query)).ExpectProblem(404)["didYouMean"]));
}
