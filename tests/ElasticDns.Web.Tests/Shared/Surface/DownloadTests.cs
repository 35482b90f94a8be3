using System.Net.Http.Headers;
using System.Text;
using ElasticDns.Web.Shared.Surface;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>A download is saved, never shown, under a name that does nothing.</summary>
public sealed class DownloadTests : ApiTest
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    [Theory]
    [InlineData("services?format=json")]
    [InlineData("services?format=csv")]
    [InlineData("services?format=markdown")]
    [InlineData("services?format=env")]
    [InlineData("services?format=csv&from=production/shop")]
    [InlineData("clusters/production/matrix?format=csv")]
    [InlineData("clusters/production/matrix?format=markdown")]
    [InlineData("clusters/production/matrix?format=svg")]
    [InlineData("clusters/production/applications/shop/map?format=svg")]
    [InlineData("clusters/production/applications/shop/map?format=csv")]
    [InlineData("clusters/production/applications/shop/manifest")]
    [InlineData("clusters/production/applications/shop/revisions/1/manifest")]
    [InlineData("isolation?format=csv")]
    [InlineData("isolation?format=markdown")]
    [InlineData("isolation/rules?format=csv")]
    [InlineData("isolation/policies?cluster=production")]
    [InlineData("compare?before=2026-11-22T09:00:00Z&format=csv")]
    [InlineData("compare?before=2026-11-22T09:00:00Z&format=markdown")]
    public async Task A_download_is_an_attachment_with_a_plain_name(string path)
    {
        await App.ImportAsync("shop", Yaml);
        var headers = (await App.GetAsync(path)).Expect(200).Headers;
        var disposition = ContentDispositionHeaderValue.Parse(headers["Content-Disposition"]);
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Matches("^[a-z0-9.-]+$", disposition.FileName);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal(SecurityHeaders.OfData, headers["Content-Security-Policy"]);
    }

    [Theory]
    [Trait("bad-input", "C05")]
    [InlineData("x\"; filename=evil.html")]
    [InlineData("a\r\nSet-Cookie: x=1\r\n\r\n<script>.yml")]
    [InlineData("..\\..\\start.bat")]
    [InlineData("übersicht \u202egnp.yml")]
    [InlineData("%0d%0aX: y.yml")]
    [InlineData("...")]
    public void A_name_that_somebody_else_chose_is_made_harmless(string name)
    {
        var plain = DownloadName.Of(name);
        Assert.All(plain, c => Assert.True(char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' '));
        Assert.DoesNotContain("..", plain[..Math.Min(2, plain.Length)], StringComparison.Ordinal);
        Assert.NotEmpty(plain);
    }

    [Theory]
    [Trait("bad-input", "C05")]
    [InlineData("x\"; filename=evil.html")]
    [InlineData("übersicht.yml")]
    [InlineData("a\tb<script>.yml")]
    public async Task The_file_name_of_an_import_does_nothing_when_it_is_downloaded(string name)
    {
        // By hand: no client lets such a name through.
        using var form = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(name)}\r\n\r\nservices:\n  web:\n    image: nginx\n\r\n--x--\r\n"));
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports?cluster=production&namespace=shop&format=compose", form)).Expect(201);
        var answer = (await App.GetAsync("clusters/production/applications/shop/revisions/1/manifest")).Expect(200);
        var disposition = ContentDispositionHeaderValue.Parse(answer.Headers["Content-Disposition"]);
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(disposition.Parameters.Select(parameter => parameter.Name).Distinct().Count(), disposition.Parameters.Count);
        Assert.DoesNotContain(disposition.Parameters, parameter => parameter.Name == "filename" && parameter.Value?.Trim('"') == "evil.html");
        Assert.Equal("application/yaml", answer.MediaType);
    }
}
