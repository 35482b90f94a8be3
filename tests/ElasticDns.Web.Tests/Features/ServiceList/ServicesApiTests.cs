namespace ElasticDns.Web.Tests.Features.ServiceList;

public sealed class ServicesApiTests : ApiTest
{
    private const string Header = "kind,name,label,application,namespace,cluster,reach,address,addresses,container_ports,external_ports,used_by,broken_used_by,uses,broken_uses\r\n";

    private async Task ImportAsync()
    {
        await App.ImportAsync("web", "services:\n  site:\n    ports: [{container: 3000, http: 80, tcp: 25}]\n    env_vars: {A_URL: http://api.core, B_URL: http://nothing}\n  Job_2:\n", application: "Web shop");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [80]\n    image: registry.example.com/api\ndatabases: [mysql]\n", application: "Back office");
        await App.ImportAsync("core", "services:\n  api:\n    ports: [443]\n", "staging", application: "Back office");
    }

    [Fact]
    public async Task As_JSON_each_row_has_its_place_its_addresses_for_the_caller_its_reach_and_its_ports()
    {
        await ImportAsync();
        var answer = (await App.GetAsync("services?cluster=production&namespace=web&from=production/core")).Expect(200);
        Assert.Equal("application/json", answer.MediaType);
        Json.Same("""
            [
              {
                "kind": "service", "name": "Job_2", "label": "job-2", "application": "Web shop", "namespace": "web", "cluster": "production",
                "reach": "NO_CONTAINER_PORT", "address": null, "addresses": [], "containerPorts": [], "externalPorts": [],
                "usedBy": 0, "brokenUsedBy": 0, "uses": 0, "brokenUses": 0
              },
              {
                "kind": "service", "name": "site", "label": "site", "application": "Web shop", "namespace": "web", "cluster": "production",
                "reach": "SAME_CLUSTER", "address": "http://site.web:3000",
                "addresses": [
                  { "url": "http://site.web:3000", "hostPort": "site.web:3000", "scheme": "http", "host": "site.web", "port": 3000 },
                  { "url": "tcp://site.web:3000", "hostPort": "site.web:3000", "scheme": "tcp", "host": "site.web", "port": 3000 }
                ],
                "containerPorts": [3000], "externalPorts": [ { "protocol": "http", "port": 80 }, { "protocol": "tcp", "port": 25 } ],
                "usedBy": 0, "brokenUsedBy": 0, "uses": 2, "brokenUses": 1
              }
            ]
            """, answer.Json);
    }

    [Fact]
    public async Task As_CSV_it_has_a_line_for_each_row()
    {
        await ImportAsync();
        var answer = (await App.GetAsync("services?format=csv&from=production/web")).Expect(200);
        Assert.Equal("text/csv", answer.MediaType);
        Assert.Equal(
            Header
            + "service,api,api,Back office,core,production,SAME_CLUSTER,http://api.core,http://api.core,80,,1,0,0,0\r\n"
            + "database,mysql,mysql,Back office,core,production,SAME_CLUSTER,mysql.core:3306,http://mysql.core:3306,3306,,0,0,0,0\r\n"
            + "service,Job_2,job-2,Web shop,web,production,NO_CONTAINER_PORT,,,,,0,0,0,0\r\n"
            + "service,site,site,Web shop,web,production,SAME_APPLICATION,http://site:3000,http://site:3000 tcp://site:3000,3000,http:80 tcp:25,0,0,2,1\r\n"
            + "service,api,api,Back office,core,staging,DIFFERENT_CLUSTER,,,443,,0,0,0,0\r\n",
            answer.Text);
    }

    [Fact]
    public async Task As_Markdown_it_is_a_table()
    {
        await ImportAsync();
        var answer = (await App.GetAsync("services?format=markdown&q=job")).Expect(200);
        Assert.Equal("text/markdown", answer.MediaType);
        Assert.Equal(
            "| Kind | Name | Label | Application | Namespace | Cluster | Reach | Address | All addresses | Container ports | External ports | Used by | Broken | Uses | Broken |\n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            + "| service | Job\\_2 | job-2 | Web shop | web | production |  |  |  |  |  | 0 | 0 | 0 | 0 |\n",
            answer.Text);
    }

