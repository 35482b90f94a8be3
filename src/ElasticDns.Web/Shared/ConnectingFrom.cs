using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>From where the addresses on a page are used: the application that the page's address names, or none.</summary>
/// <param name="Caller">The application; null where none is named, or one that the catalogue does not hold.</param>
/// <param name="Unknown">What the page's address names, where the catalogue does not hold it.</param>
/// <param name="IsNobody">Whether the page's address says that there is no caller, and does not just leave it open.</param>
public sealed record ConnectingFrom(Application? Caller, string? Unknown = null, bool IsNobody = false)
{
    /// <summary>The name of the query parameter.</summary>
    public const string Parameter = "from";

    /// <summary>No caller, as long as the reader has chosen none: addresses are fully qualified.</summary>
    public static ConnectingFrom Anywhere { get; } = new(Caller: null);

    /// <summary>Nobody in particular, whomever the reader has chosen: a link that says so opens the same for everybody.</summary>
    public static ConnectingFrom Nobody { get; } = new(null, IsNobody: true);

    /// <summary>The caller as the words "Connecting from …" continue.</summary>
    public string Name => Caller?.Name ?? "anywhere in the cluster";

    /// <summary>The value of the query parameter that names this caller: empty for nobody, null where it is left open.</summary>
    public string? Query => Caller is not null ? QueryOf(Caller) : IsNobody ? "" : null;

    /// <summary>The value of the query parameter that names an application.</summary>
    public static string QueryOf(Application application) => $"{application.Cluster}/{application.Namespace}";

    /// <summary>What a query parameter of the form <c>cluster/namespace</c> names; an empty one names nobody.</summary>
    public static ConnectingFrom In(CatalogSnapshot snapshot, string? query)
    {
        if (query is null) return Anywhere;
        if (string.IsNullOrWhiteSpace(query)) return Nobody;
        var parts = query.Split('/', 2, StringSplitOptions.TrimEntries);
        return parts is [var cluster, var @namespace] && snapshot.Find(cluster, @namespace) is { } caller
            ? new(caller)
            : new(null, query);
    }

    /// <summary>A link to a page of the app that keeps the caller.</summary>
    public string Link(string path)
    {
        if (Query is null) return path;
        var (page, fragment) = path.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (path[..at], path[at..]) : (path, "");
        return $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={Query}{fragment}";
    }
}
