using ElasticDns.Web.Data;
using ElasticDns.Web.Features.WatchFolder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ElasticDns.Web.Tests.Features.WatchFolder;

public sealed class FolderWatcherTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("elastic-dns-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_folder_is_imported_at_start_and_when_it_changes_and_let_go_when_it_is_watched_no_more()
    {
        Write("production/shop/service.yml", "services:\n  api:\n    ports: [3000]\n");
        var app = TestApp.Start(host => host.UseSetting("Import:Folder", _root).UseSetting("Import:RescanSeconds", "1"));
        try
        {
            await UntilAsync(app, catalog => catalog.Find("production", "shop")?.FromFolder == true);
            Write("production/shop/service.yml", "services:\n  api:\n    ports: [4000]\n");
            await UntilAsync(app, catalog => catalog.Find("production", "shop")?.Revision == 2);

            Write("production/broken/service.yml", "services:\n  api:\n    ports: [70000]\n");
            var answer = await UntilAsync(app, async () => (await app.GetAsync("folder")).Expect(200), answer => (int?)answer["refused"] == 1);
            Assert.Equal((_root, 1), (answer.String("folder"), (int?)answer["imported"]));
            Json.Same("""
                [
                  { "file": "production/broken/service.yml", "cluster": "production", "namespace": "broken", "outcome": "refused" },
                  { "file": "production/shop/service.yml", "cluster": "production", "namespace": "shop", "outcome": "imported" }
                ]
                """, answer["files"]);
            Assert.Equal(("port-out-of-range", 3), ((string?)answer["findings[0].code"], (int?)answer["findings[0].line"]));

            app = await app.RestartAsync();
            Assert.False(app.Store.Current.Find("production", "shop")!.FromFolder);
            (await app.GetAsync("folder")).ExpectProblem(404);
            (await app.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public void A_setting_that_cannot_be_meant_is_named_with_all_others_before_the_app_starts()
    {
        var file = Path.Combine(_root, "service.yml");
        File.WriteAllText(file, "services:\n");
        var errors = new List<string>();
        Settings(errors, ("Import:Folder", file), ("Import:RescanSeconds", "0"));
        Assert.Collection(errors,
            error => Assert.Contains("Import:Folder names a file", error, StringComparison.Ordinal),
            error => Assert.Contains("Import:RescanSeconds is '0'. Write whole seconds from 1 to 86400", error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_relative_folder_counts_from_the_content_root_and_an_empty_one_is_none()
    {
        var settings = Settings(("Import:Folder", "manifests"));
        Assert.Equal((Path.Combine(_root, "manifests"), "manifests", TimeSpan.FromSeconds(30)), (settings.Path, settings.Folder, settings.Rescan));
        Assert.False(Settings(("Import:Folder", " ")).IsWatched);
        Assert.False(Settings().IsWatched);
    }

    private FolderSettings Settings(params (string Key, string Value)[] settings)
    {
        var errors = new List<string>();
        var read = Settings(errors, settings);
        Assert.Empty(errors);
        return read;
    }

    private FolderSettings Settings(List<string> errors, params (string Key, string Value)[] settings) => FolderSettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), new Root(_root), errors);

    private static Task UntilAsync(TestApp app, Func<Core.Catalog.CatalogSnapshot, bool> isSo) =>
        UntilAsync(app, () => Task.FromResult(app.Services.GetRequiredService<CatalogStore>().Current), isSo);

    // Until it is seen: how soon depends on the machine.
    private static async Task<T> UntilAsync<T>(TestApp app, Func<Task<T>> look, Func<T, bool> isSo)
    {
        for (var tries = 0; ; tries++)
        {
            var seen = await look();
            if (isSo(seen)) return seen;
            Assert.True(tries < 600, $"Not seen within a minute. {app.Log.Text[^Math.Min(2_000, app.Log.Text.Length)..]}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private sealed class Root(string path) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;

        public string ContentRootPath { get; set; } = path;

        public string EnvironmentName { get; set; } = "";
    }
}
