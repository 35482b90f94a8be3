namespace ElasticDns.Browser.Tests;

/// <summary>The tabs of the Connect panel: by mouse, by keyboard and by link.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class ConnectTests(BrowserHost host)
{
    private const string Database = "/clusters/sample-production/backoffice-workers/mysql";

    [Fact]
    public async Task The_chosen_form_is_in_the_address_and_stays_with_another_caller()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"{Database}?from=sample-production/backoffice-workers");
        await page.GetByRole(AriaRole.Tab, new() { Name = ".env" }).ClickAsync();
        const string Own = "MYSQL_URL=\"mysql://$MYSQL_USERNAME:$MYSQL_PASSWORD@mysql:3306/$MYSQL_DATABASE\"";
        await page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Button, new() { Name = $"Copy {Own}" }).ClickAsync();
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal(Own, await app.ClipboardAsync());
        Assert.Equal($"{Database}?from=sample-production/backoffice-workers&tab=env", new Uri(page.Url).PathAndQuery);

        await page.Keyboard.PressAsync("f");
        await page.Keyboard.TypeAsync("front");
        await page.Keyboard.PressAsync("Enter");
        const string Other = "MYSQL_URL=mysql://USER:PASSWORD@mysql.backoffice-workers:3306/DATABASE";
        await page.GetByRole(AriaRole.Tabpanel, new() { Name = ".env" }).GetByRole(AriaRole.Button, new() { Name = $"Copy {Other}" }).WaitForAsync();
        await page.GetByText("Maestro shares no credentials between applications").WaitForAsync();

        // The address opens the same again, and what is shown is what is copied.
        await app.GotoAsync(new Uri(page.Url).PathAndQuery);
        Assert.Equal(Other, await page.GetByRole(AriaRole.Tabpanel, new() { Name = ".env" }).Locator("code").First.TextContentAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_keyboard_chooses_the_form_and_copies_the_address()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"{Database}?tab=appsettings");
        await page.GetByRole(AriaRole.Tab, new() { Name = "appsettings.json" }).FocusAsync();
        foreach (var (key, name) in ((string, string)[])[("ArrowRight", "mysql"), ("End", "Drivers"), ("ArrowRight", "Connection string"), ("ArrowLeft", "Drivers"), ("Home", "Connection string")])
        {
            await page.Keyboard.PressAsync(key);
            await page.GetByRole(AriaRole.Tabpanel, new() { Name = name, Exact = true }).WaitForAsync();
            Assert.Equal(name, await page.Locator("[role=tab]:focus").TextContentAsync());
        }
        Assert.Equal(1, await page.Locator("[role=tab][tabindex='0']").CountAsync());

        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("c");
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal("mysql.backoffice-workers.svc.cluster.local:3306", await app.ClipboardAsync());
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData("env")]
    [InlineData("service-yml")]
    [InlineData("appsettings")]
    [InlineData("client")]
    [InlineData("drivers")]
    public async Task Every_form_shows_what_it_copies_and_fits_a_phone(string tab)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.Page.SetViewportSizeAsync(360, 800);
        await app.GotoAsync($"{Database}?tab={tab}&from=sample-production/backoffice-workers");
        Assert.True(await app.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.snip')].every(snip => snip.querySelector('code').textContent === snip.querySelector('button').dataset.copy)"));
        Assert.True(await app.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await Assertions.Expect(app.Page.GetByRole(AriaRole.Tab, new() { Selected = true })).ToBeInViewportAsync();
        app.AssertNoFaults();
    }
}
