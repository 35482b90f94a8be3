using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Applications;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Features.History;

/// <summary>A revision, or a removal of the application that was at it, in JSON.</summary>
public sealed record RevisionJson(
    string Cluster, string Namespace, string Name, int Revision, string Action, DateTime At, string By, string? Summary, bool Current,
    string File, string Format, string? Environment, int Services, int Databases, int RedactedValues,
    int? RestoredFrom, string? MovedFrom, DateTime? RemovedAt, string? RemovedBy, string? MovedTo)
{
    /// <summary>The action of an entry that is no revision.</summary>
    public const string Removed = "removed";

    public static RevisionJson Of(RevisionFacts revision) => Of(new HistoryEntry(revision, false));

    public static RevisionJson Of(HistoryEntry entry)
    {
        var revision = entry.Revision;
        return new(
            revision.Cluster, revision.Namespace, revision.Name, revision.Number, entry.IsRemoval ? Removed : revision.Action.ToString().ToLowerInvariant(),
            entry.At.UtcDateTime, entry.By, entry.IsRemoval ? null : revision.Summary, revision.IsCurrent,
            revision.FileName, revision.Format.Name(), revision.Environment, revision.Services, revision.Databases, revision.RedactedValues,
            revision.RestoredFrom, revision.MovedFrom, revision.RemovedAt?.UtcDateTime, revision.RemovedBy, revision.MovedTo);
    }
}

/// <summary>A part of the history, in JSON.</summary>
/// <param name="Entries">Revisions and removals, newest first.</param>
/// <param name="Next">The value of <c>before</c> that brings the older ones; null where there are none.</param>
public sealed record HistoryJson(IReadOnlyList<RevisionJson> Entries, string? Next);

/// <summary>The revisions of one application, in JSON.</summary>
/// <param name="Revisions">The revisions, newest first.</param>
/// <param name="Next">The value of <c>before</c> that brings the older ones; null where there are none.</param>
public sealed record RevisionsJson(IReadOnlyList<RevisionJson> Revisions, int? Next);

/// <summary>A revision with the application as it was, in JSON.</summary>
/// <param name="Revision">What is known of it.</param>
/// <param name="Application">The application; null where its text is refused today.</param>
public sealed record StoredRevisionJson(RevisionJson Revision, ApplicationJson? Application);

/// <summary>How many lines of a file differ, in JSON.</summary>
public sealed record TextChangeJson(string File, int Added, int Removed);

/// <summary>What differs between two revisions, in JSON.</summary>
/// <param name="From">The one revision.</param>
/// <param name="To">The other.</param>
/// <param name="Changes">What has to change to get from the one to the other; null where the text of one of them is refused today.</param>
/// <param name="Texts">The files whose text differs.</param>
public sealed record ComparisonJson(RevisionJson From, RevisionJson To, IReadOnlyList<ChangeJson>? Changes, IReadOnlyList<TextChangeJson> Texts);
