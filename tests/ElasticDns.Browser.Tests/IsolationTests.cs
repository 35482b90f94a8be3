namespace ElasticDns.Browser.Tests;

/// <summary>Rules are written, looked at, taken back and brought in as a table, all on one page.</summary>
public sealed class IsolationTests(BrowserHost host)
{
    [Fact]
    public async Task A_rule_is_written_with_a_preview_unfolded_and_taken_back_by_keyboard()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/isolation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try an example…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Matches 3 databases of 1 application.").WaitForAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "These services" }).FillAsync("sample-production/web_front");
        await dialog.GetByText("'_' cannot stand in a namespace; write 'web-front'.").WaitForAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "These services" }).FillAsync("sample-production/web-front-end");
        await dialog.GetByText("Matches 4 services of 1 application.").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("x");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "must not reach" }).FillAsync("sample-production/backoffice-workers");
        await page.Keyboard.PressAsync("Enter");

        var unfold = page.GetByRole(AriaRole.Button, new() { Name = "sample-production/web-front-end must not reach sample-production/backoffice-workers" }).And(page.Locator("[aria-expanded]"));
        await page.GetByText("Manifests declare 3 connections among them.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "env_vars.API_URL, line 6" }).WaitForAsync();
        Assert.Contains("rule=1", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "NetworkPolicy against" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).ClickAsync();
        await page.GetByText("the policies").WaitForAsync();
        Assert.Contains("name: isolate-custom-web", await app.ClipboardAsync(), StringComparison.Ordinal);
        await unfold.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Manifests declare 3").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the rule" }).ClickAsync();
        await page.GetByText("No isolation rule yet").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await unfold.WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_table_is_pasted_mended_and_takes_the_place_of_all()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var page = app.Page;
        await app.GotoAsync("/isolation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import CSV…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Or paste the text").ClickAsync();
        await page.UntilAsync("() => document.querySelector('.rz-dialog input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Rules as CSV" }).FillAsync("from,to,severity,reason\nsample-staging,sample_production,error,\n");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Check the text" }).ClickAsync();
        await dialog.GetByText("'_' cannot stand in a cluster; write 'sample-production'.").WaitForAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Rules as CSV" }).FillAsync("from,to,severity,reason\nsample-staging,sample-production,error,\n");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Check the text" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replace 0 rules by 1" }).ClickAsync();
        await page.GetByText("Kept", new() { Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "sample-staging must not reach sample-production" }).WaitForAsync();
        app.AssertNoFaults();
    }
}
