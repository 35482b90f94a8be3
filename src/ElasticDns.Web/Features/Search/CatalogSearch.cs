using System.Globalization;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Search;

/// <summary>A service, a database or an application that a search has found.</summary>
/// <param name="Home">The application.</param>
/// <param name="Target">Its service or database; null where the application itself is found.</param>
/// <param name="Rank">How well it fits, 0 the best.</param>
public sealed record SearchHit(Application Home, Target? Target, int Rank);

/// <summary>What a search has found.</summary>
/// <param name="Hits">The best of it, in their order.</param>
/// <param name="Total">How much there is.</param>
/// <param name="AreNearest">Whether nothing matches, and these are what was probably meant.</param>
public sealed record SearchResults(IReadOnlyList<SearchHit> Hits, int Total, bool AreNearest);

/// <summary>
/// Finds services, databases and applications. A scan over texts that are lower-cased once per snapshot: 20,000 rows need no index.
/// </summary>
public static class CatalogSearch
{
    private const int Suggestions = 3;

    // What a word is found in, by how surely that was meant.
    private const int WholeName = 0;
    private const int StartOfName = 1;
    private const int PartOfName = 2;
    private const int ApplicationName = 3;
    private const int Namespace = 4;
    private const int Host = 5;
    private const int Port = 6;
    private const int Image = 7;
    private const int Elsewhere = 8;
    private const int Ranks = 16;

    /// <summary>
    /// The best <paramref name="limit"/> that meet every condition: by how well they fit, then what is nearer to the caller, then in
    /// the catalogue's order. Where nothing does, what comes near to the words.
    /// </summary>
    public static SearchResults Find(CatalogSnapshot snapshot, SearchQuery query, Application? caller, int limit)
    {
        var found = Match(snapshot, query, caller, limit);
        if (found.Total > 0 || query.Terms is []) return found;
        List<SearchHit> nearest = [.. NearestTo(snapshot, query).SelectMany(meant => Match(snapshot, meant, caller, limit).Hits).DistinctBy(hit => (hit.Home.Cluster, hit.Home.Namespace, hit.Target?.Label)).Take(limit)];
        return new(nearest, nearest.Count, nearest.Count > 0);
    }

    /// <summary>Whether a service or database meets every condition of a search.</summary>
    public static bool Matches(CatalogRow row, SearchQuery query)
    {
        if (!query.Kinds.HasFlag(row.Target is Database ? SearchKinds.Database : SearchKinds.Service)) return false;
        foreach (var term in query.Terms)
            if (term.Field is SearchField.Any ? !row.Text.Contains(term.Value, StringComparison.Ordinal) && !IsAt(row, term.Address) : RankOf(row, term) is null) return false;
        return true;
    }

    private static SearchResults Match(CatalogSnapshot snapshot, SearchQuery query, Application? caller, int limit)
    {
        List<SearchHit> found = [];
        foreach (var row in CatalogRow.AllOf(snapshot))
        {
            if (!query.Kinds.HasFlag(row.Target is Database ? SearchKinds.Database : SearchKinds.Service)) continue;
            if (Rank(query, row, RankOf) is { } rank) found.Add(new(row.Home, row.Target, rank));
        }
        if (query.Kinds.HasFlag(SearchKinds.Application))
        {
            foreach (var application in snapshot.Applications)
                if (Rank(query, application, RankOf) is { } rank) found.Add(new(application, null, rank));
        }
        // LINQ sorts stably, and only as far as is taken: equal ones stay in the catalogue's order.
        return new([.. found.OrderBy(hit => hit.Rank).ThenBy(hit => Distance(caller, hit.Home)).Take(limit)], found.Count, false);
    }

    private static int Distance(Application? caller, Application home) =>
        caller is null ? 0 : caller.Cluster != home.Cluster ? 2 : caller.Namespace != home.Namespace ? 1 : 0;

    // All words together, then the best of them; null where one is not found.
    private static int? Rank<T>(SearchQuery query, T item, Func<T, SearchTerm, int?> rankOf)
    {
        var (sum, best) = (0, query.Terms.Count == 0 ? 0 : Ranks - 1);
        foreach (var term in query.Terms)
        {
            if (rankOf(item, term) is not { } rank) return null;
            sum += rank;
            best = Math.Min(best, rank);
        }
        return (sum * Ranks) + best;
    }

    private static int? RankOf(CatalogRow row, SearchTerm term) => term.Field switch
    {
        SearchField.Any => row.Text.Contains(term.Value, StringComparison.Ordinal) ? RankOfWord(row, term.Value) : IsAt(row, term.Address) ? Host : null,
        SearchField.Name => RankOfName(row.Target, term.Value),
        SearchField.Namespace => RankOfNamespace(row.Home, term.Value),
        SearchField.Cluster => Within(row.Home.Cluster, term.Value),
        _ => PortsOf(row.Target).Any(port => port.ToString(CultureInfo.InvariantCulture) == term.Value) ? WholeName : null,
    };

