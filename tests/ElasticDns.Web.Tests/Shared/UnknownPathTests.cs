namespace ElasticDns.Web.Tests.Shared;

public sealed class UnknownPathTests(SharedApp shared) : SharedApiTest(shared)
{
    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/clusters")]
    [InlineData("/api/v1/clusters/production")]
    [InlineData("/api/v1/clusters/production/applications/shop/services/api")]
    [InlineData("/api/v1/clusters/..%2f..%2fetc/applications/passwd")]
    public async Task An_unknown_path_of_the_API_answers_404_as_a_problem(string path) =>
        (await App.SendAsync(HttpMethod.Get, path)).ExpectProblem(404);

    [Theory]
    [InlineData("PUT", "/api/v1/clusters")]
    [InlineData("POST", "/api/v1/clusters/production/applications/shop")]
    public async Task A_method_that_a_path_does_not_take_answers_405_as_a_problem(string method, string path) =>
        (await App.SendAsync(new(method), path)).ExpectProblem(405);

    [Trait("bad-input", "D18")]
    [Theory]
    [InlineData("/../../appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/..%2f..%2fappsettings.json")]
    [InlineData("/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/..\\..\\appsettings.json")]
    [InlineData("/css/../../appsettings.json")]
    [InlineData("/.git/config")]
    [InlineData("/data/elasticdns.db")]
    [InlineData("/elasticdns.db")]
    [InlineData("/catalog.db")]
    [InlineData("/_framework/..%2f..%2fappsettings.json")]
    [InlineData("/_content/..%2f..%2fappsettings.json")]
    [InlineData("/src/ElasticDns.Web/Program.cs")]
    public async Task No_path_leads_out_of_the_static_files(string path)
    {
        var answer = await App.SendAsync(HttpMethod.Get, path);
        answer.Expect(404);
        Assert.DoesNotContain("ConnectionStrings", answer.Text, StringComparison.Ordinal);
    }
}
