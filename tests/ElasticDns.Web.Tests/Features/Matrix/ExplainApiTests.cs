namespace ElasticDns.Web.Tests.Features.Matrix;

public sealed class ExplainApiTests : ApiTest
{
    private async Task ImportAsync()
    {
        await App.ImportAsync("web", "services:\n  site:\n    ports: [3000]\n    env_vars:\n      API_URL: http://api.core:3000\n      OLD_URL: http://api.core:80\n  job:\n");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [{container: 3000, http: 80}]\n  idle:\ndatabases: [mysql]\n");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [80]\n", "staging");
    }

    private Task<Answer> ExplainAsync(string caller, string target) => App.GetAsync($"clusters/production/explain?caller={caller}&target={target}");

    [Fact]
    public async Task It_tells_reach_and_use_the_sentence_the_addresses_and_the_lines()
    {
        await ImportAsync();
        var answer = await ExplainAsync("web/site", "core/api");
        Json.Same("""
            {
              "caller": { "cluster": "production", "namespace": "web", "label": "site", "kind": "service" },
              "target": { "cluster": "production", "namespace": "core", "label": "api", "kind": "service" },
              "reach": "SAME_CLUSTER", "use": "BROKEN",
              "explanation": "site of web reaches api of core as 'api.core', because both run in cluster 'production' and api exposes container port 3000; its manifest declares it in env_vars.API_URL (line 5), and in env_vars.OLD_URL (line 6), which leads nowhere (that port is not exposed).",
              "cautions": [],
              "addresses": [ { "url": "http://api.core:3000", "hostPort": "api.core:3000", "scheme": "http", "host": "api.core", "port": 3000 } ],
              "lines": [
                { "kind": "CALLER", "cluster": "production", "namespace": "web", "line": 2, "column": 3, "text": "service 'site'" },
                { "kind": "TARGET", "cluster": "production", "namespace": "core", "line": 2, "column": 3, "text": "service 'api', container port 3000" },
                { "kind": "CONNECTION", "cluster": "production", "namespace": "web", "line": 5, "column": 16, "text": "env_vars.API_URL: http://api.core:3000" },
                { "kind": "CONNECTION", "cluster": "production", "namespace": "web", "line": 6, "column": 16, "text": "env_vars.OLD_URL: http://api.core:80" }
              ],
              "forbiddenBy": []
            }
            """, Without(answer, "references"));
        Assert.Equal(["RESOLVES", "PORT_NOT_EXPOSED"], answer["references"]!.AsArray().Select(reference => (string?)reference!["verdict"]));
    }

    [Theory]
    [InlineData("web/job", "core/idle", "NO_CONTAINER_PORT", "UNDECLARED", "Nothing can reach idle of core, because it exposes no container port; its manifest does not declare it.")]
    [InlineData("web/site", "web/site", "SELF", "UNDECLARED", "site of web calls itself as 'site'; its manifest does not declare it.")]
    [InlineData("core/idle", "core/api", "SAME_APPLICATION", "UNDECLARED", "idle of core reaches api of core as 'api', because both belong to core and api exposes container port 3000; its manifest does not declare it.")]
    [InlineData("web/site", "staging/core/api", "DIFFERENT_CLUSTER", "UNDECLARED", "site of web cannot reach api of core, because web runs in cluster 'production', core in cluster 'staging', and nothing connects across clusters; its manifest does not declare it.")]
    [InlineData("web", "core/api", "SAME_CLUSTER", "BROKEN", "web reaches api of core as 'api.core'")]
    public async Task Every_rule_explains_itself_in_one_sentence(string caller, string target, string reach, string use, string sentence)
    {
        await ImportAsync();
        var answer = (await ExplainAsync(caller, target)).Expect(200);
        Assert.Equal((reach, use), ((string?)answer["reach"], (string?)answer["use"]));
        Assert.StartsWith(sentence, (string?)answer["explanation"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_stand_in_the_way_is_told()
    {
        await ImportAsync();
        Assert.Contains("firewall", Json.Strings((await ExplainAsync("web/site", "core/mysql"))["cautions"]).Single(), StringComparison.Ordinal);
        await App.ImportAsync("net", "services:\n  probe:\n    security_context: {host_network: true}\n");
        Assert.Contains("ClusterFirstWithHostNet", Json.Strings((await ExplainAsync("net/probe", "core/api"))["cautions"]).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_isolation_rules_that_forbid_a_pair_which_connects_are_told()
    {
        await ImportAsync();
        using var rule = new StringContent("""{ "from": "production/web", "to": "*/core", "severity": "warning", "reason": "Not yet" }""", System.Text.Encoding.UTF8, "application/json");
        (await App.SendAsync(HttpMethod.Post, "/api/v1/isolation/rules", rule)).Expect(201);
        Assert.Equal(["production/web"], Json.Strings((await ExplainAsync("web/site", "core/api"))["forbiddenBy"], "from"));
        Assert.Empty((await ExplainAsync("web/site", "core/idle"))["forbiddenBy"]!.AsArray());
        Assert.Empty((await ExplainAsync("core/idle", "core/api"))["forbiddenBy"]!.AsArray());
    }

    [Theory]
    [InlineData("", "core/api", 400)]
    [InlineData("web/site", "", 400)]
    [InlineData("web/site", "core", 400)]
    [InlineData("core/mysql", "core/api", 400)]
    [InlineData("a/b/c/d", "core/api", 400)]
    [InlineData("web/sit", "core/api", 404)]
    [InlineData("web/site", "core/ap", 404)]
    [InlineData("web/site", "nowhere/core/api", 404)]
    public async Task What_it_does_not_find_is_a_problem(string caller, string target, int status)
    {
        await ImportAsync();
        var problem = (await ExplainAsync(caller, target)).ExpectProblem(status);
        if (status == 404) Assert.NotNull(problem["didYouMean"]);
    }

    private static System.Text.Json.Nodes.JsonNode Without(Answer answer, string name)
    {
        var json = answer.Expect(200).Json.DeepClone().AsObject();
        json.Remove(name);
        return json;
    }
}
