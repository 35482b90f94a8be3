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
