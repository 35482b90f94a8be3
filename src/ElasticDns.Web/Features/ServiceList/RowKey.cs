using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>Which service or database a row shows, whatever the snapshot.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace of the application.</param>
/// <param name="Label">The label of the service or database.</param>
public readonly record struct RowKey(string Cluster, string Namespace, string Label)
{
    /// <summary>The key of a row.</summary>
    public static RowKey Of(CatalogRow row) => new(row.Home.Cluster, row.Home.Namespace, row.Target.Label);
}
