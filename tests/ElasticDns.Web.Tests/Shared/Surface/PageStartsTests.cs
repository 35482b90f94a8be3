using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>Whoever opens many pages at once waits for their own, and nobody else does.</summary>
[Trait("bad-input", "D10")]
public sealed class PageStartsTests : IAsyncDisposable
{
    private readonly TestApp _app = TestApp.Start(host => host
        .UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", "127.0.0.1").UseSetting("Access:Proxy:AdminGroups", "platform").UseSetting("Limits:PageStartsAtOnce", "1"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_pages_of_one_client_wait_for_each_other_and_those_of_others_do_not()
    {
        var turn = await _app.Services.GetRequiredService<PageStarts>().TakeAsync("Proxy:grace", TestContext.Current.CancellationToken);
        var waits = OpenAsync("grace");
        (await OpenAsync("ada")).Expect(200);
        (await _app.GetAsync("clusters", ("X-Forwarded-User", "grace"))).Expect(200);
        Assert.False(waits.IsCompleted);
        turn.Dispose();
        (await waits).Expect(200);
    }

    private Task<Answer> OpenAsync(string user) => _app.SendAsync(HttpMethod.Get, "/services", null, ("X-Forwarded-User", user));
}
