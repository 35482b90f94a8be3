using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Impact;

/// <summary>The words of an impact, with the singular and the plural in their places.</summary>
internal static class ImpactWords
{
    private const string Nothing = "nothing changes for any caller";

    /// <summary>The parts that say something, in one line.</summary>
    public static string Summary(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : Nothing;

    /// <summary>What becomes of some declared connections: <c>1 declared connection breaks</c>; empty where there is none.</summary>
    public static string Connections(int count, string one, string many) =>
        count == 0 ? "" : $"{Quoting.Count(count, "declared connection", "declared connections")} {(count == 1 ? one : many)}";

    /// <summary>The same with the applications that declare them, as long as they are one or two.</summary>
    public static string Connections(IReadOnlyList<CallerCount> callers, string one, string many)
    {
        var count = callers.Sum(caller => caller.Count);
        return callers switch
        {
            [] => "",
            [var only] => $"{Declared(count)} of {only.Caller.Name} {(count == 1 ? one : many)}",
            [var first, var second] => $"{Declared(first.Count)} of {NameOf(first.Caller, second.Caller)} and {second.Count:N0} of {NameOf(second.Caller, first.Caller)} {many}",
            _ => $"{Declared(count)} of {callers.Count:N0} applications {many}",
        };

        static string Declared(int count) => Quoting.Count(count, "declared connection", "declared connections");
    }

    /// <summary>What became of an application; null where it stays what and where it was.</summary>
    public static string? FateOf(Application? before, Application? after)
    {
        if (before is null) return $"{after!.Name} is new in cluster {after.Cluster}.";
        if (after is null) return $"{before.Name} is removed from cluster {before.Cluster}.";
        var moves = (before.Cluster != after.Cluster, before.Namespace != after.Namespace) switch
        {
            (true, true) => $"moves from {before.Namespace} in cluster {before.Cluster} to {after.Namespace} in cluster {after.Cluster}",
            (true, false) => $"moves from cluster {before.Cluster} to {after.Cluster}",
            (false, true) => $"moves from namespace {before.Namespace} to {after.Namespace}",
            _ => null,
        };
        var renamed = before.Name != after.Name ? $"is now called {after.Name}" : null;
        return (moves, renamed) switch
        {
            (null, null) => null,
            ({ } one, { } other) => $"{before.Name} {one} and {other}.",
            _ => $"{before.Name} {moves ?? renamed}.",
        };
    }

    /// <summary>Why what stays where it is has lost or got its addresses.</summary>
    public static string InPlace(Application home, IReadOnlyList<Target> targets, bool gained) =>
        $"{Quoting.List([.. targets.Select(target => target.Label)])} of {home.Name} {(targets.Count == 1 ? "has" : "have")} {(gained ? "an address now" : "no address any more")}.";

    public static string ReachOf(ReachImpact reach)
    {
        var one = reach.CallerCount == 1;
        var targets = new[] { (Count: reach.ServiceCount, One: "service"), (Count: reach.DatabaseCount, One: "database") }
            .Where(part => part.Count > 0).Select(part => Quoting.Count(part.Count, part.One, $"{part.One}s"));
        var callers = one ? reach.Callers[0].Name : $"{reach.CallerCount:N0} applications of {reach.Cluster}";
        var homes = reach.HomeCount == 1 ? reach.Homes[0].Name : $"{reach.HomeCount:N0} applications of {reach.Cluster}";
        var verb = (reach.Gained, one) switch { (true, true) => "gains", (true, false) => "gain", (false, true) => "loses", _ => "lose" };
        return $"{callers} {verb} the reach of {string.Join(" and ", targets)} of {homes}";
    }

    // Two applications may have one name; their places tell them apart.
    private static string NameOf(Application one, Application other) => one.Name != other.Name ? one.Name
        : one.Cluster == other.Cluster ? $"{one.Name} ({one.Namespace})"
        : $"{one.Name} ({one.Namespace}, {one.Cluster})";
}
