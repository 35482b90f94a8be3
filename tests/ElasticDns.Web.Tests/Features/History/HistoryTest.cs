namespace ElasticDns.Web.Tests.Features.History;

/// <summary>A test of what can be done with what is stored.</summary>
public abstract class HistoryTest : ApiTest
{
    protected const string Shop = "clusters/production/applications/shop";

    private protected Task<Answer> DoAsync(string path, params (string Name, string Value)[] headers) => App.SendAsync(HttpMethod.Post, $"/api/v1/{path}", null, headers);

    private protected async Task<Answer> RestoreAsync(int revision, string place = Shop) => await DoAsync($"{place}/revisions/{revision}/restore");

    /// <summary>The actions of a part of the history, newest first: <c>shop 2 restored</c>.</summary>
    private protected async Task<string[]> EntriesAsync(string query = "") =>
        [.. (await App.GetAsync($"history?{query}")).Expect(200)["entries"]!.AsArray().Select(entry => $"{entry!["namespace"]} {entry["revision"]} {entry["action"]}")];
}
