using ElasticDns.Core.Reachability;
using Microsoft.AspNetCore.Mvc;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>A filter as the query of an address writes it: the page's own and the export's are the same.</summary>
/// <param name="Words">Words that a row must hold.</param>
/// <param name="Kind"><c>service</c> or <c>database</c>.</param>
/// <param name="Cluster">A cluster.</param>
/// <param name="Namespace">The namespace of an application.</param>
/// <param name="Port"><c>yes</c> for what has a container port, <c>no</c> for what has none.</param>
/// <param name="External"><c>yes</c> for what has an external mapping, <c>no</c> for what has none.</param>
/// <param name="UsedBy"><c>yes</c> for what a declared connection leads to, <c>no</c> for what none leads to.</param>
/// <param name="Uses"><c>yes</c> for what declares a connection, <c>no</c> for what declares none.</param>
/// <param name="Broken"><c>yes</c> for what has a broken connection in either direction, <c>no</c> for what has none.</param>
/// <param name="Reach">A reach code.</param>
/// <param name="Sort">One of <see cref="CatalogOrder.All"/>.</param>
/// <param name="Descending">Whether to sort downwards.</param>
public sealed record CatalogQuery(
    [property: FromQuery(Name = CatalogQuery.WordsParameter)] string? Words = null,
    [property: FromQuery(Name = CatalogQuery.KindParameter)] string? Kind = null,
    [property: FromQuery(Name = CatalogQuery.ClusterParameter)] string? Cluster = null,
    [property: FromQuery(Name = CatalogQuery.NamespaceParameter)] string? Namespace = null,
    [property: FromQuery(Name = CatalogQuery.PortParameter)] string? Port = null,
    [property: FromQuery(Name = CatalogQuery.ExternalParameter)] string? External = null,
    [property: FromQuery(Name = CatalogQuery.UsedByParameter)] string? UsedBy = null,
    [property: FromQuery(Name = CatalogQuery.UsesParameter)] string? Uses = null,
    [property: FromQuery(Name = CatalogQuery.BrokenParameter)] string? Broken = null,
    [property: FromQuery(Name = CatalogQuery.ReachParameter)] string? Reach = null,
    [property: FromQuery(Name = CatalogQuery.SortParameter)] string? Sort = null,
    [property: FromQuery(Name = CatalogQuery.DescendingParameter)] bool Descending = false)
{
    public const string WordsParameter = "q";
    public const string KindParameter = "kind";
    public const string ClusterParameter = "cluster";
    public const string NamespaceParameter = "namespace";
    public const string PortParameter = "port";
    public const string ExternalParameter = "external";
    public const string UsedByParameter = "used-by";
    public const string UsesParameter = "uses";
    public const string BrokenParameter = "broken";
    public const string ReachParameter = "reach";
    public const string SortParameter = "sort";
    public const string DescendingParameter = "desc";
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>The reaches that a filter may ask for, by their codes.</summary>
    public static IReadOnlyDictionary<string, Reach> Reaches { get; } =
        ReachRules.All.Where(reach => reach is not Core.Reachability.Reach.Self).ToDictionary(reach => reach.Code(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The changes to a page's address that take every filter away.</summary>
    public static Dictionary<string, object?> Cleared => new()
    {
        [WordsParameter] = null, [KindParameter] = null, [ClusterParameter] = null, [NamespaceParameter] = null,
        [PortParameter] = null, [ExternalParameter] = null, [UsedByParameter] = null, [UsesParameter] = null, [BrokenParameter] = null, [ReachParameter] = null,
    };

    /// <summary>The filter; what is not understood is passed over, as in an address that somebody shortened.</summary>
    public CatalogFilter Filter => new()
    {
        Words = string.IsNullOrWhiteSpace(Words) ? null : Words,
        Kind = Kind is CatalogFilter.ServiceKind or CatalogFilter.DatabaseKind ? Kind : null,
        Cluster = Lower(Cluster),
        Namespace = Lower(Namespace),
        HasPort = Decide(Port),
        HasExternal = Decide(External),
        IsUsed = Decide(UsedBy),
        HasUses = Decide(Uses),
        HasBroken = Decide(Broken),
        Reach = Reach is not null && Reaches.TryGetValue(Reach, out var reach) ? reach : null,
        Sort = Sort is not null && CatalogOrder.All.Contains(Sort) ? Sort : null,
        Descending = Descending,
    };

    /// <summary>What is wrong with it, and what to write instead; null where all is understood.</summary>
    public string? Wrong
    {
        get
        {
            var filter = Filter;
            if (!string.IsNullOrEmpty(Kind) && filter.Kind is null) return $"Write {KindParameter}={CatalogFilter.ServiceKind} or {KindParameter}={CatalogFilter.DatabaseKind}.";
            (string Name, string? Value)[] decisions =
                [(PortParameter, Port), (ExternalParameter, External), (UsedByParameter, UsedBy), (UsesParameter, Uses), (BrokenParameter, Broken)];
            foreach (var (name, value) in decisions)
            {
                if (!string.IsNullOrEmpty(value) && Decide(value) is null) return $"Write {name}={Yes} or {name}={No}.";
            }
            if (!string.IsNullOrEmpty(Reach) && filter.Reach is null) return $"Write {ReachParameter}= and one of {string.Join(", ", Reaches.Keys)}.";
            if (!string.IsNullOrEmpty(Sort) && filter.Sort is null) return $"Write {SortParameter}= and one of {string.Join(", ", CatalogOrder.All)}.";
            return null;
        }
    }

    private static string? Lower(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim().ToLowerInvariant();

    private static bool? Decide(string? word) => word switch { Yes => true, No => false, _ => null };
}
