using System.Globalization;
using ElasticDns.Web.Features.Import;
using Microsoft.Playwright;

namespace ElasticDns.Benchmarks;

/// <summary>How evenly the canvas of a large matrix pans, against an empty animation loop of the same browser.</summary>
internal static class MatrixFrames
{
    // The pointer is moved in the page itself, once a frame: moving it from outside would measure the way there.
    private const string Measure =
        """
        async ([frames, pans]) => {
          const canvas = document.querySelector("canvas.cells");
          const box = canvas.getBoundingClientRect();
          const send = (type, step) => canvas.dispatchEvent(new PointerEvent(type, {
            bubbles: true, pointerId: 1, pointerType: "mouse", clientX: box.left + 400 - (step % 60) * 4, clientY: box.top + 400 - (step % 60) * 3,
          }));
          canvas.setPointerCapture = () => {};
          const deltas = [];
          let last;
          for (let step = 0; step <= frames; step++) {
            const now = await new Promise(requestAnimationFrame);
            if (last !== undefined) deltas.push(now - last);
            last = now;
            if (!pans) continue;
            if (step % 60 === 0) send("pointerdown", 0);
            send("pointermove", step);
            if (step % 60 === 59) send("pointerup", step);
          }
          return deltas;
        }
        """;

    private const int Frames = 300;
    private const double Longer = 1.1;

    /// <summary>Measures both sizes, unfolded and folded.</summary>
    public static async Task RunAsync()
    {
        foreach (var services in (int[])[2_000, 20_000]) await MeasureAsync(services);
    }

    private static Task MeasureAsync(int services) => BrowsedApp.RunAsync(async (browser, address, importer) =>
    {
        var applications = services / ReferenceJudging.Services;
        foreach (var chunk in Enumerable.Range(0, applications).Chunk(200))
            await importer.RunAsync(new([.. chunk.Select(number => Item(number, applications))]) { By = ElasticDns.Web.Access.Actor.Local });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync(new Uri(address, $"/matrix/{ReferenceJudging.Cluster}").AbsoluteUri);
        await page.Locator("[data-matrix-canvas][data-state=shown]").WaitForAsync(new() { Timeout = 120_000 });
        foreach (var state in (string[])["Unfold all", "Fold all"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = state, Exact = true }).ClickAsync();
            await page.WaitForTimeoutAsync(2_000);
            var empty = await page.EvaluateAsync<double[]>(Measure, new object[] { Frames, false });
            var panned = await page.EvaluateAsync<double[]>(Measure, new object[] { Frames, true });
            var usual = empty.Order().ElementAt(Frames / 2);
            double Even(double[] deltas) => deltas.Count(delta => delta <= usual * Longer) / (double)Frames;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{services:N0} services, {state.ToLowerInvariant()}: a frame of the empty loop takes {usual:N2} ms; within {Longer:N1} times that are {Even(empty):P1} of its own frames and {Even(panned):P1} while panning, the longest {panned.Max():N1} ms"));
        }
    });

    private static ImportItem Item(int number, int applications)
    {
        var item = TemporaryCatalog.Item(number, ReferenceJudging.Write(number, applications));
        return item with { Given = item.Given with { Cluster = ReferenceJudging.Cluster } };
    }
}
