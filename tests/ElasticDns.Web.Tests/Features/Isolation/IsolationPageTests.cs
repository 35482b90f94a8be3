using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.Isolation;

/// <summary>The page of the isolation rules, as it is sent.</summary>
public sealed partial class IsolationPageTests : ApiTest
{
    private async Task SetUpAsync()
    {
        await App.ImportAsync("web", "services: {web: {env_vars: {LEDGER: 'http://ledger.payments:9000'}}}", application: "Web <b>shop</b>");
        await App.ImportAsync("payments", "services: {ledger: {ports: [9000]}}\ndatabases: [postgresql]");
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "from,to,severity,reason\nstaging,production,error,Later\nproduction/wep,production,error,\nproduction/payments,*/web,note,\nproduction/web,production/payments,warning,<script>\n"));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        (await App.SendAsync(HttpMethod.Put, "/api/v1/isolation/rules", body)).Expect(200);
    }

    private async Task<string> PageAsync(string path) => (await App.SendAsync(HttpMethod.Get, path)).Expect(200).Text;

    private async Task<string[]> SidesAsync(string query) => [.. Sides().Matches(await PageAsync($"/isolation?{query}")).Select(match => match.Groups[1].Value)];

    [Theory]
    [InlineData("", "production/web production/wep staging production/payments")] // what is broken first, then typos
    [InlineData("verdict=broken", "production/web")]
    [InlineData("verdict=kept", "production/payments")]
    [InlineData("verdict=MATCHES_NOTHING", "production/wep staging")]
    [InlineData("severity=error", "production/wep staging")]
    [InlineData("severity=nonsense&verdict=nonsense", "production/web production/wep staging production/payments")]
    [InlineData("cluster=production", "production/web production/wep production/payments")]
    [InlineData("cluster=nowhere", "")]
    public async Task The_address_of_the_page_says_which_rules_are_shown(string query, string expected)
    {
        await SetUpAsync();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), (await SidesAsync(query)).Order());
        if (query.Length == 0) Assert.Equal("production/web", (await SidesAsync(query))[0]);
    }

    [Fact]
    public async Task An_unfolded_rule_shows_its_violations_with_line_and_fix()
    {
        await SetUpAsync();
        var html = await PageAsync("/isolation?rule=4&from=production/payments");
        Assert.Contains("Manifests declare 1 connection among them.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/production/web?from=production/payments#line-1\"", html, StringComparison.Ordinal);
        Assert.Contains("Run Web &lt;b&gt;shop&lt;/b&gt; and payments in different clusters.", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("matches &#x27;wep&#x27;. Did you mean &#x27;web&#x27;?", await PageAsync("/isolation?rule=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_counts_the_rules_that_are_broken()
    {
        await SetUpAsync();
        Assert.Contains("1 isolation rule broken", await PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rules_the_page_says_what_one_is() => Assert.Contains("No isolation rule yet", await PageAsync("/isolation"), StringComparison.Ordinal);

    [GeneratedRegex("class=\"full sides\"[^>]*><code[^>]*>([^<]*)</code>")]
    private static partial Regex Sides();
}
