using System.Text.RegularExpressions;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElasticDns.Web.Tests.Shared;

public sealed partial class SourceDiffTests
{
    private static async Task<string> RenderAsync(string? before, string? after)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<SourceDiff>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(SourceDiff.Name)] = "<b>.yml",
            [nameof(SourceDiff.Before)] = before,
            [nameof(SourceDiff.After)] = after,
        }))).ToHtmlString());
    }

    // What a reader hears.
    private static string Words(string html) => Spaces().Replace(System.Net.WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    [Fact]
    public async Task Additions_and_removals_are_said_in_words_and_counted()
    {
        var html = await RenderAsync("services:\n  api: # <script>\n    ports: [3000]\n    TOKEN: ********\n", "services:\n  api: # <script>\n    ports: [4000]\n    image: x\n    TOKEN: ********\n");
        var words = Words(html);
        Assert.Contains("<b>.yml 2 added 1 removed", words, StringComparison.Ordinal);
        Assert.Contains("removed, line 3: ports : [3000]", words, StringComparison.Ordinal);
        Assert.Contains("added, line 3: ports : [4000]", words, StringComparison.Ordinal);
        Assert.Contains("added, line 4: image : x", words, StringComparison.Ordinal);
        Assert.Contains("# &lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("""aria-label="redacted" """, html, StringComparison.Ordinal);
        Assert.Contains("""tabindex="0" role="region" aria-label="Changes in &lt;b&gt;.yml" """.TrimEnd(), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_change_is_behind_a_button()
    {
        var text = string.Concat(Enumerable.Range(1, 30).Select(at => $"# {at}\n"));
        var words = Words(await RenderAsync(text, text + "end: 1\n"));
        Assert.Contains("27 lines without change", words, StringComparison.Ordinal);
        Assert.DoesNotContain("# 27", words, StringComparison.Ordinal);
        Assert.Contains("# 28", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n", "a\n", "The text is the same.")]
    [InlineData("a\r\n", "a\n", "Every line is the same; only line ends differ.")]
    [InlineData(null, "a\n", "new file 1 added")]
    [InlineData("a\n", null, "file removed 1 removed")]
    [InlineData(null, "", "The file is empty.")]
    public async Task A_text_that_is_equal_or_new_is_said_to_be(string? before, string? after, string says) => Assert.Contains(says, Words(await RenderAsync(before, after)), StringComparison.Ordinal);

    [Fact]
    public async Task Very_much_is_cut_and_said_to_be()
    {
        var html = await RenderAsync("a\n", string.Concat(Enumerable.Range(0, 100_000).Select(at => $"{at}\n")));
        Assert.Contains("The first 2,000 lines of the comparison are shown, of 100,000 added and 1 removed ones.", Words(html), StringComparison.Ordinal);
        Assert.Equal(2000, Regex.Count(html, "class=\"ln "));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
