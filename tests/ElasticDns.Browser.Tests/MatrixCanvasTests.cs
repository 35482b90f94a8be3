using System.Globalization;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace ElasticDns.Browser.Tests;

/// <summary>The matrix of a cluster that is too large for a table: the canvas, its keys, and the table of a row or column beside it.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class MatrixCanvasTests(BrowserHost host)
{
    /// <summary>Applications of ten services each; every service declares its neighbour and one of another application, one in ten wrongly.</summary>
    internal static async Task ImportAsync(BrowserApp app, int applications)
    {
        const int Services = 10, AtOnce = 200;
        using var client = new HttpClient { BaseAddress = app.Address };
        for (var from = 0; from < applications; from += AtOnce)
        {
            using var form = new MultipartFormDataContent();
            for (var number = from; number < Math.Min(applications, from + AtOnce); number++)
            {
                var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"x-elastic-dns: {{cluster: fleet, namespace: app-{number:D4}, application: Application {number:D4}}}\nservices:\n"));
                for (var service = 0; service < Services; service++)
                {
                    var far = ((number * 7) + service) % applications;
                    var port = service == 3 ? 1 : 3000 + service;
                    text.Append(CultureInfo.InvariantCulture, $"  service-{service}:\n    ports: [{3000 + service}]\n    env_vars: {{NEXT_URL: 'http://service-{(service + 1) % Services}:{3000 + ((service + 1) % Services)}', FAR_URL: 'http://service-{service}.app-{far:D4}:{port}'}}\n");
                }
                text.Append("  worker: {}\n");
                if (number == 7) text.Append("  job: {env_vars: {DATABASE_URL: 'mysql://u@mysql-leopard'}}\ndatabases: [mysql-leopard, mysql-venus]\n");
                form.Add(new StringContent(text.ToString()), "file", $"app-{number}.yml");
            }
            using var answer = await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    internal static async Task OpenAsync(BrowserApp app, string query = "")
    {
        await app.GotoAsync($"/matrix/fleet{query}");
        await app.Page.Locator("[data-matrix-canvas][data-state=shown]").WaitForAsync();
    }

    private static ILocator Canvas(BrowserApp app) => app.Page.GetByRole(AriaRole.Application);

    private static Task<string> PictureAsync(BrowserApp app) => Canvas(app).EvaluateAsync<string>("canvas => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(canvas.toDataURL()))))");

    [Fact]
    public async Task Who_can_reach_a_database_why_and_who_declares_it_is_answered_by_keyboard_alone()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await ImportAsync(app, 20);
        await OpenAsync(app);
        var page = app.Page;
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Go to a service or database" }).FocusAsync();
        await page.Keyboard.TypeAsync("mysql-leo");
        await page.GetByRole(AriaRole.Option, new() { Name = "mysql-leopard" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Canvas(app)).ToBeFocusedAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Who can call mysql-leopard of Application 0007" });
        await table.GetByRole(AriaRole.Rowheader, new() { Name = "Declared 1" }).WaitForAsync();
        await page.GetByText("221 callers can reach it; 1 declares it").WaitForAsync();
        Assert.Contains("side=callers", page.Url, StringComparison.Ordinal);
        var row = table.GetByRole(AriaRole.Row).Filter(new() { HasText = "DATABASE_URL" });
        await Assertions.Expect(row).ToContainTextAsync("Same application");
        await row.Locator("[data-row-link]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "job to mysql-leopard" }).WaitForAsync();
        Assert.EndsWith("pin=app-0007/job~app-0007/mysql-leopard", Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);
        await page.GetByText("because both belong to Application 0007").WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_cursor_moves_by_key_is_followed_by_the_table_and_pins_into_the_address()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await ImportAsync(app, 20);
        await OpenAsync(app);
        var page = app.Page;
        await Canvas(app).FocusAsync();
        foreach (var key in (string[])["ArrowDown", "PageDown", "ArrowRight", "]"]) await page.Keyboard.PressAsync(key);
        await page.GetByText("service-0 of Application 0001 to service-1 of Application 0001: same application, declared, resolves").WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "What service-0 of Application 0001 can call" }).WaitForAsync();
        await page.GetByText("declared in env_vars.NEXT_URL, line").WaitForAsync();
        await page.Keyboard.PressAsync("c");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Copied http://service-1:3001" }).WaitForAsync();
        Assert.Equal("http://service-1:3001", await app.ClipboardAsync());

        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "service-0 to service-1" }).WaitForAsync();
        Assert.EndsWith("/matrix/fleet?pin=app-0001/service-0~app-0001/service-1", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(Canvas(app)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Heading, new() { Name = "service-0 to service-1" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.EndsWith("/matrix/fleet", page.Url, StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_link_with_a_pin_opens_there_and_folds_modes_and_themes_are_drawn_anew()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await ImportAsync(app, 20);
        await OpenAsync(app, "?pin=app-0012/service-2~app-0015/service-4");
        var page = app.Page;
        await page.GetByRole(AriaRole.Heading, new() { Name = "service-2 to service-4" }).WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "What service-2 of Application 0012 can call" }).WaitForAsync();
        var pictures = new List<string> { await PictureAsync(app) };
        foreach (var mode in (string[])["Declared", "Broken", "Not needed"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = mode }).ClickAsync();
            await page.Locator("button[aria-pressed=true]", new() { HasText = mode }).WaitForAsync();
            await page.UntilAsync("before => new Promise(done => requestAnimationFrame(() => done(document.querySelector('canvas.cells').toDataURL() !== before)))", pictures[^1]);
            pictures.Add(await PictureAsync(app));
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Fold all", Exact = true }).ClickAsync();
        pictures.Add(await PictureAsync(app));
        await page.EvaluateAsync("() => document.documentElement.dataset.theme = 'dark'");
        pictures.Add(await PictureAsync(app));
        Assert.Equal(pictures.Count, pictures.Distinct().Count());

        // A folded cell unfolds where it stands.
        await Canvas(app).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByText("Application 0013 to Application 0015:").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByText("service-1 of Application 0013 to service-0 of Application 0015").Or(page.GetByText("service-1 of Application 0013 to service-4 of Application 0015")).First.WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync());
        Assert.Equal("fleet-matrix.png", download.SuggestedFilename);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken))[..4]);
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task It_is_accessible_and_no_wider_than_the_window(ColorScheme theme, int width)
    {
        await using var app = await BrowserApp.OpenAsync(host, options: new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 800 } });
        await ImportAsync(app, 20);
        await OpenAsync(app, "?pin=app-0002/service-3~app-0017/service-3&mode=unneeded");
        await app.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Declared" }).WaitForAsync();
        var result = await app.Page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        Assert.InRange(await app.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        app.AssertNoFaults();
    }
}
