namespace ElasticDns.Web.Tests.Features.History;

/// <summary>An application that gets another name or another place takes its text along and leaves its history where it was.</summary>
public sealed class MoveTests : HistoryTest
{
    private const string Yaml = "# kept\nservices:\n  web: {ports: [3000], env_vars: {SELF: http://web:3000, LEDGER: 'http://ledger.books:9000'}}\n";
    private const string Mall = "clusters/production/applications/mall";

    [Fact]
    public async Task Another_name_changes_no_address()
    {
        await App.ImportAsync("shop", Yaml, application: "Shop");
        var before = (await App.GetAsync($"{Shop}/services/web/addresses")).Text;
        var renamed = (await DoAsync($"{Shop}/rename?application=The%20new%20shop")).Expect(200);
        Assert.Equal(("The new shop", "changed", "2"), (renamed.String("applications[0].name"), renamed.String("applications[0].outcome"), renamed["applications[0].revision"]!.ToString()));
        Assert.Empty(renamed["applications[0].changes"]!.AsArray());
        Assert.Equal(before, (await App.GetAsync($"{Shop}/services/web/addresses")).Text);
        Assert.Equal(Yaml, (await App.GetAsync($"{Shop}/manifest")).Text);
        var revision = (await App.GetAsync($"{Shop}/revisions/2")).Expect(200);
        Assert.Equal(("renamed", "renamed from Shop"), (revision.String("revision.action"), revision.String("revision.summary")));

        Assert.Equal("unchanged", (await DoAsync($"{Shop}/rename?application=The%20new%20shop")).Expect(200).String("applications[0].outcome"));
        (await DoAsync($"{Shop}/rename?application=%20")).ExpectRefusal("application-invalid");
        (await DoAsync($"{Shop}/rename")).ExpectProblem(400);
        (await DoAsync("clusters/production/applications/sho/rename?application=x")).ExpectProblem(404);
    }

    [Theory]
    [InlineData("namespace=mall", "production", "mall")]
    [InlineData("cluster=staging", "staging", "shop")]
    [InlineData("cluster=staging&namespace=mall", "staging", "mall")]
    public async Task A_move_is_a_removal_and_a_new_revision_at_once(string to, string cluster, string @namespace)
    {
        await App.ImportAsync("books", "services: {ledger: {ports: [9000], env_vars: {SHOP: http://web.shop:3000}}}");
        await App.ImportAsync("shop", Yaml, application: "Shop");
        var tried = (await DoAsync($"{Shop}/move?{to}&dryRun=true")).Expect(200);
        Assert.Equal((cluster, @namespace, "changed"), (tried.String("applications[0].cluster"), tried.String("applications[0].namespace"), tried.String("applications[0].outcome")));
        (await App.GetAsync(Shop)).Expect(200);

        (await DoAsync($"{Shop}/move?{to}", ("If-Match", "\"1\""))).Expect(200);
        (await App.GetAsync(Shop)).ExpectProblem(404);
        var there = $"clusters/{cluster}/applications/{@namespace}";
        var moved = (await App.GetAsync(there)).Expect(200);
        Assert.Equal(("Shop", "1"), (moved.String("name"), moved["revision"]!.ToString()));
        Assert.Equal(Yaml, (await App.GetAsync($"{there}/manifest")).Text);
        Assert.Equal([$"{@namespace} 1 moved", "shop 1 removed"], (await EntriesAsync())[..2]);
        var entries = (await App.GetAsync("history")).Expect(200);
        Assert.Equal(("production/shop", $"{cluster}/{@namespace}"), (entries.String("entries[0].movedFrom"), entries.String("entries[1].movedTo")));
        Assert.False((bool)(await App.GetAsync("resolve?from=production/books&address=http://web.shop:3000"))["resolves"]!);

        // And back again: the old place goes on counting.
        (await DoAsync($"{there}/move?cluster=production&namespace=shop")).Expect(200);
        Assert.Equal(2, (int)(await App.GetAsync(Shop)).Expect(200)["revision"]!);
        Assert.Equal("RESOLVES", (await App.GetAsync("resolve?from=production/books&address=http://web.shop:3000")).String("verdict"));
    }

