using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>What the page of all services and databases shows, as its address says it.</summary>
/// <param name="Words">Words that a row must hold, all of them.</param>
/// <param name="Kind"><see cref="ServiceKind"/>, <see cref="DatabaseKind"/> or null for both.</param>
/// <param name="Cluster">A cluster, or null for all.</param>
/// <param name="Sort">The column to sort by; null for the catalogue's own order.</param>
/// <param name="Descending">Whether the order is reversed.</param>
public sealed record CatalogFilter(string? Words, string? Kind, string? Cluster, string? Sort, bool Descending)
{
    /// <summary>The kind that shows services only.</summary>
    public const string ServiceKind = "service";

    /// <summary>The kind that shows databases only.</summary>
    public const string DatabaseKind = "database";

    /// <summary>The column of names.</summary>
    public const string ByName = "name";

    /// <summary>The column of applications.</summary>
    public const string ByApplication = "application";

    /// <summary>Whether anything is left out.</summary>
    public bool IsActive => !string.IsNullOrWhiteSpace(Words) || Kind is not null || Cluster is not null;

    /// <summary>The rows that the filter shows, in their order, and how many services and databases it would show of either kind.</summary>
    public FilteredRows Apply(CatalogSnapshot snapshot)
    {
        var all = CatalogRow.AllOf(snapshot);
        var words = (Words ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<CatalogRow> rows = new(words.Length == 0 ? all.Count : 0);
        var (services, databases) = (0, 0);
        foreach (var row in all)
        {
            if (Cluster is not null && row.Home.Cluster != Cluster) continue;
            if (!Array.TrueForAll(words, word => row.Text.Contains(word, StringComparison.Ordinal))) continue;
            var isDatabase = row.Target is Database;
            if (isDatabase) databases++;
            else services++;
            if (Kind is null || isDatabase == (Kind == DatabaseKind)) rows.Add(row);
        }
        return new(Order(rows), services, databases);
    }

    private List<CatalogRow> Order(List<CatalogRow> rows)
    {
        // LINQ sorts stably: equal ones stay in the catalogue's order.
        if (Sort is ByName) rows = [.. rows.OrderBy(row => row.Target.Label, StringComparer.Ordinal)];
        else if (Sort is ByApplication) rows = [.. rows.OrderBy(row => row.Home.Name, StringComparer.OrdinalIgnoreCase)];
        if (Descending) rows.Reverse();
        return rows;
    }
}

/// <summary>What a filter lets through.</summary>
/// <param name="Rows">The rows to show.</param>
/// <param name="Services">How many services match, whatever the kind.</param>
/// <param name="Databases">How many databases match, whatever the kind.</param>
public sealed record FilteredRows(IReadOnlyList<CatalogRow> Rows, int Services, int Databases);
