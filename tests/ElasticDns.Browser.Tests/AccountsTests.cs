using Deque.AxeCore.Playwright;
using ElasticDns.Web.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Browser.Tests;

/// <summary>From the printed link to a colleague whose open page stops, in two browsers.</summary>
public sealed class AccountsTests(BrowserHost host)
{
    private const string Password = "a quiet river of glass";

    [Fact]
    public async Task The_first_admin_adds_a_viewer_whose_open_page_stops_when_the_account_is_disabled()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, null, ("Access:Mode", "Accounts"));
        await MakeFirstAdminAsync(app);
        var page = app.Page;

        // By keyboard alone.
        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as ada" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Access" }).GetByRole(AriaRole.Link, new() { Name = "Users" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1:focus", new() { HasText = "Users" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a user…" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#user-name:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("vic");
        await page.Keyboard.PressAsync("Enter");
        var shown = page.Locator(".shown code");
        await shown.WaitForAsync();
        var oneTime = (await shown.TextContentAsync())!;
        // It is never to be seen again: no key that was pressed once too often takes it away.
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the one-time password" }).And(page.Locator(":focus")).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Copied the one-time password").WaitForAsync();
        await EscapeIsRefusedAsync(page);
        Assert.Equal(oneTime, await shown.TextContentAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Done, forget it here" }).ClickAsync();
        await shown.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByText("Has not chosen a password yet").WaitForAsync();

        await using var elsewhere = await host.NewContextAsync(app.Address);
        var viewer = await elsewhere.NewPageAsync();
        await viewer.GotoAsync("/services");
        await SignInAsync(viewer, "vic", oneTime);
        await viewer.GetByRole(AriaRole.Heading, new() { Name = "Choose your own password" }).WaitForAsync();
        await viewer.GotoAsync("/matrix");
        await viewer.GetByRole(AriaRole.Heading, new() { Name = "Choose your own password" }).WaitForAsync();
        await viewer.GotoAsync("/password?returnUrl=/services");
        await viewer.GetByLabel("One-time password", new() { Exact = true }).FillAsync(oneTime);
        await viewer.GetByLabel("New password", new() { Exact = true }).FillAsync("seven green bottles hang");
        await viewer.Keyboard.PressAsync("Enter");
        await viewer.Locator("main[data-interactive] h1", new() { HasText = "Services" }).WaitForAsync();
        Assert.Equal(0, await viewer.GetByRole(AriaRole.Link, new() { Name = "Users" }).CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Make admin: vic" }).ClickAsync();
        await viewer.GetByRole(AriaRole.Navigation, new() { Name = "Pages", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "Users" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable: vic" }).ClickAsync();
        await viewer.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }).WaitForAsync();
        Assert.EndsWith("/sign-in?returnUrl=%2Fservices", viewer.Url, StringComparison.Ordinal);
        await SignInAsync(viewer, "vic", "seven green bottles hang");
        await viewer.GetByText("Name and password do not belong together").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as ada" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await page.GetByText("You are signed out, here and in every other browser.").WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_password_is_the_same_whether_its_signs_were_typed_as_one_or_as_two()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: false, null, ("Access:Mode", "Accounts"));
        await MakeFirstAdminAsync(app);
        await app.Page.GotoAsync("/password");
        await app.Page.GetByLabel("Present password", new() { Exact = true }).FillAsync(Password);
        await app.Page.GetByLabel("New password", new() { Exact = true }).FillAsync("cafe\u0301 u\u0308ber den D\u00e4chern");
        await app.Page.Keyboard.PressAsync("Enter");
        await app.Page.GetByText("Your password is changed").WaitForAsync();
        await using var elsewhere = await host.NewContextAsync(app.Address);
        var page = await elsewhere.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await SignInAsync(page, "ada", "cafe \u00fcber den D\u00e4chern");
        await page.GetByText("Name and password do not belong together").WaitForAsync();
        await SignInAsync(page, "ada", "caf\u00e9 \u00fcber den Da\u0308chern");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signed in as ada" }).WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_page_that_is_used_keeps_its_session_and_one_that_is_not_does_not()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: false, null, ("Access:Mode", "Accounts"));
        await MakeFirstAdminAsync(app);
        var page = app.Page;
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/session", StringComparison.Ordinal) ? 1 : 0;
        await page.Keyboard.PressAsync("Shift");
        Assert.Equal(0, asked);
        await page.Clock.SetFixedTimeAsync(DateTime.UtcNow.AddMinutes(16));
        await page.EvaluateAsync("() => document.body.offsetHeight");
        Assert.Equal(0, asked);
        var answer = await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Shift"), response => response.Url.EndsWith("/session", StringComparison.Ordinal));
        Assert.Equal(204, answer.Status);
        await page.Keyboard.PressAsync("Shift");
        await page.Locator("h1").First.ClickAsync();
        Assert.Equal(1, asked);
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_pages_of_accounts_are_accessible_and_fit_a_phone(ColorScheme theme)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = theme, ViewportSize = new() { Width = 360, Height = 800 } }, ("Access:Mode", "Accounts"));
        await app.Page.GotoAsync(LinkOf(app));
        await AssertFineAsync(app.Page);
        await app.Page.GotoAsync("/sign-in");
        await AssertFineAsync(app.Page);
        await MakeFirstAdminAsync(app);
        await AssertFineAsync(app.Page);
        foreach (var path in (string[])["/users", "/password", "/sign-out"])
        {
            await app.Page.GotoAsync(path);
            await app.Page.Locator("h1").WaitForAsync();
            await AssertFineAsync(app.Page);
        }
        // What is typed is shown on request, and hidden again.
        await app.Page.GotoAsync("/password");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Show the password" }).First.ClickAsync();
        Assert.Equal("text", await app.Page.Locator("#current").GetAttributeAsync("type"));
        app.AssertNoFaults();
    }

    /// <summary>Presses Escape and clicks beside the dialog, and waits until the server has answered both.</summary>
    internal static async Task EscapeIsRefusedAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.ClickAsync(5, 300);
        // What the page asks now is answered after what it asked before.
        await page.EvaluateAsync("() => Radzen.dialogService.invokeMethodAsync('DialogService.TryClose', null)");
    }

    private static string LinkOf(BrowserApp app) => $"/first-admin#{app.Services.GetRequiredService<FirstAdmin>().Code}";

    internal static async Task MakeFirstAdminAsync(BrowserApp app)
    {
        await app.Page.GotoAsync(LinkOf(app));
        // The code is in the form, and not in the address any more.
        await Assertions.Expect(app.Page.GetByLabel("Code", new() { Exact = true })).ToHaveValueAsync(app.Services.GetRequiredService<FirstAdmin>().Code!);
        Assert.EndsWith("/first-admin", app.Page.Url, StringComparison.Ordinal);
        await app.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("ada");
        await app.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await app.Page.Keyboard.PressAsync("Enter");
        await app.InteractiveAsync();
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task AssertFineAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{page.Url}: {violation.Id} {violation.Nodes[0].Html}"));
        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }
}
