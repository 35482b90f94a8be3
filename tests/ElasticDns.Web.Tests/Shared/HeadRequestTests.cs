using System.Text.RegularExpressions;
using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared;

/// <summary>Whatever answers GET answers HEAD, with the same status and headers and without a body.</summary>
public sealed partial class HeadRequestTests(SharedApp shared) : SharedApiTest(shared)
{
    [Fact]
    public async Task Every_page_and_every_call_that_reads_answers_HEAD_as_it_answers_GET()
    {
        await App.ImportAsync("shop", "services: {api: {ports: [3000]}}\n");
        var paths = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Where(path => !path.StartsWith("/_", StringComparison.Ordinal) && !path.StartsWith("/css", StringComparison.Ordinal) && !path.StartsWith("/js", StringComparison.Ordinal))
            .Select(path => Value().Replace(path, part => part.Groups[1].Value switch { "cluster" or "Cluster" => "production", "namespace" or "Namespace" => "shop", "label" or "Label" => "api", "revision" or "Revision" => "1", _ => "x" }))
            .Distinct(StringComparer.Ordinal).ToList();
        Assert.Superset(new HashSet<string> { "/", "/services", "/matrix/production/data", "/search/results", "/openapi/x.json", "/api/v1/clusters", "/api/v1/clusters/production/applications/shop" }, paths.ToHashSet());
        foreach (var path in paths.Append("/openapi/v1.json"))
        {
            var (get, head) = (await App.SendAsync(HttpMethod.Get, path), await App.SendAsync(HttpMethod.Head, path));
            Assert.True(get.Status == head.Status && head.Bytes.Length == 0, $"{path} answers GET with {get.Status} and HEAD with {head}");
            Assert.Equal(get.MediaType, head.MediaType);
            Assert.Equal(get.Headers.GetValueOrDefault("Location"), head.Headers.GetValueOrDefault("Location"));
            Assert.Equal(get.Headers.GetValueOrDefault("Content-Security-Policy"), head.Headers.GetValueOrDefault("Content-Security-Policy"));
        }
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/api/v1/nowhere", 404)]
    [InlineData("/api/v1/imports", 405)]
    [InlineData("/livez", 200)]
    [InlineData("/css/tokens.css", 200)]
    public async Task What_does_not_answer_GET_does_not_answer_HEAD(string path, int status) => Assert.Empty((await App.SendAsync(HttpMethod.Head, path)).Expect(status).Bytes);

    [Fact]
    public async Task Who_is_led_to_the_sign_in_by_GET_is_led_there_by_HEAD()
    {
        await using var app = AccountsApp.Start();
        await app.AddAccountAsync("ada", Role.Admin);
        Assert.Contains("/sign-in?returnUrl=%2Fservices", (await app.SendAsync(HttpMethod.Head, "/services")).Expect(302).Headers["Location"], StringComparison.Ordinal);
        (await app.SendAsync(HttpMethod.Head, "/sign-in")).Expect(200);
        (await app.SendAsync(HttpMethod.Head, "/api/v1/clusters")).Expect(401);
        var added = await app.Accounts().AddAsync(AccountsApp.Operator, "vic", Role.Viewer);
        using var visitor = new Visitor(app.Address);
        (await visitor.SignInAsync("vic", added.Password!.Text)).Expect(302);
        using var head = await visitor.Client.SendAsync(new(HttpMethod.Head, new Uri(app.Address, "/services")), TestContext.Current.CancellationToken);
        Assert.StartsWith("/password", head.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_lists_no_HEAD() =>
        Assert.DoesNotContain("\"head\"", (await App.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Expect(200).Text, StringComparison.Ordinal);

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Value();
}
