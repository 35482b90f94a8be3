using System.Diagnostics;
using System.Globalization;
using ElasticDns.Web.Features.Import;
using Microsoft.Playwright;

namespace ElasticDns.Benchmarks;

/// <summary>
/// How much of the heap an open page keeps on the server: real Chromium opens a page several times against the app in this process,
/// and what is left of the heap after a full collection is divided by their number.
/// </summary>
internal static class CircuitHeap
{
    private const int Warmup = 2;
    private const int Circuits = 10;

    // The frame and a sentence: no page of the app shows less.
    private const string EmptyPage = "/nothing-is-here";

    private static readonly string[] Pages = [EmptyPage, "/", "/services", "/services?q=service&sort=name&from=cluster-1/application-1"];

    /// <summary>Measures both catalogues, each in a process of its own: what one leaves behind must not serve the other.</summary>
    public static async Task RunAsync()
    {
        var small = await AskAsync(200);
        var large = await AskAsync(20_000);
        Write("page", "200", "20,000", "to 200", "to the empty page");
        foreach (var page in Pages)
            Write(page, Kilobytes(small[page]), Kilobytes(large[page]), Ratio(large[page] / small[page]), Ratio(large[page] / large[EmptyPage]));
    }

    /// <summary>Measures one catalogue and writes a line for each page.</summary>
    public static async Task MeasureAsync(int services)
    {
        await BrowsedApp.RunAsync(async (browser, address, importer) =>
        {
            foreach (var chunk in Enumerable.Range(0, services / TemporaryCatalog.ServicesOfApplication).Chunk(100))
                await importer.RunAsync(new([.. chunk.Select(Item)]) { By = ElasticDns.Web.Access.Actor.Local });
            // Every page stays open to the end: a circuit that ends gives its buffers back, and the next page would seem to need none.
            foreach (var page in Pages)
            {
                var context = await browser.NewContextAsync();
                for (var i = 0; i < Warmup; i++) await OpenAsync(context, new(address, page));
                var before = await HeapAsync();
                for (var i = 0; i < Circuits; i++) await OpenAsync(context, new(address, page));
                var heap = (await HeapAsync() - before) / Circuits;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page} {heap}"));
            }
        });
    }

    // In two clusters: the small catalogue fills what the overview shows of each as well.
    private static ImportItem Item(int number)
    {
        var item = TemporaryCatalog.Item(number, ManifestTexts.Write(number, TemporaryCatalog.ServicesOfApplication));
        return item with { Given = item.Given with { Cluster = $"cluster-{number % 2}" } };
    }

    private static async Task<Dictionary<string, double>> AskAsync(int services)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Run by `dotnet FILE` as by its own name.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(CircuitHeap).Assembly.Location);
        start.ArgumentList.Add("circuits");
        // Buffers that one page gives back and another takes would be counted to neither or to the wrong one.
        start.Environment["DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXPARTITIONCOUNT"] = "1";
        start.Environment["DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION"] = "1";
        start.ArgumentList.Add(services.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return lines.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static async Task OpenAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        // A virtualised table draws its rows once the browser has told how high it is.
        if (address.AbsolutePath == "/services") await page.Locator("tbody a").First.WaitForAsync();
    }

    private static async Task<long> HeapAsync()
    {
        // Acknowledgements of the last rendering are still on their way.
        await Task.Delay(2_000);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Kilobytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:N0} KiB");

    private static string Ratio(double ratio) => ratio.ToString("N2", CultureInfo.InvariantCulture);

    private static void Write(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
