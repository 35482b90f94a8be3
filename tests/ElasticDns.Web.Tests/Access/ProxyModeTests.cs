namespace ElasticDns.Web.Tests.Access;

/// <summary>User and groups are what the headers of a trusted proxy say, and nobody else's.</summary>
public sealed class ProxyModeTests
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    [Fact]
    public async Task Groups_decide_what_a_user_may()
    {
        await using var app = Start("127.0.0.1");
        (await app.PostAsync("namespace=shop", Yaml, Of("ada", "staff, platform"))).Expect(201);
        (await app.PostAsync("namespace=shop2", Yaml, Of("grace", "staff"))).ExpectProblem(403);
        (await app.GetAsync("clusters", Of("grace", "staff"))).Expect(200);
        (await app.GetAsync("clusters", Of("linus", "sales"))).ExpectProblem(403);
        (await app.GetAsync("clusters", Of("linus", ""))).ExpectProblem(403);
        (await app.GetAsync("clusters")).ExpectProblem(401);
        Assert.Equal(["shop"], app.Store.Current.Applications.Select(application => application.Namespace));
        Assert.Equal("ada", Sqlite.Value(app.DatabaseFile, "SELECT ImportedBy FROM Revisions"));
    }

    [Fact]
    public async Task Pages_say_who_is_missing()
    {
        await using var app = Start("127.0.0.1");
        await app.PostAsync("namespace=shop", Yaml, Of("ada", "platform"));
        var nobody = await app.SendAsync(HttpMethod.Get, "/services");
        Assert.Equal(401, nobody.Status);
        Assert.Contains("Nobody knows who you are", nobody.Text, StringComparison.Ordinal);
        var stranger = await app.SendAsync(HttpMethod.Get, "/services", null, Of("linus", "sales"));
        Assert.Equal(403, stranger.Status);
        Assert.Contains("You are signed in as linus.", stranger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop", nobody.Text + stranger.Text, StringComparison.Ordinal);
        Assert.Contains("shop", (await app.SendAsync(HttpMethod.Get, "/services", null, Of("grace", "staff"))).Expect(200).Text, StringComparison.Ordinal);
        foreach (var path in (string[])["/nowhere", "/clusters/default/shop", "/error"])
            Assert.DoesNotContain("shop", (await app.SendAsync(HttpMethod.Get, path)).Text.Replace("/clusters/default/shop", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_anyone_else_are_ignored()
    {
        await using var app = Start("192.0.2.1");
        (await app.GetAsync("clusters", Of("ada", "platform"))).ExpectProblem(401);
        (await app.PostAsync("namespace=shop", Yaml, [.. Of("ada", "platform"), ("X-Forwarded-For", "192.0.2.1")])).ExpectProblem(401);
        (await app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, Of("ada", "platform"))).Expect(401);
        Assert.True(app.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task Two_names_are_none()
    {
        await using var app = Start("127.0.0.1");
        (await app.GetAsync("clusters", [("X-Forwarded-User", "ada"), .. Of("grace", "platform")])).ExpectProblem(401);
        (await app.GetAsync("clusters", Of(new string('a', 201), "platform"))).ExpectProblem(401);
    }

    [Theory]
    [InlineData("192.0.2.1", "ada", "did not come through a proxy that the app believes", "headers that name a user, from a machine that is none of Access:Proxies")]
    [InlineData("192.0.2.1", null, "did not come through a proxy that the app believes", null)]
    [InlineData("127.0.0.1", null, "sent no user in X-Forwarded-User", null)]
    [InlineData("127.0.0.1", "canary,b", "not taken: there are several names, or one with a comma", "there are several names, or one with a comma")]
    [InlineData("127.0.0.1", "Local", "not taken: it is one that the app itself goes by", "it is one that the app itself goes by")]
    [InlineData("127.0.0.1", "canary-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "not taken: it is longer than 200 characters", "it is longer than 200 characters")]
    public async Task Nobody_is_told_why_and_what_was_sent_wrongly_is_written_down(string proxy, string? user, string told, string? writtenDown)
    {
        await using var app = Start(proxy);
        (string, string)[] headers = user is null ? [] : Of(user, "platform");
        Assert.Contains(told, (await app.GetAsync("clusters", headers)).ExpectProblem(401).String("detail"), StringComparison.Ordinal);
        Assert.Equal(writtenDown is null ? "NULL" : $"unknown|127.0.0.1|proxy-user|GET /api/v1/clusters|3|{writtenDown}",
            Sqlite.Value(app.DatabaseFile, "SELECT group_concat(Actor || '|' || \"From\" || '|' || Action || '|' || What || '|' || Result || '|' || Detail) FROM AuditEntries"));
        Assert.Contains(told, (await app.SendAsync(HttpMethod.Get, "/services", null, headers)).Expect(401).Text, StringComparison.Ordinal);
        // The page that stands for one that there is not is asked for by the same request.
        (await app.SendAsync(HttpMethod.Get, "/nowhere", null, [.. headers, ("Accept", "text/html")])).Expect(404);
        Assert.Equal(writtenDown is null ? "0" : "3", Sqlite.Value(app.DatabaseFile, "SELECT count(*) FROM AuditEntries"));
        Assert.DoesNotContain("canary", string.Join('\n', Sqlite.Dump(app.DatabaseFile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_whose_headers_are_refused_does_not_fill_the_log()
    {
        await using var app = Start("192.0.2.1");
        for (var i = 0; i < 40; i++) (await app.GetAsync("clusters", Of("ada", "platform"))).ExpectProblem(401);
        Assert.Equal("30", Sqlite.Value(app.DatabaseFile, "SELECT count(*) FROM AuditEntries"));
    }

    [Fact]
    public async Task A_browser_at_an_address_that_is_none_is_shown_a_page_whoever_asks()
    {
        await using var app = Start("127.0.0.1");
        foreach (var headers in ((string, string)[][])[[], Of("linus", "sales"), Of("grace", "staff")])
        {
            var page = (await app.SendAsync(HttpMethod.Get, "/nope", null, [.. headers, ("Accept", "text/html,*/*;q=0.8")])).Expect(404);
            Assert.Equal("text/html", page.MediaType);
            Assert.Contains("There is no page at this address", page.Text, StringComparison.Ordinal);
        }
        (await app.SendAsync(HttpMethod.Get, "/nope")).ExpectProblem(401);
        (await app.SendAsync(HttpMethod.Get, "/api/v1/nope", null, ("Accept", "text/html"))).ExpectProblem(401);
    }

    [Fact]
    public async Task Anonymous_viewing_lets_strangers_look_and_nothing_else()
    {
        await using var app = Start("127.0.0.1", ("Access:AnonymousViewing", "true"));
        (await app.GetAsync("clusters")).Expect(200);
        (await app.SendAsync(HttpMethod.Get, "/services")).Expect(200);
        (await app.PostAsync("namespace=shop", Yaml)).ExpectProblem(401);
        (await app.PostAsync("namespace=shop&dryRun=true", Yaml)).Expect(200);
        (await app.GetAsync("clusters", ("Authorization", "Bearer nothing"))).ExpectProblem(401);
        Assert.True(app.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task The_configured_token_is_an_admin_past_the_proxy()
    {
        await using var app = Start("192.0.2.1", ("Admin:Token", "0123456789abcdef"));
        (await app.PostAsync("namespace=shop", Yaml, ("Authorization", "Bearer 0123456789abcdef"))).Expect(201);
        (await app.PostAsync("namespace=shop", Yaml, ("Authorization", "Bearer 0123456789abcdeg"))).ExpectProblem(401);
        Assert.Equal("admin token", Sqlite.Value(app.DatabaseFile, "SELECT ImportedBy FROM Revisions"));
    }

    private static (string, string)[] Of(string user, string groups) => [("X-Forwarded-User", user), ("X-Forwarded-Groups", groups)];

    private static TestApp Start(string proxy, params (string Key, string Value)[] settings) => TestApp.Start(host =>
    {
        host.UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", proxy).UseSetting("Access:Proxy:AdminGroups", "platform").UseSetting("Access:Proxy:ViewerGroups", "staff");
        foreach (var (key, value) in settings) host.UseSetting(key, value);
    });
}