    [Theory]
    [InlineData("json", "", "services.json")]
    [InlineData("csv", "&from=production/web", "services-from-production-web.csv")]
    [InlineData("markdown", "", "services.md")]
    public async Task It_is_saved_under_a_safe_name_and_never_taken_for_a_page(string format, string query, string name)
    {
        await ImportAsync();
        var answer = (await App.GetAsync($"services?format={format}{query}")).Expect(200);
        Assert.StartsWith($"attachment; filename={name}", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("application,used-by", "name,label,application,cluster,address,addresses,used_by,broken_used_by", "Job_2,job-2,Web shop,production,,,0,0")]
    [InlineData("uses,kind,namespace", "kind,name,label,namespace,address,addresses,uses,broken_uses", "service,Job_2,job-2,web,,,0,0")]
    [InlineData("cluster,reach,port,external", "name,label,cluster,reach,address,addresses,container_ports,external_ports", "Job_2,job-2,production,,,,,")]
    [InlineData("none", "name,label,address,addresses", "Job_2,job-2,,")]
    public async Task As_CSV_it_has_the_columns_that_are_chosen(string columns, string header, string line)
    {
        await ImportAsync();
        Assert.Equal($"{header}\r\n{line}\r\n", (await App.GetAsync($"services?format=csv&q=job&columns={columns}")).Expect(200).Text);
    }

    [Fact]
    public async Task As_Markdown_it_has_the_columns_that_are_chosen()
    {
        await ImportAsync();
        Assert.Equal(
            "| Name | Label | Address | All addresses | Uses | Broken |\n| --- | --- | --- | --- | --- | --- |\n| Job\\_2 | job-2 |  |  | 0 | 0 |\n",
            (await App.GetAsync("services?format=markdown&q=job&columns=uses")).Expect(200).Text);
    }

    [Fact]
    public async Task As_env_it_has_a_line_for_each_address_that_the_caller_reaches()
    {
        await ImportAsync();
        var answer = (await App.GetAsync("services?format=env&namespace=web&from=production/core")).Expect(200);
        Assert.Equal("text/plain", answer.MediaType);
        Assert.Equal("SITE_URL=http://site.web:3000\nSITE_TCP_URL=tcp://site.web:3000\n", answer.Text);
    }

    [Theory]
    [InlineData("", "core/api core/mysql web/job-2 web/site core/api")]
    [InlineData("q=api", "core/api core/api")]
    [InlineData("q=API%20registry", "core/api")]
    [InlineData("q=25", "web/site")]
    [InlineData("kind=database", "core/mysql")]
    [InlineData("kind=service&cluster=staging", "core/api")]
    [InlineData("namespace=WEB", "web/job-2 web/site")]
    [InlineData("port=no", "web/job-2")]
    [InlineData("port=yes&kind=service&cluster=production", "core/api web/site")]
    [InlineData("external=yes", "web/site")]
    [InlineData("external=no&namespace=web", "web/job-2")]
    [InlineData("reach=DIFFERENT_CLUSTER&from=production/web", "core/api")]
    [InlineData("reach=same_application&from=production/web", "web/site")]
    [InlineData("desc=true", "core/api web/site web/job-2 core/mysql core/api")]
    [InlineData("sort=name&cluster=production", "core/api web/job-2 core/mysql web/site")]
    [InlineData("sort=application&desc=true&cluster=production", "web/site web/job-2 core/mysql core/api")]
    [InlineData("sort=namespace", "core/api core/mysql core/api web/job-2 web/site")]
    [InlineData("sort=kind&cluster=production", "core/api web/job-2 web/site core/mysql")]
    [InlineData("sort=port", "core/api core/api web/site core/mysql web/job-2")]
    [InlineData("sort=reach&from=production/web", "web/site core/api core/mysql web/job-2 core/api")]
    [InlineData("sort=reach&desc=true&from=production/web", "core/api web/job-2 core/api core/mysql web/site")]
    [InlineData("sort=reach", "core/api core/mysql web/site core/api web/job-2")]
    [InlineData("sort=used-by", "core/mysql web/job-2 web/site core/api core/api")]
    [InlineData("sort=uses&desc=true", "web/site core/api web/job-2 core/mysql core/api")]
    [InlineData("sort=broken", "core/api core/mysql web/job-2 core/api web/site")]
    [InlineData("used-by=yes", "core/api")]
    [InlineData("used-by=no&cluster=production", "core/mysql web/job-2 web/site")]
    [InlineData("uses=yes", "web/site")]
    [InlineData("uses=no&cluster=production", "core/api core/mysql web/job-2")]
    [InlineData("broken=yes", "web/site")]
    [InlineData("broken=no&namespace=web", "web/job-2")]
    public async Task It_is_filtered_and_sorted_as_its_query_says(string query, string rows)
    {
        await ImportAsync();
        var answer = (await App.GetAsync($"services?{query}")).Expect(200);
        Assert.Equal(rows, string.Join(' ', answer.Json.AsArray().Select(row => $"{row!["namespace"]}/{row["label"]}")));
    }

    [Theory]
    [InlineData("kind=queue", "Write kind=service or kind=database.")]
    [InlineData("port=maybe", "Write port=yes or port=no.")]
    [InlineData("external=1", "Write external=yes or external=no.")]
    [InlineData("reach=NEAR", "Write reach= and one of DIFFERENT_CLUSTER, NO_CONTAINER_PORT, SAME_APPLICATION, SAME_CLUSTER.")]
    [InlineData("reach=SAME_CLUSTER", "A filter by reach needs a caller: write from=CLUSTER/NAMESPACE as well.")]
    [InlineData("sort=age", "Write sort= and one of name, application, namespace, cluster, kind, port, reach, used-by, uses, broken.")]
    [InlineData("used-by=1", "Write used-by=yes or used-by=no.")]
    [InlineData("uses=1", "Write uses=yes or uses=no.")]
    [InlineData("broken=1", "Write broken=yes or broken=no.")]
    [InlineData("columns=uses,age", "Write columns= and some of name, application, namespace, cluster, kind, address, reach, port, external, used-by, uses, separated by commas.")]
    [InlineData("format=xml", "Write format=json, format=csv, format=markdown or format=env.")]
    public async Task What_it_does_not_take_is_answered_with_what_to_write(string query, string detail) =>
        Assert.Equal(detail, (await App.GetAsync($"services?{query}")).ExpectProblem(400).String("detail"));

    [Theory]
    [InlineData("cluster=prodction", "production")]
    [InlineData("cluster=production&namespace=wob", "web")]
    [InlineData("from=production/wob", "web")]
    public async Task A_name_that_nobody_has_answers_404_with_the_nearest(string query, string nearest)
    {
        await ImportAsync();
        Assert.Equal([nearest], Json.Strings((await App.GetAsync($"services?{query}")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task A_name_with_a_comma_quotes_and_a_formula_survives_as_text()
    {
        await App.ImportAsync("shop", "services: {api: }\n", application: "=HYPERLINK(\"http://x\",\"a, b\")");
        var answer = (await App.GetAsync("services?format=csv")).Expect(200);
        Assert.Equal(Header + "service,api,api,\"'=HYPERLINK(\"\"http://x\"\",\"\"a, b\"\")\",shop,production,,,,,,0,0,0,0\r\n", answer.Text);
    }

    [Fact]
    public async Task It_is_compressed_for_whoever_takes_that()
    {
        await ImportAsync();
        var answer = (await App.GetAsync("services?format=csv", ("Accept-Encoding", "gzip"))).Expect(200);
        Assert.Equal("gzip", answer.Headers["Content-Encoding"]);
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(answer.Bytes), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.StartsWith(Header, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
