using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Audit;

/// <summary>A part of the log, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">The number below which older ones follow, or are to be looked for; null where there is none.</param>
public sealed record AuditPart(IReadOnlyList<AuditRow> Entries, long? Next);

/// <summary>
/// Reads the log. However long it is, one reading looks through a bounded number of rows: a word that is rare is looked for in the newest
/// ones, and whoever wants more goes on from there.
/// </summary>
public sealed class AuditReader(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>So many rows are looked through at once.</summary>
    public const long Window = 200_000;

    /// <summary>The same where only those of one action among them are.</summary>
    public const long WindowOfAnAction = 5 * Window;

    private const int LongestWords = 500;
    private const int MostWords = 10;
    private const int AtOnce = 1_000;

    /// <summary>A part of the log, from the newest entry or from below a number on.</summary>
    public async Task<AuditPart> ReadAsync(AuditFilter filter, long? before, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (low, high) = await BoundsAsync(context, filter, before, cancellationToken);
        if (low >= high) return new([], null);
        var bottom = filter.Window is { } window ? Math.Max(low, high - window) : low;
        var rows = await Matching(context, filter).Where(row => row.Id < high && row.Id >= bottom).OrderByDescending(row => row.Id).Take(most + 1).ToListAsync(cancellationToken);
        if (rows.Count > most) return new(rows[..most], rows[most - 1].Id);
        return new(rows, bottom > low ? bottom : null);
    }

    /// <summary>Every entry that is meant and there now, newest first, read little by little, so that their number costs no memory and no reader keeps the database waiting.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? before = null;
        do
        {
            var part = await ReadAsync(filter, before, AtOnce, cancellationToken);
            foreach (var row in part.Entries) yield return row;
            before = part.Next;
        }
        while (before is not null);
    }

    /// <summary>How many entries that are meant are newer than one, up to a number that is enough to know.</summary>
    public async Task<int> CountNewerAsync(AuditFilter filter, long than, int most, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Matching(context, filter).Where(row => row.Id > than).Take(most).CountAsync(cancellationToken);
    }

    // Times become numbers by their index, whichever way the clock was set in between. The sum keeps the database from reading the rows in
    // the order of their numbers until one fits.
    private static async Task<(long Low, long High)> BoundsAsync(CatalogContext context, AuditFilter filter, long? before, CancellationToken cancellationToken)
    {
        var all = context.AuditEntries.AsNoTracking();
        var low = filter.Since is { } since ? await all.Where(row => row.At >= since).MinAsync(row => (long?)(row.Id + 0), cancellationToken) ?? long.MaxValue : 1;
        var last = filter.Until is { } until ? await all.Where(row => row.At <= until).MaxAsync(row => (long?)(row.Id + 0), cancellationToken) : await all.MaxAsync(row => (long?)row.Id, cancellationToken);
        var high = last + 1 ?? 0;
        return (low, before is { } number ? Math.Min(number, high) : high);
    }

    private static IQueryable<AuditRow> Matching(CatalogContext context, AuditFilter filter)
    {
        var rows = context.AuditEntries.AsNoTracking();
        if (filter.Action is { } action) rows = rows.Where(row => row.Action == action);
        if (filter.Result is { } result) rows = rows.Where(row => row.Result == result);
        if (filter.Actor is { } actor) rows = rows.Where(row => EF.Functions.Collate(row.Actor, "NOCASE") == actor);
        if (filter.Since is { } since) rows = rows.Where(row => row.At >= since);
        if (filter.Until is { } until) rows = rows.Where(row => row.At <= until);
        foreach (var word in WordsOf(filter))
            rows = rows.Where(row => EF.Functions.Like(row.Actor, word, "\\") || EF.Functions.Like(row.What, word, "\\") || EF.Functions.Like(row.From!, word, "\\") || EF.Functions.Like(row.Detail!, word, "\\"));
        return rows;
    }

    private static IEnumerable<string> WordsOf(AuditFilter filter)
    {
        var words = string.Concat((filter.Words ?? "").Where(c => !char.IsControl(c)));
        return (words.Length > LongestWords ? words[..LongestWords] : words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)
            .Select(word => $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
    }
}
