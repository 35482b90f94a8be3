using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Search;

/// <summary>The caller that <c>from:</c> names in a search.</summary>
/// <param name="Callers">The application, or those of several clusters that share its namespace; none where nobody is meant or found.</param>
/// <param name="Problem">Why there is no caller; null where there is one, or nobody in particular is meant.</param>
/// <param name="Nearest">What was probably meant: namespaces.</param>
public sealed record CallerByName(IReadOnlyList<Application> Callers, string? Problem, IReadOnlyList<string> Nearest)
{
    private const int Suggestions = 3;

    // What stands for nobody in particular, unless an application is called that.
    private const string Anywhere = "anywhere";

    /// <summary>The caller, where there is exactly one.</summary>
    public Application? Caller => Callers is [var only] ? only : null;

    /// <summary>Who of them calls a target of an application: the one of its own cluster, which alone can reach it.</summary>
    public Application? For(Application home) => Callers.FirstOrDefault(caller => caller.Cluster == home.Cluster) ?? (Callers is [var first, ..] ? first : null);

    /// <summary>
    /// Finds <c>cluster/namespace</c>, a namespace, the start of a namespace that no other shares, or an application's name. The same
    /// namespace in several clusters means the one in the cluster of <paramref name="current"/>, else each of them.
    /// </summary>
    public static CallerByName Find(CatalogSnapshot snapshot, string wanted, Application? current)
    {
        if (wanted.Split('/', 2) is [var cluster, var @namespace])
        {
            if (snapshot.Find(cluster, @namespace) is { } exact) return new([exact], null, []);
            return Missing(wanted, NearestNames.Of(@namespace, Namespaces(snapshot)));
        }
        Application[] named = [.. snapshot.Applications.Where(application => application.Namespace == wanted)];
        if (named is []) named = [.. snapshot.Applications.Where(application => application.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))];
        if (named is [] && wanted is Anywhere) return new([], null, []);
        if (named is []) named = [.. snapshot.Applications.Where(application => application.Namespace.StartsWith(wanted, StringComparison.Ordinal))];
        string[] namespaces = [.. named.Select(application => application.Namespace).Distinct()];
        return namespaces switch
        {
            [] => Missing(wanted, NearestNames.Of(wanted, Namespaces(snapshot))),
            [_] => new(named.FirstOrDefault(application => application.Cluster == current?.Cluster) is { } here ? [here] : named, null, []),
            _ => new([], $"‘{wanted}’ fits {namespaces.Length} applications", [.. namespaces.Take(Suggestions)]),
        };
    }

    private static CallerByName Missing(string wanted, IReadOnlyList<string> nearest) => new([], $"The catalogue has no application ‘{wanted}’ to connect from", nearest);

    private static IEnumerable<string> Namespaces(CatalogSnapshot snapshot) => snapshot.Applications.Select(application => application.Namespace);
}
