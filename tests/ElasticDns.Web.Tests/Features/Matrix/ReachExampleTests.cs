namespace ElasticDns.Web.Tests.Features.Matrix;

/// <summary>The five rules of reachability in their order, through the API.</summary>
public sealed class ReachExampleTests(SharedApp shared) : SharedApiTest(shared)
{
    private async Task ImportAsync()
    {
        foreach (var cluster in (string[])["production", "staging"])
        {
            await App.ImportAsync("backoffice-workers", "services:\n  scheduler:\n    ports: [8000]\n  worker:\n    command: work\ndatabases: [mysql, couchdb]\n", cluster);
            await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [3000]\n  mapped:\n    ports: [{http: 80}]\n", cluster);
        }
    }

    [Theory]
    [InlineData("production/backoffice-workers/scheduler", "scheduler", "SELF", "http://scheduler:8000")]
    [InlineData("production/backoffice-workers/worker", "worker", "SELF", "")]
    [InlineData("staging/backoffice-workers/scheduler", "scheduler", "DIFFERENT_CLUSTER", "")]
    [InlineData("staging/backoffice-workers/worker", "worker", "DIFFERENT_CLUSTER", "")]
    [InlineData("staging/web-front-end", "mysql", "DIFFERENT_CLUSTER", "")]
    [InlineData("production/backoffice-workers/scheduler", "worker", "NO_CONTAINER_PORT", "")]
    [InlineData("production/web-front-end", "worker", "NO_CONTAINER_PORT", "")]
    [InlineData("production/web-front-end", "couchdb", "NO_CONTAINER_PORT", "")]
    [InlineData("production/backoffice-workers", "scheduler", "SAME_APPLICATION", "http://scheduler:8000")]
    [InlineData("production/backoffice-workers/worker", "scheduler", "SAME_APPLICATION", "http://scheduler:8000")]
    [InlineData("production/backoffice-workers/worker", "mysql", "SAME_APPLICATION", "http://mysql:3306")]
    [InlineData("production/web-front-end/web", "scheduler", "SAME_CLUSTER", "http://scheduler.backoffice-workers:8000")]
    [InlineData("production/web-front-end/mapped", "mysql", "SAME_CLUSTER", "http://mysql.backoffice-workers:3306")]
    public async Task A_caller_stands_to_a_target_of_backoffice_workers_of_production_like_this(string from, string label, string reach, string url)
    {
        await ImportAsync();
        var answer = await App.GetAsync($"clusters/production/applications/backoffice-workers/services/{label}/addresses?from={from}");
        Assert.Equal(reach, answer.Expect(200).String("reach"));
        Assert.False(string.IsNullOrWhiteSpace(answer.String("reason")));
        Assert.Equal(url, string.Join(' ', Json.Strings(answer["addresses"], "url")));
        Assert.Equal(reach is "DIFFERENT_CLUSTER" or "NO_CONTAINER_PORT" || label == "worker", answer["fullyQualifiedHost"] is null);
    }

    [Fact]
    public async Task An_external_mapping_without_a_container_port_exposes_nothing_inside()
    {
        await ImportAsync();
        var answer = await App.GetAsync("clusters/production/applications/web-front-end/services/mapped/addresses?from=production/backoffice-workers");
        Assert.Equal("NO_CONTAINER_PORT", answer.String("reach"));
    }

    [Fact]
    public async Task The_matrix_says_the_same_as_the_addresses_of_each_pair()
    {
        await ImportAsync();
        var matrix = await App.GetAsync("clusters/production/matrix");
        var (callers, targets) = (matrix["callers"]!.AsArray(), matrix["targets"]!.AsArray());
        for (var row = 0; row < callers.Count; row++)
        {
            for (var column = 0; column < targets.Count; column++)
            {
                var (caller, target) = (callers[row]!, targets[column]!);
                var pair = await App.GetAsync($"clusters/production/applications/{target["namespace"]}/services/{target["label"]}/addresses?from=production/{caller["namespace"]}/{caller["label"]}");
                Assert.Equal((string?)matrix["cells"]![row]![column], pair.String("reach"));
            }
        }
    }
}
