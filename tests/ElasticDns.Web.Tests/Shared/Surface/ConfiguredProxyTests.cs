using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>What a proxy says is believed of those that are configured, and the host of nobody.</summary>
[Trait("bad-input", "D17")]
public sealed class ConfiguredProxyTests
{
    private static TestApp Start(string proxies) => TestApp.Start(host => host
        .UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", proxies).UseSetting("Access:Proxy:AdminGroups", "platform").UseSetting("Access:AnonymousViewing", "true")
        .UseSetting("AllowedHosts", "dns.example.com"));

    private static Task<Answer> AskAsync(TestApp app, params (string Name, string Value)[] headers) => app.SendAsync(HttpMethod.Get, "/", null, [("Host", "dns.example.com"), .. headers]);

    [Fact]
    public async Task A_configured_proxy_says_that_the_page_is_asked_for_over_https()
    {
        await using var app = Start("127.0.0.1");
        Assert.Equal("max-age=63072000", (await AskAsync(app, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1"))).Expect(200).Headers["Strict-Transport-Security"]);
        Assert.False((await AskAsync(app, ("X-Forwarded-For", "192.0.2.1"))).Expect(200).Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Somebody_else_says_nothing()
    {
        await using var app = Start("10.0.0.7");
        Assert.False((await AskAsync(app, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1"))).Expect(200).Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_host_is_taken_of_no_header()
    {
        await using var app = Start("127.0.0.1");
        (await app.SendAsync(HttpMethod.Get, "/", null, ("Host", "evil.example"), ("X-Forwarded-Host", "dns.example.com"), ("X-Forwarded-For", "192.0.2.1"))).Expect(400);
        Assert.DoesNotContain("evil.example", (await AskAsync(app, ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "192.0.2.1"))).Expect(200).Text, StringComparison.Ordinal);
    }
}
