using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using ElasticDns.Web.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>The first admin is made by whoever reads what the app prints.</summary>
public sealed class FirstAdminTests : IAsyncDisposable
{
    private readonly TestApp _app = AccountsApp.Start();

    private const string Page = "/first-admin";

    private string Code => _app.Services.GetRequiredService<FirstAdmin>().Code!;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_printed_link_makes_an_admin_once()
    {
        using var visitor = new Visitor(_app.Address);
        var code = Code;
        (await visitor.SendFormAsync(Page, ("code", code), ("name", "ada"), ("password", Visitor.Password))).Expect(302);
        (await visitor.GetAsync("/users")).Expect(200);
        using var late = new Visitor(_app.Address);
        Assert.Contains("There is no page at this address", (await late.GetAsync(Page)).Expect(404).Text, StringComparison.Ordinal);
        Assert.Equal("first-admin ada 0", _app.Audit());
        Assert.DoesNotContain(code[^20..], _app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_for_signing_in_says_that_there_is_no_account_yet_and_how_the_first_is_made()
    {
        using var visitor = new Visitor(_app.Address);
        var page = (await visitor.GetAsync("/sign-in")).Expect(200).Text;
        Assert.Contains("There is no account yet. When the app started, it printed a link", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, page, StringComparison.Ordinal);
        _app.Clock.Now += FirstAdmin.Lasts;
        Assert.Contains("has run out. Start the app again", (await visitor.GetAsync("/sign-in")).Expect(200).Text, StringComparison.Ordinal);
        await _app.AddAccountAsync("ada", Role.Admin);
        Assert.DoesNotContain("There is no account yet", (await visitor.GetAsync("/sign-in")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_make_one_admin()
    {
        var code = Code;
        Visitor[] visitors = [.. Enumerable.Range(0, 6).Select(_ => new Visitor(_app.Address))];
        var answers = await Task.WhenAll(visitors.Select((visitor, i) => SendAsync(visitor, code, $"ada{i}")));
        Assert.Equal(1, answers.Count(status => status == 302));
        Assert.Equal("1", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM Accounts"));
        foreach (var visitor in visitors) visitor.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_code_makes_nobody_and_counts_as_a_failure_to_sign_in(string wrong)
    {
        using var visitor = new Visitor(_app.Address);
        for (var i = 0; i < SignInLimit.Failures; i++) Assert.StartsWith("This is not the code", Visitor.ProblemIn((await SendAsync(visitor, wrong)).Expect(403)), StringComparison.Ordinal);
        Assert.True(int.Parse((await SendAsync(visitor, Code)).Expect(429).Headers["Retry-After"], null) > 0);
        (await visitor.SignInAsync("ada", "x")).Expect(429);
        Assert.Equal("0", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM Accounts"));
        using var other = new Visitor(_app.Address, "127.0.0.2");
        (await SendAsync(other, Code)).Expect(302);
    }

    [Fact]
    [Trait("bad-input", "D01")]
    public async Task The_code_without_the_token_of_the_form_makes_nobody()
    {
        using var visitor = new Visitor(_app.Address);
        (await visitor.PostAsync(Page, ("_handler", "first-admin"), ("code", Code), ("name", "ada"), ("password", Visitor.Password))).Expect(400);
        Assert.Equal("0", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM Accounts"));
    }

    [Fact]
    public async Task After_a_day_the_link_is_over()
    {
        using var visitor = new Visitor(_app.Address);
        _app.Clock.Now += FirstAdmin.Lasts - TimeSpan.FromSeconds(1);
        (await visitor.GetAsync(Page)).Expect(200);
        _app.Clock.Now += TimeSpan.FromSeconds(1);
        (await visitor.GetAsync(Page)).Expect(404);
    }

    [Theory]
    [InlineData("", Visitor.Password)]
    [InlineData("ada lovelace", Visitor.Password)]
    [InlineData("<b>", Visitor.Password)]
    [InlineData("ada", "short")]
    public async Task A_name_or_password_that_is_not_taken_is_answered_with_the_reason(string name, string password)
    {
        using var visitor = new Visitor(_app.Address);
        Assert.NotEmpty(Visitor.ProblemIn((await visitor.SendFormAsync(Page, ("code", Code), ("name", name), ("password", password))).Expect(422)));
        (await visitor.GetAsync(Page)).Expect(200);
    }

    [Fact]
    public async Task The_link_is_printed_for_the_address_that_the_app_listens_on()
    {
        var folder = Directory.CreateTempSubdirectory("elastic-dns-").FullName;
        try
        {
            using var process = await AppProcess.StartAsync(Path.Combine(folder, "catalog.db"), "/first-admin#", "--Access:Mode", "Accounts");
            var link = new Uri(process.LastLine.Trim());
            Assert.Equal(process.Client.BaseAddress!.Authority, link.Authority);
            // 32 random bytes.
            Assert.Equal(43, link.Fragment.Length - 1);
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

    private static Task<Answer> SendAsync(Visitor visitor, string code) => visitor.SendFormAsync(Page, ("code", code), ("name", "ada"), ("password", Visitor.Password));

    private static async Task<int> SendAsync(Visitor visitor, string code, string name)
    {
        try
        {
            return (await visitor.SendFormAsync(Page, ("code", code), ("name", name), ("password", Visitor.Password))).Status;
        }
        catch (InvalidOperationException)
        {
            // The page has gone already.
            return 404;
        }
    }
}
