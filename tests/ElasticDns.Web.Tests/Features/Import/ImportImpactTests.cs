namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportImpactTests : ApiTest
{
    private const string Api = "services:\n  api:\n    image: acme/api\n    ports: [3000]\n";
    private const string OtherPort = "services:\n  api:\n    image: acme/api\n    ports: [4000]\n";
    private const string Caller = "services:\n  web:\n    env_vars:\n      API_URL: http://api.shop:3000\n";

    [Fact]
    public async Task A_dry_run_tells_each_callers_addresses_and_the_connections_that_break()
    {
        await App.ImportAsync("shop", Api);
        await App.ImportAsync("front", Caller, application: "Web front end");
        var answer = (await App.PostAsync("cluster=production&namespace=shop&dryRun=true", OtherPort)).Expect(200);
        Json.Same("""
            {
              "summary": "1 address changes, 1 declared connection of Web front end breaks",
              "addresses": { "changed": 1, "added": 0, "removed": 0, "moved": 0 },
              "addressChanges": [
                {
                  "kind": "changed",
                  "before": { "cluster": "production", "namespace": "shop", "label": "api" }, "after": { "cluster": "production", "namespace": "shop", "label": "api" },
                  "own": { "before": ["http://api:3000"], "after": ["http://api:4000"] },
                  "otherApplication": { "before": ["http://api.shop:3000"], "after": ["http://api.shop:4000"] },
                  "fullyQualified": { "before": ["http://api.shop.svc.cluster.local:3000"], "after": ["http://api.shop.svc.cluster.local:4000"] }
                }
              ],
              "mendedCount": 0, "mendedConnections": [], "reachLostCount": 0, "reachLost": [], "reachGainedCount": 0, "reachGained": [], "moves": [],
              "brokenCount": 1
            }
            """, Without(answer["impact"]!, "brokenConnections"));
        var broken = answer["impact.brokenConnections[0]"]!;
        Assert.Equal(
            ("front", "web", "Web front end", "env_vars.API_URL", "http://api.shop:3000", "production/front/service.yml", 4, "PORT_NOT_EXPOSED", "http://api.shop:4000"),
            ((string?)broken["from"]!["namespace"], (string?)broken["from"]!["label"], (string?)broken["application"], (string?)broken["where"], (string?)broken["text"],
                (string?)broken["file"], (int?)broken["line"], (string?)broken["verdict"], (string?)broken["suggestion"]!["url"]));
        Assert.False(string.IsNullOrEmpty((string?)broken["explanation"]));
        Assert.Equal(1, App.Store.Current.Find("production", "shop")!.Revision);
    }

    [Fact]
    public async Task A_connection_that_is_mended_is_told()
    {
        await App.ImportAsync("front", Caller);
        var impact = (await App.PostAsync("cluster=production&namespace=shop", Api)).Expect(201)["impact"]!;
        Assert.Equal((1, "env_vars.API_URL"), ((int?)impact["mendedCount"], (string?)impact["mendedConnections"]![0]!["where"]));
    }

    [Fact]
    public async Task What_breaks_connections_is_refused_where_the_pipeline_asks_for_it()
    {
        await App.ImportAsync("shop", Api);
        await App.ImportAsync("front", Caller);
        var rows = Sqlite.Dump(App.DatabaseFile);
        var refused = (await App.PostAsync("cluster=production&namespace=shop&failOn=broken", OtherPort)).ExpectRefusal("fail-on-broken");
        Assert.Contains("1 declared connection of front breaks", (string?)refused["message"], StringComparison.Ordinal);
        var broken = (await App.PostAsync("cluster=production&namespace=shop&failOn=broken", OtherPort)).Finding("breaks-connection");
        Assert.Equal(("production/front/service.yml", "warning"), ((string?)broken["file"], (string?)broken["severity"]));
        Assert.True((int?)broken["line"] > 1);
        (await App.PostAsync("cluster=production&namespace=shop&failOn=warning&dryRun=true", OtherPort)).ExpectRefusal("fail-on-broken");
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        (await App.PostAsync("cluster=production&namespace=shop&failOn=broken", Api + "  more: {}\n")).Expect(200);
    }

    [Fact]
    public async Task A_warning_refuses_only_where_the_pipeline_asks_for_it()
    {
        const string warned = "services:\n  api:\n    prots: [3000]\n";
        (await App.PostAsync("cluster=production&namespace=shop&failOn=warning", warned)).ExpectRefusal("fail-on-warning");
        Assert.True(App.Store.Current.IsEmpty);
        (await App.PostAsync("cluster=production&namespace=shop&failOn=broken", warned)).Expect(201);
    }

    [Fact]
    public async Task An_application_moves_with_its_name_and_its_database_groups()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n", manifestYml: "mysql:\n  groups:\n    venus: {}\n", application: "Web shop");
        var answer = (await App.PostAsync("cluster=staging&namespace=store&moveFrom=production/shop", "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n", ("If-Match", "\"1\""))).Expect(200);
        Assert.Equal(("Web shop", "changed"), (answer.String("applications[0].name"), answer.String("applications[0].outcome")));
        Json.Same("""[{ "from": { "cluster": "production", "namespace": "shop" }, "to": { "cluster": "staging", "namespace": "store" }, "name": "Web shop" }]""", answer["impact.moves"]);
        Assert.Equal("note", (string?)answer.Finding("stored-manifest-yml")["severity"]);
        (await App.GetAsync("clusters/production/applications/shop")).ExpectProblem(404);
        Assert.Equal("mysql-venus", (await App.GetAsync("clusters/staging/applications/store")).String("databases[0].label"));
    }

    [Fact]
    public async Task The_place_that_is_left_is_found_however_its_name_is_written()
    {
        await App.ImportAsync("shop", Api);
        (await App.PostAsync("cluster=production&namespace=store&moveFrom=Production/SHOP", Api)).Expect(200);
        (await App.GetAsync("clusters/production/applications/shop")).ExpectProblem(404);
        Assert.Equal("production/shop", (await App.GetAsync("clusters/production/applications/store/revisions/1")).String("revision.movedFrom"));
    }

    [Theory]
    [InlineData("moveFrom=production")]
    [InlineData("moveFrom=production/shop/x")]
    [InlineData("failOn=note")]
    public async Task A_parameter_that_is_none_answers_400(string query) =>
        (await App.PostAsync($"cluster=staging&namespace=shop&{query}", Api)).ExpectProblem(400);

    [Fact]
    public async Task What_is_not_there_does_not_move() =>
        (await App.PostAsync("cluster=staging&namespace=shop&moveFrom=production/nowhere", Api)).ExpectRefusal("move-unknown");

    [Theory]
    [InlineData("If-Match", "\"0\"")]
    [InlineData("If-None-Match", "*")]
    public async Task An_application_that_is_to_be_new_is_imported_once(string header, string value)
    {
        (await App.PostAsync("cluster=production&namespace=shop", Api, (header, value))).Expect(201);
        var answer = (await App.PostAsync("cluster=production&namespace=shop", OtherPort, (header, value))).ExpectProblem(409);
        Assert.Equal((0, 1), ((int?)answer["expectedRevision"], (int?)answer["currentRevision"]));
        Assert.Contains("is to be new", answer.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_If_None_Match_that_names_a_revision_answers_400() =>
        (await App.PostAsync("cluster=production&namespace=shop", Api, ("If-None-Match", "\"3\""))).ExpectProblem(400);

    private static System.Text.Json.Nodes.JsonNode Without(System.Text.Json.Nodes.JsonNode node, string member)
    {
        var copy = node.DeepClone().AsObject();
        Assert.True(copy.Remove(member));
        return copy;
    }
}
