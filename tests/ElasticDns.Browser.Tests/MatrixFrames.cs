using System.Globalization;

namespace ElasticDns.Browser.Tests;

/// <summary>
/// How evenly the canvas of a large matrix pans, against an empty animation loop of the same browser. To be run by hand on a machine that
/// does nothing else: the README has the command.
/// </summary>
public sealed class MatrixFrames(BrowserHost host)
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

    [Theory(Explicit = true)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public async Task Panning_keeps_the_frames_of_an_empty_loop(int services)
    {
        const int Frames = 300;
        const double Longer = 1.1, Share = 0.95;
        await using var app = await BrowserApp.OpenAsync(host, options: new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await MatrixCanvasTests.ImportAsync(app, services / 10);
        await MatrixCanvasTests.OpenAsync(app);
        foreach (var state in (string[])["Unfold all", "Fold all"])
        {
            await app.Page.GetByRole(AriaRole.Button, new() { Name = state, Exact = true }).ClickAsync();
            await app.Page.WaitForTimeoutAsync(2_000);
            var empty = await app.Page.EvaluateAsync<double[]>(Measure, new object[] { Frames, false });
            var panned = await app.Page.EvaluateAsync<double[]>(Measure, new object[] { Frames, true });
            var usual = empty.Order().ElementAt(Frames / 2);
            double Even(double[] deltas) => deltas.Count(delta => delta <= usual * Longer) / (double)Frames;
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{services:N0} services, {state.ToLowerInvariant()}: a frame of the empty loop takes {usual:N2} ms; within {Longer:N1} times that are {Even(empty):P1} of the empty loop's own frames and {Even(panned):P1} while panning, the longest {panned.Max():N1} ms"));
            Assert.True(Even(panned) >= Share, $"{services} services, {state}: {Even(panned):P1}");
        }
    }
}
