using System.Text;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class LintTests : ApiTest
{
    private const string Yaml = "services:\n  api:\n    prots: [80]\n    ports: [3000]\n    env_vars:\n      DB_URL: http://ledgr:9000\n";

    [Fact]
    public async Task A_manifest_is_checked_without_a_place_and_nothing_is_stored()
    {
        var (rows, version) = (Sqlite.Dump(App.DatabaseFile), App.Store.Current.Version);
        var answer = (await LintAsync("", Yaml)).Expect(200);
        Assert.Equal(["unknown-key", "connections-not-judged"], Json.Strings(answer["findings"], "code"));
        Assert.Equal((1, 2), ((int?)answer["files"], (int?)answer["findingCount"]));
        Assert.Equal((rows, version), (Sqlite.Dump(App.DatabaseFile), App.Store.Current.Version));
    }

    [Fact]
    public async Task With_a_place_it_says_what_an_import_would()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [80]\n  ledger:\n    ports: [9000]\n", application: "Shop");
        await App.ImportAsync("ledger", "services:\n  ledgr:\n    ports: [80]\n");
        var import = (await App.PostAsync("cluster=production&namespace=shop&dryRun=true", Yaml)).Expect(200);
        var lint = (await LintAsync("?cluster=production&namespace=shop", Yaml)).Expect(200);
        Assert.Contains("reference-unknown-service", Json.Strings(lint["findings"], "code"));
        Assert.Equal(import["findings"]!.ToJsonString(), lint["findings"]!.ToJsonString());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task The_connections_of_others_that_would_break_are_told_in_every_form(string form)
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [80]\n");
        await App.ImportAsync("front", "services:\n  web:\n    env_vars: {API_URL: 'http://api.shop'}\n");
        var answer = await App.SendAsync(HttpMethod.Post, "/api/v1/lint?cluster=production&namespace=shop", new StringContent("services: {web: {ports: [80]}}\n", Encoding.UTF8, "application/yaml"), ("Accept", form));
        Assert.Contains("breaks-connection", answer.Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_answer_422_with_all_findings()
    {
        var answer = await LintAsync("", "services:\n  api:\n    ports: [70000, 0]\n");
        answer.ExpectRefusal("port-out-of-range");
        Assert.Equal(2, (int?)answer["findingCount"]);
        (await LintAsync("?namespace=shop", "services:\n  api:\n    ports: [70000]\n")).ExpectRefusal("port-out-of-range");
        (await LintAsync("?namespace=Not%20one", "services:\n  api:\n    ports: [70]\n")).ExpectRefusal("namespace-invalid");
        (await LintAsync("?failOn=warning", Yaml)).ExpectRefusal("fail-on-warning");
    }

    [Fact]
    public async Task Another_name_than_the_stored_one_is_no_defect_of_a_manifest()
    {
        await App.ImportAsync("shop", "services:\n  api: {}\n", application: "Shop");
        (await LintAsync("?cluster=production&namespace=shop&application=Other", "services:\n  api: {}\n")).Expect(200);
    }

    [Fact]
    public async Task Files_of_every_kind_are_checked_together_each_with_its_name()
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("services:\n  api: {port: 80}\n"u8.ToArray()), "file", "a/service.yml" },
            { new ByteArrayContent("services:\n  web:\n    ports: [0]\n"u8.ToArray()), "file", "b/service.yml" },
            { new ByteArrayContent([]), "file", "b/manifest.yml" },
        };
        var answer = await App.SendAsync(HttpMethod.Post, "/api/v1/lint", form, ("Accept", "text/plain"));
        var lines = answer.Expect(422).Text.TrimEnd('\n').Split('\n');
        Assert.Contains("b/manifest.yml:1:1: error empty-document: The document is empty: it holds nothing, or only comments. A manifest.yml names database groups; where there are none, leave it out.", lines);
        Assert.Contains(lines, line => line.StartsWith("a/service.yml:2:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("b/service.yml:3:13: error port-", StringComparison.Ordinal));
        Assert.Equal("elasticdns: checked 2 manifests; 2 errors, 1 warning, 0 notes", lines[^1]);
    }

    [Fact]
    public async Task No_file_is_an_error_here_too()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        (await App.SendAsync(HttpMethod.Post, "/api/v1/lint", form)).ExpectRefusal("no-file");
    }

    [Fact]
    public async Task An_ignored_environment_is_told_of_its_file() =>
        Assert.Equal("service.yml", (string?)(await LintAsync("?environment=qa", "services:\n  api: {}\n")).Expect(200).Finding("environment-ignored")["file"]);

    private Task<Answer> LintAsync(string query, string yaml)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(yaml));
        content.Headers.ContentType = new("application/yaml");
        return App.SendAsync(HttpMethod.Post, $"/api/v1/lint{query}", content);
    }
}
