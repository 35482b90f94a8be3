using System.Net;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.Connections;

/// <summary>The page of the declared connections, as it is sent.</summary>
public sealed partial class ConnectionsPageTests : ApiTest
{
    private const string Shop = """
        services:
          web:
            ports: ["3000:80:443"]
            env_vars:
              GOOD: http://api:4000
              TYPO: http://apj:4000
              PORT: http://web
              AWAY: redis://redis.cache:6379
          api:
            ports: [4000]
        """;

    [Fact]
    public async Task Broken_connections_come_first_with_their_verdict_in_words_and_what_to_write()
    {
        await App.ImportAsync("shop", Shop);
        await App.ImportAsync("cache", "databases: [redis]", cluster: "staging");
        var rows = Rows(await PageAsync("/connections"));
        Assert.Equal(["Unknown service", "Port not exposed", "Another cluster", "Resolves"], rows.Select(row => row.Split('|')[0]));
        Assert.Contains("has no service or database 'apj'. Did you mean 'api'?", rows[0], StringComparison.Ordinal);
        Assert.Contains("""data-copy="http://api:4000""", await RawAsync("/connections"), StringComparison.Ordinal);
        Assert.Contains("inside it listens on container port 3000", rows[1], StringComparison.Ordinal);
        Assert.Contains("nothing connects across clusters", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_links_to_the_line_of_the_manifest_and_to_where_it_leads()
    {
        await App.ImportAsync("shop", Shop);
        var html = await RawAsync("/connections?from=production/shop");
        Assert.Contains("href=\"/clusters/production/shop?from=production/shop#line-6\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/production/shop/api?from=production/shop\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verdict=broken", 3)]
    [InlineData("verdict=resolves", 1)]
    [InlineData("verdict=unknown_service", 1)]
    [InlineData("verdict=nonsense", 4)]
    [InlineData("q=typo", 1)]
    [InlineData("q=web+redis", 1)]
    [InlineData("cluster=production&application=shop", 4)]
    [InlineData("cluster=production&application=shop&service=api", 0)]
    [InlineData("target=production/shop/api", 2)]
    [InlineData("target=production/shop", 0)]
    [InlineData("target=nowhere", 0)]
    [InlineData("cluster=nowhere", 0)]
    public async Task The_address_of_the_page_says_what_is_shown(string query, int expected)
    {
        await App.ImportAsync("shop", Shop);
        await App.ImportAsync("cache", "databases: [redis]", cluster: "staging");
        Assert.Equal(expected, Rows(await PageAsync($"/connections?{query}")).Count);
    }

    [Fact]
    public async Task The_counts_beside_the_verdicts_are_those_of_all_that_match_otherwise()
    {
        await App.ImportAsync("shop", Shop);
        var page = await PageAsync("/connections?verdict=resolves&q=http");
        Assert.Contains("All3", page, StringComparison.Ordinal);
        Assert.Contains("Broken2", page, StringComparison.Ordinal);
        Assert.Contains("Unknown service (1)", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services: {web: {env_vars: {A: http://api}}, api: {ports: [80]}}", "/connections?verdict=broken", "Every declared connection resolves")]
    [InlineData("services: {web: {env_vars: {A: http://api}}, api: {ports: [80]}}", "/connections?q=zzz", "Nothing matches the filter")]
    [InlineData("services: {web: {ports: [80]}}", "/connections", "No manifest declares a connection")]
    public async Task An_empty_list_says_why(string yaml, string path, string title)
    {
        await App.ImportAsync("shop", yaml);
        Assert.Contains(title, await PageAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_texts_are_encoded()
    {
        await App.ImportAsync("shop", "services:\n  web:\n    env_vars:\n      \"<b>URL\": http://apj\n", application: "<script>alert(1)</script>");
        var html = await RawAsync("/connections");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("env_vars.&lt;b&gt;URL", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>URL", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_many_only_those_on_the_screen_are_sent()
    {
        var variables = string.Concat(Enumerable.Range(0, 2000).Select(at => $"      V{at}_URL: http://nobody{at}\n"));
        await App.ImportAsync("shop", $"services:\n  web:\n    env_vars:\n{variables}");
        var html = await RawAsync("/connections");
        Assert.Contains("2,000", html, StringComparison.Ordinal);
        Assert.InRange(Regex.Count(html, "class=\"connection"), 0, 60);
    }

    private async Task<string> RawAsync(string path) => (await App.SendAsync(HttpMethod.Get, path)).Expect(200).Text;

    // What a reader sees of it: the words without the markup.
    private async Task<string> PageAsync(string path) => Tags().Replace(await RawAsync(path), match => match.Value.StartsWith("<tr", StringComparison.Ordinal) ? "\n#" : match.Value == "</td>" ? "|" : "");

    private static List<string> Rows(string page) => [.. page.Split("\n#").Skip(2).Select(row => WebUtility.HtmlDecode(Blanks().Replace(row, " ").Trim()))];

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
