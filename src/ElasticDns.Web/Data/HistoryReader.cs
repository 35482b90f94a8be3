using System.Globalization;
using System.Linq.Expressions;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>What is known of a revision without its texts.</summary>
public sealed record RevisionFacts
{
    public required int Id { get; init; }

    public required string Cluster { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The application's name in this revision.</summary>
    public required string Name { get; init; }

    public required int Number { get; init; }

    public required RevisionAction Action { get; init; }

    public int? RestoredFrom { get; init; }

    public string? MovedFrom { get; init; }

    public required string FileName { get; init; }

    public required ManifestFormat Format { get; init; }

    public string? Environment { get; init; }

    public required int Services { get; init; }

    public required int Databases { get; init; }

    public required int RedactedValues { get; init; }

    public string? Summary { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required string ImportedBy { get; init; }

    /// <summary>Whether the application is what this revision made it.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>When the application was removed while this was its revision.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public string? RemovedBy { get; init; }

    public string? MovedTo { get; init; }

    internal static Expression<Func<RevisionRow, RevisionFacts>> Of { get; } = row => new()
    {
        Id = row.Id,
        Cluster = row.Application!.Cluster!.Name,
        Namespace = row.Application.Namespace,
        Name = row.ApplicationName,
        Number = row.Number,
        Action = row.Action,
        RestoredFrom = row.RestoredFrom,
        MovedFrom = row.MovedFrom,
        FileName = row.FileName,
        Format = row.Format,
        Environment = row.Environment,
        Services = row.ServiceCount,
        Databases = row.DatabaseCount,
        RedactedValues = row.RedactedValues,
        Summary = row.Summary,
        ImportedAt = row.ImportedAt,
        ImportedBy = row.ImportedBy,
        IsCurrent = !row.Application.Removed && row.Number == row.Application.Revision,
        RemovedAt = row.RemovedAt,
        RemovedBy = row.RemovedBy,
        MovedTo = row.MovedTo,
    };
}

/// <summary>One line of the history: a revision, or the removal of an application that was at it.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="IsRemoval">Whether the removal is meant.</param>
public sealed record HistoryEntry(RevisionFacts Revision, bool IsRemoval)
{
    public DateTimeOffset At => IsRemoval ? Revision.RemovedAt!.Value : Revision.ImportedAt;

    public string By => IsRemoval ? Revision.RemovedBy ?? "" : Revision.ImportedBy;

    /// <summary>Its place in the history, of which everything older comes after it.</summary>
    public HistoryCursor Cursor => new(At.ToUnixTimeMilliseconds(), IsRemoval, Revision.Id);
}

/// <summary>A place in the history. What happened in one moment is in the order in which it was written, and a removal after its revision.</summary>
public sealed record HistoryCursor(long Time, bool IsRemoval, int Id)
{
    /// <summary>The form in an address: <c>1795341600000-17</c>, and with an <c>r</c> at the end for a removal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}-{Id}{(IsRemoval ? "r" : "")}");

    public static bool TryParse(string? text, out HistoryCursor? cursor)
    {
        cursor = null;
        var parts = (text ?? "").Split('-');
        if (parts.Length != 2) return false;
        var isRemoval = parts[1].EndsWith('r');
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !int.TryParse(isRemoval ? parts[1][..^1] : parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        cursor = new(time, isRemoval, id);
        return true;
    }
}

/// <summary>Which part of the history is asked for.</summary>
public sealed record HistoryFilter
{
    public string? Cluster { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Words of which each stands in the application's name, its namespace, the file's name, or the name of who did it.</summary>
    public string? Words { get; init; }
}

/// <summary>A part of the history, newest first.</summary>
/// <param name="Entries">What happened.</param>
/// <param name="Next">The cursor with which older entries follow; null where there is none.</param>
public sealed record HistoryPart(IReadOnlyList<HistoryEntry> Entries, HistoryCursor? Next);

/// <summary>A place that holds or held an application.</summary>
/// <param name="Name">The name that it has, or had last.</param>
/// <param name="Revision">The number of its last revision.</param>
public sealed record StoredPlace(string Cluster, string Namespace, string Name, int Revision, bool Removed, bool FromFolder);

/// <summary>Reads what happened. The texts stay where they are but those of one revision that is asked for.</summary>
public sealed class HistoryReader(IDbContextFactory<CatalogContext> contexts)
{
    private const int LongestWords = 500;

    /// <summary>A part of the history, from the newest entry or from a cursor on.</summary>
    public async Task<HistoryPart> ReadAsync(HistoryFilter filter, HistoryCursor? before, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var revisions = context.Revisions.AsNoTracking();
        if (filter.Cluster is { } cluster) revisions = revisions.Where(row => row.Application!.Cluster!.Name == cluster);
        if (filter.Namespace is { } @namespace) revisions = revisions.Where(row => row.Application!.Namespace == @namespace);
        var removals = revisions.Where(row => row.RemovedAt != null);
        foreach (var word in WordsOf(filter))
        {
            revisions = revisions.Where(row => EF.Functions.Like(row.ApplicationName, word, "\\") || EF.Functions.Like(row.Application!.Namespace, word, "\\")
                || EF.Functions.Like(row.FileName, word, "\\") || EF.Functions.Like(row.ImportedBy, word, "\\"));
            removals = removals.Where(row => EF.Functions.Like(row.ApplicationName, word, "\\") || EF.Functions.Like(row.Application!.Namespace, word, "\\")
                || EF.Functions.Like(row.FileName, word, "\\") || EF.Functions.Like(row.RemovedBy!, word, "\\"));
        }
        if (before is { } from)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(from.Time);
            var below = from.IsRemoval ? from.Id + 1 : from.Id;
            revisions = revisions.Where(row => row.ImportedAt < time || (row.ImportedAt == time && row.Id < below));
            removals = removals.Where(row => row.RemovedAt < time || (row.RemovedAt == time && row.Id < from.Id));
        }
        var newest = await revisions.OrderByDescending(row => row.ImportedAt).ThenByDescending(row => row.Id).Take(most + 1).Select(RevisionFacts.Of).ToListAsync(cancellationToken);
        var gone = await removals.OrderByDescending(row => row.RemovedAt).ThenByDescending(row => row.Id).Take(most + 1).Select(RevisionFacts.Of).ToListAsync(cancellationToken);
        var entries = newest.Select(revision => new HistoryEntry(revision, false)).Concat(gone.Select(revision => new HistoryEntry(revision, true)))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Revision.Id).ThenByDescending(entry => entry.IsRemoval).Take(most + 1).ToList();
        return entries.Count <= most ? new(entries, null) : new(entries[..most], entries[most - 1].Cursor);
    }

    /// <summary>The revisions of one place, the newest first, of an application that was removed too.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="before">Only those with a lower number.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<RevisionFacts>> RevisionsAsync(string cluster, string @namespace, int? before, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(context, cluster, @namespace).Where(row => before == null || row.Number < before)
            .OrderByDescending(row => row.Number).Take(most).Select(RevisionFacts.Of).ToListAsync(cancellationToken);
    }

    /// <summary>One revision with its texts, or null.</summary>
    public async Task<StoredRevisionTexts?> RevisionAsync(string cluster, string @namespace, int number, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var revision = Of(context, cluster, @namespace).Where(row => row.Number == number);
        if (await revision.Select(RevisionFacts.Of).FirstOrDefaultAsync(cancellationToken) is not { } facts) return null;
        return new(facts, await revision.FirstAsync(cancellationToken));
    }

    /// <summary>What holds or held an application at a place, or null where there never was one.</summary>
    public async Task<StoredPlace?> PlaceAsync(string cluster, string @namespace, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Applications.AsNoTracking().Where(row => row.Cluster!.Name == cluster && row.Namespace == @namespace)
            .Select(row => new StoredPlace(row.Cluster!.Name, row.Namespace, row.Name, row.Revision, row.Removed, row.FromFolder)).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<RevisionRow> Of(CatalogContext context, string cluster, string @namespace) =>
        context.Revisions.AsNoTracking().Where(row => row.Application!.Cluster!.Name == cluster && row.Application.Namespace == @namespace);

    private static IEnumerable<string> WordsOf(HistoryFilter filter)
    {
        var words = filter.Words ?? "";
        return (words.Length > LongestWords ? words[..LongestWords] : words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(10)
            .Select(word => $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
    }
}

/// <summary>One revision: what is known of it, and the row with its texts.</summary>
public sealed record StoredRevisionTexts(RevisionFacts Facts, RevisionRow Row)
{
    /// <summary>The application as the revision made it, read from its texts; null where they are refused today.</summary>
    public Application? ReadApplication() => CatalogReader.Read(Row).Manifest is { } manifest
        ? new(Facts.Cluster, Facts.Namespace, Facts.Name, manifest.Services, manifest.Databases)
        {
            Owner = manifest.Place.Owner,
            Description = manifest.Place.Description,
            Docs = manifest.Place.Docs,
            Revision = Facts.Number,
            ImportedAt = Facts.ImportedAt,
        }
        : null;
}
