using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace ElasticDns.Benchmarks;

/// <summary>A catalogue in a file of its own that goes with the benchmark.</summary>
internal sealed class TemporaryCatalog : IDisposable
{
    public const int ServicesOfApplication = 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("elasticdns-");
    private readonly ServiceProvider _services;

    public TemporaryCatalog(int services)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Catalog", "Data Source=catalog.db")]).Build();
        _services = new ServiceCollection()
            .AddCatalogStorage(configuration, new HostingEnvironment { ContentRootPath = _folder.FullName })
            .AddSingleton(new AddressRules(AddressRules.DefaultClusterDomain))
            .AddSingleton<ReferenceIndexes>()
            .AddSingleton<Importer>()
            .BuildServiceProvider();
        _services.OpenCatalogAsync(hasFolder: false).GetAwaiter().GetResult();
        foreach (var chunk in Enumerable.Range(0, services / ServicesOfApplication).Chunk(100))
            Import([.. chunk.Select(number => Item(number, ManifestTexts.Write(number, ServicesOfApplication)))]);
    }

    public string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "catalog.db")}";

    public CatalogContext NewContext() => _services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContext();

    public static ImportItem Item(int number, string text) => new(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(text)), null)
    {
        Given = new() { Cluster = $"cluster-{number % 10}", Namespace = $"application-{number}" },
    };

    public CatalogSnapshot Import(IReadOnlyList<ImportItem> items)
    {
        var result = _services.GetRequiredService<Importer>().RunAsync(new(items) { By = ElasticDns.Web.Access.Actor.Local }).GetAwaiter().GetResult();
        if (result.IsRefused) throw new InvalidOperationException(result.Findings[0].Message);
        return _services.GetRequiredService<CatalogStore>().Current;
    }

    public void Dispose()
    {
        _services.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
