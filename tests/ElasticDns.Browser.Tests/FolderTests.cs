using ElasticDns.Web.Features.Import;

namespace ElasticDns.Browser.Tests;

public sealed class FolderTests(BrowserHost host) : IDisposable
{
    private const string Zone = """
        document.body.insertAdjacentHTML("afterbegin", `<div data-drop-files id="zone"><input type="file" multiple><input type="file" webkitdirectory><p data-drop-says></p></div>`);
        document.querySelector("#zone input").addEventListener("change", (event) => (window.handed = [...event.target.files].map((file) => file.name).sort().join(" ")));
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("elastic-dns-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_dropped_or_chosen_becomes_the_manifests_in_it()
    {
        foreach (var name in (string[])["repo/production/payments/service.yml", "repo/production/payments/manifest.yml", "repo/production/web/service.yml", "repo/README.md", "repo/.git/service.yml", "loose.txt", "empty/notes.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            await File.WriteAllTextAsync(Path.Combine(_folder, name), name, TestContext.Current.CancellationToken);
        }
        await using var app = await BrowserApp.OpenAsync(host);
        await app.GotoAsync("/");
        await app.Page.EvaluateAsync(Zone);
        const string manifests = "production/payments/manifest.yml production/payments/service.yml production/web/service.yml";

        await DropAsync(app.Page, "repo", "loose.txt");
        await app.Page.UntilAsync("window.handed !== undefined");
        Assert.Equal($"loose.txt {manifests}", await app.Page.EvaluateAsync<string>("window.handed"));

        await app.Page.EvaluateAsync("window.handed = undefined");
        await app.Page.Locator("#zone input[webkitdirectory]").SetInputFilesAsync(Path.Combine(_folder, "repo"));
        await app.Page.UntilAsync("window.handed !== undefined");
        Assert.Equal(manifests, await app.Page.EvaluateAsync<string>("window.handed"));

        await DropAsync(app.Page, "empty");
        await Assertions.Expect(app.Page.Locator("[data-drop-says]")).ToContainTextAsync("There is no .yml, .yaml or .zip in this folder.");
        await Assertions.Expect(app.Page.Locator("#zone")).Not.ToHaveClassAsync("dragover");
    }

    [Fact]
    public async Task The_browser_chooses_as_the_server_does()
    {
        string[][] folders =
        [
            ["service.yml", "README.md", "a.yml"],
            ["a/service.yml", "a/manifest.yml", "b/SERVICE-web.YAML", "d/values.yaml"],
            ["payments.yml", "manifest.yml", "notes.txt"],
            ["manifest.yml"],
            [".git/service.yml", "__MACOSX/service.yml", "node_modules/x/service.yml", "b.yml"],
            ["backup/production/payments/service.yml"],
            ["x/backup/production/payments/service.yml", "x/backup/production/web/service.yml"],
            ["production/payments/service.yml", "production/web/service.yml", "production/.DS_Store"],
            ["repo/payments/service.yml", "repo/README.md"],
            ["repo/payments/service.yml", "repo/service.yml"],
            ["repo/payments/service.yml", "other/README.md"],
            ["payments/service.yml", "payments/src/main.go"],
            ["a/b.yml", "ab/c.yml"],
            ["README.md"],
        ];
        await using var app = await BrowserApp.OpenAsync(host);
        await app.GotoAsync("/");
        foreach (var names in folders)
        {
            var chosen = await app.Page.EvaluateAsync<string[]>(
                """async (names) => { const folders = await import(document.querySelector("script[src*='js/folders']").src); const chosen = folders.choose(names); return [folders.wrapper(names, chosen), ...chosen]; }""", names);
            var expected = ManifestNames.Choose(names);
            Assert.Equal([ManifestNames.Wrapper(names, expected), .. expected], chosen);
        }
    }

    // As a file manager does it: no script can make up a folder.
    private async Task DropAsync(IPage page, params string[] names)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        var box = (await page.Locator("#zone").BoundingBoxAsync())!;
        var data = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = names.Select(name => Path.Combine(_folder, name)).ToArray(), ["dragOperationsMask"] = 1 };
        foreach (var type in (string[])["dragEnter", "dragOver", "drop"])
        {
            await browser.SendAsync("Input.dispatchDragEvent", new() { ["type"] = type, ["x"] = box.X + 2, ["y"] = box.Y + 2, ["data"] = data });
            if (type == "dragOver") await Assertions.Expect(page.Locator("#zone")).ToHaveClassAsync("dragover");
        }
        await browser.DetachAsync();
    }
}
