using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Search;

/// <summary>The caller that <c>from:</c> names in a search.</summary>
/// <param name="Caller">The application; null where there is none, or more than one, of that name.</param>
/// <param name="Problem">Why there is no caller; null where there is one.</param>
/// <param name="Nearest">What was probably meant: namespaces.</param>
public sealed record CallerByName(Application? Caller, string? Problem, IReadOnlyList<string> Nearest)
{
    private const int Suggestions = 3;

    /// <summary>
    /// Finds <c>cluster/namespace</c>, a namespace, the start of a namespace that no other shares, or an application's name. The same
    /// namespace in several clusters means the one in the cluster of <paramref name="current"/>, else in the first by name: the search
    /// says which it took.
    /// </summary>
    public static CallerByName Find(CatalogSnapshot snapshot, string wanted, Application? current)
    {
        if (wanted.Split('/', 2) is [var cluster, var @namespace])
        {
            if (snapshot.Find(cluster, @namespace) is { } exact) return new(exact, null, []);
            return Missing(wanted, NearestNames.Of(@namespace, Namespaces(snapshot)));
        }
        Application[] named = [.. snapshot.Applications.Where(application => application.Namespace == wanted)];
        if (named is []) named = [.. snapshot.Applications.Where(application => application.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))];
        if (named is []) named = [.. snapshot.Applications.Where(application => application.Namespace.StartsWith(wanted, StringComparison.Ordinal))];
        string[] namespaces = [.. named.Select(application => application.Namespace).Distinct()];
        return namespaces switch
        {
            [] => Missing(wanted, NearestNames.Of(wanted, Namespaces(snapshot))),
            [_] => new(named.FirstOrDefault(application => application.Cluster == current?.Cluster) ?? named[0], null, []),
            _ => new(null, $"‘{wanted}’ fits {namespaces.Length} applications", [.. namespaces.Take(Suggestions)]),
        };
    }

    private static CallerByName Missing(string wanted, IReadOnlyList<string> nearest) => new(null, $"The catalogue has no application ‘{wanted}’ to connect from", nearest);

    private static IEnumerable<string> Namespaces(CatalogSnapshot snapshot) => snapshot.Applications.Select(application => application.Namespace);
}
