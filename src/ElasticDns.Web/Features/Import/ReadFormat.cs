using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>The words for a format on the import page.</summary>
/// <param name="Format">The format.</param>
/// <param name="Title">A file of it, with its article.</param>
/// <param name="As">What it is imported as.</param>
/// <param name="Many">What several files are imported as.</param>
public sealed record ReadFormat(ManifestFormat Format, string Title, string As, string Many)
{
    /// <summary>All formats, the usual one first.</summary>
    public static IReadOnlyList<ReadFormat> All { get; } =
    [
        new(ManifestFormat.ServiceYml, "a service.yml", "a service.yml", "service.yml"),
        new(ManifestFormat.Compose, "a Compose file", "a Compose file", "Compose files"),
        new(ManifestFormat.Kubernetes, "Kubernetes", "Kubernetes objects", "Kubernetes objects"),
    ];

    /// <summary>The words for a format.</summary>
    public static ReadFormat Of(ManifestFormat format) => All[(int)format];
}
