using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Isolation;

/// <summary>How much of a catalogue a pattern matches.</summary>
/// <param name="Applications">How many applications have something that matches.</param>
/// <param name="Services">How many services match.</param>
/// <param name="Databases">How many databases match.</param>
/// <param name="WithoutAddress">How many of these have no address, so that nobody reaches them.</param>
public sealed record PatternMatch(int Applications, int Services, int Databases, int WithoutAddress)
{
    /// <summary>Whether nothing matches.</summary>
    public bool IsNothing => Services + Databases == 0;

    /// <summary>The same in words: <c>3 services and 1 database of 2 applications</c>.</summary>
    public string Words => IsNothing ? "nothing" : string.Join(" and ", new[]
    {
        Services > 0 ? Quoting.Count(Services, "service", "services") : null,
        Databases > 0 ? Quoting.Count(Databases, "database", "databases") : null,
    }.Where(part => part is not null)) + $" of {Quoting.Count(Applications, "application", "applications")}";

    /// <summary>What a pattern matches.</summary>
    public static PatternMatch Of(CatalogSnapshot catalog, IsolationPattern pattern, PatternSide side) => Selection.Of(catalog, pattern, side).Match;
}

/// <summary>Why a pattern matches nothing.</summary>
/// <param name="Side">The side of the rule.</param>
/// <param name="Message">Which part matches nothing, in a sentence.</param>
/// <param name="DidYouMean">The nearest names for that part, nearest first.</param>
public sealed record PatternHint(PatternSide Side, string Message, IReadOnlyList<string> DidYouMean)
{
    /// <summary>What to say of a pattern that matches nothing.</summary>
    public static PatternHint Of(CatalogSnapshot catalog, IsolationPattern pattern, PatternSide side)
    {
        var clusters = Selection.ClustersOf(catalog, pattern).ToList();
        if (clusters.Count == 0) return Missing(side, pattern.Cluster, "cluster", "the catalogue", catalog.Clusters.Select(cluster => cluster.Name));
        var where = clusters is [var cluster] ? $"cluster '{cluster.Name}'" : "these clusters";
        var applications = clusters.SelectMany(cluster => Selection.ApplicationsOf(cluster, pattern)).ToList();
        if (applications.Count == 0) return Missing(side, pattern.Namespace, "namespace", where, clusters.SelectMany(cluster => cluster.ByNamespace.Keys));
        var home = applications is [var application] ? application.Name : $"{Quoting.Count(applications.Count, "application", "applications")} of {where}";
        var what = pattern.Kind switch { PatternKind.Service => "service", PatternKind.Database => "database", _ => "service or database" };
        if (applications.Find(one => one.Targets.Any(target => pattern.Label.Matches(target.Label))) is { } other && !pattern.Label.IsAny)
            return new(side, side is PatternSide.From
                ? $"'{pattern.Label}' of {other.Name} is a database, and a database never calls."
                : $"'{pattern.Label}' of {other.Name} is no {what}.", []);
        return pattern.Label.IsAny
            ? new(side, $"No {what} belongs to {home}.", [])
            : Missing(side, pattern.Label, what, home, applications.SelectMany(one => one.Targets.Where(target => side is PatternSide.To || target is Service)).SelectMany(target => target.Hosts));
    }

    private static PatternHint Missing(PatternSide side, LabelPattern part, string what, string where, IEnumerable<string> known)
    {
        var nearest = part.IsLiteral ? NearestNames.Of(part.Text, known) : [];
        return new(side, $"No {what} of {where} matches '{part}'." + (nearest.Count > 0 ? $" Did you mean {Quoting.List(nearest, "or")}?" : ""), nearest);
    }
}
