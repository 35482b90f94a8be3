namespace ElasticDns.Browser.Tests;

/// <summary>The matrix of a small cluster, by keyboard.</summary>
public sealed class MatrixTests(BrowserHost host)
{
    [Fact]
    public async Task Who_reaches_a_database_why_and_who_says_so_is_read_by_keyboard_alone()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/matrix/sample-production");
        var page = app.Page;
        await page.Locator("table.mx td.c button[tabindex='0']").FocusAsync();
        foreach (var key in (string[])["ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"]) await page.Keyboard.PressAsync(key);
        await page.GetByRole(AriaRole.Heading, new() { Name = "processor to mysql-leopard" }).WaitForAsync();
        Assert.Equal("processor to mysql-leopard: same application, declared in env_vars.LEOPARD_HOST", await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
        var panel = page.Locator(".pinned");
        await Assertions.Expect(panel).ToContainTextAsync("because both belong to Back office and mysql-leopard answers on port 3306; its manifest declares it in env_vars.LEOPARD_HOST (line 17).");
        await Assertions.Expect(panel).ToContainTextAsync("All 12 services of cluster sample-production can, because nothing isolates inside a cluster; 1 service declares to use it.");
        await Assertions.Expect(panel.GetByRole(AriaRole.Link, new() { Name = "Resolves: manifest of Back office, line 17" })).ToHaveAttributeAsync("href", "/clusters/sample-production/backoffice-workers#line-17");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is pinned" }).WaitForAsync();
    }

    [Fact]
    public async Task A_mode_is_chosen_counted_and_part_of_the_address()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/matrix/sample-production");
        var page = app.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Broken 3" }).ClickAsync();
        await page.Locator("table.mx.broken").WaitForAsync();
        Assert.EndsWith("/matrix/sample-production?mode=broken", page.Url, StringComparison.Ordinal);
        Assert.Equal(3, await page.Locator("td.c button.broken").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Not needed 4" }).ClickAsync();
        await page.Locator("table.mx.unneeded").WaitForAsync();
        Assert.Equal(["custom-web", "webhooks", "assets", "web-worker"], await page.Locator("th.col.unneeded > span:first-child").AllInnerTextsAsync());
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync());
        Assert.Equal("sample-production-matrix.png", download.SuggestedFilename);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Take(4));
    }
}
