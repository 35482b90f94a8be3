using System.Net;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>The page of a service tells what is declared from what is only possible, as it is sent.</summary>
public sealed partial class DeclaredUseTests : ApiTest
{
    private async Task ImportAsync()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\n    env_vars:\n      CACHE: redis://redis.cache:6379\n  web:\n    env_vars:\n      API: http://api:3000\n  idle: {}\n", application: "Shop");
        await App.ImportAsync("aaa", "services: {other: {ports: [80]}}", application: "Alpha");
        await App.ImportAsync("front", "services:\n  good:\n    env_vars:\n      API: http://api.shop:3000\n  wrong:\n    env_vars:\n      API: http://api.shop\n  mute: {}\n", application: "Front");
        await App.ImportAsync("cache", "databases: [redis]\nservices: {tool: {ports: [80]}}", application: "Cache");
    }

    [Fact]
    public async Task Who_declares_a_connection_comes_before_who_only_could()
    {
        await ImportAsync();
        var card = Text(await PageAsync("shop/api"), "callers");
        Assert.Contains("declared by 2 of 7", card, StringComparison.Ordinal);
        // The application without a declaration is the first by name, and stands after those with one.
        Assert.Matches("Shop .*web declared in env_vars.API, line 8 .*possible, not declared idle .*Front .*good declared in env_vars.API, line 4 wrong declared, does not resolve in env_vars.API, line 7 .*possible, not declared mute .*Alpha .*other", card);
    }

    [Fact]
    public async Task What_a_service_declares_comes_before_what_it_only_can_reach()
    {
        await ImportAsync();
        var card = Text(await PageAsync("shop/api"), "called");
        Assert.Contains("declares 1 of 3", card, StringComparison.Ordinal);
        Assert.Matches("Cache .*redis declared in env_vars.CACHE, line 5 .*possible, not declared tool .*Alpha .*other", card);
    }

    [Theory]
    [InlineData("shop", "Declared by web in env_vars.API, line 8")]
    [InlineData("front", "Declared, does not resolve by wrong in env_vars.API, line 7")]
    [InlineData("aaa", "Possible, not declared: the manifest of Alpha does not name it.")]
    public async Task Connect_says_whether_the_caller_has_declared_it(string caller, string words)
    {
        await ImportAsync();
        Assert.Contains(words, Text(await PageAsync($"shop/api?from=production/{caller}"), "connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_says_what_to_write_instead_of_what_leads_nowhere()
    {
        await ImportAsync();
        var html = await PageAsync("shop/api?from=production/front");
        Assert.Contains("Declared by good in env_vars.API, line 4", Text(html, "connect"), StringComparison.Ordinal);
        Assert.Contains("class=\"declared-here\"", html, StringComparison.Ordinal);
        // Before the address of the card itself the corrected one is copied.
        Assert.Matches("(?s)does not resolve.*'api' does not expose port 80.*data-copy=\"http://api.shop:3000\".*class=\"hero\"", WebUtility.HtmlDecode(html));
    }

    private async Task<string> PageAsync(string path) => (await App.SendAsync(HttpMethod.Get, $"/clusters/production/{path}")).Expect(200).Text;

    /// <summary>What the section with that heading says.</summary>
    private static string Text(string html, string heading)
    {
        var start = html.IndexOf($"aria-labelledby=\"{heading}\"", StringComparison.Ordinal);
        var section = html[start..html.IndexOf("</section>", start, StringComparison.Ordinal)];
        return Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(section[section.IndexOf('>', StringComparison.Ordinal)..], m => m.Value is "</code>" or "</span>" or "<code>" || m.Value.StartsWith("<span", StringComparison.Ordinal) || m.Value == "<wbr>" ? "" : " ")), " ").Replace(" ,", ",", StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
