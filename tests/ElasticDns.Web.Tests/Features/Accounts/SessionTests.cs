using System.Net;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>How long a session holds, and what ends it.</summary>
public sealed class SessionTests
{
    [Theory]
    [Trait("bad-input", "D07")]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Every_cookie_of_the_server_is_kept_from_scripts_other_sites_and_plain_http(string scheme)
    {
        using var certificate = OwnCertificate.Create();
        await using var app = AccountsApp.Start(host => host.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))));
        await app.AddAccountAsync("grace", Role.Viewer);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var visitor = new Visitor(new(addresses.Single(address => address.StartsWith($"{scheme}://", StringComparison.Ordinal))));
        var form = await visitor.GetAsync("/sign-in");
        var signedIn = (await visitor.SignInAsync("grace", Visitor.Password)).Expect(302);
        var cookies = ((string[])[form.Headers["Set-Cookie"], signedIn.Headers["Set-Cookie"]]).SelectMany(header => header.Split(", elasticdns-")).ToList();
        Assert.Contains(cookies, cookie => cookie.Contains("form=", StringComparison.Ordinal));
        Assert.Contains(cookies, cookie => cookie.Contains("session=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            var parts = cookie.ToLowerInvariant().Split("; ");
            Assert.Contains("httponly", parts);
            Assert.Contains(parts, part => part is "samesite=lax" or "samesite=strict");
            Assert.Equal(scheme == "https", parts.Contains("secure"));
            Assert.DoesNotContain(parts, part => part.StartsWith("expires", StringComparison.Ordinal) || part.StartsWith("max-age", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_session_ends_eight_hours_after_its_last_use_and_seven_days_after_its_beginning()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        var begin = app.Clock.Now;
        while (app.Clock.Now + TimeSpan.FromHours(7) < begin + AccountCookie.Longest)
        {
            app.Clock.Now += TimeSpan.FromHours(7);
            (await visitor.GetAsync("/services")).Expect(200);
        }
        app.Clock.Now = begin + AccountCookie.Longest;
        (await visitor.GetAsync("/services")).Expect(302);
        using var idle = await app.SignInAgainAsync("grace");
        app.Clock.Now += AccountCookie.Idle + TimeSpan.FromSeconds(1);
        (await idle.GetAsync("/services")).Expect(302);
    }

    [Fact]
    public async Task A_session_lasts_eight_hours_from_its_last_use_give_or_take_a_quarter()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        app.Clock.Now += AccountCookie.Renewed;
        Assert.DoesNotContain("Set-Cookie", (await visitor.GetAsync("/session")).Expect(204).Headers);
        app.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Contains("elasticdns-session=", (await visitor.GetAsync("/session")).Expect(204).Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", (await visitor.GetAsync("/session")).Expect(204).Headers);
        // More than eight hours after the sign-in, and less after the last use.
        app.Clock.Now += AccountCookie.Idle - TimeSpan.FromSeconds(1);
        (await visitor.GetAsync("/session")).Expect(204);
        app.Clock.Now += AccountCookie.Idle + TimeSpan.FromSeconds(1);
        (await visitor.GetAsync("/session")).ExpectProblem(401);
    }

    [Fact]
    public async Task Only_a_page_of_somebody_who_has_signed_in_asks_for_its_session()
    {
        await using var app = AccountsApp.Start(host => host.UseSetting("Access:AnonymousViewing", "true"));
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        using var stranger = new Visitor(app.Address);
        Assert.Contains("data-session=\"/session\"", (await visitor.GetAsync("/services")).Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-session", (await stranger.GetAsync("/services")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_session_was_ended_is_told_so_and_nobody_else_is()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        using var other = await app.SignInAsync("linus", Role.Viewer);
        using var stranger = new Visitor(app.Address);
        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", null, true);
        Assert.Contains("Your session has ended", (await visitor.GetAsync((await visitor.GetAsync("/services")).Expect(302).Headers["Location"])).Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("has ended", (await stranger.GetAsync("/sign-in")).Expect(200).Text, StringComparison.Ordinal);
        var signedOut = (await other.SendFormAsync("/sign-out")).Expect(302).Headers["Location"];
        Assert.DoesNotContain("has ended", (await other.GetAsync(signedOut)).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_rights_holds_at_the_next_request_without_a_query()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        await app.AddAccountAsync("ada", Role.Admin);
        (await visitor.GetAsync("/api/v1/users")).ExpectProblem(403);
        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", Role.Admin, null);
        (await visitor.GetAsync("/api/v1/users")).Expect(200);
        var before = Queries(app);
        (await visitor.GetAsync("/api/v1/clusters")).Expect(200);
        Assert.Equal(before, Queries(app));
        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", Role.Viewer, null);
        (await visitor.GetAsync("/api/v1/users")).ExpectProblem(403);
        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", null, true);
        (await visitor.GetAsync("/api/v1/clusters")).ExpectProblem(401);
        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", null, false);
        // To be enabled again does not bring a session back.
        (await visitor.GetAsync("/api/v1/clusters")).ExpectProblem(401);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_page_is_told_at_once(bool anonymousViewing)
    {
        await using var app = AccountsApp.Start(host => host.UseSetting("Access:AnonymousViewing", anonymousViewing.ToString()));
        var account = await app.AddAccountAsync("grace", Role.Viewer);
        await using var circuit = app.Services.CreateAsyncScope();
        var users = circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)users).SetAuthenticationState(Task.FromResult(new AuthenticationState(await UserOfAsync(app, "grace"))));
        var told = new List<Actor>();
        users.AuthenticationStateChanged += state => told.Add(Actor.Of(state.Result.User));
        var me = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        Assert.Equal(("grace", Role.Viewer, "127.0.0.1"), Of(await me.GetAsync()));

        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", Role.Admin, null);
        Assert.Equal(("grace", Role.Admin, "127.0.0.1"), Of(await me.GetAsync()));
        Assert.Equal([("grace", Role.Admin, "127.0.0.1")], told.Select(Of));

        // Another account's change is nobody else's business.
        await app.AddAccountAsync("ada", Role.Admin);
        Assert.Single(told);

        await app.Accounts().SetAsync(AccountsApp.Operator, "grace", null, true);
        var nobody = await me.GetAsync();
        Assert.Equal((ActorKind.Anonymous, anonymousViewing, false), (nobody.Kind, nobody.MayView, nobody.IsAdmin));
        Assert.Equal(2, told.Count);
        Assert.NotNull(account);
    }

    [Fact]
    public async Task An_open_page_ends_with_its_session()
    {
        await using var app = AccountsApp.Start();
        await app.AddAccountAsync("grace", Role.Admin);
        await using var circuit = app.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(await UserOfAsync(app, "grace"))));
        var me = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        var end = app.Clock.Now + AccountCookie.Longest;
        while (app.Clock.Now + TimeSpan.FromHours(7) < end)
        {
            app.Clock.Now += TimeSpan.FromHours(7);
            Use(circuit);
        }
        app.Clock.Now = end - TimeSpan.FromSeconds(1);
        Assert.True((await me.GetAsync()).IsAdmin);
        app.Clock.Now = end;
        Assert.Equal(ActorKind.Anonymous, (await me.GetAsync()).Kind);
    }

    [Fact]
    public async Task An_open_page_that_nobody_uses_ends_after_eight_hours_and_does_not_come_back()
    {
        await using var app = AccountsApp.Start();
        await app.AddAccountAsync("grace", Role.Admin);
        await using var circuit = app.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(await UserOfAsync(app, "grace"))));
        var me = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        app.Clock.Now += AccountCookie.Idle - TimeSpan.FromSeconds(1);
        Use(circuit);
        app.Clock.Now += AccountCookie.Idle - TimeSpan.FromSeconds(1);
        Assert.True((await me.GetAsync()).IsAdmin);
        app.Clock.Now += TimeSpan.FromSeconds(1);
        Use(circuit);
        Assert.Equal(ActorKind.Anonymous, (await me.GetAsync()).Kind);
    }

    private static void Use(AsyncServiceScope circuit) => ((AccountSession)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()).Used();

    [Fact]
    public async Task A_restart_signs_nobody_out_and_lost_keys_do_not_break_the_way_in()
    {
        var app = AccountsApp.Start();
        try
        {
            using var visitor = await app.SignInAsync("grace", Role.Viewer);
            var keys = Path.Combine(app.Folder, "keys");
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
            foreach (var file in Directory.EnumerateFiles(app.Folder, "*.db*")) if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            app = await app.RestartAsync(AccountsApp.Configure);
            visitor.Address = app.Address;
            (await visitor.GetAsync("/services")).Expect(200);
            await app.StopAsync();
            Directory.Delete(keys, recursive: true);
            app = await app.RestartAsync(AccountsApp.Configure);
            visitor.Address = app.Address;
            (await visitor.GetAsync("/services")).Expect(302);
            (await visitor.PostAsync("/sign-in", ("_handler", "sign-in"), ("__RequestVerificationToken", "CfDJ8"), ("name", "grace"), ("password", Visitor.Password))).Expect(400);
            (await visitor.SignInAsync("grace", Visitor.Password)).Expect(302);
            (await visitor.GetAsync("/services")).Expect(200);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private static (string, Role, string?) Of(Actor actor) => (actor.Name, actor.Role, actor.From);

    private static int Queries(TestApp app) => app.Log.Text.Split("Executed DbCommand").Length;

    // The user of a request with the cookie, as a circuit gets it.
    private static Task<System.Security.Claims.ClaimsPrincipal> UserOfAsync(TestApp app, string name)
    {
        var row = Sqlite.Value(app.DatabaseFile, $"SELECT Id || ' ' || SecurityStamp FROM Accounts WHERE UserName = '{name}'")!.Split(' ');
        var identity = new Actor(name, ActorKind.Account, Role.Viewer, null).Identity(IdentityConstants.ApplicationScheme);
        identity.AddClaims([new(System.Security.Claims.ClaimTypes.NameIdentifier, row[0]), new(AccountCookie.StampClaim, row[1]), new("elasticdns:signed-in-at", $"{app.Clock.Now.ToUnixTimeSeconds()}")]);
        return Task.FromResult(new System.Security.Claims.ClaimsPrincipal([identity, new([new(ActorClaims.From, "127.0.0.1")])]));
    }
}
