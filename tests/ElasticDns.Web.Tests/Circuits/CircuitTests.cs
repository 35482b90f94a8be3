using System.Net.WebSockets;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Circuits;

/// <summary>What holds for the connection of a page, whatever is sent over it.</summary>
public sealed class CircuitTests : ApiTest
{
    private Task<Circuit> OpenAsync(string path = "/") => Circuit.OpenAsync(App.Address, path);

    // Something is done to one connection until it ends; another one is not concerned.
    private async Task EndsAloneAsync(Func<Circuit, int, Task> attack)
    {
        await using var other = await OpenAsync();
        await using var bad = await OpenAsync();
        for (var i = 0; i < 10_000 && !bad.Closed.IsCompleted; i++) await attack(bad, i);
        await bad.Closed.WaitAsync(TestContext.Current.CancellationToken);
        await other.GoToAsync(App.Address, "/clusters");
        Assert.False(other.Closed.IsCompleted);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_click_over_the_connection_of_a_page_does_what_the_button_says()
    {
        await using var circuit = await OpenAsync();
        Assert.True(await circuit.ClickAsync("Load the sample applications"));
        await circuit.WaitAsync(() => !App.Store.Current.IsEmpty);
    }

    // With 610 events and next to none that come back, 600 clicks are possible only where the page's confirmations and answers, more than twice as many, are no events.
    [Fact]
    public async Task What_a_page_confirms_and_answers_is_not_counted_as_its_events()
    {
        await using var app = TestApp.Start(host => host.UseSetting("Limits:PageEventBurst", "610").UseSetting("Limits:PageEventsPerSecond", "10"));
        await using var circuit = await Circuit.OpenAsync(app.Address, "/");
        for (var i = 0; i < 600; i++)
        {
            await circuit.GoToAsync(app.Address, i % 2 == 0 ? "/services" : "/clusters");
            circuit.Forget();
        }
        Assert.False(circuit.Closed.IsCompleted);
    }

    [Fact]
    [Trait("bad-input", "D09")]
    public Task A_message_of_33_KB_ends_its_connection_alone() =>
        EndsAloneAsync((bad, i) => i > 0 ? bad.Closed : bad.SendAsync("BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", bad.Renderer, new string('x', 33 * 1024)));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Ten_thousand_events_at_once_end_their_connection_alone() => EndsAloneAsync((bad, _) => bad.SendAsync("OnRenderCompleted", 1L, null));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Events_for_handlers_that_there_are_not_end_their_connection_alone() => EndsAloneAsync((bad, i) => bad.DispatchAsync(1_000_000 + i, "click", "{}"));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Calls_of_unknown_methods_end_their_connection_alone() => EndsAloneAsync((bad, i) => bad.CallAsync("ElasticDns.Web", $"Remove{i}", 0, "[]"));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Calls_of_forged_objects_end_their_connection_alone() => EndsAloneAsync((bad, i) => bad.CallAsync(null, "DispatchEventAsync", 1_000_000 + i, "[]"));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Parts_of_files_that_nobody_asked_for_end_their_connection_alone() =>
        EndsAloneAsync((bad, i) => bad.SendAsync("ReceiveJSDataChunk", 1_000L, (long)i, new byte[16], null));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task A_method_that_the_hub_has_not_ends_its_connection_alone() => EndsAloneAsync((bad, i) => i > 0 ? bad.Closed : bad.SendAsync("Destroy", "everything"));

    [Fact]
    [Trait("bad-input", "D09")]
    public Task Bytes_that_are_no_message_end_their_connection_alone() => EndsAloneAsync((bad, i) => i > 0 ? bad.Closed : bad.SendBytesAsync([3, 0xc1, 0xc1, 0xc1]));

    [Fact]
    [Trait("bad-input", "D09")]
    public async Task Who_confirms_nothing_and_goes_on_is_cut_off_alone()
    {
        await using var other = await OpenAsync();
        await using var silent = await OpenAsync();
        silent.Acknowledges = false;
        var before = silent.Batches;
        string[] pages = ["/clusters", "/services", "/history", "/resolve"];
        for (var i = 0; silent.Batches - before < 10; i++)
        {
            var seen = silent.Batches;
            await silent.SendAsync("OnLocationChanged", new Uri(App.Address, pages[i % pages.Length]).ToString(), null, true);
            await silent.WaitAsync(() => silent.Batches > seen);
        }
        Assert.False(silent.Closed.IsCompleted);
        App.Clock.Now += TimeSpan.FromMinutes(1);
        await silent.SendAsync("OnLocationChanged", new Uri(App.Address, "/clusters").ToString(), null, true);
        await silent.Closed.WaitAsync(TestContext.Current.CancellationToken);
        await other.GoToAsync(App.Address, "/clusters");
    }

    [Fact]
    [Trait("bad-input", "D02")]
    public async Task No_connection_is_made_for_another_origin()
    {
        foreach (var (name, value) in ((string, string)[])[("Origin", "http://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")])
        {
            (await App.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, (name, value))).ExpectProblem(403);
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader(name, value);
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new($"ws://{App.Address.Authority}/_blazor"), TestContext.Current.CancellationToken));
            Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        }
        await using var own = await Circuit.OpenAsync(App.Address, "/", ("Origin", App.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    [Trait("bad-input", "D10")]
    public async Task A_client_has_no_more_pages_open_than_it_may()
    {
        await using var app = TestApp.Start(host => host.UseSetting("Limits:PagesPerClient", "3"));
        var open = new List<Circuit>();
        for (var i = 0; i < 3; i++) open.Add(await Circuit.OpenAsync(app.Address, "/"));
        (await app.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).ExpectProblem(429);
        var page = (await app.SendAsync(HttpMethod.Get, "/services")).Expect(200);
        Assert.Contains("You have 3 pages open", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page.Text, StringComparison.Ordinal);

        await open[0].DisposeAsync();
        // The server hears of it in a moment.
        while ((await app.SendAsync(HttpMethod.Get, "/services")).Text.Contains("You have 3 pages open", StringComparison.Ordinal)) await Task.Delay(20, TestContext.Current.CancellationToken);
        open.Add(await Circuit.OpenAsync(app.Address, "/services"));
        foreach (var circuit in open) await circuit.DisposeAsync();
    }

    [Fact]
    [Trait("bad-input", "D10")]
    public async Task Every_page_that_is_abandoned_is_given_up()
    {
        const int many = 200;
        var count = new Count();
        await using var app = TestApp.Start(host => host
            .UseSetting("Limits:PagesKept", "8").UseSetting("Limits:PageKeptSeconds", "1")
            .ConfigureTestServices(services => services.AddSingleton<CircuitHandler>(count)));
        for (var i = 0; i < many; i++) await (await Circuit.OpenAsync(app.Address, i % 2 == 0 ? "/" : "/services")).DisposeAsync();
        Assert.Equal(many, count.Opened);
        // Each page that comes or goes lets those be given up whose time is over.
        while (count.Opened - count.Closed > 2)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            await (await Circuit.OpenAsync(app.Address, "/")).DisposeAsync();
        }
    }

    private sealed class Count : CircuitHandler
    {
        private int _opened;
        private int _closed;

        public int Opened => _opened;

        public int Closed => _closed;

        public override Task OnCircuitOpenedAsync(Microsoft.AspNetCore.Components.Server.Circuits.Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return Task.CompletedTask;
        }

        public override Task OnCircuitClosedAsync(Microsoft.AspNetCore.Components.Server.Circuits.Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _closed);
            return Task.CompletedTask;
        }
    }
}
