namespace ElasticDns.Web.Tests.Features.Health;

public sealed class HealthApiTests : ApiTest
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task An_app_that_runs_over_a_migrated_store_is_healthy(string path) =>
        Assert.Equal("Healthy", (await App.SendAsync(HttpMethod.Get, path)).Expect(200).Text);

    [Fact]
    public async Task An_app_whose_store_is_not_migrated_is_alive_but_not_ready()
    {
        Sqlite.Run(App.DatabaseFile, "DELETE FROM __EFMigrationsHistory");
        (await App.SendAsync(HttpMethod.Get, "/readyz")).Expect(503);
        (await App.SendAsync(HttpMethod.Get, "/livez")).Expect(200);
    }
}
