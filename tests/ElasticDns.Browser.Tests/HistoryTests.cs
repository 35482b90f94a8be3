namespace ElasticDns.Browser.Tests;

/// <summary>What was done is looked at, undone and done elsewhere; each change is shown before.</summary>
public sealed class HistoryTests(BrowserHost host)
{
    private const string Payments = "/api/v1/clusters/sample-production/applications/payments";

    [Fact]
    public async Task A_revision_is_compared_and_restored_by_keyboard()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        var first = await TextAsync(app, $"{Payments}/manifest");
        await ImportAsync(app, first.Replace("9000", "9100", StringComparison.Ordinal));
        await app.GotoAsync("/history");
        await page.GetByRole(AriaRole.Link, new() { Name = "Payments revision 2" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("port 9000 became 9100").WaitForAsync();
        await page.GetByText("http://ledger.payments.svc.cluster.local:9000").WaitForAsync();
        Assert.Contains("revision=sample-production/payments/2", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("[");
        await page.GetByRole(AriaRole.Link, new() { Name = "Newer revision" }).WaitForAsync();
        await page.Keyboard.PressAsync("]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore revision 1" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Restore revision 1" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("1 address changes").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Restore revision 1" }).ClickAsync();
        await page.GetByText("It is revision 3 of Payments now.").WaitForAsync();
        Assert.Equal(first, await TextAsync(app, $"{Payments}/manifest"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore revision 2", Exact = true }).And(page.Locator(".rz-notification *")).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Payments revision 4" }).WaitForAsync();
        Assert.Contains("9100", await TextAsync(app, $"{Payments}/manifest"), StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_move_shows_whom_it_breaks_and_a_removal_is_taken_back()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/clusters/sample-production/payments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move…", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("This is where it is.").WaitForAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Namespace" }).FillAsync("billing");
        await dialog.GetByText("declared connection of Back office breaks").WaitForAsync();
        await dialog.GetByText("env_vars.LEDGER_URL, line 31").WaitForAsync();
        await dialog.GetByText("The file itself says namespace 'payments'").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Move although 1 connection breaks" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Payments", Level = 1 }).WaitForAsync();
        await page.GetByText("moved from sample-production/payments").WaitForAsync();
        Assert.EndsWith("/clusters/sample-production/billing", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove…" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("billing");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove Payments" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore", Exact = true }).ClickAsync();
        await page.GetByText("brought back").WaitForAsync();
        Assert.EndsWith("/clusters/sample-production/billing", page.Url, StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    private static async Task<string> TextAsync(BrowserApp app, string path) => await (await app.Page.Context.APIRequest.GetAsync(path)).TextAsync();

    private static async Task ImportAsync(BrowserApp app, string yaml)
    {
        var answer = await app.Page.Context.APIRequest.PostAsync("/api/v1/imports", new() { DataString = yaml, Headers = [new("Content-Type", "application/yaml")] });
        Assert.Equal(200, answer.Status);
    }
}
