using System.Globalization;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>Imports wait for their turn, in a line that has an end; nobody can hold a place for ever.</summary>
public sealed class ImportLineTests : IAsyncDisposable
{
    private const string Yaml = "services: {api: {ports: [3000]}}\n";

    private readonly List<RawConnection> _connections = [];
    private TestApp? _app;

    private TestApp App => _app ??= TestApp.Start(host => host.UseSetting("Limits:ImportsAtOnce", "1").UseSetting("Limits:ImportsWaiting", "1").UseSetting("Limits:ImportBodySeconds", "300"));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) connection.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    // Begins an import and does not end it; it has its turn when the app asks for the body.
    private async Task<RawConnection> BeginAsync(string query)
    {
        var connection = new RawConnection(App);
        _connections.Add(connection);
        Assert.True(await connection.SendAsync(
            $"POST /api/v1/imports?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/yaml\r\nExpect: 100-continue\r\nContent-Length: {Yaml.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"));
        Assert.Equal("HTTP/1.1 100 Continue", await connection.ReadLineAsync());
        return connection;
    }

    [Fact]
    public async Task Who_comes_when_the_line_is_full_is_told_when_to_come_again()
    {
        var first = await BeginAsync("namespace=first");
        var others = Enumerable.Range(0, 4).Select(number => App.PostAsync($"namespace=n{number}", Yaml)).ToList();
        for (var i = 0; i < 3; i++)
        {
            var refused = await Task.WhenAny(others);
            others.Remove(refused);
            (await refused).ExpectProblem(503);
            Assert.Equal("10", (await refused).Headers["Retry-After"]);
        }
        // Those who only check stand in a line of their own.
        (await App.PostAsync("namespace=first&dryRun=true", Yaml)).Expect(200);
        (await App.SendAsync(HttpMethod.Post, "/api/v1/lint", new StringContent(Yaml, null, "application/yaml"))).Expect(200);
        (await App.GetAsync("clusters")).Expect(200);
        Assert.True(App.Store.Current.IsEmpty);

        Assert.True(await first.SendAsync(Yaml));
        (await Assert.Single(others)).Expect(201);
        Assert.Equal(2, App.Store.Current.Clusters.Sum(cluster => cluster.Applications.Count()));
    }

    [Fact]
    [Trait("bad-input", "D11")]
    public async Task A_client_that_is_gone_half_way_leaves_its_place_and_nothing_else()
    {
        var rows = Sqlite.Dump(App.DatabaseFile);
        for (var i = 0; i < 3; i++)
        {
            var gone = await BeginAsync("namespace=shop");
            Assert.True(await gone.SendAsync(Yaml[..10]));
            gone.Dispose();
        }
        (await App.PostAsync("namespace=other&dryRun=true", Yaml)).Expect(200);
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        (await App.PostAsync("namespace=other", Yaml)).Expect(201);
    }

    [Fact]
    [Trait("bad-input", "D11")]
    public async Task A_body_that_stalls_is_cut_off()
    {
        _app = TestApp.Start(host => host.UseSetting("Limits:ImportsAtOnce", "1").UseSetting("Limits:ImportBodySeconds", "1"));
        var stalled = await BeginAsync("namespace=shop");
        Assert.True(await stalled.SendAsync(Yaml[..10]));
        Assert.Equal("", await stalled.ReadLineAsync());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await stalled.ReadLineAsync());
        (await App.PostAsync("namespace=other", Yaml)).Expect(201);
        Assert.Null(App.Store.Current.Find("default", "shop"));
    }

    [Fact]
    public async Task A_page_waits_for_its_turn_and_says_so()
    {
        using var turns = new ImportTurns(new() { ImportsAtOnce = 1 });
        var told = new List<bool>();
        var first = await turns.TakeAsync(told.Add, TestContext.Current.CancellationToken);
        Assert.Empty(told);
        using var leaves = new CancellationTokenSource();
        var second = turns.TakeAsync(told.Add, leaves.Token).AsTask();
        var third = turns.TakeAsync(null, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal([true], told);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal([true, false], told);
        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
    }
}
