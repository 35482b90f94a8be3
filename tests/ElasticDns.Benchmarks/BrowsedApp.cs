using System.Net;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ElasticDns.Benchmarks;

/// <summary>The app on a real port with an empty catalogue, and real Chromium to look at it.</summary>
internal static class BrowsedApp
{
    /// <summary>Starts both, measures, and leaves nothing behind.</summary>
    public static async Task RunAsync(Func<IBrowser, Uri, Importer, Task> measure)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var folder = Directory.CreateTempSubdirectory("elasticdns-");
        await using (var factory = new WebApplicationFactory<CatalogStore>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseSetting("ConnectionStrings:Catalog", $"Data Source={Path.Combine(folder.FullName, "catalog.db")}")))
        {
            factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            factory.StartServer();
            await measure(browser, factory.ClientOptions.BaseAddress, factory.Services.GetRequiredService<Importer>());
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
