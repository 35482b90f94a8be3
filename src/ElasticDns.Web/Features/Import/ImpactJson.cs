using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Web.Shared.Api;

namespace ElasticDns.Web.Features.Import;

/// <summary>What an import means for those who call, in JSON. Long lists hold the first entries; the counts are of all.</summary>
public sealed record ImpactJson(
    string Summary, AddressCountsJson Addresses, IReadOnlyList<TargetImpactJson> AddressChanges,
    int BrokenCount, IReadOnlyList<ConnectionImpactJson> BrokenConnections, int MendedCount, IReadOnlyList<ConnectionImpactJson> MendedConnections,
    int ReachLostCount, IReadOnlyList<ReachImpactJson> ReachLost, int ReachGainedCount, IReadOnlyList<ReachImpactJson> ReachGained,
    IReadOnlyList<MoveJson> Moves)
{
    public static ImpactJson Of(Impact impact) => new(
        impact.Summary, new(impact.Addresses.Changed, impact.Addresses.Added, impact.Addresses.Removed, impact.Addresses.Moved),
        [.. impact.Targets.Take(Impact.MostListed).Select(TargetImpactJson.Of)],
        impact.BrokenCount, [.. impact.Broken.Select(ConnectionImpactJson.Of)], impact.MendedCount, [.. impact.Mended.Select(ConnectionImpactJson.Of)],
        impact.ReachLostCount, [.. impact.ReachLost.Select(ReachImpactJson.Of)], impact.ReachGainedCount, [.. impact.ReachGained.Select(ReachImpactJson.Of)],
        [
            .. from application in impact.Applications
               where application is { Before: not null, After: not null } && PlaceOf(application.Before) != PlaceOf(application.After)
               select new MoveJson(CallerJson.Of(application.Before)!, CallerJson.Of(application.After)!, application.After!.Name),
        ]);

    private static (string, string) PlaceOf(Application application) => (application.Cluster, application.Namespace);
}

/// <summary>How many addresses change, in JSON.</summary>
public sealed record AddressCountsJson(int Changed, int Added, int Removed, int Moved);

/// <summary>A service or database whose addresses are not what they were, in JSON.</summary>
public sealed record TargetImpactJson(string Kind, TargetJson? Before, TargetJson? After, ForCallersJson Own, ForCallersJson OtherApplication, ForCallersJson FullyQualified)
{
    public static TargetImpactJson Of(TargetImpact impact)
    {
        var (before, after) = (impact.AddressesBefore, impact.AddressesAfter);
        return new(
            impact.Kind.ToString().ToLowerInvariant(),
            impact.Before is null ? null : TargetJson.Of(impact.ApplicationBefore!, impact.Before), impact.After is null ? null : TargetJson.Of(impact.ApplicationAfter!, impact.After),
            ForCallersJson.Of(before.Own, after.Own), ForCallersJson.Of(before.Cluster, after.Cluster), ForCallersJson.Of(before.Qualified, after.Qualified));
    }
}

/// <summary>The addresses that callers of one kind write, before and after, in JSON.</summary>
public sealed record ForCallersJson(IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    public static ForCallersJson Of(IReadOnlyList<ElasticDnsAddress> before, IReadOnlyList<ElasticDnsAddress> after) =>
        new([.. before.Select(address => address.Url)], [.. after.Select(address => address.Url)]);
}

/// <summary>A declared connection that an import breaks or mends, in JSON; file and line are those of the manifest that declares it.</summary>
public sealed record ConnectionImpactJson(
    TargetJson From, string Application, string Where, string Text, string File, int Line, int Column, string Verdict, string Explanation,
    IReadOnlyList<string> DidYouMean, SuggestionJson? Suggestion)
{
    public static ConnectionImpactJson Of(ConnectionImpact impact) => new(
        TargetJson.Of(impact.Caller, impact.Service), impact.Caller.Name, impact.Mention.Where, impact.Mention.Text,
        BrokenConnections.FileOf(impact.Caller), impact.Mention.Line, impact.Mention.Column, impact.Verdict.Code(), impact.Explanation,
        impact.DidYouMean, SuggestionJson.Of(impact.Instead));
}

/// <summary>Callers who lose or gain the reach of applications, in JSON; the first of them, and how many they are.</summary>
public sealed record ReachImpactJson(string Text, string Why, IReadOnlyList<CallerJson> Callers, int CallerCount, IReadOnlyList<CallerJson> Called, int CalledCount, int Services, int Databases)
{
    public static ReachImpactJson Of(ReachImpact reach) => new(
        reach.Text, reach.Why, [.. reach.Callers.Select(caller => CallerJson.Of(caller)!)], reach.CallerCount,
        [.. reach.Homes.Select(home => CallerJson.Of(home)!)], reach.HomeCount, reach.ServiceCount, reach.DatabaseCount);
}

/// <summary>An application that moves, in JSON.</summary>
public sealed record MoveJson(CallerJson From, CallerJson To, string Name);
