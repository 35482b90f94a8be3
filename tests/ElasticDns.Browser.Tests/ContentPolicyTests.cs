namespace ElasticDns.Browser.Tests;

/// <summary>The content security policy forbids nothing that a page does: the browser reports no violation anywhere.</summary>
public sealed class ContentPolicyTests(BrowserHost host)
{
    private const string Watch = """
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
        """;

    private static async Task AssertNoneAsync(BrowserApp app)
    {
        Assert.Empty(await app.Page.EvaluateAsync<string[]>("() => window.violations"));
        app.AssertNoFaults();
    }

    [Fact]
    public async Task No_page_violates_it()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.Page.AddInitScriptAsync(Watch);
        foreach (var path in EveryPageTests.Pages)
        {
            await app.GotoAsync(path);
            await AssertNoneAsync(app);
        }
    }

    [Fact]
    public async Task Dialogs_pictures_downloads_and_imports_do_not_violate_it()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await page.AddInitScriptAsync(Watch);
        await app.GotoAsync("/clusters/sample-production/payments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        // It listens to its keys a moment after it is there.
        while (await dialog.IsVisibleAsync())
        {
            await page.Keyboard.PressAsync("Escape");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await page.Keyboard.PressAsync("Control+K");
        await page.Keyboard.TypeAsync("api");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await AssertNoneAsync(app);

        await app.GotoAsync("/map/sample-production/payments");
        foreach (var kind in (string[])["PNG", "SVG", "CSV"])
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("main").GetByText(kind, new() { Exact = true }).First.ClickAsync());
            Assert.True(new FileInfo(await download.PathAsync()).Length > 100, kind);
        }
        await AssertNoneAsync(app);

        await app.GotoAsync("/import");
        await app.ChooseAsync([new() { Name = "shop.yml", MimeType = "application/yaml", Buffer = "services: {api: {ports: [3000]}}\n"u8.ToArray() }]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply 1 file", Exact = true }).WaitForAsync();
        await page.GetByText("Or paste the text").ClickAsync();
        await page.GetByLabel("Text of a service.yml").FillAsync("services: {web: {ports: [80]}}\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the text" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply 2 files", Exact = true }).WaitForAsync();
        await AssertNoneAsync(app);
    }

    [Fact]
    [Trait("bad-input", "C01")]
    public async Task A_script_that_gets_into_a_page_does_not_run()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.Page.AddInitScriptAsync(Watch);
        await app.GotoAsync("/");
        await app.Page.EvaluateAsync("""
            () => {
              document.body.insertAdjacentHTML("beforeend", `<img src="x" onerror="window.ran = 1"><a id="bad" href="javascript:window.ran = 2">x</a>`);
              document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 3" }));
              document.getElementById("bad").click();
            }
            """);
        await app.Page.UntilAsync("() => window.violations.filter((one) => one.includes('script-src')).length >= 3");
        Assert.Null(await app.Page.EvaluateAsync<int?>("() => window.ran ?? null"));
    }
}
