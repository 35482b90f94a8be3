using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>One application on the import page: its files, where they go, and what a trial import says.</summary>
public sealed class ImportRow
{
    private readonly ImportItem _item;

    /// <param name="item">The files.</param>
    /// <param name="snapshot">The catalogue, for the name of an application that exists.</param>
    /// <param name="into">The application for which a new revision is brought in, or null.</param>
    /// <param name="caller">The caller of the page, whose cluster is proposed where nothing names one.</param>
    public ImportRow(ImportItem item, CatalogSnapshot snapshot, Application? into, Application? caller = null)
    {
        _item = item;
        var place = item.Place;
        var proposed = caller?.Cluster ?? (snapshot.Clusters.Take(2).ToList() is [var only] ? only.Name : null);
        Cluster = place.Cluster ?? into?.Cluster ?? proposed ?? Placement.DefaultCluster;
        IsClusterProposed = place.Cluster is null && into is null;
        Namespace = place.Namespace ?? into?.Namespace ?? item.ProposedNamespace ?? "";
        Application = place.Application ?? snapshot.Find(Cluster, Namespace)?.Name ?? item.ProposedApplication ?? "";
        IsProposed = place.Namespace is null && into is null && Namespace.Length > 0;
        Environment = item.ServiceYml.Environments is [var environment] ? environment : null;
    }

    public string Application { get; set; }

    public string Namespace { get; set; }

    public string Cluster { get; set; }

    public string? Environment { get; set; }

    /// <summary>Whether the namespace was made of the application's name and waits to be confirmed.</summary>
    public bool IsProposed { get; set; }

    /// <summary>Whether nobody named the cluster, and it waits to be confirmed.</summary>
    public bool IsClusterProposed { get; set; }

    /// <summary>What a trial import says.</summary>
    public ItemResult? Result { get; set; }

    public string Name => _item.ServiceYml.Name;

    public ManifestDocument ServiceYml => _item.ServiceYml;

    public ManifestDocument? ManifestYml => _item.ManifestYml;

    /// <summary>Whether the file is a service.yml, so that it can go somewhere.</summary>
    public bool HasPlace => ServiceYml.IsManifest;

    public bool IsRefused => Result?.IsRefused == true;

    public IReadOnlyList<Finding> Findings => Result?.Findings ?? [];

    /// <summary>The item with what the page says of its place.</summary>
    public ImportItem ToItem() => _item with
    {
        Given = HasPlace
            ? new() { Application = NullIfEmpty(Application), Namespace = NullIfEmpty(Namespace), Cluster = NullIfEmpty(Cluster) }
            : Placement.None,
        Environment = NullIfEmpty(Environment),
    };

    /// <summary>What is said of one of its files.</summary>
    public IReadOnlyList<Finding> FindingsOf(ManifestDocument document) =>
        [.. Findings.Where(finding => finding.File == document.Name || (finding.File is null && document == ServiceYml))];

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
