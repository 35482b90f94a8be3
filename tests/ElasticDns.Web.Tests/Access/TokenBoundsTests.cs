using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Access;

/// <summary>A token does what its scope says and nothing beside it, whatever way it is asked.</summary>
public sealed class TokenBoundsTests : IAsyncDisposable
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    private static readonly (string, string) Admin = ("Authorization", "Bearer 0123456789abcdef");

    private readonly TestApp _app = TestApp.Start(host => host.UseSetting("Admin:Token", "0123456789abcdef"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("cluster=production&namespace=other&dryRun=true")]
    [InlineData("cluster=production&namespace=other")]
    [InlineData("cluster=production&namespace=own&moveFrom=production/other&dryRun=true")]
    [InlineData("cluster=production&namespace=own&moveFrom=production/nowhere")]
    [InlineData("cluster=production&namespace=own&application=Another&rename=true")]
    public async Task One_that_imports_into_a_namespace_learns_and_changes_nothing_elsewhere(string query)
    {
        await FillAsync();
        var token = await TokenAsync(read: false, "production/own");
        var rows = Sqlite.Dump(_app.DatabaseFile);
        var answer = (await _app.PostAsync(query, Yaml, token)).ExpectProblem(403);
        Assert.DoesNotContain("3000", answer.Text, StringComparison.Ordinal);
        Assert.Equal(Used(rows), Used(Sqlite.Dump(_app.DatabaseFile)));
        (await _app.PostAsync("cluster=production&namespace=own&dryRun=true", Yaml, token)).Expect(200);
    }

    [Fact]
    public async Task One_that_reads_tries_an_import_and_does_not_make_it()
    {
        await FillAsync();
        var token = await TokenAsync(read: true);
        (await _app.PostAsync("cluster=production&namespace=own&dryRun=true", "services: {api: {ports: [1]}}\n", token)).Expect(200);
        (await _app.PostAsync("cluster=production&namespace=own", "services: {api: {ports: [1]}}\n", token)).ExpectProblem(403);
    }

    [Fact]
    public async Task None_opens_a_page_that_stays()
    {
        (await _app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, await TokenAsync(read: true))).ExpectProblem(403);
        (await _app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, Admin)).ExpectProblem(403);
        (await _app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).Expect(200);
    }

    [Fact]
    public async Task One_that_stands_in_a_path_is_not_written_down()
    {
        var (_, header) = await TokenAsync(read: true);
        var secret = header["Bearer ".Length..];
        (await _app.SendAsync(HttpMethod.Delete, $"/api/v1/clusters/default/applications/{secret}", null, ("Authorization", header))).ExpectProblem(403);
        Assert.Equal("DELETE /api/v1/clusters/default/applications/********", Sqlite.Value(_app.DatabaseFile, "SELECT What FROM AuditEntries WHERE Result = 2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    public async Task Mode_Open_answers_to_its_own_names_also_where_none_is_configured(string hosts)
    {
        await using var app = TestApp.Start(host => host.UseSetting("AllowedHosts", hosts));
        (await app.GetAsync("clusters", ("Host", "evil.example"))).Expect(400);
        (await app.PostAsync("namespace=shop", Yaml, ("Host", "evil.example"), ("Origin", "http://evil.example"))).Expect(400);
        (await app.GetAsync("clusters", ("Host", "localhost"))).Expect(200);
    }

    [Fact]
    public async Task An_entry_of_the_log_is_not_replaced()
    {
        await FillAsync();
        var fault = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => Sqlite.Run(_app.DatabaseFile,
            "INSERT OR REPLACE INTO AuditEntries (Id, At, Actor, Kind, Action, What, Result) VALUES (1, 0, 'somebody else', 0, 'import', 'x', 0)"));
        Assert.Contains("append-only", fault.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        foreach (var name in (string[])["own", "other"]) (await _app.PostAsync($"cluster=production&namespace={name}", Yaml, Admin)).Expect(201);
    }

    private async Task<(string, string)> TokenAsync(bool read, params string[] places)
    {
        using var body = JsonContent.Create(new { name = $"token-{Guid.NewGuid():N}", read, import = places, expiresInDays = 1 });
        var made = (await _app.SendAsync(HttpMethod.Post, "/api/v1/tokens", body, Admin)).Expect(201);
        return ("Authorization", $"Bearer {made.String("secret")}");
    }

    // That a token was used is noted beside it.
    private static string Used(string rows) => string.Join('\n', rows.Split('\n').Where(row => !row.Contains("token-", StringComparison.Ordinal)));
}
