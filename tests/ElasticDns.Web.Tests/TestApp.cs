using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ElasticDns.Web.Tests;

/// <summary>The app on a real port, over an SQLite file in a folder of its own, with a clock that the test sets.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;
    private bool _isStopped;

    private TestApp(string folder, TestClock clock, LogSink log, Action<IWebHostBuilder>? configure)
    {
        (Folder, Clock, Log) = (folder, clock, log);
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            host.UseSetting("ConnectionStrings:Catalog", $"Data Source={DatabaseFile}");
            host.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace));
            host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock));
            configure?.Invoke(host);
        });
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public string Folder { get; }

    public string DatabaseFile => Path.Combine(Folder, "catalog.db");

    public TestClock Clock { get; }

    public LogSink Log { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    public CatalogStore Store => Services.GetRequiredService<CatalogStore>();

    public static TestApp Start(Action<IWebHostBuilder>? configure = null) =>
        new(Directory.CreateTempSubdirectory("elastic-dns-").FullName, new(), new(), configure);

    /// <summary>Ends this app and starts another one over the same file.</summary>
    public async Task<TestApp> RestartAsync(Action<IWebHostBuilder>? configure = null)
    {
        await StopAsync();
        return new(Folder, Clock, Log, configure);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the app and leaves its folder.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        using var connection = new SqliteConnection(ConnectionString());
        Client.Dispose();
        await _factory.DisposeAsync();
        // Connections outlive the app in their pool, which a process that ends would close.
        SqliteConnection.ClearPool(connection);
    }

    private string? ConnectionString()
    {
        using var context = Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContext();
        return context.Database.GetConnectionString();
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        // The path goes out as it is written: no dot segment is taken out on the way.
        var uri = new Uri($"{Address.AbsoluteUri.TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (name == "Host") request.Headers.Host = value;
            else Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Gets from the API: <c>clusters</c> stands for <c>/api/v1/clusters</c>.</summary>
    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, $"/api/v1/{path}", null, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, $"/api/v1/{path}");

    /// <summary>Posts one text to <c>/api/v1/imports</c>.</summary>
    public Task<Answer> PostAsync(string query, string yaml, params (string Name, string Value)[] headers) =>
        PostAsync(query, Encoding.UTF8.GetBytes(yaml), "application/yaml", headers);

    public Task<Answer> PostAsync(string query, byte[] body, string? contentType, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(HttpMethod.Post, $"/api/v1/imports?{query}", content, headers);
    }

    /// <summary>Posts several files as <c>multipart/form-data</c>.</summary>
    public Task<Answer> PostFilesAsync(string query, params (string Name, string Yaml)[] files) => PostFilesAsync(query, files, []);

    public Task<Answer> PostFilesAsync(string query, (string Name, string Yaml)[] files, (string Name, string Value)[] headers)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, yaml) in files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(yaml)), "file", name);
        return SendAsync(HttpMethod.Post, $"/api/v1/imports?{query}", form, headers);
    }

    /// <summary>Imports a service.yml as if it came from the watched folder.</summary>
    public async Task ImportFromFolderAsync(string @namespace, string yaml)
    {
        var item = new ImportItem(ManifestDocument.Parse("service.yml", yaml), null) { Given = new() { Cluster = "production", Namespace = @namespace } };
        Assert.False((await Services.GetRequiredService<Importer>().RunAsync(new([item]) { By = Actor.Folder, FromFolder = true })).IsRefused);
    }

    /// <summary>Imports a manifest that must be accepted.</summary>
    public async Task<Answer> ImportAsync(string @namespace, string yaml, string cluster = "production", string? manifestYml = null, string? application = null)
    {
        var query = $"cluster={cluster}&namespace={@namespace}" + (application is null ? "" : $"&application={Uri.EscapeDataString(application)}");
        var answer = manifestYml is null
            ? await PostAsync(query, yaml)
            : await PostFilesAsync(query, ("service.yml", yaml), ("manifest.yml", manifestYml));
        Assert.True(answer.Status is 200 or 201, answer.ToString());
        return answer;
    }
}
