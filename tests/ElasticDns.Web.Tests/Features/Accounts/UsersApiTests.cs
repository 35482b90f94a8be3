using System.Net.Http.Json;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>Accounts over the API, by the code of the page.</summary>
public sealed class UsersApiTests : IAsyncDisposable
{
    private static readonly (string, string) Bearer = ("Authorization", $"Bearer {AccountsApp.Token}");

    private readonly TestApp _app = AccountsApp.Start();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_admin_adds_changes_and_lists_accounts()
    {
        var added = (await SendAsync(HttpMethod.Post, "", new { name = "Grace", role = "viewer" })).Expect(201);
        Assert.Matches("^[a-z2-9]{5}(-[a-z2-9]{5}){5}$", added.String("oneTimePassword"));
        Assert.Equal("2026-11-25T10:00:00+00:00", added.String("oneTimePasswordUntil"));
        (await SendAsync(HttpMethod.Post, "", new { name = "GRACE", role = "admin" })).ExpectProblem(409);
        var changed = (await SendAsync(HttpMethod.Patch, "/grace", new { role = "admin", disabled = true })).Expect(200);
        Assert.Equal(("Grace", "admin", true), (changed.String("name"), changed.String("role"), (bool?)changed["disabled"]));
        var list = (await SendAsync(HttpMethod.Get, "")).Expect(200);
        Assert.Equal("admin token", list.String("[0].createdBy"));
        Assert.DoesNotContain("assword\":\"", list.Text, StringComparison.Ordinal);
        Assert.Equal("user-add Grace 0; user-role Grace 0; user-disable Grace 0", _app.Audit());
        Assert.DoesNotContain(added.String("oneTimePassword")!, string.Join('\n', Sqlite.Dump(_app.DatabaseFile)) + _app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_one_time_password_ends_the_sessions_and_runs_out_after_72_hours()
    {
        using var visitor = await _app.SignInAsync("grace", Role.Viewer);
        var password = (await SendAsync(HttpMethod.Post, "/grace/one-time-password")).Expect(200).String("oneTimePassword")!;
        (await visitor.GetAsync("/services")).Expect(302);
        (await visitor.SignInAsync("grace", Visitor.Password)).Expect(401);
        _app.Clock.Now += OneTimePassword.Lasts - TimeSpan.FromSeconds(1);
        (await visitor.SignInAsync("grace", password)).Expect(302);
        using var late = new Visitor(_app.Address);
        _app.Clock.Now += TimeSpan.FromSeconds(1);
        (await late.SignInAsync("grace", password)).Expect(401);
        (await SendAsync(HttpMethod.Post, "/nobody/one-time-password")).ExpectProblem(404);
    }

    [Theory]
    [InlineData("one-time password")]
    [InlineData("enabled")]
    [InlineData("disabled and enabled")]
    public async Task A_lock_is_shown_and_an_admin_lifts_it(string how)
    {
        using var ada = await _app.SignInAsync("ada", Role.Admin);
        var grace = await _app.AddAccountAsync("grace", Role.Viewer);
        Assert.Null((await SendAsync(HttpMethod.Get, ""))["[1].lockedUntil"]);
        Lock(grace);
        using var visitor = new Visitor(_app.Address);
        (await visitor.SignInAsync("grace", Visitor.Password)).Expect(401);
        Assert.Equal("2026-11-22T10:05:00+00:00", (await SendAsync(HttpMethod.Get, "")).String("[1].lockedUntil"));
        var page = (await ada.GetAsync("/users")).Expect(200).Text;
        Assert.Matches("<use [^>]*lock[^>]*>.{0,40}Locked until 10:05", page);
        Assert.Contains("Unlock: grace", page, StringComparison.Ordinal);

        var password = Visitor.Password;
        if (how == "one-time password") password = (await SendAsync(HttpMethod.Post, "/grace/one-time-password")).Expect(200).String("oneTimePassword")!;
        if (how == "disabled and enabled") (await SendAsync(HttpMethod.Patch, "/grace", new { disabled = true })).Expect(200);
        if (how != "one-time password") Assert.Null((await SendAsync(HttpMethod.Patch, "/grace", new { disabled = false })).Expect(200)["lockedUntil"]);
        (await visitor.SignInAsync("grace", password)).Expect(302);
        Assert.DoesNotContain("Locked until", (await ada.GetAsync("/users")).Expect(200).Text, StringComparison.Ordinal);
        // What was counted before is forgotten too: one more does not lock.
        Assert.False(_app.Services.GetRequiredService<SignInFailures>().Count(grace.Id));
        Assert.Equal(how == "one-time password" ? "NULL" : "lockout-end grace 0", _app.Audit("Action = 'lockout-end'"));
    }

    [Fact]
    public async Task A_lock_ends_by_itself_and_a_viewer_lifts_none()
    {
        var grace = await _app.AddAccountAsync("grace", Role.Viewer);
        Lock(grace);
        Assert.Equal(AccountOutcome.Denied, (await _app.Accounts().SetAsync(new("grace", ActorKind.Account, Role.Viewer, null), "grace", null, false)).Outcome);
        _app.Clock.Now += SignInFailures.LockedFor - TimeSpan.FromSeconds(1);
        Assert.NotNull((await SendAsync(HttpMethod.Get, ""))["[0].lockedUntil"]);
        _app.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null((await SendAsync(HttpMethod.Get, ""))["[0].lockedUntil"]);
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        await _app.AddAccountAsync("ada", Role.Admin);
        await _app.AddAccountAsync("grace", Role.Viewer);
        // An admin who has never signed in may never do so.
        (await SendAsync(HttpMethod.Post, "", new { name = "linus", role = "admin" })).Expect(201);
        foreach (var change in (object[])[new { disabled = true }, new { role = "viewer" }, new { role = "viewer", disabled = true }])
            Assert.Contains("only admin", (await SendAsync(HttpMethod.Patch, "/ada", change)).ExpectProblem(409).String("detail"), StringComparison.Ordinal);
        (await SendAsync(HttpMethod.Patch, "/grace", new { role = "admin" })).Expect(200);
        (await SendAsync(HttpMethod.Patch, "/ada", new { role = "viewer" })).Expect(200);
        Assert.Equal("3", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries WHERE What = 'ada' AND Result = 1"));
    }

    [Fact]
    public async Task Where_the_last_admin_has_lost_the_password_the_configured_token_gives_a_new_one()
    {
        await _app.AddAccountAsync("ada", Role.Admin);
        var password = (await SendAsync(HttpMethod.Post, "/ada/one-time-password")).Expect(200).String("oneTimePassword");
        using var ada = new Visitor(_app.Address);
        (await ada.SignInAsync("ada", Visitor.Password)).Expect(401);
        (await ada.SignInAsync("ada", password!)).Expect(302);
    }

    [Fact]
    public async Task Two_admins_who_take_the_role_from_each_other_at_once_leave_one()
    {
        await _app.AddAccountAsync("ada", Role.Admin);
        await _app.AddAccountAsync("grace", Role.Admin);
        for (var i = 0; i < 10; i++)
        {
            var answers = await Task.WhenAll(((string[])["ada", "grace"]).Select(name => SendAsync(HttpMethod.Patch, $"/{name}", i % 2 == 0 ? new { role = "viewer" } : new { disabled = true })));
            Assert.Equal([200, 409], answers.Select(answer => answer.Status).Order());
            foreach (var name in (string[])["ada", "grace"]) await _app.Accounts().SetAsync(AccountsApp.Operator, name, Role.Admin, false);
        }
    }

    [Fact]
    public async Task Nobody_disables_themselves_or_gives_themselves_a_one_time_password()
    {
        await _app.AddAccountAsync("ada", Role.Admin);
        await _app.AddAccountAsync("grace", Role.Admin);
        var ada = new Actor("ada", ActorKind.Account, Role.Admin, null);
        Assert.Equal(AccountOutcome.Conflict, (await _app.Accounts().SetAsync(ada, "ADA", null, true)).Outcome);
        Assert.Equal(AccountOutcome.Conflict, (await _app.Accounts().ResetPasswordAsync(ada, "ada")).Outcome);
        Assert.Equal(AccountOutcome.Done, (await _app.Accounts().SetAsync(ada, "grace", null, true)).Outcome);
    }

    [Fact]
    [Trait("bad-input", "D08")]
    public async Task A_viewer_changes_no_account_and_every_try_is_written_down()
    {
        using var visitor = await _app.SignInAsync("grace", Role.Viewer);
        var accounts = Sqlite.Value(_app.DatabaseFile, "SELECT group_concat(UserName || Role || Disabled || SecurityStamp) FROM Accounts");
        (await visitor.GetAsync("/users")).Expect(403);
        (await visitor.GetAsync("/api/v1/users")).ExpectProblem(403);
        using var patched = await visitor.Client.PatchAsync(new Uri(_app.Address, "/api/v1/users/grace"), JsonContent.Create(new { role = "admin" }), TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)patched.StatusCode);
        var viewer = new Actor("grace", ActorKind.Account, Role.Viewer, null);
        Assert.Equal(AccountOutcome.Denied, (await _app.Accounts().SetAsync(viewer, "grace", Role.Admin, null)).Outcome);
        Assert.Equal(AccountOutcome.Denied, (await _app.Accounts().AddAsync(viewer, "linus", Role.Admin)).Outcome);
        Assert.Equal(AccountOutcome.Denied, (await _app.Accounts().ResetPasswordAsync(viewer, "grace")).Outcome);
        Assert.Equal(accounts, Sqlite.Value(_app.DatabaseFile, "SELECT group_concat(UserName || Role || Disabled || SecurityStamp) FROM Accounts"));
        Assert.Equal("6", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'grace' AND Result = 2"));
    }

    [Theory]
    [InlineData("POST", "", """{"name": "x y"}""", 400)]
    [InlineData("POST", "", """{"name": "x", "role": "owner"}""", 400)]
    [InlineData("POST", "", """{"name": 1""", 400)]
    [InlineData("POST", "", "{}", 400)]
    [InlineData("PATCH", "/nobody", """{"role": "admin"}""", 404)]
    [InlineData("PATCH", "/nobody", "{}", 400)]
    [InlineData("PATCH", "/nobody", """{"role": "2"}""", 400)]
    public async Task What_cannot_be_read_is_refused(string method, string path, string body, int status) =>
        (await _app.SendAsync(new(method), $"/api/v1/users{path}", new StringContent(body, null, "application/json"), Bearer)).ExpectProblem(status);

    [Fact]
    public async Task Another_content_type_is_refused() =>
        Assert.Contains("application/json", (await _app.SendAsync(HttpMethod.Post, "/api/v1/users", new StringContent("name=x"), Bearer)).ExpectProblem(415).String("detail"), StringComparison.Ordinal);

    [Fact]
    public async Task In_other_modes_there_are_no_accounts()
    {
        await using var open = TestApp.Start();
        Assert.Contains("Access:Mode", (await open.GetAsync("users")).ExpectProblem(404).String("detail"), StringComparison.Ordinal);
        Assert.Contains("There are no users in mode Open", (await open.SendAsync(HttpMethod.Get, "/users")).Expect(200).Text, StringComparison.Ordinal);
    }

    private void Lock(Account account)
    {
        var failures = _app.Services.GetRequiredService<SignInFailures>();
        for (var i = 1; i < SignInFailures.ToLock; i++) Assert.False(failures.Count(account.Id));
        Assert.True(failures.Count(account.Id));
    }

    private Task<Answer> SendAsync(HttpMethod method, string path, object? body = null) =>
        _app.SendAsync(method, $"/api/v1/users{path}", body is null ? null : JsonContent.Create(body), Bearer);
}
