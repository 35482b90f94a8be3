using System.Net;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Accounts;

/// <summary>Who gets in, who does not, and what they learn from it.</summary>
public sealed class SignInTests : IAsyncDisposable
{
    private readonly CountingHasher _hasher = new();
    private readonly TestApp _app;

    public SignInTests() => _app = AccountsApp.Start(host => host.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<AccountRow>>(_hasher)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Signing_in_leads_to_the_page_that_was_asked_for()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        using var visitor = new Visitor(_app.Address);
        var asked = (await visitor.GetAsync("/services?q=api")).Expect(302);
        Assert.Equal("/sign-in?returnUrl=%2Fservices%3Fq%3Dapi", asked.Headers["Location"]);
        var signedIn = (await visitor.SignInAsync("Grace", Visitor.Password, asked.Headers["Location"])).Expect(302);
        Assert.Equal(new Uri(_app.Address, "/services?q=api").ToString(), signedIn.Headers["Location"]);
        Assert.Contains("grace", (await visitor.GetAsync("/services?q=api")).Expect(200).Text, StringComparison.Ordinal);
        Assert.Equal("sign-in grace 0", _app.Audit("Action = 'sign-in'"));
    }

    [Fact]
    public async Task Signing_out_ends_every_session_of_the_account()
    {
        using var here = await _app.SignInAsync("grace", Role.Viewer);
        using var there = await _app.SignInAgainAsync("grace");
        using var other = await _app.SignInAsync("linus", Role.Viewer);
        (await there.GetAsync("/services")).Expect(200);
        (await here.SendFormAsync("/sign-out")).Expect(302);
        (await here.GetAsync("/services")).Expect(302);
        (await there.GetAsync("/services")).Expect(302);
        (await other.GetAsync("/services")).Expect(200);
        Assert.Equal("sign-out grace 0", _app.Audit("Action = 'sign-out'"));
    }

    [Theory]
    [Trait("bad-input", "D04")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/services%0d%0aSet-Cookie:x=y")]
    [InlineData("/%09/evil.example")]
    [InlineData("~/services")]
    [InlineData("services")]
    public async Task Only_a_page_of_this_app_is_gone_to_after_signing_in(string returnUrl)
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        using var visitor = new Visitor(_app.Address);
        var written = returnUrl.Contains('%') ? returnUrl : Uri.EscapeDataString(returnUrl);
        var answer = (await visitor.SignInAsync("grace", Visitor.Password, $"/sign-in?returnUrl={written}")).Expect(302);
        Assert.Equal(_app.Address.ToString(), answer.Headers["Location"]);
        Assert.DoesNotContain("evil", string.Join(' ', answer.Headers.Values), StringComparison.Ordinal);
        // Whoever is signed in already is led on at once, and by the same rule.
        Assert.Equal(_app.Address.ToString(), (await visitor.GetAsync($"/sign-in?returnUrl={written}")).Expect(302).Headers["Location"]);
    }

    [Theory]
    [Trait("bad-input", "D01")]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/sign-out", "sign-out")]
    [InlineData("/password", "password")]
    public async Task A_form_without_its_token_does_nothing(string path, string form)
    {
        using var visitor = await _app.SignInAsync("grace", Role.Admin);
        using var stranger = new Visitor(_app.Address);
        var rows = Sqlite.Dump(_app.DatabaseFile);
        var sender = path == "/sign-in" ? stranger : visitor;
        foreach (var token in (string[])["", "x", "CfDJ8"])
        {
            var answer = await sender.PostAsync(path, ("_handler", form), ("__RequestVerificationToken", token), ("name", "grace"), ("password", Visitor.Password), ("current", Visitor.Password), ("new", "another quiet river"));
            answer.Expect(400);
            Assert.DoesNotContain("elasticdns-session", answer.Headers.GetValueOrDefault("Set-Cookie") ?? "", StringComparison.Ordinal);
        }
        (await sender.PostAsync(path, ("name", "grace"), ("password", Visitor.Password))).Expect(400);
        Assert.Equal(rows, Sqlite.Dump(_app.DatabaseFile));
        (await visitor.GetAsync("/services")).Expect(200);
        (await stranger.GetAsync("/services")).Expect(302);
    }

