namespace ElasticDns.Browser.Tests;

/// <summary>Behind a proxy that takes TLS off, with Access:RequireHttps: a browser that comes over https misses nothing.</summary>
public sealed class OnlyHttpsTests(BrowserHost host)
{
    [Fact]
    public async Task A_page_over_https_connects_and_all_that_it_remembers_is_for_https_and_this_host_alone()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, settings: [("Access:RequireHttps", "true"), ("Access:Proxies", "127.0.0.1")]);
        using var proxy = new Forwarder(app.Address.Port, "X-Forwarded-Proto: https\r\n", https: true);
        await using var window = await host.NewContextAsync(proxy.Address, new() { IgnoreHTTPSErrors = true });
        var page = await window.NewPageAsync();
        var sockets = new List<string>();
        page.WebSocket += (_, socket) => sockets.Add(socket.Url);

        await page.GotoAsync("/services");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.StartsWith("wss://", Assert.Single(sockets), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        var theme = await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connecting from" }).ClickAsync();
        await page.Locator(".caller-popover [data-caller*='payments']").First.ClickAsync();
        await page.UntilAsync("() => document.cookie.includes('caller=')");

        var cookies = await window.CookiesAsync();
        Assert.Superset(new HashSet<string> { "__Host-theme", "__Host-zone", "__Host-caller" }, cookies.Select(cookie => cookie.Name).ToHashSet());
        Assert.All(cookies, cookie => Assert.True(cookie is { Secure: true, Path: "/" } && cookie.Name.StartsWith("__Host-", StringComparison.Ordinal), cookie.Name));

        // And they are read.
        await page.GotoAsync("/services");
        Assert.Equal(theme, await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        Assert.Contains("from=", page.Url, StringComparison.Ordinal);

        await app.Page.GotoAsync("/services");
        await app.Page.GetByRole(AriaRole.Heading, new() { Name = "Only over https" }).WaitForAsync();
        Assert.Empty(await app.Page.Context.CookiesAsync());
    }
}
