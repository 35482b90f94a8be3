using System.Buffers.Binary;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>Passwords: which are taken, how they are kept, and what changing one does.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("correct horse battery", null)]
    [InlineData("            .,;:!  x", null)]
    [InlineData("пароль на двоих", null)]
    [InlineData("elasticdns runs on coffee", null)]
    [InlineData("elevenchars", "12 characters")]
    [InlineData("elasticdns2026", "word that is tried first")]
    [InlineData("ElasticDNS!!ada", "word that is tried first")]
    [InlineData("Password12345", "word that is tried first")]
    [InlineData("grace.hopper.1", "name of the account")]
    [InlineData("aaaabbbbccccdddd", "few characters")]
    [InlineData("river-river-river-", "one short text")]
    [InlineData("abcdefghijklmnop", "alphabet")]
    [InlineData("123456789012345", "alphabet")]
    [InlineData("qwertyuiopasdfghjkl", "keyboard")]
    [InlineData("zyxwvutsrqponm", "alphabet")]
    public void A_password_is_long_and_not_the_first_that_is_tried(string password, string? fault)
    {
        var found = PasswordRule.FaultOf(password, "grace.hopper");
        if (fault is null) Assert.Null(found);
        else Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_of_256_characters_is_taken_and_one_more_is_not()
    {
        var random = new Random(1);
        var password = string.Concat(Enumerable.Range(0, 257).Select(_ => (char)random.Next('!', '~')));
        Assert.Null(PasswordRule.FaultOf(password[..256], "grace"));
        Assert.NotNull(PasswordRule.FaultOf(password, "grace"));
    }

    [Fact]
    public async Task A_password_is_taken_as_it_is_written_to_its_last_character()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        var password = $"  {string.Concat(Enumerable.Range(0, 63).Select(i => $"{(char)('a' + i % 7)}{i:00}"))}  ~ \tend of it \u00e9 ".PadRight(255, '.') + "!";
        Assert.Equal(256, password.Length);
        (await visitor.SendFormAsync("/password", ("current", Visitor.Password), ("new", password))).Expect(200);
        using var again = new Visitor(app.Address);
        (await again.SignInAsync("grace", password[..^1] + "?")).Expect(401);
        (await again.SignInAsync("grace", password.Trim())).Expect(401);
        (await again.SignInAsync("grace", password)).Expect(302);
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        await using var app = AccountsApp.Start();
        using var here = await app.SignInAsync("grace", Role.Viewer);
        using var there = await app.SignInAgainAsync("grace");
        Assert.Contains("not right", Visitor.ProblemIn((await here.SendFormAsync("/password", ("current", "x"), ("new", "seven green bottles hang"))).Expect(422)), StringComparison.Ordinal);
        (await there.GetAsync("/services")).Expect(200);
        (await here.SendFormAsync("/password", ("current", Visitor.Password), ("new", "seven green bottles hang"))).Expect(200);
        (await here.GetAsync("/services")).Expect(200);
        (await there.GetAsync("/services")).Expect(302);
        using var again = new Visitor(app.Address);
        (await again.SignInAsync("grace", Visitor.Password)).Expect(401);
        (await again.SignInAsync("grace", "seven green bottles hang")).Expect(302);
        // Once by the making of the account, once by the page.
        Assert.Equal("2", Sqlite.Value(app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries WHERE Action = 'password-change' AND What = 'grace' AND Result = 0"));
    }

    [Fact]
    public async Task A_password_of_fewer_rounds_than_are_set_is_hashed_anew_when_it_is_right()
    {
        var app = AccountsApp.Start();
        try
        {
            using var here = await app.SignInAsync("grace", Role.Viewer);
            await app.AddAccountAsync("vic", Role.Viewer);
            await app.Accounts().SetAsync(AccountsApp.Operator, "vic", null, true);
            var (before, beforeVic) = (Hash("grace"), Hash("vic"));
            Assert.Equal(1, RoundsOf(before));
            app = await app.RestartAsync(host =>
            {
                AccountsApp.Configure(host);
                host.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000));
            });
            here.Address = app.Address;
            using var again = new Visitor(app.Address);
            (await again.SignInAsync("grace", "not the password")).Expect(401);
            (await again.SignInAsync("vic", Visitor.Password)).Expect(401);
            Assert.Equal((before, beforeVic), (Hash("grace"), Hash("vic")));
            (await again.SignInAsync("grace", Visitor.Password)).Expect(302);
            var after = Hash("grace");
            Assert.Equal(1_000, RoundsOf(after));
            using var later = new Visitor(app.Address);
            (await later.SignInAsync("grace", Visitor.Password)).Expect(302);
            Assert.Equal(after, Hash("grace"));
            // It is the same password, so no session ends.
            (await here.GetAsync("/services")).Expect(200);
        }
        finally
        {
            await app.DisposeAsync();
        }

        string Hash(string name) => Sqlite.Value(app.DatabaseFile, $"SELECT PasswordHash FROM Accounts WHERE UserName = '{name}'")!;
        static int RoundsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
    }

    [Fact]
    public async Task Guessing_the_present_password_is_limited_as_signing_in_is()
    {
        await using var app = AccountsApp.Start();
        using var visitor = await app.SignInAsync("grace", Role.Viewer);
        for (var i = 0; i < SignInLimit.Failures; i++) (await visitor.SendFormAsync("/password", ("current", $"guess {i}"), ("new", "seven green bottles hang"))).Expect(422);
        (await visitor.SendFormAsync("/password", ("current", Visitor.Password), ("new", "seven green bottles hang"))).Expect(429);
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_but_the_page_that_changes_it()
    {
        await using var app = AccountsApp.Start(host => host.UseSetting("Access:AnonymousViewing", "true"));
        await app.AddAccountAsync("ada", Role.Admin);
        var password = (await app.Accounts().AddAsync(AccountsApp.Operator, "grace", Role.Admin)).Password!.Text;
        using var visitor = new Visitor(app.Address);
        Assert.EndsWith("/password?returnUrl=%2Fhistory", (await visitor.SignInAsync("grace", password, "/sign-in?returnUrl=/history")).Expect(302).Headers["Location"], StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/services", "/users", "/matrix", "/history"])
            Assert.StartsWith("/password", (await visitor.GetAsync(path)).Expect(302).Headers["Location"], StringComparison.Ordinal);
        (await visitor.GetAsync("/api/v1/clusters")).ExpectProblem(403);
        Assert.Contains("/password", (await visitor.GetAsync("/api/v1/users")).ExpectProblem(403).String("detail"), StringComparison.Ordinal);
        (await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Expect(403);
        Assert.Contains("present one", Visitor.ProblemIn((await visitor.SendFormAsync("/password", ("current", password), ("new", password))).Expect(422)), StringComparison.Ordinal);
        Assert.EndsWith("/history", (await visitor.SendFormAsync("/password?returnUrl=/history", ("current", password), ("new", Visitor.Password))).Expect(302).Headers["Location"], StringComparison.Ordinal);
        (await visitor.GetAsync("/users")).Expect(200);
        // It was for one time.
        using var again = new Visitor(app.Address);
        (await again.SignInAsync("grace", password)).Expect(401);
    }

    [Fact]
    public async Task A_stored_password_is_a_salted_hash_of_210000_rounds()
    {
        await using var app = TestApp.Start(host => host.UseSetting("Access:Mode", "Accounts"));
        await app.AddAccountAsync("grace", Role.Viewer);
        await app.AddAccountAsync("ada", Role.Viewer);
        var hash = Convert.FromBase64String(Sqlite.Value(app.DatabaseFile, "SELECT PasswordHash FROM Accounts WHERE UserName = 'grace'")!);
        // Version, pseudo-random function (2 is HMAC-SHA512), rounds.
        Assert.Equal((1, 2u, 210_000u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
        Assert.Equal("2", Sqlite.Value(app.DatabaseFile, "SELECT COUNT(DISTINCT PasswordHash) FROM Accounts"));
        Assert.DoesNotContain(Visitor.Password, string.Join('\n', Sqlite.Dump(app.DatabaseFile)) + app.Log.Text, StringComparison.Ordinal);
    }
}
