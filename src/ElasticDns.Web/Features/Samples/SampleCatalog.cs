using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Features.Samples;

/// <summary>Five applications in two clusters of their own, for a first look; they are imported and removed like any others.</summary>
public sealed class SampleCatalog(Importer importer, CatalogWriter writer)
{
    private const string ClusterPrefix = "sample-";
    private const string ResourceFolder = "Samples.";

    /// <summary>Whether an application belongs to the samples.</summary>
    public static bool IsSample(Application application) => IsSample(application.Cluster);

    /// <summary>Whether a cluster holds samples.</summary>
    public static bool IsSample(string cluster) => cluster.StartsWith(ClusterPrefix, StringComparison.Ordinal);

    public async Task LoadAsync(Actor by, CancellationToken cancellationToken = default)
    {
        var assembly = typeof(SampleCatalog).Assembly;
        var items = new List<ImportItem>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            items.Add(new(ManifestDocument.Parse(name[ResourceFolder.Length..], await text.ReadToEndAsync(cancellationToken)), null));
        }
        var result = await importer.RunAsync(new(items) { By = by }, cancellationToken);
        if (result.IsRefused) throw new InvalidOperationException($"A sample is refused: {result.Findings[0].Message}");
    }

    public Task RemoveAsync(Actor by, CancellationToken cancellationToken = default) => writer.RemoveAsync(IsSample, by, cancellationToken);
}
