namespace ElasticDns.Web.Tests.Features.Applications;

public sealed class ApplicationsApiTests : ApiTest
{
    private const string BackOffice = "services:\n  scheduler:\n    ports: [{container: 8000, tcp: 9000}]\ndatabases: [mysql-leopard]\n";

    [Fact]
    public async Task One_application_has_exactly_this_shape()
    {
        await App.ImportAsync("backoffice-workers", BackOffice, application: "Back office");
        var answer = await App.GetAsync("clusters/production/applications/backoffice-workers");
        Assert.Equal("application/json", answer.Expect(200).MediaType);
        Json.Same("""
            {
              "cluster": "production", "namespace": "backoffice-workers", "name": "Back office", "revision": 1, "importedAt": "2026-11-22T10:00:00Z",
              "owner": null, "description": null, "docs": null,
              "services": [
                { "name": "scheduler", "label": "scheduler", "image": null, "type": "service",
                  "ports": [ { "container": 8000, "http": null, "https": null, "tcp": 9000, "udp": null } ],
                  "addresses": [ { "url": "tcp://scheduler:8000", "hostPort": "scheduler:8000", "scheme": "tcp", "host": "scheduler", "port": 8000 } ] }
              ],
              "databases": [
                { "engine": "mysql", "group": "leopard", "label": "mysql-leopard", "primary": false,
                  "addresses": [ { "url": "http://mysql-leopard:3306", "hostPort": "mysql-leopard:3306", "scheme": "http", "host": "mysql-leopard", "port": 3306 } ],
                  "connectionString": "mysql://USER:PASSWORD@mysql-leopard:3306/DATABASE" }
              ]
            }
            """, answer.Json);
    }

    [Fact]
    public async Task A_service_keeps_its_name_as_written_beside_its_label_with_image_and_type()
    {
        await App.ImportAsync("shop", "services:\n  Custom_Web:\n    image: acme/web:2\n    type: daemon_set\n    ports: ['3000:80:443']\n");
        Json.Same("""
            { "name": "Custom_Web", "label": "custom-web", "image": "acme/web:2", "type": "daemon_set",
              "ports": [ { "container": 3000, "http": 80, "https": 443, "tcp": null, "udp": null } ],
              "addresses": [ { "url": "http://custom-web:3000", "hostPort": "custom-web:3000", "scheme": "http", "host": "custom-web", "port": 3000 } ] }
            """, (await App.GetAsync("clusters/production/applications/shop"))["services[0]"]);
    }

    [Fact]
    public async Task Two_mappings_of_one_protocol_are_two_entries_with_one_container()
    {
        await App.ImportAsync("shop", "services:\n  web:\n    ports: [{container: 80, http: 80}, {container: 80, http: 8080}]\n");
        var service = (await App.GetAsync("clusters/production/applications/shop"))["services[0]"]!;
        Json.Same("""
            [
              { "container": 80, "http": 80, "https": null, "tcp": null, "udp": null },
              { "container": 80, "http": 8080, "https": null, "tcp": null, "udp": null }
            ]
            """, service["ports"]);
        Assert.Equal(["http://web"], Json.Strings(service["addresses"], "url"));
    }

    [Fact]
    public async Task Applications_come_by_cluster_and_namespace_and_their_services_by_label()
    {
        await App.ImportAsync("zoo", "services:\n  b:\n  a:\n  A-2:\n");
        await App.ImportAsync("ant", "databases: [redis, mysql]\n");
        await App.ImportAsync("bee", BackOffice, "alpha");
        var answer = await App.GetAsync("applications");
        Assert.Equal(["bee", "ant", "zoo"], Json.Strings(answer.Expect(200).Json, "namespace"));
        Assert.Equal(["a", "a-2", "b"], Json.Strings(answer["[2].services"], "label"));
        Assert.Equal(["mysql", "redis"], Json.Strings(answer["[1].databases"], "label"));
    }

    [Fact]
    public async Task The_list_has_each_application_as_its_own_address_gives_it()
    {
        await App.ImportAsync("backoffice-workers", BackOffice);
        var list = await App.GetAsync("applications");
        Assert.Equal($"[{(await App.GetAsync("clusters/production/applications/backoffice-workers")).Text}]", list.Text);
    }

    [Fact]
    public async Task Applications_may_be_those_of_one_cluster()
    {
        await App.ImportAsync("one", BackOffice);
        await App.ImportAsync("two", BackOffice, "staging");
        Assert.Equal(["two"], Json.Strings((await App.GetAsync("applications?cluster=staging")).Json, "namespace"));
        Assert.Equal(["staging"], Json.Strings((await App.GetAsync("applications?cluster=stagin")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task Clusters_come_with_their_counts_and_their_last_import()
    {
        Assert.Equal("[]", (await App.GetAsync("clusters")).Expect(200).Text);
        await App.ImportAsync("one", BackOffice);
        await App.ImportAsync("three", BackOffice, "staging");
        App.Clock.Now = App.Clock.Now.AddMilliseconds(1_500);
        await App.ImportAsync("two", "services:\n  a:\n  b:\n    env_vars: {ONE_URL: http://a.two, OTHER_URL: http://c}\n");
        Json.Same("""
            [
              { "name": "production", "applications": 2, "services": 3, "databases": 1, "references": 2, "brokenReferences": 2, "lastImportAt": "2026-11-22T10:00:01.5Z" },
              { "name": "staging", "applications": 1, "services": 1, "databases": 1, "references": 0, "brokenReferences": 0, "lastImportAt": "2026-11-22T10:00:00Z" }
            ]
            """, (await App.GetAsync("clusters")).Json);
    }

    [Theory]
    [InlineData("clusters/prodution/applications/backoffice-workers", "production")]
    [InlineData("clusters/production/applications/backofice-workers", "backoffice-workers")]
    [InlineData("clusters/prodution/applications/backoffice-workers/manifest", "production")]
    [InlineData("clusters/production/applications/backofice-workers/manifest", "backoffice-workers")]
    public async Task An_unknown_name_answers_404_with_the_nearest_names(string path, string name)
    {
        await App.ImportAsync("backoffice-workers", BackOffice);
        Assert.Equal([name], Json.Strings((await App.GetAsync(path)).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task An_unknown_name_that_is_near_to_none_answers_404_with_an_empty_list()
    {
        await App.ImportAsync("backoffice-workers", BackOffice);
        Assert.Empty((await App.GetAsync("clusters/production/applications/billing")).ExpectProblem(404)["didYouMean"]!.AsArray());
        Assert.Empty((await App.GetAsync($"clusters/{new string('x', 3_000)}/applications/billing")).ExpectProblem(404)["didYouMean"]!.AsArray());
    }

    [Fact]
    public async Task Up_to_three_names_are_proposed_and_the_nearest_is_the_first()
    {
        foreach (var name in (string[])["shop-aa", "shop-a", "shop-b", "shop-c", "shop-d"]) await App.ImportAsync(name, BackOffice);
        Assert.Equal(["shop-a", "shop-b", "shop-c"], Json.Strings((await App.GetAsync("clusters/production/applications/shop-x")).ExpectProblem(404)["didYouMean"]));
    }
}
