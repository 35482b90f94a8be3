using System.Globalization;
using System.Text;

namespace ElasticDns.Browser.Tests;

/// <summary>What a page costs the reader's browser, and that a large catalogue does not make it dearer.</summary>
public sealed class CostTests(BrowserHost host)
{
    private const double MostGrowth = 1.2;
    private const int MostKilobytes = 350;

    // Every page that shows the catalogue, for somebody and for nobody.
    private static readonly string[] Pages =
    [
        "/",
        "/?from=production/app-1",
        "/services",
        "/services?from=production/app-1",
        "/services?q=service&kind=service&sort=port&columns=application,namespace,cluster,kind,reach,port,external",
        "/clusters",
        "/clusters/production",
        "/clusters/production/app-0?from=production/app-1",
        "/clusters/production/app-0/service-0?from=production/app-1",
        "/connections",
        "/connections?verdict=broken&from=production/app-1",
        "/resolve?address=http://service-1.app-2:3001&from=production/app-1",
        "/resolve?address=http://servis-1&from=production/app-0",
        "/matrix",
        "/import",
        "/nothing-is-here",
    ];

    private sealed record Cost(int Bytes, int Nodes);

    [Fact]
    public async Task No_page_grows_with_the_catalogue()
    {
        await using var app = await BrowserApp.OpenAsync(host);
        // Services and applications, and the services of one application, fill more than a window already.
        await ImportAsync(app, Enumerable.Range(1, 50).Select(number => ($"app-{number}", 2)).Append(("app-0", 100)));
        var small = await MeasureAsync(app);
        await ImportAsync(app, Enumerable.Range(1, 900).Select(number => ($"app-{number}", 20)).Append(("app-0", 2_000)));
        var large = await MeasureAsync(app);

        var grown = new List<string>();
        foreach (var page in Pages)
        {
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{page}: {small[page].Bytes:N0} bytes and {small[page].Nodes:N0} nodes at 200 services, {large[page].Bytes:N0} and {large[page].Nodes:N0} at 20,000");
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            if (large[page].Bytes > small[page].Bytes * MostGrowth || large[page].Nodes > small[page].Nodes * MostGrowth) grown.Add(line);
        }
        Assert.Empty(grown);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/services")]
    public async Task A_cold_page_is_painted_after_few_kilobytes_and_asks_for_no_font(string path)
    {
        await using var app = await BrowserApp.OpenAsync(host);
        await ImportAsync(app, Enumerable.Range(0, 100).Select(number => ($"app-{number}", 10)));
        await app.GotoAsync(path);
        await IdleAsync(app, () => 0);
        // Everything that was transferred, headers included: what is needed for the first paint is a part of it.
        var bytes = await app.Page.EvaluateAsync<int>("() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0)");
        var before = await app.Page.EvaluateAsync<int>(
            """
            () => {
              const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
              const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
              return entries.filter((entry) => entry.entryType === 'navigation' || entry.responseEnd <= paint).reduce((sum, entry) => sum + entry.transferSize, 0);
            }
            """);
        var fonts = await app.Page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter((entry) => /\\.(woff2?|ttf|otf)/.test(entry.name)).length + [...document.fonts].filter((font) => font.status === 'loaded').length");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {before / 1024.0:N0} KB until the first paint, {bytes / 1024.0:N0} KB in all"));
        Assert.InRange(before, 1, bytes);
        Assert.InRange(bytes, 1, MostKilobytes * 1024);
        Assert.Equal(0, fonts);
    }

    private static async Task<Dictionary<string, Cost>> MeasureAsync(BrowserApp app)
    {
        var costs = new Dictionary<string, Cost>();
        foreach (var path in Pages)
        {
            var page = await app.Page.Context.NewPageAsync();
            var bytes = 0;
            page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref bytes, frame.Binary?.Length ?? Encoding.UTF8.GetByteCount(frame.Text ?? ""));
            var document = await page.GotoAsync(path);
            Interlocked.Add(ref bytes, (await document!.Request.SizesAsync()).ResponseBodySize);
            await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await IdleAsync(app, () => Volatile.Read(ref bytes));
            costs[path] = new(bytes, await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"));
            await page.CloseAsync();
        }
        return costs;
    }

    /// <summary>Waits until nothing more has come for a while.</summary>
    private static async Task IdleAsync(BrowserApp app, Func<int> received)
    {
        for (var last = -1; last != received();)
        {
            last = received();
            await app.Page.WaitForTimeoutAsync(800);
        }
    }

    private static async Task ImportAsync(BrowserApp app, IEnumerable<(string Namespace, int Services)> applications)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var form = new MultipartFormDataContent();
        foreach (var (place, services) in applications)
        {
            var text = new StringBuilder($"x-elastic-dns: {{cluster: production, namespace: {place}}}\nservices:\n");
            for (var number = 0; number < services; number++)
                text.Append(CultureInfo.InvariantCulture, $"  service-{number}:\n    ports: [{{container: {3000 + (number % 50)}, http: 80}}]\n    env_vars: {{PEER_URL: http://service-0:3000, OTHER_URL: http://service-1.app-0}}\n");
            form.Add(new StringContent(text.ToString()), "file", $"{place}.yml");
        }
        using var answer = await client.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
