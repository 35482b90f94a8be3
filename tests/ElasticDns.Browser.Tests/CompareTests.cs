using Deque.AxeCore.Playwright;

namespace ElasticDns.Browser.Tests;

/// <summary>Two moments are chosen, read side by side and exported.</summary>
public sealed class CompareTests(BrowserHost host)
{
    [Fact]
    public async Task What_an_import_broke_is_found_from_the_history_by_keyboard()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        var manifest = await (await page.Context.APIRequest.GetAsync("/api/v1/clusters/sample-production/applications/payments/manifest")).TextAsync();
        var import = await page.Context.APIRequest.PostAsync(
            "/api/v1/imports", new() { DataString = manifest.Replace("9000", "9100", StringComparison.Ordinal), Headers = [new("Content-Type", "application/yaml")] });
        Assert.Equal(200, import.Status);

        await app.GotoAsync("/history");
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare moments" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var broke = page.GetByRole(AriaRole.Region, new() { Name = "What broke" });
        await broke.GetByText("Port not exposed").WaitForAsync();
        await broke.GetByText("env_vars.LEDGER_URL").WaitForAsync();
        var matrix = page.GetByRole(AriaRole.Region, new() { Name = "Matrix of sample-production at both moments", Exact = true });
        await matrix.GetByText("declared, leads nowhere now: before same cluster, declared, after same cluster, declared and broken").WaitForAsync();
        var rows = await matrix.Locator("tbody tr").CountAsync();
        Assert.True(rows > 1);
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => violation.Id));

        await page.GetByRole(AriaRole.Button, new() { Name = "Only differences" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("button[aria-pressed=true]", new() { HasText = "Only differences" }).WaitForAsync();
        await matrix.Locator("tbody tr").WaitForAsync();
        Assert.Contains("differences=only", page.Url, StringComparison.Ordinal);
        Assert.Contains("leads nowhere now", await matrix.Locator("tbody").InnerTextAsync(), StringComparison.Ordinal);

        // The moments stand in the address, and one before the other is said to be wrong.
        await page.GetByRole(AriaRole.Group, new() { Name = "After" }).GetByRole(AriaRole.Link, new() { Name = "first import" }).ClickAsync();
        await page.GetByText("The first moment is later than the second").WaitForAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Before" }).GetByRole(AriaRole.Link, new() { Name = "first import" }).ClickAsync();
        await page.GetByText("Nothing changed between the two moments").WaitForAsync();
        Assert.Contains("before=", page.Url, StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_moment_is_typed_in_the_readers_own_time()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { TimezoneId = "Asia/Tokyo" });
        var page = app.Page;
        await app.GotoAsync("/compare");
        await app.GotoAsync("/compare");
        await page.GetByLabel("Before, your time").FillAsync("2020-01-02T03:04:05");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByText("2 Jan 2020, 03:04 in Asia/Tokyo, 1 Jan 2020, 18:04 UTC").WaitForAsync();
        Assert.Contains("before=2020-01-01T18:04:05Z", Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Region, new() { Name = "New declarations" }).WaitForAsync();
        app.AssertNoFaults();
    }
}
