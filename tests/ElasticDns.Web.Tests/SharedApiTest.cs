namespace ElasticDns.Web.Tests;

/// <summary>The app that the tests of one class share.</summary>
public sealed class SharedApp : IAsyncDisposable
{
    internal TestApp App { get; } = TestApp.Start();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A test that only asks, or is refused, and so may share its app with the others of its class.</summary>
public abstract class SharedApiTest(SharedApp shared) : IClassFixture<SharedApp>
{
    internal TestApp App => shared.App;
}
