using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Access;

/// <summary>Whatever the API lets change is for admins, and whatever the app answers is for those who may view.</summary>
public sealed partial class WhoMayTests : IAsyncDisposable
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    private static readonly (string, string)[] Viewer = [("X-Forwarded-User", "grace"), ("X-Forwarded-Groups", "staff")];

    private static readonly (string, string)[] Admin = [("X-Forwarded-User", "ada"), ("X-Forwarded-Groups", "platform")];

    // What shows nothing of the catalogue: files, the health of the app, and the way in.
    private static readonly string[] Public = ["livez", "readyz", "sign-in", "sign-out", "password", "first-admin", "not-found", "error"];

    private readonly TestApp _app = TestApp.Start(host => host.UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", "127.0.0.1").UseSetting("Access:Proxy:AdminGroups", "platform"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("bad-input", "D08")]
    public async Task A_viewer_calls_every_write_and_changes_nothing_and_each_call_is_in_the_audit_log()
    {
        (await _app.PostAsync("namespace=shop", Yaml, Admin)).Expect(201);
        var rows = Sqlite.Dump(_app.DatabaseFile);
        var writes = Writes().ToList();
        Assert.True(writes.Count >= 9, $"Only {writes.Count} writes are known.");
        var denied = 0;
        foreach (var (method, path) in writes)
        {
            // Each caller has thirty entries a minute.
            var from = $"192.0.2.{denied / 20 + 1}";
            var answer = await _app.SendAsync(new(method), path, new StringContent(Yaml, null, "application/yaml"), [.. Viewer, ("X-Forwarded-For", from)]);
            if (path.EndsWith("/lint", StringComparison.Ordinal)) answer.Expect(200);
            else answer.ExpectProblem(403);
            if (answer.Status == 403) denied++;
            (await _app.SendAsync(new(method), path, new StringContent(Yaml, null, "application/yaml"), ("X-Forwarded-For", $"198.51.100.{denied / 20 + 1}"))).ExpectProblem(401);
        }
        Assert.Equal(rows, Sqlite.Dump(_app.DatabaseFile));
        Assert.Equal($"{denied}", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'grace' AND Result = 2"));
        Assert.Equal($"{writes.Count}", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'anonymous' AND Result = 2"));
    }

    [Fact]
    public async Task Nobody_reads_without_a_name()
    {
        await _app.PostAsync("namespace=shop", Yaml, Admin);
        foreach (var endpoint in Endpoints().Where(endpoint => Methods(endpoint) is [] or ["GET", ..]))
        {
            var path = PathOf(endpoint);
            var isPublic = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (isPublic) Assert.True(Public.Contains(path.Trim('/')) || Path.HasExtension(path), $"{path} is open to everybody.");
            else Assert.True((await _app.SendAsync(HttpMethod.Get, path)).Status is 401 or 404 or 400, $"{path} answers somebody without a name.");
        }
    }

    [Fact]
    public async Task An_admin_does_it()
    {
        (await _app.PostAsync("namespace=shop", Yaml, Admin)).Expect(201);
        (await _app.SendAsync(HttpMethod.Delete, "/api/v1/clusters/default/applications/shop", null, Admin)).Expect(204);
        Assert.Equal("import,remove", Sqlite.Value(_app.DatabaseFile, "SELECT group_concat(Action) FROM (SELECT Action FROM AuditEntries WHERE Actor = 'ada' AND Result = 0 ORDER BY Id)"));
    }

    [Fact]
    public async Task What_is_refused_is_in_the_log_with_its_codes_and_not_its_text()
    {
        (await _app.PostAsync("namespace=shop", "services: {api: {ports: [70000], image: CANARY}}\n", Admin)).ExpectProblem(422);
        Assert.Equal("import default/shop 1 port-out-of-range", Sqlite.Value(_app.DatabaseFile, "SELECT Action || ' ' || What || ' ' || Result || ' ' || Detail FROM AuditEntries"));
    }

    [Fact]
    public async Task A_client_that_is_refused_again_and_again_does_not_fill_the_log()
    {
        for (var i = 0; i < 40; i++) (await _app.PostAsync("namespace=shop", Yaml, Viewer)).ExpectProblem(403);
        Assert.Equal("30", Sqlite.Value(_app.DatabaseFile, "SELECT COUNT(*) FROM AuditEntries"));
        Assert.Equal("refusals", Sqlite.Value(_app.DatabaseFile, "SELECT Action FROM AuditEntries ORDER BY Id DESC LIMIT 1"));
    }

    private IEnumerable<(string Method, string Path)> Writes() =>
        from endpoint in Endpoints()
        where endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true
        from method in Methods(endpoint)
        where method is not ("GET" or "HEAD")
        select (method, PathOf(endpoint));

    private IEnumerable<RouteEndpoint> Endpoints() => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string[] Methods(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []];

    private static string PathOf(RouteEndpoint endpoint) => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!, match => match.Groups[1].Value switch
    {
        "cluster" => "default",
        "namespace" => "shop",
        "label" => "api",
        _ => "1",
    }).TrimStart('/');

    [GeneratedRegex(@"\{\**([a-zA-Z]+)[^}]*\}")]
    private static partial Regex Parameter();
}
