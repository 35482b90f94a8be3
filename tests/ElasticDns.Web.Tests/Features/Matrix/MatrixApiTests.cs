using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Web.Features.Matrix;

namespace ElasticDns.Web.Tests.Features.Matrix;

public sealed class MatrixApiTests : ApiTest
{
    private const string Csv = "caller_namespace,caller,target_namespace,target,target_kind,reach,addresses\r\n";

    private async Task ImportAsync()
    {
        await App.ImportAsync("web", "services:\n  site:\n    ports: [{container: 3000, http: 80, tcp: 25}]\n  Job_2:\n");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [80]\ndatabases: [mysql]\n");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [80]\n", "staging");
    }

    [Fact]
    public async Task As_JSON_it_has_a_row_for_each_caller_and_an_entry_for_each_target_in_their_order()
    {
        await ImportAsync();
        var answer = await App.GetAsync("clusters/production/matrix");
        Assert.Equal("application/json", answer.Expect(200).MediaType);
        Json.Same("""
            {
              "cluster": "production",
              "callers": [ { "namespace": "core", "label": "api" }, { "namespace": "web", "label": "job-2" }, { "namespace": "web", "label": "site" } ],
              "targets": [
                { "namespace": "core", "label": "api", "kind": "service" }, { "namespace": "core", "label": "mysql", "kind": "database" },
                { "namespace": "web", "label": "job-2", "kind": "service" }, { "namespace": "web", "label": "site", "kind": "service" }
              ],
              "cells": [
                [ "SELF", "SAME_APPLICATION", "NO_CONTAINER_PORT", "SAME_CLUSTER" ],
                [ "SAME_CLUSTER", "SAME_CLUSTER", "SELF", "SAME_APPLICATION" ],
                [ "SAME_CLUSTER", "SAME_CLUSTER", "NO_CONTAINER_PORT", "SELF" ]
              ]
            }
            """, answer.Json);
        Assert.Equal(answer.Text, (await App.GetAsync("clusters/production/matrix?format=json")).Text);
        Assert.Equal(answer.Text, (await App.GetAsync("clusters/PRODUCTION/matrix")).Text);
    }

    [Fact]
    public async Task As_CSV_it_has_a_line_for_each_cell_with_the_addresses_joined_by_a_blank()
    {
        await ImportAsync();
        var answer = await App.GetAsync("clusters/production/matrix?format=csv");
        Assert.Equal("text/csv", answer.Expect(200).MediaType);
        Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(
            Csv
            + "core,api,core,api,service,SELF,http://api\r\n"
            + "core,api,core,mysql,database,SAME_APPLICATION,http://mysql:3306\r\n"
            + "core,api,web,job-2,service,NO_CONTAINER_PORT,\r\n"
            + "core,api,web,site,service,SAME_CLUSTER,http://site.web:3000 tcp://site.web:3000\r\n"
            + "web,job-2,core,api,service,SAME_CLUSTER,http://api.core\r\n"
            + "web,job-2,core,mysql,database,SAME_CLUSTER,http://mysql.core:3306\r\n"
            + "web,job-2,web,job-2,service,SELF,\r\n"
            + "web,job-2,web,site,service,SAME_APPLICATION,http://site:3000 tcp://site:3000\r\n"
            + "web,site,core,api,service,SAME_CLUSTER,http://api.core\r\n"
            + "web,site,core,mysql,database,SAME_CLUSTER,http://mysql.core:3306\r\n"
            + "web,site,web,job-2,service,NO_CONTAINER_PORT,\r\n"
            + "web,site,web,site,service,SELF,http://site:3000 tcp://site:3000\r\n",
            answer.Text);
    }

    [Theory]
    [InlineData("callers=core", "core/api", "core/api core/mysql web/job-2 web/site")]
    [InlineData("targets=web", "core/api web/job-2 web/site", "web/job-2 web/site")]
    [InlineData("callers=web&targets=core", "web/job-2 web/site", "core/api core/mysql")]
    [InlineData("callers=web&callers=core&targets=web&targets=core", "core/api web/job-2 web/site", "core/api core/mysql web/job-2 web/site")]
    [InlineData("callers=&targets=&format=&mode=", "core/api web/job-2 web/site", "core/api core/mysql web/job-2 web/site")]
    [InlineData("callers=core&callers=core&callers=CORE", "core/api", "core/api core/mysql web/job-2 web/site")]
    public async Task Callers_and_targets_may_be_those_of_some_namespaces(string query, string callers, string targets)
    {
        await ImportAsync();
        var answer = await App.GetAsync($"clusters/production/matrix?{query}");
        Assert.Equal(callers, Ends("callers"));
        Assert.Equal(targets, Ends("targets"));

        string Ends(string side) => string.Join(' ', answer.Expect(200)[side]!.AsArray().Select(end => $"{end!["namespace"]}/{end["label"]}"));
    }

    [Theory]
    [InlineData("clusters/prodution/matrix", "production")]
    [InlineData("clusters/production/matrix?callers=cor", "core")]
    [InlineData("clusters/production/matrix?targets=web&targets=cor&format=csv", "core")]
    public async Task An_unknown_cluster_or_namespace_answers_404_with_the_nearest_names(string path, string name)
    {
        await ImportAsync();
        Assert.Equal([name], Json.Strings((await App.GetAsync(path)).ExpectProblem(404)["didYouMean"]));
    }

    [Theory]
    [InlineData("format=xml", "json, csv, markdown or svg")]
    [InlineData("mode=all", "possible, declared, broken or unneeded")]
    [InlineData("format=svg&theme=blue", "light")]
    [InlineData("caller=site", "NAMESPACE/LABEL")]
    [InlineData("caller=core/mysql", "never calls")]
    [InlineData("caller=web/site&callers=web", "Name either")]
    public async Task What_it_does_not_know_answers_400_and_says_what_to_write(string query, string advice)
    {
        await ImportAsync();
        Assert.Contains(advice, (string?)(await App.GetAsync($"clusters/production/matrix?{query}")).ExpectProblem(400)["detail"], StringComparison.Ordinal);
    }

    private async Task ImportDeclaringAsync()
    {
        await App.ImportAsync("web", "services:\n  site:\n    ports: [3000]\n    env_vars:\n      API_URL: http://api.core\n      JOBS_URL: http://jobs.core\n      'SUM(1),\"x\"_URL': http://api.core\n");
        await App.ImportAsync("core", "services:\n  api: {ports: [80]}\n  jobs: {ports: [8080]}\n  idle: {ports: [80]}\n");
    }

    [Fact]
    public async Task A_mode_tells_what_is_declared_of_the_pairs_that_it_shows()
    {
        await ImportDeclaringAsync();
        const string Declared = "web,site,core,api,service,SAME_CLUSTER,http://api.core,DECLARED,env_vars.API_URL line 5 and 1 more\r\n";
        const string Broken = "web,site,core,jobs,service,SAME_CLUSTER,http://jobs.core:8080,BROKEN,env_vars.JOBS_URL line 6\r\n";
        var header = Csv.TrimEnd() + ",use,declared_in\r\n";
        Assert.Equal(header + Declared + Broken, (await App.GetAsync("clusters/production/matrix?format=csv&mode=declared")).Text);
        Assert.Equal(header + Broken, (await App.GetAsync("clusters/production/matrix?format=csv&mode=broken")).Text);
        Assert.Equal(1 + 16 + 1, (await App.GetAsync("clusters/production/matrix?format=csv&mode=possible")).Text.Split("\r\n").Length);
        var unneeded = (await App.GetAsync("clusters/production/matrix?format=csv&mode=unneeded")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["core,api,core,idle", "core,idle,web,site", "core,jobs,core,idle", "core,api,web,site", "core,jobs,web,site", "web,site,core,idle"],
            unneeded.Skip(1).Select(line => string.Join(',', line.Split(',').Take(4))).OrderBy(line => line, Comparer<string>.Create((a, b) => Array.IndexOf(Order, a) - Array.IndexOf(Order, b))));
        var json = await App.GetAsync("clusters/production/matrix?mode=broken");
        Json.Same("""
            {
              "cluster": "production", "mode": "broken",
              "pairs": [ {
                "caller": { "namespace": "web", "label": "site" }, "target": { "namespace": "core", "label": "jobs", "kind": "service" },
                "reach": "SAME_CLUSTER", "use": "BROKEN", "addresses": [ "http://jobs.core:8080" ],
                "declared": [ { "where": "env_vars.JOBS_URL", "text": "http://jobs.core", "line": 6, "verdict": "PORT_NOT_EXPOSED" } ]
              } ]
            }
            """, json.Json);
    }

    private static readonly string[] Order = ["core,api,core,idle", "core,idle,web,site", "core,jobs,core,idle", "core,api,web,site", "core,jobs,web,site", "web,site,core,idle"];

    [Fact]
    public async Task A_row_or_a_column_may_be_that_of_one_service()
    {
        await ImportAsync();
        Assert.Equal("web/site", Ends(await App.GetAsync("clusters/production/matrix?caller=web/site"), "callers"));
        var column = await App.GetAsync("clusters/production/matrix?target=CORE/mysql");
        Assert.Equal("core/mysql", Ends(column, "targets"));
        Assert.Equal(3, column["cells"]!.AsArray().Count);
        (await App.GetAsync("clusters/production/matrix?target=core/mysq")).ExpectProblem(404);

        static string Ends(Answer answer, string side) => string.Join(' ', answer.Expect(200)[side]!.AsArray().Select(end => $"{end!["namespace"]}/{end["label"]}"));
    }

    [Fact]
    public async Task As_Markdown_a_small_matrix_is_a_table_of_signs_and_a_mode_a_list()
    {
        await ImportDeclaringAsync();
        var grid = (await App.GetAsync("clusters/production/matrix?format=markdown")).Text.Split('\n');
        Assert.Contains("|  | api.core | idle.core | jobs.core | site.web |", grid);
        Assert.Contains("| site.web | **○** | ○ | ✗ | ◇ |", grid);
        Assert.Contains("| site.web | jobs.core | SAME_CLUSTER | `http://jobs.core:8080` | env\\_vars.JOBS\\_URL line 6 |", (await App.GetAsync("clusters/production/matrix?format=markdown&mode=broken")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_picture_it_is_well_formed_and_loads_nothing()
    {
        await App.ImportAsync("web", "services:\n  site:\n    ports: [3000]\n    env_vars:\n      '<script>_URL': http://site:81\n", application: "A <b>&\"c\" \U0001F600");
        foreach (var query in (string[])["", "&mode=broken&theme=dark", "&mode=unneeded"])
        {
            var answer = await App.GetAsync($"clusters/production/matrix?format=svg{query}");
            Assert.Equal("image/svg+xml", answer.MediaType);
            var picture = System.Xml.Linq.XDocument.Parse(answer.Text);
            Assert.Equal("svg", picture.Root!.Name.LocalName);
            Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
            Assert.DoesNotContain("var(--", answer.Text, StringComparison.Ordinal);
            Assert.Contains(picture.Descendants(), element => element.Value.StartsWith("A <b>", StringComparison.Ordinal));
        }
        Assert.NotEqual((await App.GetAsync("clusters/production/matrix?format=svg")).Text, (await App.GetAsync("clusters/production/matrix?format=svg&theme=dark")).Text);
    }

    [Fact]
    public async Task What_is_too_large_for_a_picture_is_refused_with_what_to_choose()
    {
        await App.ImportAsync("shop", "services:\n" + string.Concat(Enumerable.Range(0, 101).Select(i => $"  s{i:000}: {{ports: [80]}}\n")));
        Assert.Contains("10,201 cells", (string?)(await App.GetAsync("clusters/production/matrix?format=svg")).ExpectProblem(400)["detail"], StringComparison.Ordinal);
        (await App.GetAsync("clusters/production/matrix?format=svg&caller=shop/s001")).Expect(200);
    }

    [Fact]
    public async Task A_cluster_without_services_has_an_empty_matrix()
    {
        await App.ImportAsync("empty", "services:\n");
        Json.Same("""{ "cluster": "production", "callers": [], "targets": [], "cells": [] }""", (await App.GetAsync("clusters/production/matrix")).Json);
        Assert.Equal(Csv, (await App.GetAsync("clusters/production/matrix?format=csv")).Text);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("pairs")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public async Task A_large_matrix_is_written_piece_by_piece(string format)
    {
        const int services = 300;
        var application = new Application("production", "shop", "shop", [.. Enumerable.Range(0, services).Select(i => new Service($"s{i:000}", $"s{i:000}", [new(80)]))], []);
        using var body = new PieceStream();
        var matrix = new ReachMatrix([application], [application]);
        var view = new MatrixView(matrix, new(CatalogSnapshot.Of([application]), new()), Range.All, Range.All);
        var cancellation = TestContext.Current.CancellationToken;
        await (format switch
        {
            "json" => MatrixExport.WriteJsonAsync("production", view, body, cancellation),
            "pairs" => MatrixExport.WriteJsonAsync("production", view, MatrixMode.Possible, body, cancellation),
            "markdown" => MatrixExport.WriteMarkdownAsync("production", view, MatrixMode.Possible, body, cancellation),
            _ => MatrixExport.WriteCsvAsync(view, null, body, cancellation),
        });
        Assert.True(body.Largest < 128 * 1024, $"A piece of {body.Largest} of {body.Total} bytes.");
        Assert.True(body.Total > 1024 * 1024);
    }

    [Fact]
    public async Task A_large_matrix_is_whole()
    {
        await App.ImportAsync("shop", "services:\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"  s{i:000}: {{ports: [80]}}\n")));
        var json = await App.GetAsync("clusters/production/matrix");
        Assert.Equal(Enumerable.Repeat(300, 300), json["cells"]!.AsArray().Select(row => row!.AsArray().Count));
        Assert.Equal(Enumerable.Repeat("SELF", 300), json["cells"]!.AsArray().Select((row, i) => (string?)row![i]));
        var lines = (await App.GetAsync("clusters/production/matrix?format=csv")).Text.Split("\r\n");
        Assert.Equal(1 + (300 * 300) + 1, lines.Length);
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    // Counts what is written and how much of it at once.
    private sealed class PieceStream : MemoryStream
    {
        public int Largest { get; private set; }

        public long Total { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, buffer.Length);
            Total += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