    [Fact]
    [Trait("bad-input", "D01")]
    public async Task The_cookie_alone_writes_nothing_over_the_API()
    {
        using var visitor = await _app.SignInAsync("grace", Role.Admin);
        using var body = new StringContent("services: {api: {ports: [3000]}}\n", null, "application/yaml");
        using var response = await visitor.Client.PostAsync(new Uri(_app.Address, "/api/v1/imports?namespace=shop"), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(_app.Store.Current.IsEmpty);
        (await visitor.GetAsync("/api/v1/clusters")).Expect(200);
    }

    [Fact]
    [Trait("bad-input", "D01")]
    public async Task The_cookie_alone_opens_no_connection_of_a_page()
    {
        using var visitor = await _app.SignInAsync("grace", Role.Admin);
        Assert.Equal(HttpStatusCode.BadRequest, await NegotiateAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync("http://evil.example"));
        var own = _app.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(own));
        // Nor without negotiating.
        var cookie = ("Cookie", visitor.CookieHeader);
        await using (await Circuits.Circuit.ConnectAsync(_app.Address, cookie, ("Origin", own)))
        {
        }
        foreach (var (origin, status) in ((string?, string)[])[(null, "400"), ("http://evil.example", "403")])
        {
            using var socket = new System.Net.WebSockets.ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", visitor.CookieHeader);
            if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
            var refused = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ConnectAsync(new($"ws://{_app.Address.Authority}/_blazor"), TestContext.Current.CancellationToken));
            Assert.Contains(status, refused.Message, StringComparison.Ordinal);
        }

