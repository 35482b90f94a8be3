using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using ElasticDns.Web.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>The first admin is made by whoever reads what the app prints.</summary>
public sealed class FirstAdminTests : IAsyncDisposable
{
    private readonly TestApp _app = AccountsApp.Start();

    private string Link => $"/first-admin?code={_app.Services.GetRequiredService<FirstAdmin>().Code}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_printed_link_makes_an_admin_once()
    {
        using var visitor = new Visitor(_app.Address);
        var link = Link;
        (await visitor.SendFormAsync(link, ("name", "ada"), ("password", Visitor.Password))).Expect(302);
        (await visitor.GetAsync("/users")).Expect(200);
        using var late = new Visitor(_app.Address);
        Assert.Contains("There is no page at this address", (await late.GetAsync(link)).Expect(404).Text, StringComparison.Ordinal);
        Assert.Equal("first-admin ada 0", _app.Audit());
        Assert.DoesNotContain(link[^20..], _app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_make_one_admin()
    {
        var link = Link;
        Visitor[] visitors = [.. Enumerable.Range(0, 6).Select(_ => new Visitor(_app.Address))];
        var answers = await Task.WhenAll(visitors.Select((visitor, i) => SendAsync(visitor, link, $"ada{i}")));
        Assert.Equal(1, answers.Count(status => status == 302));
        Assert.Equal("1", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM Accounts"));
        foreach (var visitor in visitors) visitor.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=")]
    [InlineData("?code=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_code_shows_no_form_and_counts_as_a_failure_to_sign_in(string query)
    {
        using var visitor = new Visitor(_app.Address);
        for (var i = 0; i < SignInLimit.Failures; i++) Assert.DoesNotContain("<form", (await visitor.GetAsync($"/first-admin{query}")).Expect(403).Text, StringComparison.Ordinal);
        Assert.True(int.Parse((await visitor.GetAsync(Link)).Expect(429).Headers["Retry-After"], null) > 0);
        (await visitor.SignInAsync("ada", "x")).Expect(429);
        using var other = new Visitor(_app.Address, "127.0.0.2");
        (await other.GetAsync(Link)).Expect(200);
    }

    [Fact]
    [Trait("bad-input", "D01")]
    public async Task The_code_without_the_token_of_the_form_makes_nobody()
    {
        using var visitor = new Visitor(_app.Address);
        (await visitor.PostAsync(Link, ("_handler", "first-admin"), ("name", "ada"), ("password", Visitor.Password))).Expect(400);
        Assert.Equal("0", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM Accounts"));
    }

    [Fact]
    public async Task After_a_day_the_link_is_over()
    {
        var link = Link;
        using var visitor = new Visitor(_app.Address);
        _app.Clock.Now += FirstAdmin.Lasts - TimeSpan.FromSeconds(1);
        (await visitor.GetAsync(link)).Expect(200);
        _app.Clock.Now += TimeSpan.FromSeconds(1);
        (await visitor.GetAsync(link)).Expect(404);
    }

    [Theory]
    [InlineData("", Visitor.Password)]
    [InlineData("ada lovelace", Visitor.Password)]
    [InlineData("<b>", Visitor.Password)]
    [InlineData("ada", "short")]
    public async Task A_name_or_password_that_is_not_taken_is_answered_with_the_reason(string name, string password)
    {
        using var visitor = new Visitor(_app.Address);
        Assert.NotEmpty(Visitor.ProblemIn((await visitor.SendFormAsync(Link, ("name", name), ("password", password))).Expect(422)));
        (await visitor.GetAsync(Link)).Expect(200);
    }

    [Fact]
    public async Task The_link_is_printed_for_the_address_that_the_app_listens_on()
    {
        var folder = Directory.CreateTempSubdirectory("elastic-dns-").FullName;
        try
        {
            using var process = await AppProcess.StartAsync(Path.Combine(folder, "catalog.db"), "/first-admin?code=", "--Access:Mode", "Accounts");
            var link = new Uri(process.LastLine.Trim());
            Assert.Equal(process.Client.BaseAddress!.Authority, link.Authority);
            // 32 random bytes.
            Assert.Equal(43, link.Query["?code=".Length..].Length);
            Assert.Contains("Make this account", await process.Client.GetStringAsync(link, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Where_there_is_an_account_no_link_is_made()
    {
        await _app.AddAccountAsync("ada", Role.Admin);
        var again = await _app.RestartAsync(AccountsApp.Configure);
        Assert.Null(again.Services.GetRequiredService<FirstAdmin>().Code);
        await again.StopAsync();
    }

    private static async Task<int> SendAsync(Visitor visitor, string link, string name)
    {
        try
        {
            return (await visitor.SendFormAsync(link, ("name", name), ("password", Visitor.Password))).Status;
        }
        catch (InvalidOperationException)
        {
            // The page has gone already.
            return 404;
        }
    }
}
