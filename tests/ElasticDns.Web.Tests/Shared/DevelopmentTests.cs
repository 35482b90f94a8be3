using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Shared;

/// <summary>The API answers in Development as it does in Production.</summary>
public sealed class DevelopmentTests
{
    [Fact]
    public async Task Problems_keep_their_form()
    {
        await using var app = TestApp.Start(host => host.UseEnvironment("Development"));
        (await app.PostAsync("namespace=shop&dryRun=perhaps", "services: {api: }\n")).ExpectProblem(400);
        (await app.GetAsync("nothing")).ExpectProblem(404);
        (await app.GetAsync("clusters/production/matrix")).ExpectProblem(404);
        (await app.PostAsync("namespace=shop", "services: [\n")).ExpectProblem(422);
        (await app.PostAsync("namespace=shop", "services: {api: }\n")).Expect(201);
        (await app.SendAsync(HttpMethod.Get, "/appsettings.json")).Expect(404);
    }
}
