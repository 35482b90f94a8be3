namespace ElasticDns.Browser.Tests;

/// <summary>What a stranger does in the first minute.</summary>
[Collection(BrowserApp.Clipboard)]
public sealed class MainJourneyTests(BrowserHost host)
{
    private const string BackOffice = """
        services:
          api:
            image: registry.example.com/api:1.0
            ports: [3000]
          scheduler:
            ports:
              - container: 8000
                tcp: 9000
          mailer:
            env_vars:
              SMTP_PASSWORD: never-shown
        databases: [mysql]
        """;

    private const string FrontEnd = """
        services:
          web:
            ports: ["8080:80:443"]
        """;

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "application/yaml", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };

    [Fact]
    public async Task Files_are_imported_an_address_is_copied_and_the_matrix_is_read()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;

        // From the first-run page to the import.
        await app.GotoAsync("/");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Import manifests" }).ClickAsync();
        await app.ChooseAsync([File("back-office.yml", BackOffice), File("web-front-end.yml", FrontEnd)]);
        Assert.Equal("back-office", await page.GetByLabel("Namespace of back-office.yml").InputValueAsync());
        await page.GetByLabel("Namespace of back-office.yml").FillAsync("backoffice-workers");
        foreach (var name in (string[])["back-office.yml", "web-front-end.yml"])
        {
            await page.GetByLabel($"Cluster of {name}").FillAsync("production");
            await page.GetByLabel($"Cluster of {name}").BlurAsync();
        }
        Assert.DoesNotContain("never-shown", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply 2 files" }).ClickAsync();

        // To the service, with a caller chosen in the bar.
        await page.GetByRole(AriaRole.Status, new() { Name = "Imported" }).GetByRole(AriaRole.Link, new() { Name = "Back office" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "scheduler", Exact = true }).ClickAsync();
        // After a navigation the focus goes to the heading; keys that are pressed before would be lost with it.
        await page.Locator("h1:focus", new() { HasText = "scheduler" }).WaitForAsync();
        await page.Keyboard.PressAsync("f");
        await page.Keyboard.TypeAsync("front");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Connect").GetByText("Same cluster").WaitForAsync();
        Assert.Equal("/clusters/production/backoffice-workers/scheduler?from=production/web-front-end", new Uri(page.Url).PathAndQuery);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy tcp://scheduler.backoffice-workers:8000" }).First.ClickAsync();
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal("tcp://scheduler.backoffice-workers:8000", await app.ClipboardAsync());

        // The matrix says who reaches whom.
        await app.GotoAsync("/matrix/production");
        await page.GetByRole(AriaRole.Button, new() { Name = "web to api: same cluster" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "api to mysql: same application" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "web to mailer: no port" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "web to web: itself" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "web to api: same cluster" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy http://api.backoffice-workers:3000" }).ClickAsync();
        await page.GetByText("Copied").WaitForAsync();
        Assert.Equal("http://api.backoffice-workers:3000", await app.ClipboardAsync());
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_broken_file_shows_its_line_and_stands_in_the_way()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await app.GotoAsync("/import");
        await app.ChooseAsync(
        [
            File("payments.yml", "services:\n  ledger:\n    ports: [70000]\n"),
            File("docker-compose.yml", "services:\n  web:\n    build: .\n    depends_on: [db]\n"),
        ]);

        await app.Page.GetByText("Port 70000 of service 'ledger' is out of range; use 1 to 65535.", new() { Exact = true }).WaitForAsync();
        await app.Page.GetByText("This is a Compose file, not a service.yml.").First.WaitForAsync();
        var apply = app.Page.GetByRole(AriaRole.Button, new() { Name = "Apply 2 files" });
        Assert.Equal("true", await apply.GetAttributeAsync("aria-disabled"));
        await apply.ClickAsync(new() { Force = true });
        Assert.Equal("[]", await app.Page.EvaluateAsync<string>("async () => (await fetch('/api/v1/applications')).text()"));
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Pasted_text_is_checked_like_a_file()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await app.GotoAsync("/import");
        await app.Page.GetByText("Or paste the text").ClickAsync();
        // More than one message of a circuit may hold.
        await app.Page.GetByLabel("Text of a service.yml").FillAsync($"# {new string('x', 60_000)}\nservices:\n  api:\n    ports: [3000]\n");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Check the text" }).ClickAsync();
        await app.Page.GetByLabel("Namespace of pasted.yml").FillAsync("backoffice-workers");
        await app.Page.GetByLabel("Namespace of pasted.yml").BlurAsync();
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Apply 1 file" }).ClickAsync();
        await app.Page.GetByRole(AriaRole.Status, new() { Name = "Imported" }).WaitForAsync();

        await app.GotoAsync("/clusters/default/backoffice-workers/api");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Copy http://api.backoffice-workers.svc.cluster.local:3000" }).First.WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Samples_are_loaded_shown_to_open_pages_and_removed_in_one_step()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var other = await app.Page.Context.NewPageAsync();
        await other.GotoAsync("/services");
        await other.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await app.GotoAsync("/");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Load the sample applications" }).ClickAsync();
        await app.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Name = "sample-production" }).WaitForAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "mysql-leopard" }).First.WaitForAsync();

        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the sample applications" }).ClickAsync();
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Load the sample applications" }).WaitForAsync();
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_new_revision_goes_to_the_application_that_asked_for_it()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/clusters/sample-production/payments");
        await app.Page.GetByRole(AriaRole.Link, new() { Name = "Import a new revision" }).ClickAsync();
        await app.ChooseAsync([File("service.yml", "services:\n  ledger:\n    ports: [9100]\n")]);
        await app.Page.GetByRole(AriaRole.Region, new() { Name = "What changes" }).GetByText("revision 1 becomes 2").WaitForAsync();
        await app.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Apply although" }).CheckAsync();
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Apply 1 file" }).ClickAsync();
        await app.Page.GetByRole(AriaRole.Status, new() { Name = "Imported" }).WaitForAsync();
        var answer = await app.Page.Context.APIRequest.GetAsync("/api/v1/clusters/sample-production/applications/payments");
        Assert.Contains("http://ledger:9100", await answer.TextAsync(), StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task An_application_is_removed_after_its_namespace_is_typed()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        await app.GotoAsync("/clusters/sample-production/payments");
        await app.Page.GetByRole(AriaRole.Button, new() { Name = "Remove…" }).ClickAsync();
        var dialog = app.Page.GetByRole(AriaRole.Dialog);
        var remove = dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = false }).Last;
        Assert.True(await remove.IsDisabledAsync() || await remove.GetAttributeAsync("aria-disabled") == "true");
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("payments");
        await remove.ClickAsync();
        await app.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        Assert.Equal("/", new Uri(app.Page.Url).AbsolutePath);
        Assert.Equal(404, (await app.Page.Context.APIRequest.GetAsync("/api/v1/clusters/sample-production/applications/payments")).Status);
        app.AssertNoFaults();
    }
}
