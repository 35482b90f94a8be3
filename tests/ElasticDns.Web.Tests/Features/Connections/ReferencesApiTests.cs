using System.Text.Json.Nodes;

namespace ElasticDns.Web.Tests.Features.Connections;

public sealed class ReferencesApiTests : ApiTest
{
    private const string References = "clusters/production/references";

    private const string Shop = """
        services:
          api:
            ports: [3000]
            command: run --ledger=ledger.payments --at http://preview.sandbox:5000
            env_vars:
              A: redis://redis:6379
              B: http://ledgr:4000
              C: http://web
              D: http://queue.paymentz
              E: http://main.mysql.cloud66.local:3306
              F: https://example.com
          web:
            ports: ["3000:80"]
            health:
              ready: {endpoint: "http://nothing._env(NAMESPACE)/up"}
        databases: [mysql-main, mysql-other, redis]

        """;

    private async Task ImportAsync()
    {
        await App.ImportAsync("payments", "services: {ledger: {ports: [4000]}}\n", application: "Payments");
        await App.ImportAsync("sandbox", "services: {preview: {ports: [5000]}}\n", "staging");
        await App.ImportAsync("shop", Shop, application: "Web shop");
    }

    [Fact]
    public async Task They_have_exactly_this_shape()
    {
        await App.ImportAsync("payments", "services: {ledger: {ports: [4000]}}\n", application: "Payments");
        await App.ImportAsync("shop", "services:\n  web:\n    env_vars:\n      REDIS_URL: redis://redis:6379\n      LEDGER: http://ledgr.payments:4000/x\ndatabases: [redis]\n", application: "Web shop");
        Json.Same("""
            [
              {
                "from": { "namespace": "shop", "label": "web" }, "where": "env_vars.REDIS_URL", "text": "redis://redis:6379", "line": 4, "column": 18, "verdict": "RESOLVES",
                "target": { "cluster": "production", "namespace": "shop", "label": "redis" },
                "explanation": "'redis' is database 'redis' of Web shop, and port 6379 is exposed.", "didYouMean": [], "suggestion": null
              },
              {
                "from": { "namespace": "shop", "label": "web" }, "where": "env_vars.LEDGER", "text": "http://ledgr.payments:4000", "line": 5, "column": 15, "verdict": "UNKNOWN_SERVICE",
                "target": null, "explanation": "Payments (payments) has no service or database 'ledgr'. Did you mean 'ledger.payments'?", "didYouMean": ["ledger.payments"],
                "suggestion": {
                  "url": "http://ledger.payments:4000", "hostPort": "ledger.payments:4000",
                  "target": { "cluster": "production", "namespace": "payments", "label": "ledger" }
                }
              }
            ]
            """, (await App.GetAsync(References)).Expect(200).Json);
    }

    [Fact]
    public async Task Every_verdict_is_listed_by_application_service_and_place()
    {
        await ImportAsync();
        Assert.Equal(
            """
            shop/api command@4 http://preview.sandbox:5000 DIFFERENT_CLUSTER preview
            shop/api command@4 ledger.payments RESOLVES ledger
            shop/api env_vars.A@6 redis://redis:6379 RESOLVES redis
            shop/api env_vars.B@7 http://ledgr:4000 UNKNOWN_SERVICE
            shop/api env_vars.C@8 http://web PORT_NOT_EXPOSED web
            shop/api env_vars.D@9 http://queue.paymentz UNKNOWN_NAMESPACE
            shop/api env_vars.E@10 http://main.mysql.cloud66.local:3306 RESOLVES mysql-main
            shop/web health.ready.endpoint@15 http://nothing._env(NAMESPACE) UNKNOWN_SERVICE
            """, string.Join('\n', Lines(await App.GetAsync(References))));
        Assert.Empty((await App.GetAsync("clusters/staging/references")).Expect(200).Json.AsArray());
    }

