namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ReportTests : ApiTest
{
    private const string Sarif = "application/sarif+json";
    private const string Bad = "services:\n  api:\n    prots: [80]\n    ports: [ 70000 ]\n";

    [Fact]
    public async Task A_refused_file_answers_lines_as_a_compiler_writes_them()
    {
        var answer = await App.PostAsync("namespace=shop", Bad, ("Accept", "text/plain"));
        answer.Expect(422);
        Assert.Equal("text/plain", answer.MediaType);
        Assert.Equal(
            """
            service.yml:3:5: warning unknown-key: Unknown key 'prots' in service 'api'. Did you mean 'ports'? Its 1 entry is not imported.
            service.yml:4:14: error port-out-of-range: Port 70000 of service 'api' is out of range; use 1 to 65535.
            elasticdns: refused, nothing was changed; 1 error, 1 warning, 0 notes

            """, answer.Text);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_refused_file_answers_SARIF()
    {
        var answer = await App.PostFilesAsync("namespace=shop", [("deploy/my app#1/service.yml", Bad)], [("Accept", Sarif)]);
        answer.Expect(422);
        Assert.Equal(Sarif, answer.MediaType);
        Assert.Equal(("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json"), (answer.String("version"), answer.String("$schema")));
        var driver = answer["runs[0].tool.driver"]!;
        Assert.Equal("ElasticDns", (string?)driver["name"]);
        Assert.Matches(@"^\d+\.\d+", (string?)driver["version"]);
        Json.Same("""[{ "id": "port-out-of-range", "shortDescription": { "text": "Port out of range" } }, { "id": "unknown-key", "shortDescription": { "text": "Unknown key" } }]""", driver["rules"]);
        Json.Same("""
            {
              "ruleId": "port-out-of-range", "ruleIndex": 0, "level": "error", "message": { "text": "Port 70000 of service 'api' is out of range; use 1 to 65535." },
              "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "deploy/my%20app%231/service.yml" }, "region": { "startLine": 4, "startColumn": 14 } } } ]
            }
            """, answer["runs[0].results"]!.AsArray().Single(result => (string?)result!["level"] == "error"));
    }

    [Fact]
    public async Task A_finding_without_a_line_stands_at_the_first_one_and_one_without_a_file_at_the_first_file()
    {
        await App.ImportAsync("shop", "services:\n  api: {}\n");
        var result = (await App.PostAsync("cluster=production&namespace=shop", "services:\n  api: {ports: [1]}\n", ("Accept", Sarif), ("If-Match", "\"9\""))).Expect(409)["runs[0].results[0]"]!;
        Assert.Equal("revision-conflict", (string?)result["ruleId"]);
        Json.Same("""{ "artifactLocation": { "uri": "service.yml" }, "region": { "startLine": 1 } }""", result["locations"]![0]!["physicalLocation"]);
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc/passwd")]
    [InlineData("https://evil.example/x.yml", "https%3A/evil.example/x.yml")]
    [InlineData("/root.yml", "root.yml")]
    [InlineData("..", "service.yml")]
    public async Task The_place_of_a_result_is_a_relative_path_within(string name, string uri)
    {
        var answer = await App.PostFilesAsync("namespace=shop", [(name, Bad)], [("Accept", Sarif)]);
        Assert.Equal(uri, answer.Expect(422).String("runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri"));
    }

    [Fact]
    public async Task What_breaks_elsewhere_stands_at_its_own_manifest_in_both_forms()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\n");
        await App.ImportAsync("front", "services:\n  web:\n    env_vars:\n      API_URL: http://api.shop:3000\n", application: "Web front end");
        var lines = (await App.PostAsync("cluster=production&namespace=shop&dryRun=true", "services:\n  api:\n    ports: [4000]\n", ("Accept", "text/plain"))).Expect(200).Text.TrimEnd('\n').Split('\n');
        Assert.StartsWith("production/front/service.yml:4:16: warning breaks-connection: This import breaks a declared connection: service 'web' of Web front end declares 'http://api.shop:3000' in env_vars.API_URL.", lines[0], StringComparison.Ordinal);
        Assert.Equal("elasticdns: would import 1 application (1 changed); 1 address changes, 1 declared connection of Web front end breaks; 0 errors, 1 warning, 0 notes", lines[1]);
        var sarif = (await App.PostAsync("cluster=production&namespace=shop", "services:\n  api:\n    ports: [4000]\n", ("Accept", Sarif))).Expect(200);
        Assert.Equal(["breaks-connection"], Json.Strings(sarif["runs[0].results"], "ruleId"));
        Assert.Equal(2, App.Store.Current.Find("production", "shop")!.Revision);
    }

    [Fact]
    public async Task A_name_begins_no_line_of_its_own_and_steers_no_terminal()
    {
        var answer = await App.PostFilesAsync("", [("x\u2028y\u202E.yml", "services:\n  \"a\\n\\e[31mservice.yml:1:1: error fake: b\":\n    ports: [0]\n")], [("Accept", "text/plain")]);
        var text = answer.Expect(422).Text;
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u2028', text);
        Assert.DoesNotContain('\u202E', text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.True(line.StartsWith(@"x\u2028y\u202e.yml", StringComparison.Ordinal) || line.StartsWith("elasticdns: ", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    [InlineData("image/png", "application/json")]
    [InlineData("text/plain;q=0.5, application/sarif+json", Sarif)]
    [InlineData("application/sarif+json;q=0, text/plain", "text/plain")]
    [InlineData("text/*", "text/plain")]
    [InlineData("not a type", "application/json")]
    public async Task The_form_that_is_liked_best_is_answered(string accept, string type) =>
        Assert.Equal(type, (await App.PostAsync("namespace=shop", "services:\n  api: {}\n", ("Accept", accept))).Expect(201).MediaType);

    [Fact]
    public async Task Without_findings_both_forms_are_whole()
    {
        var sarif = (await App.PostAsync("namespace=shop&dryRun=true", "services:\n  api: {}\n", ("Accept", Sarif))).Expect(200);
        Assert.Equal((0, 0), (sarif["runs[0].results"]!.AsArray().Count, sarif["runs[0].tool.driver.rules"]!.AsArray().Count));
        var lines = (await App.PostAsync("namespace=shop", "services:\n  api: {}\n", ("Accept", "text/plain"))).Expect(201).Text;
        Assert.Equal("elasticdns: imported 1 application (1 created); nothing changes for any caller; 0 errors, 0 warnings, 0 notes\n", lines);
    }
}
