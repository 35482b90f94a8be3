using System.Net;
using System.Net.WebSockets;
using ElasticDns.Web.Access;
using ElasticDns.Web.Tests.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>With Access:RequireHttps nothing is said over plain http, and no cookie goes there.</summary>
public sealed class OnlyHttpsTests
{
    private static readonly (string, string) Https = ("X-Forwarded-Proto", "https");

    private static TestApp Start(string proxies = "127.0.0.1") =>
        AccountsApp.Start(host => host.UseSetting("Access:RequireHttps", "true").UseSetting("Access:AnonymousViewing", "true").UseSetting("Access:Proxies", proxies));

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/sign-in", 200)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/css/tokens.css", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/api/v1/clusters", 200)]
    [InlineData("POST", "/api/v1/imports?namespace=shop", 401)]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", 200)]
    public async Task What_comes_over_plain_http_answers_403_and_says_what_to_do(string method, string path, int status)
    {
        await using var app = Start();
        foreach (var headers in ((string, string)[][])[[], [("X-Forwarded-Proto", "http")], [("X-Forwarded-Proto", "https, http")], [("Forwarded", "proto=https")]])
        {
            var refused = await app.SendAsync(new(method), path, null, [("X-Forwarded-For", "192.0.2.1"), .. headers]);
            if (path.StartsWith("/api", StringComparison.Ordinal)) Assert.Contains("https://", refused.ExpectProblem(403).String("detail"), StringComparison.Ordinal);
            else Assert.Equal((403, "text/html"), (refused.Status, refused.MediaType));
            Assert.Contains("Open the same address with https:// in front.", refused.Text, StringComparison.Ordinal);
            Assert.False(refused.Headers.ContainsKey("Set-Cookie"));
            Assert.False(refused.Headers.ContainsKey("Location"));
            Assert.Equal("nosniff", refused.Headers["X-Content-Type-Options"]);
        }
        Assert.Equal("0", Sqlite.Value(app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries"));
        (await app.SendAsync(new(method), path, null, ("X-Forwarded-For", "192.0.2.1"), Https)).Expect(status);
    }

    [Fact]
    public async Task A_token_that_is_right_is_not_taken_over_plain_http()
    {
        await using var app = Start();
        var header = ("Authorization", $"Bearer {AccountsApp.Token}");
        const string yaml = "services: {api: {ports: [3000]}}\n";
        (await app.PostAsync("namespace=shop", yaml, header)).ExpectProblem(403);
        Assert.True(app.Store.Current.IsEmpty);
        (await app.PostAsync("namespace=shop", yaml, header, Https)).Expect(201);
    }

    [Fact]
    public async Task Only_a_configured_proxy_says_that_it_was_https()
    {
        await using var app = Start("10.0.0.7");
        (await app.SendAsync(HttpMethod.Get, "/", null, Https)).Expect(403);
        (await app.GetAsync("clusters", Https)).ExpectProblem(403);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task The_health_of_the_app_may_be_asked_over_plain_http(string path)
    {
        await using var app = Start();
        Assert.Equal("Healthy", (await app.SendAsync(HttpMethod.Get, path)).Expect(200).Text);
    }

    [Fact]
    public async Task The_connection_of_a_page_is_refused_as_well()
    {
        await using var app = Start();
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("http"))).Message, StringComparison.Ordinal);
        await ConnectAsync("https");

        async Task ConnectAsync(string scheme)
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("X-Forwarded-Proto", scheme);
            await socket.ConnectAsync(new($"ws://{app.Address.Authority}/_blazor"), TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [Trait("bad-input", "D07")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_cookie_is_for_this_host_over_https_alone(bool isSet)
    {
        using var certificate = OwnCertificate.Create();
        await using var app = AccountsApp.Start(host => host.UseSetting("Access:RequireHttps", isSet.ToString()).UseSetting("Access:Proxies", "10.0.0.7")
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))));
        await app.AddAccountAsync("grace", Role.Viewer);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var visitor = new Visitor(new(addresses.Single(address => address.StartsWith("https://", StringComparison.Ordinal))));
        var form = (await visitor.GetAsync("/sign-in")).Expect(200);
        var signedIn = (await visitor.SignInAsync("grace", Visitor.Password)).Expect(302);
        var prefix = isSet ? "__Host-" : "";
        Assert.StartsWith($"{prefix}elasticdns-form=", form.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.StartsWith($"{prefix}elasticdns-session=", signedIn.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.All((Answer[])[form, signedIn], answer =>
        {
            var parts = answer.Headers["Set-Cookie"].ToLowerInvariant().Split("; ");
            Assert.Contains("secure", parts);
            Assert.Contains("path=/", parts);
            Assert.Contains("httponly", parts);
            Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.Ordinal));
        });
        var page = (await visitor.GetAsync("/services")).Expect(200);
        // What the scripts of the page put before the names of theirs.
        Assert.Contains($"data-cookies=\"{prefix}\"", page.Text, StringComparison.Ordinal);
        visitor.Address = app.Address;
        (await visitor.GetAsync("/services")).Expect(isSet ? 403 : 302);
    }

