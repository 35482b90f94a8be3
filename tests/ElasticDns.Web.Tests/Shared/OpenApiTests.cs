namespace ElasticDns.Web.Tests.Shared;

public sealed class OpenApiTests(SharedApp shared) : SharedApiTest(shared)
{
    [Fact]
    public async Task The_document_lists_every_path_with_its_methods()
    {
        var paths = (await App.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Expect(200)["paths"]!.AsObject();
        Assert.Equal(
            [
                "/api/v1/applications get",
                "/api/v1/audit get",
                "/api/v1/clusters get",
                "/api/v1/clusters/{cluster}/applications/{namespace} get",
                "/api/v1/clusters/{cluster}/applications/{namespace} delete",
                "/api/v1/clusters/{cluster}/applications/{namespace}/compare get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/manifest get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/map get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/move post",
                "/api/v1/clusters/{cluster}/applications/{namespace}/rename post",
                "/api/v1/clusters/{cluster}/applications/{namespace}/revisions get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision} get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision}/manifest get",
                "/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision}/restore post",
                "/api/v1/clusters/{cluster}/applications/{namespace}/services/{label}/addresses get",
                "/api/v1/clusters/{cluster}/explain get",
                "/api/v1/clusters/{cluster}/matrix get",
                "/api/v1/clusters/{cluster}/references get",
                "/api/v1/compare get",
                "/api/v1/folder get",
                "/api/v1/history get",
                "/api/v1/imports post",
                "/api/v1/isolation get",
                "/api/v1/isolation/policies get",
                "/api/v1/isolation/rules get",
                "/api/v1/isolation/rules post",
                "/api/v1/isolation/rules put",
                "/api/v1/isolation/rules/{id} put",
                "/api/v1/isolation/rules/{id} delete",
                "/api/v1/lint post",
                "/api/v1/resolve get",
                "/api/v1/search get",
                "/api/v1/services get",
                "/api/v1/tokens get",
                "/api/v1/tokens post",
                "/api/v1/tokens/{id} delete",
                "/api/v1/tokens/{id}/rotate post",
                "/api/v1/users get",
                "/api/v1/users post",
                "/api/v1/users/{name} patch",
                "/api/v1/users/{name}/one-time-password post",
            ],
            paths.OrderBy(path => path.Key, StringComparer.Ordinal).SelectMany(path => path.Value!.AsObject().Select(method => $"{path.Key} {method.Key}")));
    }

    [Theory]
    [InlineData("/api/v1/imports", "post", "cluster application namespace environment manifest format moveFrom failOn dryRun rename")]
    [InlineData("/api/v1/lint", "post", "cluster application namespace environment format failOn")]
    [InlineData("/api/v1/applications", "get", "cluster")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/services/{label}/addresses", "get", "cluster namespace label from")]
    [InlineData("/api/v1/history", "get", "cluster namespace q before limit")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/revisions", "get", "cluster namespace before limit")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/compare", "get", "cluster namespace from to")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision}/manifest", "get", "cluster namespace revision file")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision}/restore", "post", "cluster namespace revision dryRun")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/rename", "post", "cluster namespace application dryRun")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/move", "post", "cluster namespace cluster namespace dryRun")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/map", "get", "cluster namespace format theme")]
    [InlineData("/api/v1/isolation", "get", "cluster failOn format")]
    [InlineData("/api/v1/isolation/policies", "get", "cluster namespace label rule")]
    [InlineData("/api/v1/isolation/rules", "get", "format")]
    [InlineData("/api/v1/resolve", "get", "address from")]
    [InlineData("/api/v1/search", "get", "q limit from")]
    [InlineData("/api/v1/services", "get", "q kind cluster namespace port external used-by uses broken reach sort desc from columns format")]
    [InlineData("/api/v1/clusters/{cluster}/explain", "get", "cluster caller target")]
    [InlineData("/api/v1/clusters/{cluster}/matrix", "get", "cluster callers targets caller target mode format theme")]
    [InlineData("/api/v1/compare", "get", "before after cluster format")]
    [InlineData("/api/v1/audit", "get", "q action result actor since until before limit format")]
    [InlineData("/api/v1/tokens/{id}/rotate", "post", "id expiresInDays")]
    public async Task A_call_lists_its_parameters(string path, string method, string parameters) =>
        Assert.Equal(parameters, string.Join(' ', Json.Strings((await App.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json["paths"]![path]![method]!["parameters"], "name")));

    [Fact]
    public async Task An_import_lists_what_it_takes_and_how_it_answers()
    {
        var import = (await App.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json["paths"]!["/api/v1/imports"]!["post"]!;
        Assert.Equal(["application/yaml", "text/yaml", "text/plain", "application/octet-stream", "application/zip", "multipart/form-data"], import["requestBody"]!["content"]!.AsObject().Select(type => type.Key));
        Assert.Equal(["application/json", "application/sarif+json", "text/plain"], import["responses"]!["200"]!["content"]!.AsObject().Select(type => type.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["200", "201", "400", "403", "409", "413", "415", "422", "503"], import["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}", "get", "200 404")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}", "delete", "200 204 400 404 409 422")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/revisions/{revision}", "get", "200 400 404")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/move", "post", "200 201 400 403 404 409 422")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/manifest", "get", "200 404")]
    [InlineData("/api/v1/clusters/{cluster}/explain", "get", "200 400 404")]
    [InlineData("/api/v1/clusters/{cluster}/matrix", "get", "200 400 404")]
    [InlineData("/api/v1/clusters/{cluster}/applications/{namespace}/map", "get", "200 400 404")]
    [InlineData("/api/v1/compare", "get", "200 400 404")]
    [InlineData("/api/v1/folder", "get", "200 404")]
    [InlineData("/api/v1/isolation", "get", "200 400 404 409")]
    [InlineData("/api/v1/isolation/policies", "get", "200 400 404")]
    [InlineData("/api/v1/isolation/rules", "get", "200 400")]
    [InlineData("/api/v1/isolation/rules", "post", "201 400 403 409 413 415 422")]
    [InlineData("/api/v1/isolation/rules", "put", "200 400 403 409 413 415 422")]
    [InlineData("/api/v1/isolation/rules/{id}", "put", "200 400 403 404 409 413 415 422")]
    [InlineData("/api/v1/isolation/rules/{id}", "delete", "204 403 404 409")]
    [InlineData("/api/v1/lint", "post", "200 400 403 413 415 422 503")]
    [InlineData("/api/v1/resolve", "get", "200 400 404")]
    [InlineData("/api/v1/search", "get", "200 400 404")]
    [InlineData("/api/v1/services", "get", "200 400 404")]
    [InlineData("/api/v1/audit", "get", "200 400 401 403")]
    [InlineData("/api/v1/tokens", "get", "200 401 403")]
    [InlineData("/api/v1/tokens", "post", "201 400 401 403 409 415")]
    [InlineData("/api/v1/tokens/{id}", "delete", "204 401 403 404")]
    [InlineData("/api/v1/tokens/{id}/rotate", "post", "201 400 401 403 404 409")]
    [InlineData("/api/v1/users", "get", "200 401 403 404")]
    [InlineData("/api/v1/users", "post", "201 400 401 403 404 409 415")]
    [InlineData("/api/v1/users/{name}", "patch", "200 400 401 403 404 409 415")]
    [InlineData("/api/v1/users/{name}/one-time-password", "post", "200 401 403 404 409")]
    public async Task A_call_lists_how_it_answers(string path, string method, string statuses)
    {
        var call = (await App.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json["paths"]![path]![method]!;
        Assert.Equal(statuses, string.Join(' ', call["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal)));
    }
}
