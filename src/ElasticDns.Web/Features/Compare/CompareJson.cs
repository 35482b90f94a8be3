using ElasticDns.Core.Addressing;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.Impact;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Api;

namespace ElasticDns.Web.Features.Compare;

/// <summary>What a catalogue or a cluster held, in JSON.</summary>
public sealed record TotalsJson(int Applications, int Services, int Databases, long Possible, int Declared, int Broken)
{
    public static TotalsJson Of(CatalogTotals totals) => new(totals.Applications, totals.Services, totals.Databases, totals.Possible, totals.Declared, totals.Broken);
}

/// <summary>One cluster at two moments, in JSON.</summary>
public sealed record ClusterTotalsJson(string Cluster, TotalsJson Before, TotalsJson After, long BecamePossible, long NoLongerPossible);

/// <summary>An application that differs, in JSON; the labels are of services that call and of services and databases that are called.</summary>
public sealed record ComparedApplicationJson(
    string Kind, string Name, CallerJson? Before, int? RevisionBefore, CallerJson? After, int? RevisionAfter,
    IReadOnlyList<string> CallersCame, IReadOnlyList<string> CallersWent, IReadOnlyList<string> TargetsCame, IReadOnlyList<string> TargetsWent)
{
    public static ComparedApplicationJson Of(ComparedApplication compared)
    {
        var (before, after) = (compared.Impact.Before, compared.Impact.After);
        return new(
            compared.Impact.Kind.ToString().ToLowerInvariant(), (after ?? before)!.Name, CallerJson.Of(before), before?.Revision, CallerJson.Of(after), after?.Revision,
            compared.CallersCame, compared.CallersWent, compared.TargetsCame, compared.TargetsWent);
    }
}

/// <summary>A declared connection that differs, in JSON; line and column are those of the manifest of that revision.</summary>
public sealed record ComparedConnectionJson(
    TargetJson From, string Application, int Revision, string Where, string Text, int Line, int Column, string? VerdictBefore, string? VerdictAfter,
    string Explanation, SuggestionJson? Suggestion)
{
    public static ComparedConnectionJson Of(ComparedConnection connection) => new(
        TargetJson.Of(connection.Caller, connection.Service), connection.Caller.Name, connection.Caller.Revision, connection.Mention.Where, connection.Mention.Text,
        connection.Mention.Line, connection.Mention.Column, connection.Before?.Code(), connection.After?.Code(), connection.Explanation, SuggestionJson.Of(connection.Instead));
}

/// <summary>A list of connections, in JSON: the first ones, and how many there are.</summary>
public sealed record ConnectionListJson(int Count, IReadOnlyList<ComparedConnectionJson> First)
{
    public static ConnectionListJson Of(ConnectionList list) => new(list.Count, [.. list.First.Select(ComparedConnectionJson.Of)]);
}

/// <summary>A list of who gained or lost the reach of what, in JSON: the first ones, and how many there are.</summary>
public sealed record ReachListJson(int Count, IReadOnlyList<ReachImpactJson> First);

/// <summary>A revision that is left out because its text is refused today, in JSON.</summary>
public sealed record LeftOutJson(string Cluster, string Namespace, int Revision);

/// <summary>The catalogue at two moments, in JSON. Pairs are counted in full; lists hold the first entries and the count of all.</summary>
public sealed record CompareJson(
    string Before, string? After, string? Cluster, TotalsJson TotalsBefore, TotalsJson TotalsAfter, long BecamePossible, long NoLongerPossible,
    IReadOnlyList<ClusterTotalsJson> Clusters, int ApplicationCount, IReadOnlyList<ComparedApplicationJson> Applications,
    ConnectionListJson Broke, ConnectionListJson Mended, ConnectionListJson New, ConnectionListJson Gone,
    ReachListJson ReachGained, ReachListJson ReachLost, IReadOnlyList<LeftOutJson> LeftOut)
{
    public static CompareJson Of(ComparedMoments compared)
    {
        var (moments, comparison) = (compared.Moments, compared.Comparison);
        var impact = comparison.Impact;
        var lists = ConnectionList.Of(comparison).ToDictionary(list => list.Code, ConnectionListJson.Of);
        return new(
            ReaderTime.Rfc3339(moments.Before), moments.After is { } after ? ReaderTime.Rfc3339(after) : null, moments.Cluster,
            TotalsJson.Of(comparison.TotalsBefore), TotalsJson.Of(comparison.TotalsAfter), comparison.BecamePossible, comparison.NoLongerPossible,
            [
                .. comparison.Clusters.Select(cluster => new ClusterTotalsJson(
                    cluster.Name, TotalsJson.Of(cluster.TotalsBefore), TotalsJson.Of(cluster.TotalsAfter), cluster.Possible.Gained, cluster.Possible.Lost)),
            ],
            comparison.Applications.Count, [.. comparison.Applications.Take(Impact.MostListed).Select(ComparedApplicationJson.Of)],
            lists["broke"], lists["mended"], lists["new"], lists["gone"],
            new(impact.ReachGainedCount, [.. impact.ReachGained.Select(ReachImpactJson.Of)]), new(impact.ReachLostCount, [.. impact.ReachLost.Select(ReachImpactJson.Of)]),
            [.. compared.Unreadable.Select(LeftOut)]);

        static LeftOutJson LeftOut(RevisionFacts facts) => new(facts.Cluster, facts.Namespace, facts.Number);
    }
}