    [Theory]
    [InlineData("true", "__Host-caller", 302)]
    [InlineData("true", "caller", 200)]
    [InlineData("false", "caller", 302)]
    [InlineData("false", "__Host-caller", 200)]
    public async Task What_the_scripts_remember_is_read_under_the_name_that_only_https_gives(string isSet, string cookie, int status)
    {
        await using var app = TestApp.Start(host => host.UseSetting("Access:RequireHttps", isSet).UseSetting("Access:Proxies", "127.0.0.1"));
        await app.ImportFromFolderAsync("shop", "services: {api: {ports: [3000]}}\n");
        var theme = cookie.Replace("caller", "theme", StringComparison.Ordinal);
        var answer = await app.SendAsync(HttpMethod.Get, "/services", null, ("Cookie", $"{cookie}=production/shop"), Https);
        Assert.Equal(status, answer.Status);
        var page = await app.SendAsync(HttpMethod.Get, "/services", null, ("Cookie", $"{theme}=dark"), Https);
        Assert.Equal(status == 302, page.Expect(200).Text.Contains("data-theme=\"dark\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_warning_of_plain_http_names_the_setting_and_ends_with_it()
    {
        await using (var app = AccountsApp.Start(host => host.UseSetting("urls", "http://0.0.0.0:5080")))
            Assert.Contains("Others reach http://0.0.0.0:5080 over plain http", app.Log.Text, StringComparison.Ordinal);
        await using (var app = AccountsApp.Start(host => host.UseSetting("urls", "http://0.0.0.0:5080;https://0.0.0.0:5081")))
            Assert.Contains("then set Access:RequireHttps to true", app.Log.Text, StringComparison.Ordinal);
        await using (var app = AccountsApp.Start(host => host.UseSetting("urls", "http://0.0.0.0:5080;https://0.0.0.0:5081").UseSetting("Access:RequireHttps", "true")))
            Assert.DoesNotContain("over plain http", app.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "", "localhost;127.0.0.1", true)]
    [InlineData("http://127.0.0.1:5080", "127.0.0.1", "localhost;127.0.0.1", true)]
    [InlineData("http://127.0.0.1:5080", "", "localhost;127.0.0.1", false)]
    [InlineData("http://0.0.0.0:5080", "", "localhost;elasticdns.example.com", false)]
    [InlineData("http://0.0.0.0:5080", "", "*", false)]
    public async Task Where_others_reach_the_app_and_it_answers_to_its_own_names_alone_it_says_so(string url, string proxies, string hosts, bool warns)
    {
        await using var app = AccountsApp.Start(host => host.UseSetting("urls", url).UseSetting("Access:Proxies", proxies).UseSetting("AllowedHosts", hosts));
        Assert.Equal(warns, app.Log.Text.Contains($"it answers under the names {hosts.Replace(";", ", ", StringComparison.Ordinal)} alone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost;127.0.0.1")]
    [InlineData("elasticdns.example.com")]
    [InlineData("*.example.com")]
    public async Task On_a_network_the_health_is_told_under_any_name_and_nothing_else_is(string hosts)
    {
        await using var app = AccountsApp.Start(host => host.UseSetting("AllowedHosts", hosts));
        foreach (var path in (string[])["/livez", "/readyz"]) Assert.Equal("Healthy", (await app.SendAsync(HttpMethod.Get, path, null, ("Host", "10.0.0.5:5080"))).Expect(200).Text);
        foreach (var path in (string[])["/", "/livez/", "/api/v1/clusters", "/sign-in"]) (await app.SendAsync(HttpMethod.Get, path, null, ("Host", "10.0.0.5:5080"))).Expect(400);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Behind_a_proxy_the_link_for_the_first_admin_leads_to_the_proxy(string onlyHttps)
    {
        var folder = Directory.CreateTempSubdirectory("elastic-dns-");
        try
        {
            using var app = await AppProcess.StartAsync(Path.Combine(folder.FullName, "catalog.db"), "/first-admin#",
                "--Access:Mode", "Accounts", "--Access:RequireHttps", onlyHttps, "--Access:Proxies", "127.0.0.1", "--AllowedHosts", "localhost;127.0.0.1;*.example.com;dns.example.com");
            Assert.StartsWith("https://dns.example.com/first-admin#", app.LastLine.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