    [Fact]
    public async Task A_move_goes_nowhere_where_it_cannot()
    {
        await App.ImportAsync("shop", Yaml);
        await App.ImportAsync("mall", "services: {x: }\n");
        (await DoAsync($"{Shop}/move?namespace=mall")).ExpectRefusal("move-taken");
        (await DoAsync($"{Shop}/move?namespace=Not%20a%20label")).ExpectRefusal("namespace-invalid");
        (await DoAsync($"{Shop}/move?cluster=Not%20a%20label")).ExpectRefusal("cluster-invalid");
        (await DoAsync($"{Shop}/move?namespace=kube-system")).ExpectRefusal("namespace-invalid");
        (await DoAsync($"{Shop}/move")).ExpectProblem(400);
        Assert.Equal("unchanged", (await DoAsync($"{Shop}/move?namespace=shop")).Expect(200).String("applications[0].outcome"));
        var late = (await DoAsync($"{Shop}/move?namespace=elsewhere", ("If-Match", "\"9\""))).ExpectProblem(409);
        Assert.Equal((9, 1), ((int)late["expectedRevision"]!, (int)late["currentRevision"]!));
        Assert.Equal(["mall 1 imported", "shop 1 imported"], await EntriesAsync());
    }

    [Fact]
    public async Task A_file_that_names_its_place_itself_is_told_of()
    {
        await App.ImportAsync("shop", $"x-elastic-dns: {{application: Shop, namespace: shop, cluster: production}}\n{Yaml}");
        var moved = (await DoAsync($"{Shop}/move?cluster=staging&namespace=mall")).Expect(200);
        Assert.Contains("namespace 'shop', cluster 'production'", (string?)moved.Finding("place-in-file")["message"], StringComparison.Ordinal);
        Assert.DoesNotContain("place-in-file", Json.Strings((await DoAsync("clusters/staging/applications/mall/move?cluster=production&namespace=shop")).Expect(200)["findings"], "code"));
        Assert.Contains("application 'Shop'", (string?)(await DoAsync($"{Shop}/rename?application=Other&dryRun=true")).Finding("place-in-file")["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_can_be_tried_and_rests_on_a_revision()
    {
        await App.ImportAsync("shop", Yaml, application: "Shop");
        var tried = (await App.DeleteAsync($"{Shop}?dryRun=true")).Expect(200);
        Assert.Equal(("shop", "removed", "1"), (tried.String("applications[0].namespace"), tried.String("applications[0].outcome"), tried["applications[0].revision"]!.ToString()));
        Json.Same("""[{"kind": "removed", "what": "service", "name": "web", "before": "web", "after": null}]""", tried["applications[0].changes"]);
        (await App.GetAsync(Shop)).Expect(200);
        var late = (await App.SendAsync(HttpMethod.Delete, $"/api/v1/{Shop}", null, ("If-Match", "\"4\""))).ExpectProblem(409);
        Assert.Equal((4, 1), ((int)late["expectedRevision"]!, (int)late["currentRevision"]!));
        (await App.SendAsync(HttpMethod.Delete, $"/api/v1/{Shop}", null, ("If-Match", "W/\"1\""))).Expect(204);
        (await App.DeleteAsync(Shop)).ExpectProblem(404);
    }

    [Fact]
    public async Task What_the_watched_folder_holds_is_changed_there_alone()
    {
        await App.ImportAsync("shop", Yaml);
        await App.ImportFromFolderAsync("shop", Yaml + "databases: [mysql]\n");
        (await RestoreAsync(1)).ExpectRefusal("from-folder");
        (await DoAsync($"{Shop}/rename?application=Other")).ExpectRefusal("from-folder");
        (await DoAsync($"{Shop}/move?namespace=mall")).ExpectRefusal("from-folder");
        (await App.DeleteAsync(Shop)).ExpectRefusal("from-folder");
        (await App.DeleteAsync($"{Shop}?dryRun=true")).ExpectRefusal("from-folder");
        Assert.Equal(2, (int)(await App.GetAsync(Shop)).Expect(200)["revision"]!);
        (await App.GetAsync(Mall)).ExpectProblem(404);
    }
}
