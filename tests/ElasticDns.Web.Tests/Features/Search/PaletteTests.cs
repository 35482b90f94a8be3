namespace ElasticDns.Web.Tests.Features.Search;

/// <summary>What the palette shows, as the server draws it.</summary>
public sealed class PaletteTests(SharedApp shared) : SharedApiTest(shared)
{
    private async Task<string> ShowAsync(string text, string? from = null)
    {
        await App.ImportAsync("backoffice-workers", "services:\n  api:\n    ports: [3000]\n  idle:\n", application: "Back <b>office</b>");
        await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [3000]\n", application: "Web front end");
        await App.ImportAsync("billing", "services:\n  ledger:\n    ports: [80]\n", "staging");
        return (await App.SendAsync(HttpMethod.Get, $"/search/results?q={Uri.EscapeDataString(text)}" + (from is null ? "" : $"&from={from}"))).Expect(200).Text;
    }

    [Theory]
    [InlineData("api", "production/web-front-end", "http://api.backoffice-workers:3000", "/clusters/production/backoffice-workers/api?from=production/web-front-end")]
    [InlineData("api", "", "http://api.backoffice-workers.svc.cluster.local:3000", "/clusters/production/backoffice-workers/api?from=")]
    [InlineData("api", null, "http://api.backoffice-workers.svc.cluster.local:3000", "/clusters/production/backoffice-workers/api")]
    [InlineData("api from:web", "", "http://api.backoffice-workers:3000", "/clusters/production/backoffice-workers/api?from=production/web-front-end")]
    public async Task A_result_has_the_address_for_the_caller_and_opens_for_the_same(string text, string? from, string address, string href)
    {
        var html = await ShowAsync(text, from);
        Assert.Contains($"data-address=\"{address}\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{href}\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.backoffice-workers:3000", "http://api.backoffice-workers:3000")]
    [InlineData("http://web:3000", "http://web:3000")]
    [InlineData("http://api:3000", "http://api.backoffice-workers:3000")]
    [InlineData("web.web-front-end.svc.cluster.local:3000", "http://web:3000")]
    public async Task An_address_finds_what_it_leads_to_before_it_is_offered_to_be_resolved(string text, string address)
    {
        var html = await ShowAsync(text, "production/web-front-end");
        Assert.InRange(html.IndexOf($"data-address=\"{address}\"", StringComparison.Ordinal), 0, html.IndexOf("as an address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_with_a_port_that_is_not_exposed_is_to_be_resolved_first()
    {
        var html = await ShowAsync("api.backoffice-workers:9", "production/web-front-end");
        Assert.InRange(html.IndexOf("as an address", StringComparison.Ordinal), 0, html.IndexOf("data-address=\"http://api.backoffice-workers:3000\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("idle", "Exposes no container port")]
    [InlineData("ledger", "None: runs in cluster staging")]
    public async Task What_has_no_address_says_why(string text, string reason)
    {
        var html = await ShowAsync(text, "production/web-front-end");
        Assert.Contains(reason, html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-address", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_caller_that_the_search_names_there_is_no_address_to_copy_by_mistake()
    {
        var html = await ShowAsync("api from:web-front-ent", "production/web-front-end");
        Assert.DoesNotContain("data-address", html, StringComparison.Ordinal);
        Assert.Contains("<code>from:web-front-end</code>", System.Text.RegularExpressions.Regex.Replace(html, " b-[a-z0-9]+", ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Overview", "Switch the theme")]
    [InlineData("import", "href=\"/import\"", "Import")]
    [InlineData("type:page", "Matrix", "Overview")]
    [InlineData("theme", "data-theme-toggle", "Switch the theme")]
    [InlineData("production", "href=\"/clusters/production\"", "Applications of this cluster")]
    [InlineData("http://api.backoffice-workers:3000", "href=\"/resolve?address=http%3A%2F%2Fapi.backoffice-workers%3A3000\"", "as an address")]
    [InlineData("legder", "data-nearest", "Did you mean")]
    [InlineData("type:nonsense", "A type is one of service", "Nothing matches")]
    [InlineData("typ:service", "did you mean <code", "data-summary=\"Nothing matches. Did you mean type:?\"")]
    [InlineData("theme", "data-summary=\"1 result\"", "Switch the theme")]
    [InlineData("legder", "1 name comes near.", "Did you mean")]
    [InlineData("api:3000", "data-address=\"http://api.backoffice-workers.svc.cluster.local:3000\"", "/resolve?address=api%3A3000")]
    [InlineData("api from:nobody-at-all", "from:anywhere", "No address without a caller")]
    [InlineData("api from:anywhere", "data-address=\"http://api.backoffice-workers.svc.cluster.local:3000\"", "?from=\"")]
    [InlineData("namespace:\"office\"", "backoffice-workers/api", "result")]
    public async Task Pages_actions_and_what_helps_on_are_offered(string text, string one, string other)
    {
        var html = await ShowAsync(text);
        Assert.Contains(one, html, StringComparison.Ordinal);
        Assert.Contains(other, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"'><img src=x>")]
    public async Task What_is_typed_is_shown_as_text(string text)
    {
        var html = await ShowAsync(text);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>office", await ShowAsync("office"), StringComparison.Ordinal);
    }
}
