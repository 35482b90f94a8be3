namespace ElasticDns.Browser.Tests;

/// <summary>
/// Pictures of every page in both themes and three widths, in the folder that SCREENSHOTS names. Without it only the first page is
/// drawn, so that the test says whether pictures can be made at all.
/// </summary>
public sealed class Screenshots(BrowserHost host)
{
    private static readonly int[] Widths = [1440, 1024, 390];

    [Fact]
    public async Task Every_page_can_be_drawn_in_both_themes_and_three_widths()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        var pages = string.IsNullOrEmpty(folder) ? EveryPageTests.Pages[..1] : EveryPageTests.Pages;
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in Widths)
            {
                await using var app = await BrowserApp.OpenAsync(host, samples: true, new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 } });
                foreach (var path in pages)
                {
                    await app.GotoAsync(path);
                    var picture = await app.Page.ScreenshotAsync(new() { FullPage = true });
                    Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4]);
                    if (string.IsNullOrEmpty(folder)) continue;
                    Directory.CreateDirectory(folder);
                    await File.WriteAllBytesAsync(Path.Combine(folder, $"{NameOf(path)}-{width}{(theme is ColorScheme.Dark ? "-dark" : "")}.png"), picture, TestContext.Current.CancellationToken);
                }
            }
        }
    }

    private static string NameOf(string path) => path == "/" ? "overview" : string.Concat(path.Trim('/').Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
