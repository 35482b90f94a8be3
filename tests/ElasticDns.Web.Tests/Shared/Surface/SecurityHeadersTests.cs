using ElasticDns.Web.Shared.Surface;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>What every answer tells the browser to forbid.</summary>
public sealed class SecurityHeadersTests : ApiTest
{
    [Theory]
    [Trait("bad-input", "D03")]
    [InlineData("/", 200, true)]
    [InlineData("/services", 200, true)]
    [InlineData("/nowhere", 404, true)]
    [InlineData("/search/results?q=a", 200, true)]
    [InlineData("/api/v1/clusters", 200, false)]
    [InlineData("/api/v1/nowhere", 404, false)]
    [InlineData("/api/v1/services?format=csv", 200, false)]
    [InlineData("/openapi/v1.json", 200, false)]
    [InlineData("/livez", 200, false)]
    [InlineData("/css/tokens.css", 200, false)]
    public async Task Every_answer_has_them(string path, int status, bool isPage)
    {
        var headers = (await App.SendAsync(HttpMethod.Get, path)).Expect(status).Headers;
        Assert.Equal(isPage ? SecurityHeaders.OfPages : SecurityHeaders.OfData, headers["Content-Security-Policy"]);
        Assert.Contains("frame-ancestors 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("DENY", headers["X-Frame-Options"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", headers["Referrer-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("Server"));
        Assert.False(headers.ContainsKey("Strict-Transport-Security"));
    }

    [Fact]
    public void No_script_runs_that_is_not_a_file_of_the_app()
    {
        var scripts = SecurityHeaders.OfPages.Split("; ").Single(part => part.StartsWith("script-src", StringComparison.Ordinal));
        Assert.Equal("script-src 'self'", scripts);
        Assert.Contains("default-src 'none'", SecurityHeaders.OfPages, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", SecurityHeaders.OfPages.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_about_the_catalogue_is_kept_and_files_of_the_app_are()
    {
        foreach (var path in (string[])["/", "/services", "/nowhere", "/api/v1/clusters", "/api/v1/services?format=csv", "/search/results?q=a"])
            Assert.Contains("no-store", (await App.SendAsync(HttpMethod.Get, path)).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.DoesNotContain("no-store", (await App.SendAsync(HttpMethod.Get, "/css/tokens.css")).Headers["Cache-Control"], StringComparison.Ordinal);
        await App.ImportAsync("shop", "services: {api: {ports: [3000]}}\n");
        // The data of the matrix are asked for with their tag each time.
        Assert.Equal("no-cache", (await App.SendAsync(HttpMethod.Get, "/matrix/production/data")).Expect(200).Headers["Cache-Control"]);
    }
}
