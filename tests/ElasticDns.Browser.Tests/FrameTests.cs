using System.Globalization;
using System.Text;

namespace ElasticDns.Browser.Tests;

/// <summary>What holds around every page: news from others, the reader's time, focus, theme, paper, and the page that follows addresses.</summary>
public sealed class FrameTests(BrowserHost host)
{
    private const string From = "from=sample-production/web-front-end";
    private const string Imports = "/api/v1/imports?cluster=sample-production&namespace=orders&application=Orders";

    private static Task<IAPIResponse> ImportAsync(BrowserApp app, int port) => app.Page.Context.APIRequest.PostAsync(Imports, new()
    {
        DataByte = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"services:\n  orders:\n    ports: [{port}]\n")),
        Headers = [KeyValuePair.Create("Content-Type", "application/yaml")],
    });

    private static Task<string> FocusedAsync(BrowserApp app) => app.Page.EvaluateAsync<string>("() => document.activeElement.textContent.trim() || document.activeElement.id");

    [Fact]
    public async Task What_others_import_is_told_quietly_and_goes_when_the_reader_does()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/clusters/sample-production/payments");
        var notice = app.Page.GetByRole(AriaRole.Status, new() { Name = "Changes of the catalogue" });
        var heading = app.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await app.Page.Locator(".skip").FocusAsync();
        var top = (await heading.BoundingBoxAsync())!.Y;

        await ImportAsync(app, 3000);
        await notice.GetByText("Orders was imported").WaitForAsync();
        await ImportAsync(app, 3001);
        await notice.GetByText("Orders is now revision 2").WaitForAsync();
        Assert.Equal("Skip to the content", await FocusedAsync(app));
        Assert.Equal(top, (await heading.BoundingBoxAsync())!.Y);
        await app.Page.Context.APIRequest.DeleteAsync("/api/v1/clusters/sample-staging/applications/product-search");
        await notice.GetByText("1 application was imported, 1 removed").WaitForAsync();

        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Overview", Exact = true }).First.ClickAsync();
        await app.Page.Locator("h1:focus", new() { HasText = "Overview" }).WaitForAsync();
        await Assertions.Expect(notice).ToBeEmptyAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task What_the_reader_did_here_is_news_only_on_other_pages()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var other = await app.Page.Context.NewPageAsync();
        await other.GotoAsync("/services");
        await other.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await app.GotoAsync("/");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Load the sample applications" }).ClickAsync();
        await other.GetByText("5 applications were imported").WaitForAsync();
        await app.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Name = "sample-production" }).WaitForAsync();
        Assert.Equal(0, await app.Page.Locator(".change").CountAsync());

        await other.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Assertions.Expect(other.Locator(".change")).ToHaveCountAsync(0);
        Assert.NotEqual("BODY", await other.EvaluateAsync<string>("() => document.activeElement.tagName"));
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Times_are_in_the_zone_of_the_browser_from_the_first_visit_on()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { TimezoneId = "Asia/Tokyo" });
        foreach (var visit in (string[])["first", "second"])
        {
            await app.GotoAsync("/clusters/sample-production");
            await app.Page.Locator("time[data-tip*='Asia/Tokyo'][data-tip$='UTC']").First.WaitForAsync(new() { Timeout = visit == "first" ? 30_000 : 5_000 });
        }
        var html = await (await app.Page.Context.APIRequest.GetAsync("/clusters/sample-production")).TextAsync();
        Assert.Contains("in Asia/Tokyo", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light, null, "rgb(245, 245, 242)")]
    [InlineData(ColorScheme.Dark, null, "rgb(15, 20, 22)")]
    [InlineData(ColorScheme.Light, "dark", "rgb(15, 20, 22)")]
    [InlineData(ColorScheme.Dark, "light", "rgb(245, 245, 242)")]
    public async Task The_first_paint_has_the_right_background_without_any_script(ColorScheme system, string? chosen, string background)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = system });
        if (chosen is not null) await app.Page.Context.AddCookiesAsync([new() { Name = "theme", Value = chosen, Url = app.Address.ToString() }]);
        await app.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await app.Page.GotoAsync("/");
        Assert.Equal(background, await app.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Equal(chosen ?? "light dark", await app.Page.Locator("meta[name=color-scheme]").GetAttributeAsync("content"));
    }

    [Fact]
    public async Task An_address_is_pasted_corrected_and_followed_to_connect_by_keyboard_alone()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/resolve");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Addresses, one a line" }).FocusAsync();
        await page.Keyboard.InsertTextAsync("http://u:p4ss@ledger:9000");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Main).GetByText("No caller is chosen").WaitForAsync();
        Assert.DoesNotContain("p4ss", page.Url + await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Choose a caller" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[role=combobox]:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("front");
        await page.GetByRole(AriaRole.Option, new() { Name = "Web front end" }).First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Write instead").WaitForAsync();
        Assert.NotEqual("", await FocusedAsync(app));
        Assert.NotEqual("BODY", await page.EvaluateAsync<string>("() => document.activeElement.tagName"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Use this" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Leads to").WaitForAsync();
        Assert.EndsWith($"/resolve?address=http://ledger.payments:9000&{From}", page.Url, StringComparison.Ordinal);
        Assert.Equal("http://ledger.payments:9000", await page.GetByRole(AriaRole.Textbox, new() { Name = "Addresses, one a line" }).InputValueAsync());
        await page.GoBackAsync();
        await page.GetByText("Write instead").WaitForAsync();
        await page.GoForwardAsync();
        await page.GetByText("Leads to").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1:focus", new() { HasText = "ledger" }).WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Focus_returns_from_a_dialog_and_stays_where_something_is_removed()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/clusters/sample-production/payments");
        for (var time = 0; time < 3; time++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove…" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("payments");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Payments" })).Not.ToHaveAttributeAsync("aria-disabled", "true");
            Assert.Equal("payments", await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).InputValueAsync());
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove…" })).ToBeFocusedAsync();
        }
        await app.GotoAsync("/matrix/sample-production?pin=web-front-end/web~backoffice-workers/api");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unpin" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is pinned" })).ToBeFocusedAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_lost_connection_is_told_above_a_page_that_stays_readable()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/services");
        var bar = app.Page.Locator("#components-reconnect-modal");
        foreach (var (state, words) in ((string, string)[])[("show", "Trying again"), ("failed", "cannot be reached"), ("rejected", "started again")])
        {
            // Blazor sets these classes.
            await bar.EvaluateAsync($"element => element.className = 'components-reconnect-{state}'");
            await Assertions.Expect(bar).ToContainTextAsync(words, new() { UseInnerText = true });
            await Assertions.Expect(bar).ToContainTextAsync("What you see is from", new() { UseInnerText = true });
            Assert.Equal(state == "failed", await bar.GetByRole(AriaRole.Button, new() { Name = "Try again" }).IsVisibleAsync());
        }
        Assert.True(await app.Page.GetByRole(AriaRole.Link, new() { Name = "ledger" }).First.IsVisibleAsync());
    }

    [Theory]
    [InlineData($"/clusters/sample-production/backoffice-workers?{From}")]
    [InlineData("/matrix/sample-production")]
    public async Task Paper_shows_the_whole_page_and_no_control(string path)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 794, Height = 1123 } });
        await app.GotoAsync(path);
        await app.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await app.Page.GetByText($"ElasticDns · {app.Address.AbsoluteUri.TrimEnd('/')}{path}").WaitForAsync();
        Assert.Equal("rgb(255, 255, 255)", await app.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(0, await app.Page.Locator(".bar:visible, .side:visible, .bottomnav:visible, .copy:visible, .btn:visible").CountAsync());
        Assert.True(await app.Page.Locator("thead").First.IsVisibleAsync());
        Assert.Equal("table-header-group", await app.Page.Locator("thead").First.EvaluateAsync<string>("element => getComputedStyle(element).display"));
        Assert.Empty(await app.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.addr code')].filter(code => code.scrollWidth > code.clientWidth + 1).map(code => code.textContent)"));
    }

    [Fact]
    public async Task A_phone_reaches_every_page_from_its_bar()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ViewportSize = new() { Width = 360, Height = 780 } });
        await app.GotoAsync("/");
        var bar = app.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages, on a narrow screen" });
        var more = bar.GetByRole(AriaRole.Button, new() { Name = "More" });
        if (await more.CountAsync() > 0) await more.ClickAsync();
        await bar.GetByRole(AriaRole.Link, new() { Name = "Import" }).ClickAsync();
        await app.Page.Locator("h1:focus", new() { HasText = "Import" }).WaitForAsync();
        Assert.Equal(0, await app.Page.Locator("[popover]:popover-open").CountAsync());
    }
}
