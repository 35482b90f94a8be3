using System.Security.Cryptography;
using System.Text;

namespace ElasticDns.Web.Tests.Features.Tokens;

public sealed class TokensApiTests : TokenTest
{
    private static readonly string[] Places = ["staging", "production/payments"];

    [Fact]
    public async Task A_secret_is_in_one_answer_alone_and_only_its_hash_is_stored()
    {
        var answer = (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name = "ci", read = true, import = Places, expiresInDays = 90 }))).Expect(201);
        var secret = answer.String("secret")!;
        Assert.Matches("^edns_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal(secret[..11], answer.String("token.prefix"));
        Assert.Equal("2027-02-20T10:00:00Z", answer.String("token.expiresAt"));
        Assert.Equal(["production/payments", "staging"], Json.Strings(answer["token.import"]));
        (await App.GetAsync("clusters", Bearer(secret))).Expect(200);

        var list = await AsAdminAsync(HttpMethod.Get, "tokens");
        Assert.DoesNotContain(secret[11..], list.Text, StringComparison.Ordinal);
        Assert.Equal(["admin token", "ci"], Json.Strings(list.Json, "name"));
        Assert.DoesNotContain(AdminToken[..6], list.Text.Replace("admin token", "", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), Sqlite.Value(App.DatabaseFile, "SELECT hex(Hash) FROM ApiTokens"));
        await App.StopAsync();
        foreach (var file in Directory.GetFiles(App.Folder))
            foreach (var canary in (string[])[secret[11..], AdminToken])
                Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{Path.GetFileName(file)} holds a secret.");
        Assert.DoesNotContain(secret[11..], App.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(AdminToken, App.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", 200, 403, 403)]
    [InlineData("*", 403, 201, 201)]
    [InlineData("staging", 403, 201, 403)]
    [InlineData("staging/web", 403, 201, 403)]
    [InlineData("staging/other", 403, 403, 403)]
    [InlineData("read staging", 200, 201, 403)]
    public async Task A_token_does_what_its_scope_says_and_nothing_else(string scope, int reading, int staging, int production)
    {
        var (secret, _) = await CreateAsync("ci", scope.Contains("read", StringComparison.Ordinal), [.. scope.Split(' ').Where(word => word != "read")]);
        Assert.Equal(reading, (await App.GetAsync("clusters", Bearer(secret))).Status);
        Assert.Equal(staging, (await ImportAsAsync(secret, "staging/web")).Status);
        Assert.Equal(production, (await ImportAsAsync(secret, "production/web")).Status);
    }

    [Fact]
    public async Task No_token_removes_renames_restores_or_manages_and_is_told_why()
    {
        var (secret, _) = await CreateAsync("ci", true, "*");
        (await ImportAsAsync(secret, "staging/web")).Expect(201);
        foreach (var (method, path) in ((HttpMethod, string)[])
            [
                (HttpMethod.Delete, "clusters/staging/applications/web"), (HttpMethod.Post, "clusters/staging/applications/web/rename?application=Else"),
                (HttpMethod.Post, "clusters/staging/applications/web/revisions/1/restore"), (HttpMethod.Get, "tokens"), (HttpMethod.Post, "tokens"), (HttpMethod.Get, "audit"),
            ])
        {
            var answer = (await App.SendAsync(method, $"/api/v1/{path}", null, Bearer(secret))).ExpectProblem(403);
            Assert.Equal("The token 'ci' has the scope 'read and import', and this call is for admins: no API token removes, renames, restores or manages.", answer.String("detail"));
        }
        Assert.Equal("1", Sqlite.Value(App.DatabaseFile, "SELECT Revision FROM Applications WHERE NOT Removed"));
    }

    [Fact]
    public async Task A_refusal_names_the_scope_that_is_missing()
    {
        var (imports, _) = await CreateAsync("importer", false, "staging");
        var (reads, _) = await CreateAsync("reader", true);
        Assert.Equal("The token 'importer' imports into staging and does not read. Send one with the scope 'read'. An admin makes one on the page /tokens.",
            (await App.GetAsync("clusters", Bearer(imports))).ExpectProblem(403).String("detail"));
        Assert.Equal("The token 'importer' may import into staging, and nothing else. Nothing was changed.", (await ImportAsAsync(imports, "production/web")).ExpectProblem(403).String("detail"));
        Assert.Equal("The token 'reader' reads and does not import. Send one whose scope imports there. An admin makes one on the page /tokens. Nothing was changed.",
            (await ImportAsAsync(reads, "production/web")).ExpectProblem(403).String("detail"));
        Assert.Equal("This request did not come through a proxy that the app believes (Access:Proxies). A pipeline sends an API token: Authorization: Bearer TOKEN. An admin makes one on the page /tokens.", (await App.GetAsync("clusters")).ExpectProblem(401).String("detail"));
    }

    [Fact]
    public async Task Two_tokens_of_a_name_are_valid_at_a_time_and_never_three()
    {
        var (first, id) = await CreateAsync("ci", true);
        Assert.Contains("is valid already. Rotate that one", (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name = "CI", read = true, expiresInDays = 30 }))).ExpectProblem(409).String("detail"), StringComparison.Ordinal);
        var rotated = (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).Expect(201);
        var second = rotated.String("secret")!;
        Assert.Equal("2026-11-29T10:00:00Z", rotated.String("token.expiresAt"));
        Assert.Equal(200, (await App.GetAsync("clusters", Bearer(first))).Status);
        Assert.Equal(200, (await App.GetAsync("clusters", Bearer(second))).Status);
        Assert.Contains($"Two tokens 'ci' are valid: {first[..11]}… and {second[..11]}…. Revoke the one that nobody uses any more", (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).ExpectProblem(409).String("detail"), StringComparison.Ordinal);

        (await AsAdminAsync(HttpMethod.Delete, $"tokens/{id}")).Expect(204);
        Assert.Equal(401, (await App.GetAsync("clusters", Bearer(first))).Status);
        Assert.Equal(200, (await App.GetAsync("clusters", Bearer(second))).Status);
        Assert.Contains("is not valid any more", (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).ExpectProblem(409).String("detail"), StringComparison.Ordinal);
        (await AsAdminAsync(HttpMethod.Delete, $"tokens/{id}")).Expect(204);
        Assert.Equal("1", Sqlite.Value(App.DatabaseFile, "SELECT count(*) FROM AuditEntries WHERE Action = 'token-revoke'"));
    }

    [Fact]
    public async Task A_token_ends_at_its_time_and_frees_its_name()
    {
        var (secret, _) = await CreateAsync("ci", true);
        App.Clock.Now += TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1);
        Assert.Equal(200, (await App.GetAsync("clusters", Bearer(secret))).Status);
        App.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(401, (await App.GetAsync("clusters", Bearer(secret))).Status);
        Assert.Equal("expired", (await AsAdminAsync(HttpMethod.Get, "tokens")).String("[1].state"));
        await CreateAsync("ci", true);
    }

    [Fact]
    public async Task The_last_use_is_known_at_once_and_written_down_once_a_minute()
    {
        var (secret, _) = await CreateAsync("ci", true);
        (await App.GetAsync("clusters", Bearer(secret))).Expect(200);
        var used = App.Clock.Now;
        App.Clock.Now += TimeSpan.FromSeconds(30);
        (await App.GetAsync("clusters", Bearer(secret))).Expect(200);
        var row = (await AsAdminAsync(HttpMethod.Get, "tokens")).Json.AsArray()[1]!;
        Assert.Equal(("2026-11-22T10:00:30Z", "127.0.0.1"), ((string)row["lastUsedAt"]!, (string)row["lastUsedFrom"]!));
        await App.StopAsync();
        Assert.Equal($"{used.ToUnixTimeMilliseconds()}|127.0.0.1", Sqlite.Value(App.DatabaseFile, "SELECT LastUsedAt, LastUsedFrom FROM ApiTokens"));
    }

    [Fact]
    public async Task Tokens_survive_a_restart()
    {
        var (secret, _) = await CreateAsync("ci", true);
        var (gone, id) = await CreateAsync("gone", true);
        (await AsAdminAsync(HttpMethod.Delete, $"tokens/{id}")).Expect(204);
        // The app that follows has no settings of its own: what it knows is what is stored.
        App = await App.RestartAsync();
        (await App.GetAsync("clusters", Bearer(secret))).Expect(200);
        Assert.Equal(401, (await App.GetAsync("clusters", Bearer(gone))).Status);
        Assert.Equal(401, (await App.GetAsync("clusters", Bearer(AdminToken))).Status);
    }

    [Theory]
    [InlineData("""{"name":"ci","read":true}""", "Say for how many days")]
    [InlineData("""{"name":"ci","read":true,"expiresInDays":366}""", "1 to 365")]
    [InlineData("""{"name":"ci","read":true,"expiresInDays":0}""", "1 to 365")]
    [InlineData("""{"name":"ci","expiresInDays":30}""", "without a scope")]
    [InlineData("""{"name":" ","read":true,"expiresInDays":30}""", "a name that says who uses it")]
    [InlineData("""{"name":"Local","read":true,"expiresInDays":30}""", "the app itself goes by")]
    [InlineData("""{"name":"c\u0131","read":true,"expiresInDays":30}""", "ASCII")]
    [InlineData("""{"name":"ci","import":["staging/"],"expiresInDays":30}""", "'staging/' is no place")]
    [InlineData("""{"name":"ci","import":["a/b/c"],"expiresInDays":30}""", "is no place")]
    [InlineData("""{"name":"ci","import":["back_office"],"expiresInDays":30}""", "is no place")]
    [InlineData("""{"name":"ci","import":["staging","**"],"expiresInDays":30}""", "is no place")]
    [InlineData("""{"name":"ci","read":"yes","expiresInDays":30}""", "")]
    [InlineData("[", "")]
    public async Task What_is_no_token_is_refused_in_words(string body, string words)
    {
        var answer = (await AsAdminAsync(HttpMethod.Post, "tokens", new StringContent(body, Encoding.UTF8, "application/json"))).ExpectProblem(400);
        Assert.Contains(words, answer.String("detail"), StringComparison.Ordinal);
        Assert.Equal("0", Sqlite.Value(App.DatabaseFile, "SELECT count(*) FROM ApiTokens"));
    }

    [Fact]
    public async Task What_an_admin_is_refused_is_written_down_without_what_may_be_a_secret()
    {
        var (_, id) = await CreateAsync("ci", true);
        (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name = "CI", read = true, expiresInDays = 30 }))).ExpectProblem(409);
        (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name = "pipeline", read = true, expiresInDays = 900 }))).ExpectProblem(400);
        (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name = $"canary-{new string('x', 60)}", read = true, expiresInDays = 30 }))).ExpectProblem(400);
        (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=0")).ExpectProblem(400);
        (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).Expect(201);
        (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).ExpectProblem(409);
        (await AsAdminAsync(HttpMethod.Delete, "tokens/77")).ExpectProblem(404);
        Assert.Equal("token-create CI,token-create pipeline,token-create ,token-rotate ci,token-rotate ci,token-revoke ",
            Sqlite.Value(App.DatabaseFile, "SELECT group_concat(Action || ' ' || What) FROM (SELECT * FROM AuditEntries WHERE Result = 1 AND Actor = 'admin token' AND Detail <> '' ORDER BY Id)"));
        Assert.DoesNotContain("canary", string.Join('\n', Sqlite.Dump(App.DatabaseFile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_404()
    {
        (await AsAdminAsync(HttpMethod.Post, "tokens/7/rotate?expiresInDays=7")).ExpectProblem(404);
        (await AsAdminAsync(HttpMethod.Delete, "tokens/7")).ExpectProblem(404);
    }
}
