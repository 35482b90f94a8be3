namespace ElasticDns.Web.Tests;

/// <summary>A test that has an app, and so a catalogue, of its own.</summary>
public abstract class ApiTest : IAsyncDisposable
{
    internal TestApp App { get; set; } = TestApp.Start();

    internal HttpClient Client => App.Client;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
