namespace ElasticDns.Browser.Tests;

/// <summary>From a broken connection to its line, to the next finding, and to the corrected address on the clipboard.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class ConnectionsTests(BrowserHost host)
{
    [Fact]
    public async Task A_broken_connection_leads_to_its_line_and_from_there_to_the_next_finding()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/connections?verdict=broken");
        await page.GetByRole(AriaRole.Link, new() { Name = "Manifest of Payments, line 15" }).ClickAsync();
        var line = page.Locator(".ln.shown");
        await line.WaitForAsync();
        Assert.Equal("line-15", await line.GetAttributeAsync("id"));
        await Assertions.Expect(line).ToBeInViewportAsync();
        await page.Locator(".ln:focus").WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await page.Locator(".finding:focus", new() { HasText = "http://web.web-front-end" }).WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await page.Locator(".finding:focus", new() { HasText = "http://api.backoffice-worker:3000" }).WaitForAsync();
        // Within the page the server is not asked, and the mark goes along all the same.
        await page.GetByText("3", new() { Exact = true }).And(page.Locator(".no")).ClickAsync();
        await page.Locator("#line-3.shown").WaitForAsync();
        Assert.Equal(1, await line.CountAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_rows_are_walked_by_the_arrows_and_the_correction_is_copied_by_its_key()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/connections");
        await page.GetByRole(AriaRole.Link, new() { Name = "Manifest of Payments, line 15" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("c");
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal("http://api.backoffice-workers:3000", await app.ClipboardAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task All_addresses_of_an_application_are_copied_as_env()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/clusters/sample-production/payments?from=sample-production/web-front-end");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Copy all as .env" }).ClickAsync();
        await app.Page.GetByText("Copied").WaitForAsync();
        var lines = (await app.ClipboardAsync()).Split('\n');
        Assert.Contains("LEDGER_URL=http://ledger.payments:9000", lines);
        Assert.Equal(3, lines.Length);
        app.AssertNoFaults();
    }
}
