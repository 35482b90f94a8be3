namespace ElasticDns.Browser.Tests;

/// <summary>Copying by click and by key, of one address and of several, with a clipboard and without.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class CopyTests(BrowserHost host)
{
    private const string From = "from=sample-production/web-front-end";
    private const string NoClipboard = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } })";

    [Theory]
    [InlineData("/services?" + From, "api", "http://api.backoffice-workers:3000")]
    [InlineData("/services?" + From, "redis", "redis.backoffice-workers:6379")]
    [InlineData("/clusters/sample-production/backoffice-workers?" + From, "scheduler", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("/clusters/sample-production", "Back office", "backoffice-workers")]
    public async Task The_key_c_copies_what_the_focused_row_names_and_nothing_else(string path, string name, string text)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync(path);
        await app.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.FocusAsync();
        await app.Page.Keyboard.PressAsync("c");
        await app.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Copied {text}" }).WaitForAsync();
        Assert.Equal(text, await app.ClipboardAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Rows_are_selected_by_key_and_copied_together()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"/services?{From}&namespace=backoffice-workers");
        await page.GetByRole(AriaRole.Link, new() { Name = "api", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("x");
        await page.GetByText("1 selected", new() { Exact = true }).WaitForAsync();
        // mailer has no address, so there is nothing to select.
        for (var step = 0; step < 3; step++) await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("x");
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Selection" });
        await bar.GetByText("2 selected", new() { Exact = true }).WaitForAsync();

        await bar.GetByRole(AriaRole.Button, new() { Name = "Copy addresses" }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Copied 2 addresses" }).WaitForAsync();
        Assert.Equal("http://api.backoffice-workers:3000\nmysql.backoffice-workers:3306", await app.ClipboardAsync());
        await bar.GetByRole(AriaRole.Button, new() { Name = "Copy as .env" }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "as .env" }).WaitForAsync();
        Assert.Equal(
            "API_URL=http://api.backoffice-workers:3000\nMYSQL_URL=mysql://USER:PASSWORD@mysql.backoffice-workers:3306/DATABASE",
            await app.ClipboardAsync());

        await bar.GetByRole(AriaRole.Button, new() { Name = "Select all shown" }).ClickAsync();
        await bar.GetByText("7 selected", new() { Exact = true }).WaitForAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await page.Locator("h1:focus").WaitForAsync();
        Assert.Equal(0, await bar.CountAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Without_a_clipboard_the_text_is_selected_and_the_reader_is_told()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await page.AddInitScriptAsync(NoClipboard);
        await app.GotoAsync($"/services?{From}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy http://api.backoffice-workers:3000" }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "press Ctrl+C" }).WaitForAsync();
        Assert.Equal("http://api.backoffice-workers:3000", await page.EvaluateAsync<string>("() => getSelection().toString()"));

        // What stands nowhere on the page is shown to be copied from.
        await page.GetByLabel("Select api of Back office").CheckAsync();
        await page.GetByLabel("Select scheduler of Back office").CheckAsync();
        var copy = page.GetByRole(AriaRole.Button, new() { Name = "Copy addresses" });
        await page.GetByText("2 selected", new() { Exact = true }).WaitForAsync();
        await copy.ClickAsync();
        var area = page.GetByLabel("Text to copy");
        Assert.Equal("http://api.backoffice-workers:3000\ntcp://scheduler.backoffice-workers:8000", await area.InputValueAsync());
        Assert.Equal("http://api.backoffice-workers:3000\ntcp://scheduler.backoffice-workers:8000", await page.EvaluateAsync<string>("() => getSelection().toString()"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await area.CountAsync());
        Assert.True(await copy.EvaluateAsync<bool>("button => button === document.activeElement"));
    }
}
