using System.Globalization;
using System.IO.Compression;
using System.Text;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Surface;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Browser.Tests;

/// <summary>The import page: whom it breaks, many files at once, other formats, and an end before the end.</summary>
public sealed class ImportTests(BrowserHost host)
{
    private const string BackOffice = "services:\n  api:\n    ports: [3000]\n  worker:\n";

    private const string FrontEnd = "services:\n  web:\n    ports: [80]\n    env_vars:\n      API_URL: http://api.back-office:3000\n";

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "application/yaml", Buffer = Encoding.UTF8.GetBytes(text) };

    private static FilePayload Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }
        return new() { Name = "manifests.zip", MimeType = "application/zip", Buffer = bytes.ToArray() };
    }

    private static FilePayload ManyManifests(int count) => Zip([.. Enumerable.Range(0, count).Select(number => (
        string.Create(CultureInfo.InvariantCulture, $"app-{number:000}/service.yml"),
        $"services:\n{string.Concat(Enumerable.Range(0, 10).Select(service => $"  service-{service}:\n    ports: [{3000 + service}]\n"))}"))]);

    private static ILocator Button(BrowserApp app, string name) => app.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task<string> ApplicationsAsync(BrowserApp app) => app.Page.EvaluateAsync<string>("async () => (await fetch('/api/v1/applications')).text()");

    [Fact]
    public async Task A_port_that_somebody_calls_is_not_removed_unawares()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await app.ChooseAsync([File("back-office.yml", BackOffice), File("web-front-end.yml", FrontEnd)]);
        await Button(app, "Apply 2 files").ClickAsync();
        await page.GetByRole(AriaRole.Status, new() { Name = "Imported" }).WaitForAsync();

        await app.ChooseAsync([File("back-office.yml", BackOffice.Replace("3000", "3100", StringComparison.Ordinal))]);
        var broken = page.GetByRole(AriaRole.Region, new() { Name = "Would break 1 connection of Web front end" });
        await broken.GetByText("http://api.back-office:3000").WaitForAsync();
        Assert.Equal("/clusters/default/web-front-end#line-5", await broken.GetByRole(AriaRole.Link, new() { Name = "Manifest of Web front end, line 5" }).GetAttributeAsync("href"));
        await broken.GetByRole(AriaRole.Button, new() { Name = "Copy http://api.back-office:3100" }).WaitForAsync();
        await page.GetByText("Breaks 1", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "What changes in Back office" }).GetByText("port 3000 becomes 3100").WaitForAsync();
        await Button(app, "What differs from revision 1").ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Changes in back-office.yml" }).GetByText("ports: [3100]").WaitForAsync();

        // Not by accident: neither by the key nor by the button, before it is accepted.
        var apply = Button(app, "Apply 1 file");
        Assert.Equal("true", await apply.GetAttributeAsync("aria-disabled"));
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByLabel("Apply although 1 connection breaks").CheckAsync();
        await page.Locator("[data-apply][aria-disabled=false]").WaitForAsync();
        Assert.Contains("\"revision\":1", await ApplicationsAsync(app), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+Enter");
        var done = page.GetByRole(AriaRole.Status, new() { Name = "Imported" });
        Assert.Equal("/history?application=default/back-office", await done.GetByRole(AriaRole.Link, new() { Name = "Undo: restore the revision before of Back office" }).GetAttributeAsync("href"));
        await page.GetByRole(AriaRole.Region, new() { Name = "1 connection does not resolve now" }).WaitForAsync();
        app.AssertNoFaults();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    public async Task Whoever_waits_on_a_phone_reads_so_and_can_cancel(int width)
    {
        await using var app = await BrowserApp.OpenAsync(host, options: new() { ViewportSize = new() { Width = width, Height = 800 } }, settings: ("Limits:ImportsAtOnce", "1"));
        await app.GotoAsync("/import");
        using var turn = await app.Services.GetRequiredService<ImportTurns>().TakeAsync(null, TestContext.Current.CancellationToken);
        await app.ChooseAsync([File("back-office.yml", BackOffice)]);
        var text = app.Page.Locator(".work").GetByText("Waiting for the imports of others…");
        await text.WaitForAsync();
        Assert.True((await text.BoundingBoxAsync())!.Height < 50, "The words stand below each other.");
        Assert.True(await app.Page.EvaluateAsync<bool>("""
            () => {
              const boxes = [...document.querySelectorAll(".work > *")].map((part) => part.getBoundingClientRect());
              return boxes.every((a, i) => boxes.every((b, j) => i === j || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
            }
            """), "What shows the progress lies over each other.");
        await Button(app, "Cancel").ClickAsync();
        await text.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Folders_of_an_archive_are_applications()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await app.ChooseAsync([Zip(
            ("payments/service.yml", "services:\n  ledger:\n    ports: [80]\ndatabases: [mysql]\n"), ("payments/manifest.yml", "mysql:\n  groups:\n    one:\n    two:\n"),
            ("orders/service.yml", BackOffice), ("search/service.yml", BackOffice), ("search/readme.md", "# no manifest"))]);
        await page.GetByText("with payments/manifest.yml").WaitForAsync();
        await page.GetByText("1 other file of the archive was passed over").WaitForAsync();
        Assert.Equal("orders", await page.GetByLabel("Namespace of orders/service.yml").InputValueAsync());
        await Button(app, "Apply 3 files").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imported: 3 applications" }).WaitForAsync();
        var answer = await page.Context.APIRequest.GetAsync("/api/v1/clusters/default/applications/payments");
        Assert.Contains("mysql-two", await answer.TextAsync(), StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_Compose_file_is_imported_as_one_when_the_reader_says_so()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await app.ChooseAsync([File("shop.yml", "services:\n  web:\n    build: .\n    expose: [\"8000\"]\n    depends_on: [queue]\n  queue:\n    image: redis\n")]);
        await page.GetByText("Not a service.yml", new() { Exact = true }).WaitForAsync();
        Assert.Equal("true", await Button(app, "Apply 1 file").GetAttributeAsync("aria-disabled"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import as a Compose file: shop.yml" }).ClickAsync();
        await page.GetByText("as a Compose file", new() { Exact = true }).WaitForAsync();
        await Button(app, "Apply 1 file").ClickAsync();
        await page.GetByRole(AriaRole.Status, new() { Name = "Imported" }).WaitForAsync();
        var answer = await page.Context.APIRequest.GetAsync("/api/v1/clusters/default/applications/shop");
        Assert.Contains("http://web:8000", await answer.TextAsync(), StringComparison.Ordinal);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task Hundreds_of_files_are_edited_and_applied_together()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await page.EvaluateAsync("""
            () => {
              window.told = new Set();
              new MutationObserver(() => window.told.add(document.querySelector(".work .num")?.textContent)).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """);
        await app.ChooseAsync([ManyManifests(300)]);
        await page.Locator("[data-apply][aria-disabled=false]").WaitForAsync();
        await page.GetByLabel("Cluster of app-005/service.yml").WaitForAsync();
        Assert.InRange(await page.Locator(".files tbody tr").CountAsync(), 5, 59);

        await page.GetByLabel("Select all files that are shown").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Edit the selected files" }).GetByLabel("Cluster").FillAsync("production");
        await Button(app, "Set the cluster of the selected files").ClickAsync();
        await page.UntilAsync("() => document.querySelector('[aria-label=\"Cluster of app-000/service.yml\"]')?.value === 'production'");
        await Button(app, "Apply 300 files").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imported: 300 applications" }).WaitForAsync();
        Assert.Contains(await page.EvaluateAsync<string[]>("() => [...window.told].filter(text => text)"), told => told.EndsWith("of 300 applied", StringComparison.Ordinal));
        Assert.Equal(300, app.Services.GetRequiredService<CatalogStore>().Current.Clusters.Single(cluster => cluster.Name == "production").Applications.Count());
        app.AssertNoFaults();
    }

    [Fact]
    [Trait("bad-input", "D12")]
    public async Task A_thousand_files_with_long_names_are_chosen_at_once()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await page.UntilAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.EvaluateAsync("""
            () => {
              const files = new DataTransfer();
              for (let number = 0; number < 1000; number++) {
                const name = `${String(number).padStart(4, "0")}-${"ä".repeat(290)}.yml`;
                files.items.add(new File([number === 7 ? "x".repeat(5 * 1024 * 1024) : `x-elastic-dns: {application: App ${number}, namespace: app-${number}}\nservices: {api: {ports: [${3000 + number}]}}\n`], name));
              }
              const input = document.querySelector("[data-drop-files] input[type=file]:not([webkitdirectory])");
              input.files = files.files;
              input.dispatchEvent(new Event("change", { bubbles: true }));
            }
            """);
        await page.GetByText("has 5,242,880 bytes").WaitForAsync();
        await page.Locator("[data-apply][aria-disabled=false]").WaitForAsync(new() { Timeout = 60_000 });
        await Button(app, "Apply 999 files").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imported: 999 applications" }).WaitForAsync(new() { Timeout = 60_000 });
        var catalog = app.Services.GetRequiredService<CatalogStore>().Current;
        Assert.Null(catalog.Find("default", "app-7"));
        Assert.Equal(3999, Assert.Single(catalog.Find("default", "app-999")!.Services.Single().Ports).Container);
        app.AssertNoFaults();
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        var page = app.Page;
        await app.GotoAsync("/import");
        await app.ChooseAsync([ManyManifests(40)]);
        await page.Locator("[data-apply][aria-disabled=false]").WaitForAsync();

        // Somebody else is at it, so that there is time to cancel.
        var end = new TaskCompletionSource();
        var other = app.Services.GetRequiredService<CatalogWriter>().WriteAsync(
            async (_, _) =>
            {
                await end.Task;
                return (true, CatalogEdit.None);
            },
            ElasticDns.Web.Access.Actor.Local, TestContext.Current.CancellationToken);
        await Button(app, "Apply 40 files").ClickAsync();
        await Button(app, "Cancel").ClickAsync();
        await page.GetByText("Cancelled. Nothing was imported").WaitForAsync();
        end.SetResult();
        await other;
        Assert.Equal("[]", await ApplicationsAsync(app));

        // It can still be done.
        await Button(app, "Apply 40 files").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imported: 40 applications" }).WaitForAsync();
        app.AssertNoFaults();
    }
}
