using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Features.Search;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>What the page of all services and databases shows, and in which order.</summary>
public sealed record CatalogFilter
{
    /// <summary>The kind that shows services only.</summary>
    public const string ServiceKind = "service";

    /// <summary>The kind that shows databases only.</summary>
    public const string DatabaseKind = "database";

    /// <summary>What a row must hold, as <see cref="SearchQuery"/> reads it: words and directives.</summary>
    public string? Words { get; init; }

    /// <summary><see cref="ServiceKind"/>, <see cref="DatabaseKind"/> or null for both.</summary>
    public string? Kind { get; init; }

    /// <summary>A cluster, or null for all.</summary>
    public string? Cluster { get; init; }

    /// <summary>The namespace of an application, or null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether a row must have a port inside its cluster, or must have none; null for both.</summary>
    public bool? HasPort { get; init; }

    /// <summary>Whether a row must have an external mapping, or must have none; null for both.</summary>
    public bool? HasExternal { get; init; }

    /// <summary>Whether a declared connection must lead to a row, or none must; null for both.</summary>
    public bool? IsUsed { get; init; }

    /// <summary>Whether a row must declare a connection, or must declare none; null for both.</summary>
    public bool? HasUses { get; init; }

    /// <summary>Whether a connection that leads to a row, or that it declares, must be broken, or none must; null for both.</summary>
    public bool? HasBroken { get; init; }

    /// <summary>How the caller must stand to a row; null for any.</summary>
    public Reach? Reach { get; init; }

    /// <summary>The <see cref="CatalogOrder"/> to sort by; null for the catalogue's own.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether the order is reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsActive => this with { Sort = null, Descending = false } != new CatalogFilter();

    /// <summary>What the filter shows of a catalogue to a caller.</summary>
    public FilteredRows Apply(CatalogSnapshot snapshot, Application? caller, ReferenceIndex references) => new(snapshot, this, caller, references);
}

/// <summary>
/// The rows that a filter lets through, in their order. Only their numbers are kept: the rows are looked up anew whenever a part of them
/// is drawn, which takes a fraction of a millisecond, so that an open page keeps none of a large catalogue.
/// </summary>
public sealed class FilteredRows
{
    private readonly CatalogSnapshot _snapshot;
    private readonly CatalogFilter _filter;
    private readonly Application? _caller;
    private readonly ReferenceIndex _references;
    private readonly SearchQuery _query;

    public FilteredRows(CatalogSnapshot snapshot, CatalogFilter filter, Application? caller, ReferenceIndex references)
    {
        (_snapshot, _filter, _caller, _references) = (snapshot, filter, caller, references);
        _query = SearchQuery.Parse(filter.Words);
        foreach (var row in CatalogRow.AllOf(snapshot))
        {
            if (!Matches(row)) continue;
            if (row.Target is Database) Databases++;
            else Services++;
        }
    }

    /// <summary>How many services match, whatever the kind.</summary>
    public int Services { get; }

    /// <summary>How many databases match, whatever the kind.</summary>
    public int Databases { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => (_filter.Kind is CatalogFilter.DatabaseKind ? 0 : Services) + (_filter.Kind is CatalogFilter.ServiceKind ? 0 : Databases);

    /// <summary>The rows in their order.</summary>
    public IEnumerable<CatalogRow> Rows => CatalogOrder.Sort(_snapshot, _filter.Sort, _filter.Descending, _caller, _references).Where(row => IsOfKind(row) && Matches(row));

    private bool IsOfKind(CatalogRow row) => _filter.Kind is null || row.Target is Database == (_filter.Kind == CatalogFilter.DatabaseKind);

    private bool Matches(CatalogRow row) =>
        (_filter.Cluster is null || row.Home.Cluster == _filter.Cluster)
        && (_filter.Namespace is null || row.Home.Namespace == _filter.Namespace)
        && (_filter.HasPort is not { } port || row.Target.HasAddress == port)
        && (_filter.HasExternal is not { } external || HasExternal(row.Target) == external)
        && (_filter.IsUsed is not { } used || _references.UsedBy(row.Home, row.Target).Declared > 0 == used)
        && (_filter.HasUses is not { } uses || _references.UsesOf(row.Home, row.Target).Declared > 0 == uses)
        && (_filter.HasBroken is not { } broken || _references.UsedBy(row.Home, row.Target).Broken + _references.UsesOf(row.Home, row.Target).Broken > 0 == broken)
        && (_filter.Reach is not { } reach || (_caller is not null && ReachRules.Between(_caller, null, row.Home, row.Target) == reach))
        && CatalogSearch.Matches(row, _query);

    private static bool HasExternal(Target target) => target is Service service && service.Ports.Any(port => port.Mappings.Any());
}
