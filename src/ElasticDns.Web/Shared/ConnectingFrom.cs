using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>From where the addresses on a page are used: the application that the page's address names, or none.</summary>
/// <param name="Caller">The application; null where none is named, or one that the catalogue does not hold.</param>
/// <param name="Unknown">What the page's address names, where the catalogue does not hold it.</param>
public sealed record ConnectingFrom(Application? Caller, string? Unknown)
{
    /// <summary>The name of the query parameter.</summary>
    public const string Parameter = "from";

    /// <summary>No caller: addresses are fully qualified.</summary>
    public static ConnectingFrom Anywhere { get; } = new(null, null);

    /// <summary>The caller as the words "Connecting from …" continue.</summary>
    public string Name => Caller?.Name ?? "anywhere in the cluster";

    /// <summary>The value of the query parameter that names this caller, or null.</summary>
    public string? Query => Caller is null ? null : QueryOf(Caller);

    /// <summary>The value of the query parameter that names an application.</summary>
    public static string QueryOf(Application application) => $"{application.Cluster}/{application.Namespace}";

    /// <summary>What a query parameter of the form <c>cluster/namespace</c> names.</summary>
    public static ConnectingFrom In(CatalogSnapshot snapshot, string? query)
    {
        if (string.IsNullOrWhiteSpace(query)) return Anywhere;
        var parts = query.Split('/', 2, StringSplitOptions.TrimEntries);
        return parts is [var cluster, var @namespace] && snapshot.Find(cluster, @namespace) is { } caller
            ? new(caller, null)
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
