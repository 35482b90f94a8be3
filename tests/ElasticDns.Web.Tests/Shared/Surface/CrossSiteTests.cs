using System.Text;
using ElasticDns.Web.Shared.Surface;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>No other web page can import, remove or read.</summary>
public sealed class CrossSiteTests : ApiTest
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    [InlineData("")]
    public async Task A_write_of_this_site_is_done(string site) => (await App.PostAsync("namespace=shop", Yaml, ("Sec-Fetch-Site", site))).Expect(201);

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("anything")]
    [InlineData("same-origin, cross-site")]
    public async Task A_write_that_another_site_causes_answers_403_and_changes_nothing(string site)
    {
        await App.ImportAsync("shop", Yaml);
        var rows = Sqlite.Dump(App.DatabaseFile);
        (await App.PostAsync("namespace=other", Yaml, ("Sec-Fetch-Site", site))).ExpectProblem(403);
        (await App.SendAsync(HttpMethod.Delete, "/api/v1/clusters/production/applications/shop", null, ("Sec-Fetch-Site", site))).ExpectProblem(403);
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
    }

    [Theory]
    [Trait("bad-input", "D02")]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task A_browser_that_says_only_the_origin_is_refused_as_well(string origin)
    {
        (await App.PostAsync("namespace=shop", Yaml, ("Origin", origin))).ExpectProblem(403);
        (await App.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Origin", origin))).Expect(403);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task The_origin_of_the_app_itself_may_write()
    {
        (await App.PostAsync("namespace=shop", Yaml, ("Origin", "http://localhost:5080"), ("Host", "localhost:5080"))).Expect(201);
        (await App.PostAsync("namespace=shop", Yaml, ("Origin", "https://localhost"), ("Host", "localhost"))).Expect(200);
        (await App.PostAsync("namespace=shop", Yaml, ("Origin", "http://[::1]:5080"), ("Host", "[::1]:5080"))).Expect(200);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused_as_well()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Yaml)), "file", "service.yml" } };
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports?namespace=shop", form, ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://evil.example"))).ExpectProblem(403);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Theory]
    [InlineData("/api/v1/clusters")]
    [InlineData("/search/results?q=a")]
    [InlineData("/matrix/production/data")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/css/tokens.css")]
    [InlineData("/")]
    public async Task What_another_site_reads_or_shows_answers_403(string path)
    {
        (string Mode, string Dest)[] asked = [("cors", "empty"), ("no-cors", "script"), ("no-cors", "image"), ("navigate", "iframe"), ("navigate", "object"), ("navigate", "embed"), ("", "")];
        foreach (var (mode, dest) in asked)
            foreach (var site in (string[])["cross-site", "same-site"])
                (await App.SendAsync(HttpMethod.Get, path, null, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest))).ExpectProblem(403);
        (await App.SendAsync(HttpMethod.Get, path, null, ("Origin", "http://evil.example"))).ExpectProblem(403);
        (await App.SendAsync(HttpMethod.Get, path, null, ("Origin", "null"))).ExpectProblem(403);
    }

    [Fact]
    public async Task A_link_on_another_site_opens_a_page()
    {
        (string Name, string Value)[] link = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        (await App.SendAsync(HttpMethod.Get, "/services", null, link)).Expect(200);
        (await App.SendAsync(HttpMethod.Get, "/_blazor", null, link)).ExpectProblem(403);
        (await App.SendAsync(HttpMethod.Post, "/services", null, link)).ExpectProblem(403);
    }

    [Theory]
    [Trait("bad-input", "D17")]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.0.2.1")]
    public async Task A_foreign_host_answers_400(string host)
    {
        (await App.GetAsync("clusters", ("Host", host))).Expect(400);
        (await App.PostAsync("namespace=shop", Yaml, ("Host", host))).Expect(400);
        (await App.SendAsync(HttpMethod.Get, "/", null, ("Host", host))).Expect(400);
        (await App.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Host", host))).Expect(400);
        (await App.SendAsync(HttpMethod.Get, "/livez", null, ("Host", host))).Expect(400);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Theory]
    [Trait("bad-input", "D17")]
    [InlineData("evil.example")]
    [InlineData("evil-app:5080")]
    public async Task A_foreign_host_is_told_what_is_wrong_and_its_name_is_not_repeated(string host)
    {
        var problem = (await App.GetAsync("clusters", ("Host", host))).ExpectProblem(400);
        var page = await App.SendAsync(HttpMethod.Get, "/services?q=evil", null, ("Host", host));
        Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
        Assert.Empty((await App.SendAsync(HttpMethod.Head, "/", null, ("Host", host))).Expect(400).Bytes);
        foreach (var answer in (Answer[])[problem, page])
        {
            Assert.Contains("AllowedHosts", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
            Assert.Equal(answer == page ? SecurityHeaders.OfPages : SecurityHeaders.OfData, answer.Headers["Content-Security-Policy"]);
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        }
    }

    [Fact]
    public async Task A_bad_request_under_the_right_name_says_what_it_said()
    {
        var answer = (await App.GetAsync("services?desc=maybe")).ExpectProblem(400);
        Assert.DoesNotContain("AllowedHosts", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:5080")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:5080")]
    public async Task The_hosts_of_this_machine_are_served(string host) => (await App.GetAsync("clusters", ("Host", host))).Expect(200);

    [Theory]
    [Trait("bad-input", "D17")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Forwarded", "host=evil.example")]
    public async Task What_a_proxy_would_say_is_ignored(string name, string value)
    {
        var answer = await App.SendAsync(HttpMethod.Get, "/", null, (name, value));
        Assert.DoesNotContain("evil.example", answer.Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", answer.Text, StringComparison.Ordinal);
    }
}