    private static int? RankOf(Application application, SearchTerm term) => term.Field switch
    {
        SearchField.Any => RankOfName(application, term.Value) ?? (Within(application.Cluster, term.Value) is null ? null : Elsewhere),
        SearchField.Name => RankOfName(application, term.Value),
        SearchField.Namespace => RankOfNamespace(application, term.Value),
        SearchField.Cluster => Within(application.Cluster, term.Value),
        _ => null,
    };

    // Host and port together: a label, its namespace where one is written, and a port that it exposes.
    private static bool IsAt(CatalogRow row, AddressText? address) =>
        address?.Host.Split('.') is [var label, .. var rest]
        && row.Target.Hosts.Contains(label)
        && (rest is [] || rest[0] == row.Home.Namespace)
        && (address.EffectivePort is not { } port || Endpoints.Of(row.Target).Any(endpoint => endpoint.Port == port));

    // People know an application by its name.
    private static int? RankOfNamespace(Application application, string wanted) =>
        Within(application.Namespace, wanted) ?? (Within(application.Name, wanted) is null ? null : ApplicationName);

    private static int RankOfWord(CatalogRow row, string word)
    {
        if (RankOfName(row.Target, word) is { } rank) return rank;
        if (Within(row.Home.Name, word) is not null) return ApplicationName;
        if (Within(row.Home.Namespace, word) is not null) return Namespace;
        if (row.Target.Hosts.Any(host => $"{host}.{row.Home.Namespace}".Contains(word, StringComparison.Ordinal))) return Host;
        if (PortsOf(row.Target).Any(port => port.ToString(CultureInfo.InvariantCulture).Contains(word, StringComparison.Ordinal))) return Port;
        return row.Target is Service { Image: { } image } && Within(image, word) is not null ? Image : Elsewhere;
    }

    private static int? RankOfName(Target target, string word)
    {
        var best = Better(RankOfName(target.Label, word), RankOfName(target.Name, word));
        foreach (var host in target.Hosts) best = Better(best, RankOfName(host, word));
        return best;
    }

    private static int? RankOfName(Application application, string word) => Better(RankOfName(application.Namespace, word), RankOfName(application.Name, word));

    private static int? RankOfName(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) switch
    {
        < 0 => null,
        0 => name.Length == word.Length ? WholeName : StartOfName,
        _ => PartOfName,
    };

    private static int? Better(int? one, int? other) => one is null || other < one ? other : one;

    private static int? Within(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase) ? WholeName : null;

    private static IEnumerable<int> PortsOf(Target target) => target is Service service
        ? service.Ports.SelectMany(port => port.Mappings.Select(mapping => (int?)mapping.Port).Prepend(port.Container)).OfType<int>()
        : Endpoints.Of(target).Select(endpoint => endpoint.Port);

    // The same search with each word that is found nowhere replaced by the names that are nearest to it.
    private static IEnumerable<SearchQuery> NearestTo(CatalogSnapshot snapshot, SearchQuery query)
    {
        IReadOnlyList<string>[] meant =
        [
            .. query.Terms.Select(term => Match(snapshot, query with { Terms = [term] }, null, 1).Total > 0
                ? [term.Value]
                : NearestNames.Of(term.Value, Names(snapshot, term.Field), Suggestions)),
        ];
        if (meant.Any(names => names is [])) return [];
        return Enumerable.Range(0, meant.Max(names => names.Count))
            .Select(at => query with { Terms = [.. query.Terms.Select((term, i) => new SearchTerm(term.Field, meant[i][Math.Min(at, meant[i].Count - 1)]))] });
    }

    private static IEnumerable<string> Names(CatalogSnapshot snapshot, SearchField field) => field switch
    {
        SearchField.Any => Names(snapshot, SearchField.Name).Concat(Names(snapshot, SearchField.Namespace)),
        SearchField.Name => CatalogRow.AllOf(snapshot).SelectMany(row => row.Target.Hosts)
            .Concat(snapshot.Applications.SelectMany(application => (string[])[application.Name.ToLowerInvariant(), .. application.Name.ToLowerInvariant().Split(' ')])),
        SearchField.Namespace => snapshot.Applications.SelectMany(application => (string[])[application.Namespace, application.Name.ToLowerInvariant()]),
        SearchField.Cluster => snapshot.Clusters.Select(cluster => cluster.Name),
        _ => [],
    };
}
