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

    [Fact]
    public async Task Another_format_answers_400()
    {
        await ImportAsync();
        (await App.GetAsync("clusters/production/matrix?format=xml")).ExpectProblem(400);
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
    [InlineData("csv")]
    public async Task A_large_matrix_is_written_piece_by_piece(string format)
    {
        const int services = 300;
        var application = new Application("production", "shop", "shop", [.. Enumerable.Range(0, services).Select(i => new Service($"s{i:000}", $"s{i:000}", [new(80)]))], []);
        using var body = new PieceStream();
        var matrix = new ReachMatrix([application], [application]);
        await (format == "json" ? MatrixApi.WriteJsonAsync("production", matrix, body, TestContext.Current.CancellationToken) : MatrixApi.WriteCsvAsync(matrix, body, TestContext.Current.CancellationToken));
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
