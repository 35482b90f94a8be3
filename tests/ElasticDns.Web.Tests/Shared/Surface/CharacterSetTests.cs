using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>Every answer that is text says in which character set.</summary>
public sealed partial class CharacterSetTests(SharedApp shared) : SharedApiTest(shared)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Fact]
    public async Task Every_file_that_pages_ask_for_says_its_character_set_however_it_is_compressed()
    {
        var paths = Assets().Where(path => !path.StartsWith("/_content/", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (var page in (string[])["/", "/services", "/import", "/matrix"])
            paths.UnionWith(Links().Matches((await App.SendAsync(HttpMethod.Get, page)).Expect(200).Text).Select(link => $"/{link.Groups[1].Value.TrimStart('/')}"));
        Assert.Superset(new HashSet<string> { ".css", ".js", ".svg" }, paths.Select(path => Path.GetExtension(path)).ToHashSet());
        Assert.Contains(paths, path => path.StartsWith("/_content/Radzen.Blazor/", StringComparison.Ordinal));
        foreach (var path in paths)
        {
            foreach (var encoding in (string[])["identity", "gzip", "br"])
            {
                var answer = (await App.SendAsync(HttpMethod.Get, path, null, ("Accept-Encoding", encoding))).Expect(200);
                Assert.True(answer.Headers["Content-Type"] is "text/css; charset=utf-8" or "text/javascript; charset=utf-8" or "image/svg+xml; charset=utf-8", $"{path} is {answer.Headers["Content-Type"]}");
                // And it is true: this throws where it is not.
                if (!answer.Headers.ContainsKey("Content-Encoding")) Assert.NotEmpty(Utf8.GetString(answer.Bytes));
            }
        }
    }

    [Fact]
    public async Task What_the_browser_has_is_answered_without_a_body_as_before()
    {
        var first = (await App.SendAsync(HttpMethod.Get, "/css/tokens.css")).Expect(200);
        var again = await App.SendAsync(HttpMethod.Get, "/css/tokens.css", null, ("If-None-Match", first.Headers["ETag"]));
        Assert.Empty(again.Expect(304).Bytes);
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/nowhere", "text/html")]
    [InlineData("/livez", "text/plain")]
    [InlineData("/readyz", "text/plain")]
    [InlineData("/search/results?q=a", "text/html")]
    [InlineData("/api/v1/services?format=csv", "text/csv")]
    [InlineData("/api/v1/audit?format=markdown", "text/markdown")]
    [InlineData("/api/v1/isolation/rules?format=csv", "text/csv")]
    public async Task Other_texts_say_it_too(string path, string type)
    {
        var said = MediaTypeHeaderValue.Parse((await App.SendAsync(HttpMethod.Get, path)).Headers["Content-Type"]);
        Assert.Equal((type, "utf-8"), (said.MediaType, said.CharSet));
    }

    private IEnumerable<string> Assets() => App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}");

    [GeneratedRegex("(?:src|href)=\"([^\"#?]+\\.(?:css|js|svg))\"")]
    private static partial Regex Links();
}
