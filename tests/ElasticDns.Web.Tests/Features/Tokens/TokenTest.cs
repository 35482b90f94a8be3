using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Features.Tokens;

/// <summary>A test with an app behind a proxy that nobody comes through, so that nobody is anybody without a token.</summary>
public abstract class TokenTest : ApiTest
{
    internal const string AdminToken = "an-admin-token-of-the-configuration";

    protected TokenTest() => App = StartAgain(App);

    internal static (string, string) Bearer(string secret) => ("Authorization", $"Bearer {secret}");

    internal static StringContent Body(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    internal Task<Answer> AsAdminAsync(HttpMethod method, string path, HttpContent? content = null) => App.SendAsync(method, $"/api/v1/{path}", content, Bearer(AdminToken));

    /// <summary>Makes a token and returns its secret and number.</summary>
    internal async Task<(string Secret, int Id)> CreateAsync(string name, bool read, params string[] import)
    {
        var answer = (await AsAdminAsync(HttpMethod.Post, "tokens", Body(new { name, read, import, expiresInDays = 30 }))).Expect(201);
        return (answer.String("secret")!, (int)answer["token.id"]!);
    }

    internal Task<Answer> ImportAsAsync(string secret, string place) =>
        App.PostAsync($"cluster={place.Split('/')[0]}&namespace={place.Split('/')[1]}", "services: {web: {ports: [80]}}", Bearer(secret));

    private static TestApp StartAgain(TestApp open)
    {
        open.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return TestApp.Start(host => host
            .UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", "192.0.2.1").UseSetting("Access:Proxy:AdminGroups", "platform").UseSetting("Admin:Token", AdminToken));
    }
}
