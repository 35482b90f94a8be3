using System.Net.Http.Headers;
using System.Text;

namespace ElasticDns.Web.Tests.Features.Isolation;

/// <summary>How the rules stand, for pipelines, auditors and the page.</summary>
public sealed class IsolationApiTests : ApiTest
{
    private const string Rules = """
        from,to,severity,reason
        production/web,production/payments,warning,"Card | data, =1"
        staging,production,error,
        production/wep,production,error,
        production/payments/worker,*/payments/ledger,note,
        """;

    private async Task SetUpAsync(string rules = Rules)
    {
        await App.ImportAsync("web", "services: {web: {env_vars: {LEDGER: 'http://ledger.payments:9000'}}, cron: {}}", application: "Web shop");
        await App.ImportAsync("payments", "services: {ledger: {ports: [9000]}, worker: {}}\ndatabases: [postgresql]", application: "Payments");
        await App.ImportAsync("web", "services: {web: {ports: [80]}}", "staging");
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(rules)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/csv") } };
        (await App.SendAsync(HttpMethod.Put, "/api/v1/isolation/rules", body)).Expect(200);
    }

    [Fact]
    public async Task Verdicts_come_with_violations_counts_hints_and_fixes()
    {
        await SetUpAsync();
        var answer = (await App.GetAsync("isolation")).Expect(200);
        Assert.Equal("4 2 1 1 5 1", $"{answer["rules"]} {answer["broken"]} {answer["matchesNothing"]} {answer["kept"]} {answer["pairs"]} {answer["declared"]}");
        Assert.Equal(["BROKEN", "BROKEN", "MATCHES_NOTHING", "KEPT"], Json.Strings(answer["verdicts"], "verdict"));
        Json.Same(
            """
            {
              "from": {"cluster": "production", "namespace": "web"}, "to": {"cluster": "production", "namespace": "payments"}, "pairs": 4,
              "callerCount": 2, "callers": ["cron", "web"], "targetCount": 2, "targets": ["ledger", "postgresql"], "declaredCount": 1,
              "declared": [{"service": "web", "where": "env_vars.LEDGER", "text": "http://ledger.payments:9000", "line": 1, "target": "ledger"}],
              "fix": "Run Web shop and Payments in different clusters.", "policies": "/api/v1/isolation/policies?cluster=production&namespace=payments&rule=1"
            }
            """,
            answer["verdicts[0].violations[0]"]);
        Assert.Equal("web", (string?)answer["verdicts[2].hints[0].didYouMean[0]"]);
        Assert.Equal("from", (string?)answer["verdicts[2].hints[0].side"]);
    }

    [Theory]
    [InlineData("isolation?failOn=error", 200)] // the errors are kept, or match nothing
    [InlineData("isolation?failOn=Warning", 409)]
    [InlineData("isolation?failOn=note", 409)]
    [InlineData("isolation?failOn=warning&cluster=Production", 409)]
    [InlineData("isolation?failOn=note&cluster=staging", 200)]
    [InlineData("isolation?failOn=fatal", 400)]
    [InlineData("isolation?format=xml", 400)]
    [InlineData("isolation?cluster=prod", 404)]
    public async Task A_pipeline_fails_where_a_rule_of_that_severity_or_a_worse_one_is_broken(string path, int status)
    {
        await SetUpAsync();
        var answer = (await App.GetAsync(path)).Expect(status);
        if (status != 200) answer.ExpectProblem(status);
        if (status != 409) return;
        Assert.Equal("BROKEN", (string?)answer["verdicts[0].verdict"]);
        Assert.Equal(4, (int?)answer["verdicts[0].pairs"]);
    }

    [Fact]
    public async Task A_cluster_has_the_rules_that_say_something_of_it()
    {
        await SetUpAsync();
        Assert.Equal(["production/web", "production/payments/worker", "production/wep"], (await App.GetAsync("isolation?cluster=production"))["verdicts"]!.AsArray().Select(verdict => (string)verdict!["rule"]!["from"]!));
        Assert.Empty((await App.GetAsync("isolation?cluster=staging"))["verdicts"]!.AsArray());
    }

    [Fact]
    public async Task Violations_are_tables_that_neither_a_spreadsheet_nor_Markdown_takes_for_something_else()
    {
        await SetUpAsync();
        var csv = (await App.GetAsync("isolation", ("Accept", "text/csv"))).Expect(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal(
            [
                "from,to,severity,reason,verdict,cluster,caller_namespace,callers,target_namespace,targets,connections,declared,fix",
                "production/web,production/payments,warning,\"Card | data, =1\",BROKEN,production,web,cron web,payments,ledger postgresql,4,web env_vars.LEDGER line 1: http://ledger.payments:9000,Run Web shop and Payments in different clusters.",
                "production/payments/worker,*/payments/ledger,note,,BROKEN,production,payments,worker,payments,ledger,1,,\"Run these parts of Payments in different clusters, as applications of their own.\"",
                "production/wep,production,error,,MATCHES_NOTHING,,,,,,0,,No namespace of cluster 'production' matches 'wep'. Did you mean 'web'?",
                "staging,production,error,,KEPT,,,,,,0,,",
            ],
            csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        var markdown = (await App.GetAsync("isolation?format=markdown")).Expect(200);
        Assert.Equal(("text/markdown", 6), (markdown.MediaType, markdown.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("| Card \\| data, =1 | BROKEN |", markdown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_are_those_of_a_cluster_a_namespace_a_service_or_a_rule()
    {
        await SetUpAsync();
        var all = (await App.GetAsync("isolation/policies?cluster=production")).Expect(200);
        Assert.Equal("application/yaml", all.MediaType);
        Assert.Equal(1, all.Text.Split("kind: NetworkPolicy").Length - 1);
        Assert.Contains("name: isolate-ledger", all.Text, StringComparison.Ordinal);
        Assert.Contains("values: [\"worker\"]", all.Text, StringComparison.Ordinal);
        Assert.Contains("A managed database has no pods", all.Text, StringComparison.Ordinal);
        var only = (await App.GetAsync("isolation/policies?cluster=production&rule=4&namespace=payments")).Expect(200).Text;
        Assert.DoesNotContain("managed database", only, StringComparison.Ordinal);
        // The other rule about the same target is in it: two policies would add up.
        Assert.Contains("values: [\"payments\", \"web\"]", only, StringComparison.Ordinal);
        Assert.DoesNotContain("isolate-", (await App.GetAsync("isolation/policies?cluster=production&namespace=payments&label=postgresql")).Expect(200).Text, StringComparison.Ordinal);
        (await App.GetAsync("isolation/policies")).ExpectProblem(400);
        (await App.GetAsync("isolation/policies?cluster=production&label=ledger")).ExpectProblem(400);
        (await App.GetAsync("isolation/policies?cluster=production&rule=99")).ExpectProblem(404);
        Assert.Equal(["ledger"], Json.Strings((await App.GetAsync("isolation/policies?cluster=production&namespace=payments&label=legder")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task A_verdict_follows_the_catalogue()
    {
        await SetUpAsync();
        (await App.DeleteAsync("clusters/production/applications/payments")).Expect(204);
        Assert.Equal(0, (int?)(await App.GetAsync("isolation"))["broken"]);
    }
}
