using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

public sealed class RememberedCallerTests(SharedApp shared) : SharedApiTest(shared)
{
    private async Task<Answer> OpenAsync(string path, string? cookie = "caller=production/web-front-end")
    {
        await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [3000]\n", application: "Web front end");
        return await App.SendAsync(HttpMethod.Get, path, null, cookie is null ? [] : [("Cookie", cookie)]);
    }

    [Theory]
    [InlineData("/", "/?from=production/web-front-end")]
    [InlineData("/services?q=a%20b&sort=name", "/services?q=a%20b&sort=name&from=production/web-front-end")]
    [InlineData("/clusters/production/web-front-end", "/clusters/production/web-front-end?from=production/web-front-end")]
    public async Task A_page_whose_address_says_nothing_is_opened_for_the_remembered_caller(string path, string address)
    {
        var answer = (await OpenAsync(path)).Expect(302);
        Assert.Equal(address, answer.Headers["Location"]);
    }

    [Theory]
    [InlineData("/?from=")]
    [InlineData("/?from=staging/elsewhere")]
    [InlineData("/services?from=production/web-front-end")]
    [InlineData("/api/v1/clusters")]
    [InlineData("/search/results?q=web")]
    [InlineData("/favicon.svg")]
    [InlineData("/readyz")]
    public async Task What_names_a_caller_itself_or_is_no_page_stays_where_it_is(string path) => (await OpenAsync(path)).Expect(200);

    [Theory]
    [InlineData(null)]
    [InlineData("caller=")]
    [InlineData("caller=production/removed")]
    [InlineData("caller=production")]
    [InlineData("caller=//evil.example/x")]
    [InlineData("caller=production/web-front-end%0d%0aSet-Cookie:x=1")]
    public async Task A_cookie_that_names_no_application_is_passed_over(string? cookie) => (await OpenAsync("/services", cookie)).Expect(200);

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("//evil.example/")]
    [InlineData("/clusters/nowhere?from=")]
    public async Task A_page_that_is_missing_is_still_missing(string path) => (await OpenAsync(path)).Expect(404);

    [Fact]
    public async Task A_link_carries_the_caller_and_nobody_alike()
    {
        await OpenAsync("/");
        Assert.Equal("/services?q=a&from=production/web-front-end#top", ConnectingFrom.In(App.Store.Current, "production/web-front-end").Link("/services?q=a#top"));
        Assert.Equal("/services?from=", ConnectingFrom.In(App.Store.Current, "").Link("/services"));
        Assert.Equal("/services", ConnectingFrom.In(App.Store.Current, null).Link("/services"));
    }
}
