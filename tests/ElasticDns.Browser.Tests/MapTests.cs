using System.Xml.Linq;

namespace ElasticDns.Browser.Tests;

/// <summary>The map of an application, by keyboard alone; what it draws stands in its list; it leaves as a picture.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class MapTests(BrowserHost host)
{
    private const string Path = "/map/sample-production/backoffice-workers";

    [Fact]
    public async Task The_arrows_follow_the_lines_Enter_selects_c_copies_and_Esc_clears()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync(Path);
        Assert.Equal(1, await page.Locator("svg.map a[tabindex='0']").CountAsync());
        await page.Locator("svg.map a", new() { HasText = "api, service of Back office" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Focused(page, "webhooks, service of Payments");
        await page.Keyboard.PressAsync("ArrowDown");
        await Focused(page, "web, service of Web front end");
        Assert.Equal(2, await page.Locator(".map-line[data-on]").CountAsync());
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Home");
        await Focused(page, "custom-web, service of Back office");
        await page.Keyboard.PressAsync("ArrowRight");
        await Focused(page, "ledger, service of Payments");
        await page.Keyboard.PressAsync("c");
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal("http://ledger.payments:9000", await app.ClipboardAsync());
        await page.Keyboard.PressAsync("Enter");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "ledger" });
        await card.GetByRole(AriaRole.Link, new() { Name = "Manifest of Back office, line 31" }).WaitForAsync();
        Assert.EndsWith("?node=payments/ledger", page.Url, StringComparison.Ordinal);
        await Focused(page, "ledger, service of Payments");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByText("Nothing is selected").WaitForAsync();
        Assert.EndsWith(Path, page.Url, StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_list_tells_as_much_as_the_lines_and_remains_on_a_phone()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync(Path);
        Assert.Equal(11, await app.Page.Locator(".connections tbody tr").CountAsync());
        Assert.Equal(11, await app.Page.Locator(".map-line").CountAsync());
        Assert.Equal(await app.Page.Locator(".map-line.bad").CountAsync(), await app.Page.Locator(".connections .verdict.bad").CountAsync());
        await app.Page.SetViewportSizeAsync(390, 844);
        await Assertions.Expect(app.Page.Locator("svg.map")).ToBeHiddenAsync();
        await Assertions.Expect(app.Page.Locator(".connections tbody tr").First).ToBeVisibleAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task It_is_downloaded_as_SVG_and_as_PNG_of_twice_its_size()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = ColorScheme.Dark });
        await app.GotoAsync(Path);
        var export = app.Page.GetByRole(AriaRole.Group, new() { Name = "Export the map" });
        var svg = await app.Page.RunAndWaitForDownloadAsync(() => export.GetByRole(AriaRole.Link, new() { Name = "SVG" }).ClickAsync());
        Assert.Equal("sample-production-backoffice-workers-map.svg", svg.SuggestedFilename);
        var picture = XDocument.Parse(await File.ReadAllTextAsync(await svg.PathAsync(), TestContext.Current.CancellationToken)).Root!;
        var png = await app.Page.RunAndWaitForDownloadAsync(() => export.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync());
        Assert.Equal("sample-production-backoffice-workers-map.png", png.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync(await png.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        // Width and height are the first numbers of a PNG.
        Assert.Equal(2 * (int)picture.Attribute("width")!, (bytes[18] << 8) | bytes[19]);
        Assert.Equal(2 * (int)picture.Attribute("height")!, (bytes[22] << 8) | bytes[23]);

        await app.Page.RouteAsync("**/map?format=svg*", route => route.FulfillAsync(new() { Status = 503 }));
        await export.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync();
        await app.Page.GetByText("No picture could be made. The server answers 503.").WaitForAsync();
    }

    private static async Task Focused(IPage page, string name) => await page.Locator("svg.map a:focus", new() { HasText = name }).WaitForAsync();
}