    [Theory]
    [InlineData("verdict=RESOLVES", 3)]
    [InlineData("verdict=resolves", 3)]
    [InlineData("verdict=UNKNOWN_SERVICE", 2)]
    [InlineData("verdict=PORT_NOT_EXPOSED", 1)]
    [InlineData("verdict=UNKNOWN_NAMESPACE", 1)]
    [InlineData("verdict=DIFFERENT_CLUSTER", 1)]
    [InlineData("verdict=UNKNOWN_SERVICE&verdict=RESOLVES", 5)]
    [InlineData("verdict=RESOLVES&verdict=resolves", 3)]
    [InlineData("verdict=", 8)]
    [InlineData("", 8)]
    public async Task They_are_filtered_by_verdict(string query, int count)
    {
        await ImportAsync();
        var found = (await App.GetAsync($"{References}?{query}")).Expect(200).Json.AsArray();
        Assert.Equal(count, found.Count);
        Assert.All(found, reference => Assert.True(!query.Contains("verdict=R", StringComparison.Ordinal) || query.Contains("UNKNOWN", StringComparison.Ordinal) || (string?)reference!["verdict"] == "RESOLVES"));
    }

    [Theory]
    [InlineData("verdict=BROKEN")]
    [InlineData("verdict=RESOLVES&verdict=nonsense")]
    [InlineData("verdict=NOT_ELASTIC_DNS")]
    public async Task Another_verdict_is_refused_with_those_that_there_are(string query)
    {
        await ImportAsync();
        var problem = (await App.GetAsync($"{References}?{query}")).ExpectProblem(400);
        foreach (var code in (string[])["RESOLVES", "UNKNOWN_SERVICE", "PORT_NOT_EXPOSED", "DIFFERENT_CLUSTER", "UNKNOWN_NAMESPACE"])
            Assert.Contains(code, problem.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_cluster_is_not_found_and_the_nearest_is_named()
    {
        await ImportAsync();
        Assert.Equal(["production"], Json.Strings((await App.GetAsync("clusters/prodution/references")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task Clusters_count_them()
    {
        await ImportAsync();
        var clusters = (await App.GetAsync("clusters")).Expect(200).Json.AsArray();
        Assert.Equal(["production 8 5", "staging 0 0"], clusters.Select(cluster => $"{cluster!["name"]} {cluster["references"]} {cluster["brokenReferences"]}"));
        (await App.DeleteAsync("clusters/production/applications/payments")).Expect(204);
        clusters = (await App.GetAsync("clusters")).Expect(200).Json.AsArray();
        // Without their namespace two of them are no references any more.
        Assert.Equal(["production 6 4", "staging 0 0"], clusters.Select(cluster => $"{cluster!["name"]} {cluster["references"]} {cluster["brokenReferences"]}"));
    }

    [Fact]
    public async Task They_change_with_every_import_and_removal_of_any_application()
    {
        await App.ImportAsync("shop", "services: {web: {command: 'http://ledger.payments:4000'}}\n");
        Assert.Empty(Lines(await App.GetAsync(References)));
        await App.ImportAsync("payments", "services: {ledger: {ports: [4000]}}\n");
        Assert.Equal(["shop/web command@1 http://ledger.payments:4000 RESOLVES ledger"], Lines(await App.GetAsync(References)));
        await App.ImportAsync("payments", "services: {ledger: {ports: [4001]}}\n");
        Assert.Equal(["shop/web command@1 http://ledger.payments:4000 PORT_NOT_EXPOSED ledger"], Lines(await App.GetAsync(References)));
        (await App.DeleteAsync("clusters/production/applications/payments")).Expect(204);
        await App.ImportAsync("payments", "services: {ledger: {ports: [4000]}}\n", "staging");
        Assert.Equal(["shop/web command@1 http://ledger.payments:4000 DIFFERENT_CLUSTER ledger"], Lines(await App.GetAsync(References)));
    }

    [Fact]
    public async Task A_restart_keeps_them()
    {
        await ImportAsync();
        var before = (await App.GetAsync(References)).Expect(200).Text;
        Assert.Equal(8, JsonNode.Parse(before)!.AsArray().Count);
        App = await App.RestartAsync();
        Assert.Equal(before, (await App.GetAsync(References)).Expect(200).Text);
    }

    [Fact]
    public async Task An_import_warns_of_each_that_leads_nowhere_and_notes_a_V1_name()
    {
        await App.ImportAsync("payments", "services: {ledger: {ports: [4000]}}\n", application: "Payments");
        await App.ImportAsync("sandbox", "services: {preview: {ports: [5000]}}\n", "staging");
        foreach (var dryRun in (string[])["&dryRun=true", ""])
        {
            var answer = await App.PostAsync($"cluster=production&namespace=shop&application=Web%20shop{dryRun}", Shop);
            Assert.True(answer.Status is 200 or 201, answer.ToString());
            var found = answer["findings"]!.AsArray().Where(finding => ((string)finding!["code"]!).StartsWith("reference-", StringComparison.Ordinal))
                .Select(finding => $"{finding!["severity"]} {finding["code"]} {finding["file"]} {finding["line"]}:{finding["column"]}");
            Assert.Equal(
                [
                    "warning reference-different-cluster service.yml 4:14", "warning reference-unknown-service service.yml 7:10", "warning reference-port-not-exposed service.yml 8:10",
                    "warning reference-unknown-namespace service.yml 9:10", "note reference-v1-name service.yml 10:10", "warning reference-unknown-service service.yml 15:25",
                ],
                found);
        }
    }

    [Fact]
    public async Task Files_of_one_import_may_declare_connections_to_each_other()
    {
        const string one = "services: {a: {ports: [80], command: 'http://b.two http://c.two'}}\n";
        const string two = "services: {b: {ports: [80], command: 'http://a.one'}}\n";
        var answer = (await App.PostFilesAsync("", ("production/one/service.yml", one), ("production/two/service.yml", two))).Expect(201);
        var only = Assert.Single(answer["findings"]!.AsArray(), finding => ((string)finding!["code"]!).StartsWith("reference-", StringComparison.Ordinal))!;
        Assert.Equal("reference-unknown-service", (string?)only["code"]);
        Assert.Contains("http://c.two", (string?)only["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_is_no_target_of_the_others()
    {
        await App.ImportAsync("two", "services: {c: {ports: [80]}}\n");
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", "services: {a: {command: 'http://b.two'}}\n"), ("production/two/service.yml", "services: {b: {ports: [0]}}\n"));
        answer.ExpectProblem(422);
        answer.Finding("reference-unknown-service");
    }

    [Fact]
    public async Task An_unchanged_import_warns_again()
    {
        const string text = "services: {a: {command: 'http://b'}}\n";
        await App.ImportAsync("shop", text);
        var again = await App.ImportAsync("shop", text);
        Assert.Equal("unchanged", again.String("applications[0].outcome"));
        again.Finding("reference-unknown-service");
    }

    [Fact]
    public async Task No_secret_stands_in_any_of_them()
    {
        const string canary = "CANARYx7Kq2Zv9";
        var answer = await App.ImportAsync("shop", $"""
            services:
              api:
                ports: [80]
                command: run --password {canary} http://u:{canary}@api http://u:{canary}@apu
                env_vars:
                  DATABASE_URL: mysql://root:{canary}@mysql:3306/db
                  BROKEN_URL: amqp://u:{canary}@one,v:{canary}@two
                  SECRET_HOST: {canary}.payments
                  API_TOKEN: http://{canary}
                  NESTED: _env(X:redis://:{canary}@redis)
                  LIST: [ "http://u:{canary}@api" ]
              web:
                env_vars: [SECRET_URL=http://{canary}, "OTHER_URL=http://u:{canary}@api"]
            databases: [mysql, redis]

            """);
        var references = (await App.GetAsync(References)).Expect(200);
        Assert.Contains("mysql://root:********@mysql:3306", references.Text, StringComparison.Ordinal);
        Assert.Contains("http://u:********@apu", references.Text, StringComparison.Ordinal);
        foreach (var text in (string[])[references.Text, answer.Text, (await App.GetAsync("clusters")).Text, Sqlite.Value(App.DatabaseFile, "SELECT group_concat(Text || Host || \"Where\") FROM Mentions")!])
            Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Lines(Answer answer) =>
    [
        .. answer.Expect(200).Json.AsArray().Select(reference =>
            $"{reference!["from"]!["namespace"]}/{reference["from"]!["label"]} {reference["where"]}@{reference["line"]} {reference["text"]} {reference["verdict"]} {reference["target"]?["label"]}".TrimEnd()),
    ];
}
