using System.Text;
using System.Text.Json;

namespace ElasticDns.Browser.Tests;

/// <summary>Texts of manifests that are scripts elsewhere: in every page and dialog they are text, and nothing of them runs or is fetched.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class HostileTextTests(BrowserHost host)
{
    private const string Script = "<script>window.__ran=1</script>";
    private const string Closing = "\"><img src=x onerror=window.__ran=2><svg onload=window.__ran=3>";

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static async Task ImportAsync(BrowserApp app, string @namespace, string text)
    {
        var manifest = $$"""
            x-elastic-dns: {owner: {{Quoted(text)}}, description: {{Quoted(text)}}, docs: "https://wiki.example.com/"}
            services:
              api:
                image: {{Quoted(text)}}
                ports: [3000]
                command: {{Quoted($"{text} http://ghost:81")}}
                env_vars: { {{Quoted(text)}}: "http://ledger:99" }
                {{Quoted(text)}}: {{Quoted(text)}}
              {{Quoted(text[..Math.Min(50, text.Length)])}}: {ports: [80]}
            databases: [mysql]

            """;
        foreach (var port in (string[])["3000", "3001"])
        {
            var answer = await app.Page.Context.APIRequest.PostAsync($"/api/v1/imports?cluster=production&namespace={@namespace}&application={Uri.EscapeDataString(text)}", new()
            {
                DataByte = Encoding.UTF8.GetBytes(manifest.Replace("3000", port, StringComparison.Ordinal)),
                Headers = [KeyValuePair.Create("Content-Type", "application/yaml")],
            });
            Assert.True(answer.Ok, await answer.TextAsync());
        }
    }

    private static async Task AssertNothingRanAsync(BrowserApp app)
    {
        Assert.True(await app.Page.EvaluateAsync<bool>("() => window.__ran === undefined"), app.Page.Url);
        Assert.Equal(0, await app.Page.Locator("img[src=x], svg[onload], [onerror]").CountAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task C01_no_page_and_no_dialog_runs_what_a_manifest_says()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        page.Dialog += (_, dialog) => throw new InvalidOperationException($"A dialog opened: {dialog.Message}");
        await ImportAsync(app, "one", Script);
        await ImportAsync(app, "two", Closing);
        string[] pages =
        [
            "/", "/services", $"/services?q={Uri.EscapeDataString(Closing)}", "/connections", "/clusters/production", "/clusters/production/one?from=production/two", "/clusters/production/two", "/clusters/production/two/api?from=production/two", "/clusters/production/two/mysql?tab=drivers&from=production/two",
            "/map/production/one", "/map/production/two?node=two/api", "/matrix/production", "/matrix/production?pin=two/api~one/api", $"/resolve?address={Uri.EscapeDataString($"http://{Script}")}&from=production/two", "/isolation", "/history", "/history?application=production/two&revision=production/two/2",
            "/compare?cluster=production&before=2026-01-01T00:00:00Z", "/import",
        ];
        foreach (var path in pages)
        {
            await app.GotoAsync(path);
            await AssertNothingRanAsync(app);
        }

        await app.GotoAsync("/clusters/production/two");
        foreach (var name in (string[])["Rename…", "Move…", "Remove…"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await AssertNothingRanAsync(app);
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("input[role=combobox]:focus").WaitForAsync();
        await page.Keyboard.InsertTextAsync("two");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await AssertNothingRanAsync(app);
        await page.Keyboard.PressAsync("Escape");

        await app.GotoAsync("/import");
        await app.ChooseAsync([new() { Name = $"{Script}.yml", MimeType = "text/yaml", Buffer = Encoding.UTF8.GetBytes($"x-elastic-dns: {{namespace: three, docs: \"javascript:alert(1)\"}}\nservices:\n  api:\n    ports: [{Quoted(Closing)}]\n    {Quoted(Script)}: a\n") }]);
        await page.GetByText("docs").First.WaitForAsync();
        await AssertNothingRanAsync(app);
        Assert.Equal(0, await page.Locator("a[href^='javascript' i]").CountAsync());
    }

    [Fact]
    public async Task C07_what_is_copied_is_the_address_without_an_end_of_line()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var answer = await app.Page.Context.APIRequest.PostAsync("/api/v1/imports?cluster=production&namespace=shop", new()
        {
            DataByte = "services:\n  \"api \":\n    ports: [3000]\n"u8.ToArray(), Headers = [KeyValuePair.Create("Content-Type", "application/yaml")],
        });
        Assert.True(answer.Ok);
        await app.GotoAsync("/clusters/production/shop/api?from=production/shop");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Copy http://api:3000" }).First.ClickAsync();
        await app.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Copied" }).WaitForAsync();
        Assert.Equal("http://api:3000", await app.ClipboardAsync());
        app.AssertNoFaults();
    }
}
