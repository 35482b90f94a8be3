namespace ElasticDns.Web.Tests.Features.Applications;

/// <summary>Application, cluster and overview pages as they are sent: what is declared, and what it is worth at the moment.</summary>
public sealed class ApplicationPageTests : ApiTest
{
    private const string Shop = """
        services:
          web:
            env_vars:
              LEDGER_URL: http://ledger.books:9000
              DB_PASSWORD: p4ssw0rd
          api:
            ports: [3000]
        """;

    [Fact]
    public async Task A_declared_connection_that_leads_nowhere_is_a_finding_at_its_line_until_it_resolves()
    {
        await App.ImportAsync("shop", Shop);
        await App.ImportAsync("books", "services: {jobs: }");
        const string finding = "declares &#x27;http://ledger.books:9000&#x27; in env_vars.LEDGER_URL, which leads nowhere";
        Assert.Contains(finding, await PageAsync("/clusters/production/shop"), StringComparison.Ordinal);
        Assert.Contains("1 warning", await PageAsync("/clusters/production/shop"), StringComparison.Ordinal);
        await App.ImportAsync("books", "services: {ledger: {ports: [9000]}}");
        Assert.DoesNotContain(finding, await PageAsync("/clusters/production/shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_can_be_linked_to_and_a_redaction_is_told()
    {
        await App.ImportAsync("shop", Shop);
        var page = await PageAsync("/clusters/production/shop?from=production/shop");
        Assert.Contains("id=\"line-5\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/production/shop?from=production/shop#line-5\"", page, StringComparison.Ordinal);
        Assert.Contains("1 secret replaced by", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"redacted\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ssw0rd", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Used_by_and_uses_are_counted_and_lead_to_the_connections()
    {
        await App.ImportAsync("shop", Shop);
        await App.ImportAsync("books", "services: {ledger: {ports: [80], env_vars: {API: http://api.shop:3000, OLD: http://api.shop:1}}}");
        var page = await PageAsync("/clusters/production/shop");
        Assert.Contains("aria-label=\"Used by 2 declared connections, 1 broken\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/connections?target=production/shop/api\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Uses 1 declared connection, 1 broken\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/connections?cluster=production&amp;application=shop&amp;service=web\"", page, StringComparison.Ordinal);
        Assert.Contains("Connects to shop", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_counts_what_is_declared_and_what_is_broken()
    {
        await App.ImportAsync("shop", Shop);
        await App.ImportAsync("books", "services: {jobs: }");
        var page = await PageAsync("/");
        Assert.Contains("of 1 declared connection does not resolve", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/connections?cluster=production&amp;verdict=broken\"", page, StringComparison.Ordinal);
        Assert.Contains("1 of 1 broken", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_shows_five_applications_of_a_cluster_and_those_with_broken_connections_first()
    {
        await App.ImportAsync("shop", Shop);
        for (var at = 0; at < 6; at++)
        {
            App.Clock.Now += TimeSpan.FromHours(1);
            await App.ImportAsync($"quiet-{at}", "services: {a: {ports: [80]}}");
        }
        await App.ImportAsync("books", "services: {jobs: }", cluster: "staging");
        var main = Content(await PageAsync("/"));
        var card = main[main.IndexOf("id=\"cluster-production\"", StringComparison.Ordinal)..main.IndexOf("id=\"cluster-staging\"", StringComparison.Ordinal)];
        int At(string name) => card.IndexOf($">{name}</a>", StringComparison.Ordinal);
        Assert.InRange(At("shop"), 1, At("quiet-5"));
        Assert.InRange(At("quiet-5"), 1, At("quiet-4"));
        Assert.InRange(At("quiet-3"), 1, At("quiet-2"));
        Assert.Equal(-1, At("quiet-1"));
        Assert.Contains("All 7 applications", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_applications_of_all_clusters_or_of_one_are_listed_in_the_order_and_by_the_words_of_the_address()
    {
        await App.ImportAsync("shop", Shop, application: "Zebra");
        await App.ImportAsync("books", "services: {jobs: }", application: "Aardvark");
        await App.ImportAsync("games", "services: {jobs: }", cluster: "staging");
        Assert.True(Before(await PageAsync("/clusters"), "Aardvark", "Zebra"));
        Assert.True(Before(await PageAsync("/clusters?sort=broken"), "Zebra", "Aardvark"));
        Assert.True(Before(await PageAsync("/clusters?desc=true"), "Zebra", "Aardvark"));
        Assert.Contains(">games</a>", Content(await PageAsync("/clusters")), StringComparison.Ordinal);
        Assert.DoesNotContain(">games</a>", Content(await PageAsync("/clusters/production")), StringComparison.Ordinal);
        Assert.DoesNotContain("Aardvark", Content(await PageAsync("/clusters?q=zeb")), StringComparison.Ordinal);
        Assert.Contains("Nothing matches", await PageAsync("/clusters?q=%3Cscript%3E"), StringComparison.Ordinal);
        (await App.SendAsync(HttpMethod.Get, "/clusters/nowhere")).Expect(404);
    }

    private static bool Before(string page, string first, string second) =>
        Content(page) is var main && main.IndexOf(first, StringComparison.Ordinal) is > 0 and var at && at < main.IndexOf(second, StringComparison.Ordinal);

    // The side bar names applications too.
    private static string Content(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];

    private async Task<string> PageAsync(string path) => (await App.SendAsync(HttpMethod.Get, path)).Expect(200).Text;
}
