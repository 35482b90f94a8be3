using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Import;

/// <summary>
/// Checks manifests without a thought of storing them. What has a place is tried like an import, so that the connections that it declares
/// are judged beside everything else in the catalogue; what has none is judged by itself.
/// </summary>
internal static class Lint
{
    public static async Task<ImportResult> RunAsync(Actor by, IReadOnlyList<ImportItem> items, Importer importer, CancellationToken cancellationToken)
    {
        var placed = items.Where(HasPlace).ToList();
        // It is the manifests that are asked about: not whether this caller may change those applications, or rename them.
        var tried = placed.Count == 0 && items.Count > 0 ? new ImportResult([])
            : await importer.RunAsync(new(placed) { By = by, DryRun = true, Rename = true, FromFolder = true }, cancellationToken);
        var results = tried.Items.ToDictionary<ItemResult, ImportItem>(result => result.Item, ReferenceEqualityComparer.Instance);
        return tried with { Items = [.. items.Select(item => results.GetValueOrDefault(item) ?? Alone(item))] };
    }

    private static bool HasPlace(ImportItem item) => item.Place.Namespace is not null || !item.ServiceYml.IsManifest;

    private static ItemResult Alone(ImportItem item)
    {
        var reading = item.Read(item.ManifestYml);
        if (reading.Manifest?.Services.Any(service => service.Mentions.Count > 0) != true) return new(item, null, reading.Findings, reading.FindingCount);
        var unjudged = new Finding(Severity.Note, "connections-not-judged",
            "Where its declared connections lead depends on where it goes: name a namespace (parameter 'namespace', or x-elastic-dns) to have them judged.", item.ServiceYml.Name, 0, 0);
        return new(item, null, [.. reading.Findings, unjudged], reading.FindingCount + 1);
    }
}
