using System.Globalization;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>A service or database as a row of the page of all. Rows belong to a snapshot and are shared by everybody who looks at it.</summary>
/// <param name="Home">Its application.</param>
/// <param name="Target">The service or database.</param>
/// <param name="Text">What a filter looks in, lower case.</param>
public sealed record CatalogRow(Application Home, Target Target, string Text)
{
    // Kept as long as the snapshot is, so that many readers of one catalogue share one list.
    private static readonly ConditionalWeakTable<CatalogSnapshot, CatalogRow[]> OfSnapshot = [];

    /// <summary>All rows of a snapshot, by cluster, namespace and label.</summary>
    public static IReadOnlyList<CatalogRow> AllOf(CatalogSnapshot snapshot) => OfSnapshot.GetValue(
        snapshot,
        static key => [.. from home in key.Applications from target in home.Targets select new CatalogRow(home, target, TextOf(home, target))]);

    private static string TextOf(Application home, Target target)
    {
        var own = target switch
        {
            Service service => service.Ports
                .SelectMany(port => port.Mappings.Select(mapping => (int?)mapping.Port).Prepend(port.Container))
                .Where(port => port is not null)
                .Select(port => port!.Value.ToString(CultureInfo.InvariantCulture))
                .Append(service.Image),
            Database database => (DatabaseEngine.Find(database.Engine)?.Ports ?? []).Select(port => port.ToString(CultureInfo.InvariantCulture)),
            _ => Enumerable.Empty<string?>(),
        };
        var hosts = target.Hosts.Append(target.Label).Distinct().Select(host => $"{host}.{home.Namespace}");
        return string.Join('\n', [target.Name, .. hosts, home.Name, home.Cluster, .. own]).ToLowerInvariant();
    }
}