        async Task<HttpStatusCode> NegotiateAsync(string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_app.Address, "/_blazor/negotiate?negotiateVersion=1"));
            if (origin is not null) request.Headers.Add("Origin", origin);
            using var response = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Why_somebody_does_not_get_in_is_not_told_and_costs_the_same()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        await _app.AddAccountAsync("linus", Role.Viewer);
        await _app.Accounts().SetAsync(AccountsApp.Operator, "linus", null, true);
        var mona = await _app.AddAccountAsync("mona", Role.Viewer);
        var late = (await _app.Accounts().AddAsync(AccountsApp.Operator, "late", Role.Viewer)).Password!;
        _app.Clock.Now += OneTimePassword.Lasts;
        for (var i = 0; i < SignInFailures.ToLock; i++) _app.Services.GetRequiredService<SignInFailures>().Count(mona.Id);
        var told = new HashSet<string>();
        foreach (var (name, password) in ((string, string)[])[("nobody", "x"), ("grace", "x"), ("linus", Visitor.Password), ("late", late.Text), ("mona", Visitor.Password), ("mona", "x"), ("", ""), (new string('n', 300), "x"), ("grace", new string('x', 300))])
        {
            using var visitor = new Visitor(_app.Address);
            _hasher.Verified = 0;
            told.Add(Visitor.ProblemIn((await visitor.SignInAsync(name, password)).Expect(401)));
            Assert.Equal(1, _hasher.Verified);
        }
        Assert.StartsWith("Name and password do not belong together", Assert.Single(told), StringComparison.Ordinal);
        // What is written into the field for the name may be a password.
        Assert.Equal("unknown account 3,grace 3,linus 3,late 3,mona 3,mona 3,unknown account 3,unknown account 3,grace 3",
            Sqlite.Value(_app.DatabaseFile, "SELECT group_concat(What || ' ' || Result) FROM (SELECT * FROM AuditEntries WHERE Action = 'sign-in' ORDER BY Id)"));
    }

    [Fact]
    public async Task What_is_written_as_name_or_password_is_neither_logged_nor_stored()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        using var visitor = new Visitor(_app.Address);
        await visitor.SignInAsync("canary-in-the-name-field", "x");
        await visitor.SignInAsync("grace", "canary-in-the-password-field");
        Assert.DoesNotContain("canary-in", _app.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-in", string.Join('\n', Sqlite.Dump(_app.DatabaseFile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_wrong_passwords_lock_an_account_for_five_minutes()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        for (var i = 0; i < SignInFailures.ToLock; i++)
        {
            using var guesser = new Visitor(_app.Address, $"127.0.1.{i / 9 + 1}");
            (await guesser.SignInAsync("grace", $"guess {i}")).Expect(401);
        }
        using var visitor = new Visitor(_app.Address, "127.0.1.9");
        Assert.StartsWith("Name and password do not belong together", Visitor.ProblemIn((await visitor.SignInAsync("grace", Visitor.Password)).Expect(401)), StringComparison.Ordinal);
        _app.Clock.Now += SignInFailures.LockedFor;
        (await visitor.SignInAsync("grace", Visitor.Password)).Expect(302);
        Assert.Equal("lockout grace 0", _app.Audit("Action = 'lockout'"));
    }

    [Fact]
    [Trait("bad-input", "D05")]
    public async Task A_hundred_wrong_passwords_a_minute_are_cut_off_and_others_get_in()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        using var guesser = new Visitor(_app.Address);
        _hasher.Verified = 0;
        var answers = new List<Answer>();
        for (var i = 0; i < 100; i++) answers.Add(await guesser.SignInAsync("somebody", $"guess {i}"));
        // A minute may have passed on a slow machine; no window lets more through.
        Assert.Equal(_hasher.Verified, answers.Count(answer => answer.Status == 401));
        Assert.InRange(_hasher.Verified, SignInLimit.Failures, 3 * SignInLimit.Failures);
        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.Equal(100, refused.Count + _hasher.Verified);
        Assert.All(refused, answer => Assert.InRange(int.Parse(answer.Headers["Retry-After"], null), 1, 60));
        using var other = new Visitor(_app.Address, "127.0.0.2");
        (await other.SignInAsync("grace", Visitor.Password)).Expect(302);
    }

    [Fact]
    [Trait("bad-input", "D05")]
    public async Task No_failure_slips_through_beside_another()
    {
        using var guesser = new Visitor(_app.Address);
        await guesser.GetAsync("/sign-in");
        _hasher.Verified = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => guesser.SignInAsync("somebody", $"guess {i}")));
        Assert.Equal(SignInLimit.Failures, answers.Count(answer => answer.Status == 401));
        Assert.Equal(SignInLimit.Failures, _hasher.Verified);
    }

    [Fact]
    public async Task Signing_in_rightly_is_not_limited()
    {
        await _app.AddAccountAsync("grace", Role.Viewer);
        for (var i = 0; i < 2 * SignInLimit.Failures; i++) (await _app.SignInAgainAsync("grace")).Dispose();
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void The_addresses_of_one_network_of_version_6_are_one_client(string address, string client) => Assert.Equal(client, ClientAddress.CountedAs(IPAddress.Parse(address)));

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/password")]
    [InlineData("/first-admin")]
    public async Task In_other_modes_there_are_no_pages_of_accounts(string path)
    {
        await using var open = TestApp.Start();
        var page = (await open.SendAsync(HttpMethod.Get, path)).Expect(404);
        Assert.Contains("There is no page at this address", page.Text, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-in")]);
        Assert.InRange((await open.SendAsync(HttpMethod.Post, path, form)).Status, 400, 404);
    }

    private sealed class CountingHasher() : PasswordHasher<AccountRow>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1 }))
    {
        private int _verified;

        public int Verified
        {
            get => Volatile.Read(ref _verified);
            set => Volatile.Write(ref _verified, value);
        }

        public override PasswordVerificationResult VerifyHashedPassword(AccountRow user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _verified);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
