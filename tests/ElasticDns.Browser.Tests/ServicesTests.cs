namespace ElasticDns.Browser.Tests;

/// <summary>The page of all services: what is chosen is in its address, and is what is exported.</summary>
public sealed class ServicesTests(BrowserHost host)
{
    private const string From = "from=sample-production/web-front-end";

    [Fact]
    public async Task The_view_is_in_the_address_and_opens_the_same()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"/services?{From}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filters" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "External port" }).SelectOptionAsync("yes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filters 1 in use" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Container ports" }).CheckAsync();
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Container ports" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Container ports" }).ClickAsync();
        await page.Locator("th[aria-sort=ascending]", new() { HasText = "Container ports" }).WaitForAsync();
        Assert.Equal($"/services?{From}&external=yes&columns=application,reach,port,external,used-by,uses&sort=port", Uri.UnescapeDataString(new Uri(page.Url).PathAndQuery));

        var rows = await page.Locator("tbody td.cell-name a").AllInnerTextsAsync();
        await app.GotoAsync(new Uri(page.Url).PathAndQuery);
        await page.Locator("tbody td.cell-name a").First.WaitForAsync();
        Assert.Equal(rows, await page.Locator("tbody td.cell-name a").AllInnerTextsAsync());

        // What is shown is what is exported.
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.Equal("services-from-sample-production-web-front-end.csv", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal("name,label,application,cluster,reach,address,addresses,container_ports,external_ports,used_by,broken_used_by,uses,broken_uses", lines[0]);
        Assert.Equal(rows, lines.Skip(1).Select(line => line.Split(',')[1]));
        app.AssertNoFaults();
    }
}
