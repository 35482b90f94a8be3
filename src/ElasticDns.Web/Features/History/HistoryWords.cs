using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.History;

/// <summary>What an entry of the history did, in a few words.</summary>
public static class HistoryWords
{
    public static string Of(HistoryEntry entry) => entry switch
    {
        { IsRemoval: true, Revision.MovedTo: { } to } => $"moved to {to}",
        { IsRemoval: true } => "removed",
        _ => Of(entry.Revision),
    };

    public static string Of(RevisionFacts revision) => revision switch
    {
        { Action: RevisionAction.Restored, RestoredFrom: { } number } => $"restored revision {number}{(revision.Summary is { } summary ? $": {summary}" : "")}",
        { Summary: { } summary } => summary,
        { Action: RevisionAction.Renamed } => "renamed",
        { MovedFrom: { } from } => $"moved from {from}",
        _ => "imported",
    };
}
