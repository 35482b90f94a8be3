using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace ElasticDns.Browser.Tests;

/// <summary>From opening the app to an address on the clipboard: search, caller and keys.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class FindTests(BrowserHost host)
{
    private const string FrontEnd = "sample-production/web-front-end";

    private readonly List<string> _interactions = [];

    [Fact]
    public async Task Three_interactions_lead_from_a_cold_open_to_an_address_of_a_thousand_services()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await ImportThousandAsync(app);
        await app.Page.GotoAsync("/");

        await PressAsync(app, "Control+k");
        await TypeAsync(app, "api from:web-front-end");
        await PressAsync(app, "Control+Enter");

        await app.Page.GetByText("Copied").WaitForAsync();
        Assert.Equal("http://api.backoffice-workers:3000", await app.ClipboardAsync());
        Assert.InRange(_interactions.Count, 1, 3);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_key_acts_on_the_results_of_exactly_what_was_typed()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        // The answer is late, and one to an earlier text comes later still.
        await app.Page.RouteAsync("**/search/results?*", async route =>
        {
            await Task.Delay(route.Request.Url.Contains("ledger", StringComparison.Ordinal) ? 400 : 1200);
            try
            {
                await route.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // The page has given this one up.
            }
        });
        // Before the circuit is there: no script of the page has been waited for.
        await app.Page.GotoAsync($"/services?from={FrontEnd}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await app.Page.Keyboard.PressAsync("/");
        await app.Page.Keyboard.TypeAsync("api");
        await Task.Delay(150, TestContext.Current.CancellationToken);
        await app.Page.Keyboard.PressAsync("Control+a");
        await app.Page.Keyboard.TypeAsync("ledger");
        await app.Page.Keyboard.PressAsync("Control+Enter");
        await app.Page.GetByText("Copied").WaitForAsync();
        Assert.Equal("http://ledger.payments:9000", await app.ClipboardAsync());

        await app.InteractiveAsync();
        await app.Page.Keyboard.PressAsync("Control+k");
        await app.Page.Keyboard.TypeAsync("ledger");
        await app.Page.Keyboard.PressAsync("Enter");
        await app.Page.Locator("h1:focus", new() { HasText = "ledger" }).WaitForAsync();
        Assert.Equal($"/clusters/sample-production/payments/ledger?from={FrontEnd}", new Uri(app.Page.Url).PathAndQuery);
    }

    [Fact]
    public async Task The_search_works_by_keyboard_alone_and_gives_the_focus_back()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"/clusters/sample-production/payments?from={FrontEnd}");
        var link = page.Locator("[data-row-link]", new() { HasText = "ledger" });
        await link.FocusAsync();

        await page.Keyboard.PressAsync("Control+k");
        var search = page.GetByRole(AriaRole.Combobox, new() { Name = "Search" });
        await page.Keyboard.TypeAsync("web type:service cluster:sample-production");
        await Option(page, "webhooks").WaitForAsync();
        var first = await search.GetAttributeAsync("aria-activedescendant");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.NotEqual(first, await search.GetAttributeAsync("aria-activedescendant"));
        var copied = await page.Locator(".palette .active").GetAttributeAsync("data-address");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal(copied, await app.ClipboardAsync());
        await page.Locator("a:focus", new() { HasText = "ledger" }).WaitForAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("worker namespace:payments");
        await Option(page, "worker").WaitForAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".palette").GetByText("'worker' exposes no container port.").WaitForAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("legder");
        await page.Locator(".palette").GetByText("Nothing matches “legder”. Did you mean").First.WaitForAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByText("Choose one of the names with the arrow keys first.").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("a:focus", new() { HasText = "ledger" }).WaitForAsync();

        // An action of the search does what its button does.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("caller");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Filter callers" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_chosen_caller_is_there_again_and_a_link_of_somebody_else_does_not_change_it()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/services");
        await ChooseCallerAsync(app, "front", FrontEnd);
        await ChooseCallerAsync(app, "payments", "sample-production/payments");

        var again = await app.Page.Context.NewPageAsync();
        await again.GotoAsync("/");
        Assert.Equal("/?from=sample-production/payments", new Uri(again.Url).PathAndQuery);
        await again.GotoAsync($"/services?from={FrontEnd}");
        await again.GotoAsync("/services?from=");
        Assert.Equal("/services?from=", new Uri(again.Url).PathAndQuery);
        await again.GotoAsync("/services");
        Assert.Equal("/services?from=sample-production/payments", new Uri(again.Url).PathAndQuery);
        await again.CloseAsync();

        // The one before stands first in the open list; nobody in particular is remembered by forgetting.
        await app.Page.Keyboard.PressAsync("f");
        await app.Page.GetByRole(AriaRole.Group, new() { Name = "Recent" }).GetByRole(AriaRole.Option, new() { Name = "Web front end" }).WaitForAsync();
        await app.Page.Keyboard.PressAsync("Escape");
        await ChooseCallerAsync(app, "anywhere", "");
        await app.GotoAsync("/");
        Assert.Equal("/", new Uri(app.Page.Url).PathAndQuery);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task The_list_of_callers_gives_the_focus_back_takes_the_first_and_knows_what_is_nearly_meant()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync($"/clusters/sample-production/payments?from={FrontEnd}");
        await page.Locator("[data-row-link]", new() { HasText = "ledger" }).FocusAsync();
        var focused = page.Locator("[data-row-link]:focus", new() { HasText = "ledger" });
        await page.Keyboard.PressAsync("f");
        await page.GetByRole(AriaRole.Option, new() { Name = "Payments" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await focused.WaitForAsync();

        await ChooseCallerAsync(app, "", "sample-production/backoffice-workers");
        await focused.WaitForAsync();
        await page.Keyboard.PressAsync("f");
        await page.Keyboard.TypeAsync("paymnets");
        await page.GetByRole(AriaRole.Group, new() { Name = "Did you mean" }).GetByRole(AriaRole.Option, new() { Name = "Payments" }).WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilAsync("() => new URLSearchParams(location.search).get('from') === 'sample-production/payments'");
        await focused.WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_question_mark_lists_the_keys()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/");
        var help = app.Page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" });
        await help.FocusAsync();
        await app.Page.Keyboard.PressAsync("?");
        var map = app.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" });
        await map.GetByText("Choose the caller: connecting from").WaitForAsync();
        await app.Page.Keyboard.PressAsync("Escape");
        await map.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await app.Page.Locator("[aria-label='Keyboard shortcuts']:focus").WaitForAsync();
        await help.ClickAsync();
        await map.WaitForAsync();
        // A search that is begun over it takes its place.
        await app.Page.Keyboard.PressAsync("/");
        await app.Page.GetByRole(AriaRole.Dialog, new() { Name = "Search" }).WaitForAsync();
        await map.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task What_opens_over_a_page_is_accessible_and_fits_the_window(ColorScheme theme, int width)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 800 } });
        await app.GotoAsync($"/?from={FrontEnd}");
        await app.Page.Keyboard.PressAsync("?");
        await AssertAccessibleAsync(app, "the keys", width);
        foreach (var text in (string[])["", "a", "api from:nobody-of-that-name", "legder", "type:nonsense", $"http://{new string('x', 200)}:80"])
        {
            await app.Page.Keyboard.PressAsync("Control+k");
            await app.Page.Keyboard.TypeAsync(text);
            await app.Page.Locator(".palette .results:not([aria-busy])").WaitForAsync();
            await AssertAccessibleAsync(app, $"the search for '{text}'", width);
            await app.Page.Keyboard.PressAsync("Escape");
        }
        await app.Page.Keyboard.PressAsync("f");
        await app.Page.GetByRole(AriaRole.Option, new() { Name = "Payments" }).WaitForAsync();
        await AssertAccessibleAsync(app, "the callers", width);
    }

    private static async Task AssertAccessibleAsync(BrowserApp app, string what, int width)
    {
        var result = await app.Page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{what}: {violation.Id} {violation.Nodes[0].Html}"));
        Assert.True(await app.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{what} is wider than the window.");
        var cut = await app.Page.EvaluateAsync<string?>("() => [...document.querySelectorAll('dialog[open], dialog[open] *')].find((e) => e.checkVisibility() && !e.closest('.mirror, .sr, .quiet') && e.getBoundingClientRect().right > innerWidth + 1)?.outerHTML ?? null");
        Assert.True(cut is null, $"{what}: {cut}");
    }

    private static ILocator Option(IPage page, string label) => page.Locator(".palette [role=option]", new() { HasText = label }).First;

    private static async Task ChooseCallerAsync(BrowserApp app, string text, string from)
    {
        await app.Page.Keyboard.PressAsync("f");
        await app.Page.Keyboard.TypeAsync(text);
        await app.Page.Keyboard.PressAsync("Enter");
        await app.Page.UntilAsync("from => new URLSearchParams(location.search).get('from') === from", from);
    }

    private async Task PressAsync(BrowserApp app, string key)
    {
        _interactions.Add(key);
        await app.Page.Keyboard.PressAsync(key);
    }

    private async Task TypeAsync(BrowserApp app, string text)
    {
        _interactions.Add(text);
        await app.Page.Keyboard.TypeAsync(text);
    }

    // A thousand services in forty applications of two clusters, among them other services called api.
    private static async Task ImportThousandAsync(BrowserApp app)
    {
        for (var at = 0; at < 40; at++)
        {
            var (cluster, @namespace) = at switch { 0 => ("production", "backoffice-workers"), 1 => ("production", "web-front-end"), 2 => ("staging", "accounts"), _ => ("production", $"app-{at}") };
            var yaml = new StringBuilder("services:\n");
            for (var service = 0; service < 25; service++) yaml.Append("  ").Append(NameOf(at, service)).Append(":\n    ports: [3000]\n");
            var answer = await app.Page.Context.APIRequest.PostAsync($"/api/v1/imports?cluster={cluster}&namespace={@namespace}", new()
            {
                DataString = yaml.ToString(),
                Headers = new Dictionary<string, string> { ["Content-Type"] = "application/yaml" },
            });
            Assert.Equal(201, answer.Status);
        }
        var clusters = await (await app.Page.Context.APIRequest.GetAsync("/api/v1/clusters")).JsonAsync();
        Assert.Equal(1000, clusters!.Value.EnumerateArray().Sum(cluster => cluster.GetProperty("services").GetInt32()));
    }

    private static string NameOf(int application, int service) => (application, service) switch
    {
        (0 or 2, 0) => "api",
        (_, 0) => $"api-of-{application}",
        (_, 1) => $"internal-api-{application}",
        _ => $"service-{application}-{service}",
    };
}
