using ElasticDns.Web.Tests.Circuits;
using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests.Access;

/// <summary>What an admin's browser sends, sent by a viewer over the websocket of a page, past everything that the page would let them do.</summary>
[Trait("bad-input", "D08")]
public sealed class ReplayedEventsTests : IAsyncDisposable
{
    private const string Yaml = "services: {api: {ports: [3000], env_vars: {DB: 'http://web'}}, web: {ports: [80]}}\n";

    private static readonly (string, string)[] Viewer = [("X-Forwarded-User", "grace"), ("X-Forwarded-Groups", "staff")];

    private static readonly (string, string)[] Admin = [("X-Forwarded-User", "ada"), ("X-Forwarded-Groups", "platform")];

    private readonly TestApp _app = TestApp.Start(host => host.UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", "127.0.0.1").UseSetting("Access:Proxy:AdminGroups", "platform"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/", "Load the sample applications", "import")]
    [InlineData("/clusters/default/shop", "Rename…", "rename")]
    [InlineData("/clusters/default/shop", "Move…", "move")]
    [InlineData("/clusters/default/shop", "Remove…", "remove")]
    [InlineData("/clusters/default/gone", "Bring back", "restore")]
    [InlineData("/isolation", "Add a rule…", "rule-add")]
    [InlineData("/isolation", "Import CSV…", "rules-replace")]
    [InlineData("/isolation", "Edit…", "rule-change")]
    public async Task The_click_of_an_admin_does_nothing_for_a_viewer_and_is_in_the_audit_log(string path, string button, string action)
    {
        if (path != "/") await FillAsync();
        await using (var admin = await OpenAsync(path, Admin)) await admin.HandlerAsync(button);
        var rows = Sqlite.Dump(_app.DatabaseFile);
        await using var viewer = await OpenAsync(path, Viewer);
        Assert.True(await viewer.ClickAsync(button));
        Assert.Equal(rows, Sqlite.Dump(_app.DatabaseFile));
        Assert.Equal("1", Sqlite.Value(_app.DatabaseFile, $"SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'grace' AND Action = '{action}' AND Result = 2 AND [From] = '127.0.0.1'"));
    }

    [Theory]
    [InlineData("/", null)]
    [InlineData("/clusters/default/shop", "Remove…")]
    [InlineData("/clusters/default/gone", "Bring back")]
    [InlineData("/isolation", "Edit…")]
    [InlineData("/history", null)]
    [InlineData("/import", "Check the text")]
    [InlineData("/tokens", null)]
    [InlineData("/users", null)]
    [InlineData("/audit", null)]
    public async Task Every_event_that_an_admins_page_takes_is_replayed_and_nothing_changes(string path, string? mark)
    {
        await FillAsync();
        List<(long Handler, string Name)> events;
        await using (var admin = await OpenAsync(path, Admin))
        {
            await admin.WaitAsync(() => admin.Elements.Any(element => element.Handlers.Count > 0 && (mark is null || element.Text.Trim() == mark)));
            events = [.. admin.Elements.SelectMany(element => element.Handlers.Select(handler => (handler.Value, handler.Key[2..]))).Distinct()];
        }
        Assert.NotEmpty(events);
        var rows = Sqlite.Dump(_app.DatabaseFile);
        var viewer = await OpenAsync(path, Viewer);
        try
        {
            foreach (var (handler, name) in events)
            {
                if (viewer.Closed.IsCompleted)
                {
                    await viewer.DisposeAsync();
                    viewer = await OpenAsync(path, Viewer);
                }
                await viewer.DispatchAsync(handler, name, name is "click" ? "{\"type\":\"click\",\"detail\":1}" : $$"""{"type":"{{name}}"}""");
            }
        }
        finally
        {
            await viewer.DisposeAsync();
        }
        Assert.Equal(rows, Sqlite.Dump(_app.DatabaseFile));
    }

    [Fact]
    public async Task A_handler_that_a_viewers_page_does_not_have_is_in_the_audit_log()
    {
        await FillAsync();
        await using var viewer = await OpenAsync("/isolation", Viewer);
        Assert.False(await viewer.DispatchAsync(987_654, "click", "{\"type\":\"click\",\"detail\":1}"));
        await UntilAsync("SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'grace' AND Action = 'page-event' AND Result = 3");
    }

    [Fact]
    public async Task What_the_proxy_said_of_an_open_page_holds_for_a_time_and_is_asked_anew()
    {
        await using var page = await OpenAsync("/", Admin);
        _app.Clock.Now += TimeSpan.FromMinutes(14);
        await page.GoToAsync(_app.Address, "/services");
        await page.GoToAsync(_app.Address, "/");
        var load = await page.HandlerAsync("Load the sample applications");
        _app.Clock.Now += TimeSpan.FromMinutes(1);
        await page.Closed;

        // The same person, who is no admin any more.
        await using var again = await page.ReconnectAsync(_app.Address, ("X-Forwarded-User", "ada"), ("X-Forwarded-Groups", "staff"));
        await again.DispatchAsync(load, "click", "{\"type\":\"click\",\"detail\":1}");
        await UntilAsync("SELECT COUNT(*) FROM AuditEntries WHERE Actor = 'ada' AND (Action = 'import' AND Result = 2 OR Action = 'page-event')");
        Assert.True(_app.Store.Current.IsEmpty);
        // And one who may see nothing any more does not get in.
        await Assert.ThrowsAsync<HttpRequestException>(() => Circuit.ConnectAsync(_app.Address, []));
    }

    private async Task FillAsync()
    {
        (await _app.PostAsync("namespace=shop", Yaml, Admin)).Expect(201);
        (await _app.PostAsync("namespace=gone", Yaml, Admin)).Expect(201);
        (await _app.SendAsync(HttpMethod.Delete, "/api/v1/clusters/default/applications/gone", null, Admin)).Expect(204);
        using var rule = new StringContent("""{"from": "default/shop", "to": "default/gone", "severity": "error", "reason": "no"}""", null, "application/json");
        (await _app.SendAsync(HttpMethod.Post, "/api/v1/isolation/rules", rule, Admin)).Expect(201);
    }

    private Task<Circuit> OpenAsync(string path, (string, string)[] headers) => Circuit.OpenAsync(_app.Address, path, headers);

    // The log of failures is written beside the connection.
    private async Task UntilAsync(string sql)
    {
        for (var tries = 0; Sqlite.Value(_app.DatabaseFile, sql) == "0"; tries++)
        {
            Assert.True(tries < 300, "Not in the log within half a minute.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
