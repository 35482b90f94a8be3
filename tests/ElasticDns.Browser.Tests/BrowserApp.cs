using System.Net;
using ElasticDns.Browser.Tests;
using ElasticDns.Web.Features.Samples;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(BrowserHost))]

namespace ElasticDns.Browser.Tests;

/// <summary>One browser for all tests; each test opens an app and a window of its own.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    internal Task<IBrowserContext> NewContextAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = address.ToString();
        return _browser.NewContextAsync(options);
    }
}

/// <summary>What tests wait for.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Waits until an expression or function says true. It is asked from here again and again: a page whose policy forbids <c>eval</c>
    /// cannot ask itself.
    /// </summary>
    public static async Task UntilAsync(this IPage page, string expression, object? argument = null)
    {
        var end = DateTime.UtcNow + Longest;
        while (!await page.EvaluateAsync<bool>(expression, argument))
        {
            Assert.True(DateTime.UtcNow < end, $"Not within {Longest.TotalSeconds:0} s: {expression}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>The app on a real port, over a catalogue of its own, and a window that notes what must not happen.</summary>
internal sealed class BrowserApp : IAsyncDisposable
{
    /// <summary>The collection of tests that copy: a browser has one clipboard, so they run one after the other.</summary>
    public const string Clipboard = "Clipboard";

    private readonly string _folder = Directory.CreateTempSubdirectory("elastic-dns-").FullName;
    private readonly WebApplicationFactory<ElasticDns.Web.Data.CatalogStore> _factory;
    private readonly List<string> _faults = [];
    private IBrowserContext? _context;

    private BrowserApp((string Key, string Value)[] settings)
    {
        _factory = new WebApplicationFactory<ElasticDns.Web.Data.CatalogStore>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production").ConfigureLogging(logging => logging.ClearProviders()).UseSetting("ConnectionStrings:Catalog", $"Data Source={DatabaseFile}");
            foreach (var (key, value) in settings) host.UseSetting(key, value);
        });
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
    }

    public Uri Address { get; }

    public IPage Page { get; private set; } = null!;

    public IServiceProvider Services => _factory.Services;

    private string DatabaseFile => Path.Combine(_folder, "catalog.db");

    public static async Task<BrowserApp> OpenAsync(BrowserHost host, bool samples = false, BrowserNewContextOptions? options = null, params (string Key, string Value)[] settings)
    {
        var app = new BrowserApp(settings);
        if (samples) await app._factory.Services.GetRequiredService<SampleCatalog>().LoadAsync(ElasticDns.Web.Access.Actor.Local);
        app._context = await host.NewContextAsync(app.Address, options);
        await app._context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        app.Page = await app._context.NewPageAsync();
        app.Page.Console += (_, message) => { if (message.Type == "error") app._faults.Add($"console: {message.Text}"); };
        app.Page.PageError += (_, error) => app._faults.Add($"script: {error}");
        app.Page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is "http" or "https" or "ws" or "wss" && uri.Authority != app.Address.Authority) app._faults.Add($"request to another host: {uri.Host}");
        };
        app.Page.Response += (_, response) => { if (response.Status >= 400) app._faults.Add($"{response.Status} for {response.Url}"); };
        return app;
    }

    /// <summary>Opens a page and waits until it answers to clicks.</summary>
    public async Task GotoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Waits until the circuit of the page is up: prerendered markup does not answer yet.</summary>
    public Task InteractiveAsync() => Page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Chooses files on the import page, as soon as its control listens.</summary>
    public async Task ChooseAsync(FilePayload[] files)
    {
        await Page.UntilAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await Page.Locator("input[type=file]:not([webkitdirectory])").SetInputFilesAsync(files);
    }

    public Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    /// <summary>Fails where the browser reported an error, a missing file, or a request that left the app.</summary>
    public void AssertNoFaults() => Assert.Empty(_faults);

    public void ForgetFaults() => _faults.Clear();

    public async ValueTask DisposeAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
        await _factory.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
