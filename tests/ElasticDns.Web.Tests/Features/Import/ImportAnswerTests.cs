namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportAnswerTests : ApiTest
{
    private const string Yaml = "services:\n  api:\n    image: acme/api:1\n    ports: [3000]\n";

    [Fact]
    public async Task A_new_application_answers_201_with_all_that_was_added()
    {
        var answer = await App.PostAsync("cluster=production&application=Back%20office&namespace=backoffice-workers", "services:\n  api:\n    ports: [3000]\ndatabases: [redis]\n");
        answer.Expect(201);
        Assert.Equal("application/json", answer.MediaType);
        Json.Same("""
            {
              "applications": [
                {
                  "cluster": "production", "namespace": "backoffice-workers", "name": "Back office", "revision": 1, "outcome": "created", "redactedValues": 0,
                  "changes": [
                    { "kind": "added", "what": "service", "name": "api", "before": null, "after": "api" },
                    { "kind": "added", "what": "port", "name": "api", "before": null, "after": "container 3000" },
                    { "kind": "added", "what": "address", "name": "api", "before": null, "after": "http://api:3000" },
                    { "kind": "added", "what": "database", "name": "redis", "before": null, "after": "redis" },
                    { "kind": "added", "what": "address", "name": "redis", "before": null, "after": "http://redis:6379" }
                  ]
                }
              ],
              "findings": [], "findingCount": 0
            }
            """, WithoutImpact(answer));
    }

    private static System.Text.Json.Nodes.JsonObject WithoutImpact(Answer answer)
    {
        var json = answer.Json.AsObject();
        Assert.True(json.Remove("impact"));
        return json;
    }

    [Fact]
    public async Task A_changed_application_answers_200_with_what_differs()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\n  old:\n    ports: [80]\n");
        var answer = await App.PostAsync("cluster=production&namespace=shop", "services:\n  api:\n    ports: [4000]\n  new:\n    ports: [\"80:80\"]\n");
        answer.Expect(200);
        Json.Same("""
            [
              {
                "cluster": "production", "namespace": "shop", "name": "shop", "revision": 2, "outcome": "changed", "redactedValues": 0,
                "changes": [
                  { "kind": "changed", "what": "port", "name": "api", "before": "container 3000", "after": "container 4000" },
                  { "kind": "changed", "what": "address", "name": "api", "before": "http://api:3000", "after": "http://api:4000" },
                  { "kind": "added", "what": "service", "name": "new", "before": null, "after": "new" },
                  { "kind": "added", "what": "port", "name": "new", "before": null, "after": "container 80, http 80" },
                  { "kind": "added", "what": "address", "name": "new", "before": null, "after": "http://new" },
                  { "kind": "removed", "what": "service", "name": "old", "before": "old", "after": null },
                  { "kind": "removed", "what": "port", "name": "old", "before": "container 80", "after": null },
                  { "kind": "removed", "what": "address", "name": "old", "before": "http://old", "after": null }
                ]
              }
            ]
            """, answer["applications"]);
    }

    [Fact]
    public async Task The_same_file_again_answers_200_unchanged_and_makes_no_revision()
    {
        await App.ImportAsync("shop", Yaml);
        var (rows, version) = (Sqlite.Dump(App.DatabaseFile), App.Store.Current.Version);

        var answer = await App.PostAsync("cluster=production&namespace=shop", Yaml);

        answer.Expect(200);
        Json.Same("""[{ "cluster": "production", "namespace": "shop", "name": "shop", "revision": 1, "outcome": "unchanged", "redactedValues": 0, "changes": [] }]""", answer["applications"]);
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        Assert.Equal(version, App.Store.Current.Version);
    }

    [Theory]
    [InlineData("services:\n  api:\n    image: acme/api:1\n    ports: [3000]\n# a remark\n", "")]
    [InlineData("services:\r\n  api:\r\n    image: acme/api:1\r\n    ports: [3000]\r\n", "")]
    [InlineData(Yaml, "&application=Shop&rename=true")]
    public async Task Another_byte_or_another_name_makes_a_revision(string yaml, string query)
    {
        await App.ImportAsync("shop", Yaml);
        var answer = await App.PostAsync($"cluster=production&namespace=shop{query}", yaml);
        Assert.Equal("changed", answer.Expect(200).String("applications[0].outcome"));
        Assert.Equal(2, (int?)answer["applications[0].revision"]);
    }

    [Fact]
    public async Task A_file_that_differs_only_in_a_secret_is_unchanged()
    {
        const string text = "services:\n  api:\n    ports: [3000]\n    env_vars:\n      DB_PASSWORD: {0}\n";
        await App.ImportAsync("shop", text.Replace("{0}", "one", StringComparison.Ordinal));
        var answer = await App.PostAsync("cluster=production&namespace=shop", text.Replace("{0}", "two", StringComparison.Ordinal));
        Assert.Equal("unchanged", answer.Expect(200).String("applications[0].outcome"));
        Assert.Equal(1, (int?)answer["applications[0].redactedValues"]);
    }

    [Fact]
    public async Task A_dry_run_answers_200_as_the_import_would_and_stores_nothing()
    {
        var rows = Sqlite.Dump(App.DatabaseFile);
        var dry = await App.PostAsync("cluster=production&namespace=shop&dryRun=true", Yaml);
        Assert.Equal("created", dry.Expect(200).String("applications[0].outcome"));
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        Assert.True(App.Store.Current.IsEmpty);

        var wet = await App.PostAsync("cluster=production&namespace=shop&dryRun=false", Yaml);
        Assert.Equal(dry.Text, wet.Expect(201).Text);
    }

    [Fact]
    public async Task A_dry_run_of_a_refused_file_answers_422() =>
        (await App.PostAsync("namespace=shop&dryRun=true", "services:\n  api:\n    ports: [70000]\n")).ExpectRefusal("port-out-of-range");

    [Fact]
    public async Task A_refused_file_answers_422_with_every_finding_and_its_place()
    {
        var answer = await App.PostAsync("cluster=production&namespace=shop", "services:\n  web:\n    prots: [80]\n  api:\n    ports: [ 70000 ]\n");
        answer.ExpectProblem(422);
        Json.Same("""
            [
              { "severity": "warning", "code": "unknown-key", "message": "Unknown key 'prots' in service 'web'. Did you mean 'ports'? Its 1 entry is not imported.",
                "file": "service.yml", "line": 3, "column": 5, "path": null },
              { "severity": "error", "code": "port-out-of-range", "message": "Port 70000 of service 'api' is out of range; use 1 to 65535.",
                "file": "service.yml", "line": 5, "column": 14, "path": "services.api.ports[0]" }
            ]
            """, answer["findings"]);
        Assert.Equal(2, (int?)answer["findingCount"]);
        Assert.Contains("Port 70000 of service 'api' is out of range", answer.String("detail"), StringComparison.Ordinal);
        Assert.Equal("[]", (await App.GetAsync("clusters")).Text);
    }

    [Fact]
    public async Task Warnings_and_notes_come_with_the_answer_to_an_import()
    {
        var answer = await App.PostAsync("namespace=shop", "services:\n  custom_web:\n    port: 80\n");
        answer.Expect(201);
        Assert.Equal("note", (string?)answer.Finding("derived-label")["severity"]);
        Assert.Equal("warning", (string?)answer.Finding("unknown-key")["severity"]);
        Assert.Equal(2, (int?)answer["findingCount"]);
    }

    [Fact]
    public async Task Of_many_findings_two_hundred_are_listed_and_all_are_counted()
    {
        var ports = string.Concat(Enumerable.Repeat("      - 70000\n", 300));
        var answer = await App.PostAsync("namespace=shop", $"services:\n  api:\n    ports:\n{ports}");
        answer.ExpectRefusal("port-out-of-range");
        Assert.Equal(200, answer["findings"]!.AsArray().Count);
        Assert.Equal(300, (int?)answer["findingCount"]);
    }

    [Theory]
    [InlineData("dryRun=perhaps")]
    [InlineData("rename=1")]
    [InlineData("manifest=some")]
    [InlineData("format=toml")]
    public async Task A_parameter_with_a_value_that_it_does_not_take_answers_400(string query)
    {
        (await App.PostAsync($"namespace=shop&{query}", Yaml)).ExpectProblem(400);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task The_format_may_be_named() => (await App.PostAsync("namespace=shop&format=service.yml", Yaml)).Expect(201);

    [Fact]
    public async Task A_Compose_file_is_not_imported_unasked() =>
        (await App.PostAsync("namespace=shop", "services:\n  web:\n    build: .\n    ports: [\"80:80\"]\n")).ExpectRefusal("compose-file");
}
