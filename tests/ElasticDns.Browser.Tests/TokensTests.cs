using System.Net;
using System.Net.Http.Headers;
using Deque.AxeCore.Playwright;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Browser.Tests;

/// <summary>A token is made, copied, used, rotated and revoked, and the audit log tells of all of it.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class TokensTests(BrowserHost host)
{
    [Fact]
    public async Task A_token_lives_from_its_making_to_its_end_and_the_log_tells_of_it()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/tokens");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the first token…" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).And(page.Locator(":focus")).WaitForAsync();
        await page.Keyboard.TypeAsync("deploy");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Import into" }).FillAsync("staging/");
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByText("'staging/' is no place.").WaitForAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Import into" }).FillAsync("staging");
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Copy the secret" }).And(page.Locator(":focus")).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Copied the secret").WaitForAsync();
        var first = await app.ClipboardAsync();
        Assert.Matches("^edns_[A-Za-z0-9_-]{43}$", first);
        await AccountsTests.EscapeIsRefusedAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Copy the secret" }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.DoesNotContain(first[11..], await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByText("read, import into staging").WaitForAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, first));

        await page.GetByRole(AriaRole.Button, new() { Name = $"Rotate deploy {first[..11]}" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the second token" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Copy the secret" }).ClickAsync();
        await page.GetByText("Copied the secret").WaitForAsync();
        var second = await app.ClipboardAsync();
        Assert.NotEqual(first, second);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done, forget it here" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Rotate deploy {second[..11]}" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the second token" }).ClickAsync();
        await dialog.GetByText("Two tokens 'deploy' are valid").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.GetByRole(AriaRole.Button, new() { Name = $"Revoke deploy {first[..11]}" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the token" }).ClickAsync();
        await page.GetByText("Revoked", new() { Exact = true }).WaitForAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(app, first));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, second));

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await Said(page, "Token deploy created").WaitForAsync();
        await Said(page, "Token deploy rotated").WaitForAsync();
        await Said(page, "Token deploy revoked").WaitForAsync();
        await Said(page, "Use of a token failed: GET /api/v1/clusters").WaitForAsync();
        // What comes in while the page is open waits for the reader.
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(app, first));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show 1 new entry" }).ClickAsync();
        await page.GetByText("new", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "What" }).SelectOptionAsync("token-revoke");
        await Said(page, "Token deploy created").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Contains("action=token-revoke", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the link to entry" }).ClickAsync();
        await page.GetByText("Copied the link to the entry").WaitForAsync();
        Assert.Matches("/audit\\?entry=[0-9]+$", await app.ClipboardAsync());
        Assert.DoesNotContain(first[11..], await page.ContentAsync(), StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Tokens_and_their_dialogs_are_accessible_and_fit_a_phone(ColorScheme theme)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = theme, ViewportSize = new() { Width = 390, Height = 800 } });
        var page = app.Page;
        await app.GotoAsync("/tokens");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the first token…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("deploy");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Import into" }).FillAsync("*");
        await AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Copy the secret" }).WaitForAsync();
        await AssertAccessibleAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done, forget it here" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke deploy" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).WaitForAsync();
        await AssertAccessibleAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await AssertAccessibleAsync(page);
        await app.GotoAsync("/audit");
        await AssertAccessibleAsync(page);
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1440)]
    public async Task However_many_places_a_token_names_every_column_keeps_its_room(int width)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ViewportSize = new() { Width = width, Height = 900 } });
        Assert.True(TokenScope.TryRead(true, [.. Enumerable.Range(10, TokenScope.MostPlaces).Select(number => $"production-europe-west/web-front-end-of-department-{number}")], out var scope, out _));
        Assert.Equal(TokenOutcome.Done, (await app.Services.GetRequiredService<TokenEdits>().CreateAsync(Actor.Local, "deploy", scope, 90, TestContext.Current.CancellationToken)).Outcome);
        await app.GotoAsync("/tokens");
        var row = app.Page.GetByRole(AriaRole.Row, new() { Name = "deploy" });
        foreach (var words in (string[])["Expires in 90 days", "never used", "just now"])
        {
            Assert.True((await row.GetByText(words, new() { Exact = true }).BoundingBoxAsync())!.Height < 50, $"'{words}' is squeezed.");
        }
        Assert.False(await row.GetByText("department-59").IsVisibleAsync());
        await row.GetByRole(AriaRole.Button, new() { Name = "and 47 more" }).FocusAsync();
        await app.Page.Keyboard.PressAsync("Enter");
        await row.GetByText("department-59").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "show fewer" }).And(app.Page.Locator(":focus")).WaitForAsync();
        Assert.Equal(width, await app.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        app.AssertNoFaults();
    }

    private static ILocator Said(IPage page, string words) => page.Locator(".what").Filter(new() { HasText = words });

    private static async Task<HttpStatusCode> AskAsync(BrowserApp app, string secret)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/api/v1/clusters"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
    }
}
