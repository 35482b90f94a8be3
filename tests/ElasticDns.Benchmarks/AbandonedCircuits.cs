using System.Diagnostics;
using System.Globalization;
using System.Net;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Samples;
using ElasticDns.Web.Tests.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ElasticDns.Benchmarks;

/// <summary>
/// Pages that are opened and abandoned, their connections dropped without a word: what they leave on the heap once their time is over,
/// and how long somebody else's clicks take meanwhile.
/// </summary>
internal static class AbandonedCircuits
{
    public const string FloodArgument = "flood";

    private const int Circuits = 2_000;
    private const int AtOnce = 16;
    private const int Clicks = 200;

    private const int KeptSeconds = 30;

    // And time for the last to be looked at.
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(KeptSeconds + 15);

    private static readonly string[] Pages = ["/", "/services", "/connections", "/history"];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("elasticdns-");
        await using (var factory = new WebApplicationFactory<CatalogStore>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("Limits:PageKeptSeconds", KeptSeconds.ToString(CultureInfo.InvariantCulture))
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseSetting("ConnectionStrings:Catalog", $"Data Source={Path.Combine(folder.FullName, "catalog.db")}")))
        {
            factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            factory.StartServer();
            await factory.Services.GetRequiredService<SampleCatalog>().LoadAsync(Actor.Local);
            await MeasureAsync(factory.ClientOptions.BaseAddress);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(Uri address)
    {
        // The first pages fill what all others share.
        for (var i = 0; i < 100; i++) await (await Circuit.OpenAsync(address, Pages[i % Pages.Length])).DisposeAsync();
        await Task.Delay(Retention);
        await using var user = await Circuit.OpenAsync(address, "/clusters");
        for (var i = 0; i < 50; i++) await ClickAsync(user, address, i);
        var quiet = await P95Async(user, address, Clicks, () => false);
        var start = Heap();

        // In a process of its own that yields to this one: those who open pages compute on machines of their own.
        using var flood = Process.Start(Environment.ProcessPath!, [.. Environment.GetCommandLineArgs() is [var dll, ..] && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? (string[])[dll] : [], FloodArgument, address.ToString()]);
        flood.PriorityClass = ProcessPriorityClass.Idle;
        var begin = Stopwatch.GetTimestamp();
        var busy = await P95Async(user, address, int.MaxValue, () => flood.HasExited);
        var lasted = Stopwatch.GetElapsedTime(begin);
        if (flood.ExitCode != 0) throw new InvalidOperationException("Not all pages were opened.");
        var peak = Heap();
        var after = await P95Async(user, address, Clicks, () => false);
        await Task.Delay(Retention);
        await (await Circuit.OpenAsync(address, "/")).DisposeAsync();
        await Task.Delay(Retention);
        var end = Heap();

        Write($"heap at the start {Mebibytes(start)}, right after {Circuits:N0} circuits {Mebibytes(peak)}, after the retention time {Mebibytes(end)}: {(double)end / start:N2} times the start");
        Write($"p95 of a click, quiet {quiet.TotalMilliseconds:N1} ms, while {AtOnce} at a time are opened and abandoned for {lasted.TotalSeconds:N0} s {busy.TotalMilliseconds:N1} ms ({busy / quiet:N1} times), when all are abandoned {after.TotalMilliseconds:N1} ms ({after / quiet:N1} times)");
    }

    /// <summary>Opens the pages and abandons them, many at once.</summary>
    public static async Task FloodAsync(Uri address)
    {
        var opened = 0;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref opened); number <= Circuits; number = Interlocked.Increment(ref opened))
                await (await Circuit.OpenAsync(address, Pages[number % Pages.Length])).DisposeAsync();
        })));
    }

    private static async Task ClickAsync(Circuit user, Uri address, int number)
    {
        await user.GoToAsync(address, number % 2 == 0 ? "/services" : "/clusters");
        user.Forget();
    }

    private static async Task<TimeSpan> P95Async(Circuit user, Uri address, int most, Func<bool> ends)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < most && !ends(); i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await ClickAsync(user, address, i);
            times.Add(Stopwatch.GetElapsedTime(begin));
            await Task.Delay(50);
        }
        times.Sort();
        return times[times.Count * 95 / 100];
    }

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:N1} MiB");

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
