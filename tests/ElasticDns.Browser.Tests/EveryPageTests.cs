using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace ElasticDns.Browser.Tests;

/// <summary>What holds for every page: nothing missing, nothing from elsewhere, nothing inaccessible, nothing wider than the window.</summary>
public sealed class EveryPageTests(BrowserHost host)
{
    public static readonly string[] Pages =
    [
        "/",
        "/services",
        "/services?q=mysql&kind=database",
        "/services?q=nothing-like-it",
        "/connections",
        "/connections?verdict=broken&q=ledger&from=sample-production/payments",
        "/connections?verdict=broken&cluster=sample-staging",
        "/clusters",
        "/clusters/sample-production",
        "/clusters/sample-production/backoffice-workers?from=sample-production/web-front-end",
        "/clusters/sample-production/payments#line-15",
        "/clusters/sample-production/backoffice-workers/api?from=sample-production/web-front-end",
        "/clusters/sample-production/backoffice-workers/mysql",
        "/clusters/sample-production/backoffice-workers/mysql?tab=drivers&from=sample-production/backoffice-workers",
        "/clusters/sample-production/backoffice-workers/mailer",
        "/clusters/sample-staging/product-search/query?from=sample-production/payments",
        "/map/sample-production/backoffice-workers?from=sample-production/web-front-end",
        "/map/sample-production/payments?node=payments/webhooks",
        "/matrix/sample-production",
        "/matrix/sample-production?pin=web-front-end/web~backoffice-workers/api",
        "/resolve",
        "/resolve?address=http://ledger:9000&address=tcp://scheduler.backoffice-workers:8000&from=sample-production/web-front-end",
        "/isolation",
        "/import",
        "/folder",
        "/history",
        "/history?application=sample-production/payments&revision=sample-production/payments/1&from=sample-production/web-front-end",
        "/history?q=nothing-like-it",
        "/tokens",
        "/audit",
        "/audit?entry=1",
        "/audit?q=nothing-like-it&action=sign-in&result=denied&period=week",
        "/compare",
        "/compare?cluster=sample-production&before=2026-01-01T00:00:00Z&differences=only&from=sample-production/payments",
        "/compare?before=yesterday",
        "/users",
    ];

    private static readonly string[] MissingPages =
        ["/nowhere", "/clusters/sample-prod", "/clusters/sample-production/payment", "/clusters/sample-production/payments/legder", "/matrix/sample-prod", "/map/sample-production/payment"];

    [Fact]
    public async Task Every_page_loads_whole_from_the_app_itself()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        foreach (var path in Pages)
        {
            await app.GotoAsync(path);
            Assert.EndsWith("ElasticDns", await app.Page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(1, await app.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync());
        }
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_page_that_is_missing_answers_404_and_says_what_to_do()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        foreach (var path in MissingPages)
        {
            var response = await app.Page.GotoAsync(path);
            Assert.Equal(404, response!.Status);
            await app.InteractiveAsync();
            Assert.True(await app.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).CountAsync() > 0, $"{path} is a dead end.");
        }
        app.ForgetFaults();
        await app.GotoAsync("/clusters/sample-production/payments/legder");
        await app.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "ledger", Exact = true }).WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(ColorScheme theme)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = theme });
        foreach (var path in Pages)
        {
            await app.GotoAsync(path);
            await AssertAccessibleAsync(app, path);
        }
        await using var empty = await BrowserApp.OpenAsync(host, options: new() { ColorScheme = theme });
        foreach (var path in (string[])["/", "/services", "/matrix"])
        {
            await empty.GotoAsync(path);
            await AssertAccessibleAsync(empty, $"{path} of an empty catalogue");
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    [InlineData(1024)]
    [InlineData(1440)]
    [InlineData(2560)]
    public async Task No_page_is_wider_than_the_window(int width)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ViewportSize = new() { Width = width, Height = 900 } });
        foreach (var path in Pages)
        {
            await app.GotoAsync(path);
            var wide = await app.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{path} is {wide} px wide in a window of {width} px.");
        }
    }

    [Fact]
    public async Task The_chosen_theme_is_there_at_the_first_paint()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        var html = await (await app.Page.Context.APIRequest.GetAsync("/services")).TextAsync();
        Assert.Contains("data-theme=\"dark\"", html, StringComparison.Ordinal);
    }

    private static async Task AssertAccessibleAsync(BrowserApp app, string path)
    {
        var result = await app.Page.RunAxe();
        var serious = result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{path}: {violation.Id} ({violation.Impact}) {violation.Nodes[0].Html}").ToList();
        Assert.Empty(serious);
    }
}
