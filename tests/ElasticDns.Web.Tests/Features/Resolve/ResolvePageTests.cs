using System.Net;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.Resolve;

public sealed partial class ResolvePageTests(SharedApp shared) : SharedApiTest(shared)
{
    private const string From = "&from=production/web-front-end";

    private async Task<string> OpenAsync(string query)
    {
        await App.ImportAsync("backoffice-workers", "services:\n  scheduler:\n    ports: [{container: 8000, tcp: 9000}]\ndatabases: [mysql]\n", application: "Back office");
        await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [{container: 3000, http: 80}]\n  worker:\n", application: "Web front end");
        var html = (await App.SendAsync(HttpMethod.Get, $"/resolve?{query}")).Expect(200).Text;
        return html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
    }

    private static string TextOf(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, "")), " ");

    [Fact]
    public async Task An_address_that_resolves_shows_its_steps_and_leads_to_connect()
    {
        var html = await OpenAsync($"address=tcp://scheduler.backoffice-workers:8000{From}");
        Assert.Contains("Port 8000 is exposed, passed", TextOf(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/production/backoffice-workers/scheduler?from=production/web-front-end\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Write instead", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_fails_shows_what_to_write_instead_to_copy_to_use_and_to_connect_to()
    {
        var html = await OpenAsync($"address=scheduler:8000{From}");
        Assert.Contains("Web front end has nothing of this name, failed", TextOf(html), StringComparison.Ordinal);
        Assert.Contains("Port 8000, not reached", TextOf(html), StringComparison.Ordinal);
        Assert.Contains("data-copy=\"tcp://scheduler.backoffice-workers:8000\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/resolve?address=tcp://scheduler.backoffice-workers:8000&amp;from=production/web-front-end\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/production/backoffice-workers/scheduler?from=production/web-front-end\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_addresses_are_told_apart_and_one_is_replaced_by_its_suggestion()
    {
        var html = await OpenAsync($"address=http://web:3000&address=http://web%0Awrker{From}");
        Assert.Equal(3, Results().Count(html));
        Assert.Contains("href=\"/resolve?address=http://web:3000&amp;address=http://web:3000&amp;address=wrker&amp;from=production/web-front-end\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_caller_a_single_label_offers_to_choose_one()
    {
        var html = await OpenAsync("address=web");
        Assert.Contains("Needs a caller", html, StringComparison.Ordinal);
        Assert.Single(ChooseCaller().Matches(html));
        Assert.DoesNotContain("Unknown namespace", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_address_shows_examples_of_the_readers_own_catalogue_that_end_as_their_words_say()
    {
        var html = await OpenAsync(From[1..]);
        var examples = ExampleLinks().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value)).ToList();
        Assert.Equal(["http://web:3000", "mysql.backoffice-workers:3306", "mysql:3306", "http://web.web-front-end.svc.cluster.local:3000", "http://web.web-front-end:80"], examples);
        string[] verdicts = ["RESOLVES", "RESOLVES", "UNKNOWN_SERVICE", "RESOLVES", "PORT_NOT_EXPOSED"];
        foreach (var (address, verdict) in examples.Zip(verdicts))
            Assert.Equal(verdict, (await App.GetAsync($"resolve?address={address}{From}")).Expect(200).String("verdict"));
    }

    [Fact]
    public async Task A_password_is_masked_in_the_field_and_in_the_result()
    {
        var html = await OpenAsync($"address=mysql://u:p4ss@mysql.backoffice-workers:3306/db{From}");
        Assert.DoesNotContain("p4ss", html, StringComparison.Ordinal);
        Assert.Contains("mysql://u:********@", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("address=http://%22onmouseover=%22x")]
    [InlineData("address=%00%ff%E2%80%AE")]
    public async Task What_is_no_address_is_shown_as_text(string query)
    {
        var html = await OpenAsync(query + From);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onmouseover", html, StringComparison.Ordinal);
        Assert.Contains("It cannot be read", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_ten_addresses_are_followed()
    {
        var html = await OpenAsync($"{string.Join('&', Enumerable.Range(0, 30).Select(number => $"address=web{number}"))}{From}");
        Assert.Equal(10, Results().Count(html));
        Assert.Contains("Only the first 10 addresses are followed", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<section class=\"card result")]
    private static partial Regex Results();

    [GeneratedRegex("data-open-caller")]
    private static partial Regex ChooseCaller();

    [GeneratedRegex(@"<a href=""/resolve\?address=[^""]*""[^>]*><code[^>]*>(?<address>[^<]*)<")]
    private static partial Regex ExampleLinks();
}
