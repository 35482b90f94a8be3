namespace ElasticDns.Web;

/// <summary>Where the app listens when nothing says so: loopback only.</summary>
public static class ListenAddress
{
    public const string Default = "http://127.0.0.1:5080";

    // What --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS and ASPNETCORE_HTTPS_PORTS become.
    private static readonly string[] Keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    public static void UseDefault(WebApplicationBuilder builder)
    {
        if (Keys.All(key => string.IsNullOrEmpty(builder.Configuration[key]))) builder.WebHost.UseUrls(Default);
    }

    /// <summary>All addresses that the configuration makes the app listen on.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) =>
    [
        .. Split(configuration[WebHostDefaults.ServerUrlsKey]) is { Length: > 0 } urls
            ? urls
            : Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}").Concat(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}")),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    private static string[] Split(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
