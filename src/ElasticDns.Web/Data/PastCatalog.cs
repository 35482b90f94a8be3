using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>The catalogue at two moments. They share the applications that are the same at both, and with the catalogue of now those of now.</summary>
/// <param name="Before">The catalogue at the earlier moment.</param>
/// <param name="After">The catalogue at the later moment.</param>
/// <param name="Moves">The applications that moved in between.</param>
/// <param name="Unreadable">The revisions that are left out because their text is refused today.</param>
public sealed record TwoMoments(CatalogSnapshot Before, CatalogSnapshot After, IReadOnlyList<ApplicationMove> Moves, IReadOnlyList<RevisionFacts> Unreadable);

/// <summary>Reads the catalogue as it was: only what has changed since is read from the stored texts.</summary>
public sealed class PastCatalog(IDbContextFactory<CatalogContext> contexts)
{
    // A text may have megabytes, so few are in memory at once.
    private const int AtOnce = 20;

    /// <summary>The catalogue at two moments.</summary>
    /// <param name="now">The catalogue as it is.</param>
    /// <param name="before">The earlier moment.</param>
    /// <param name="after">The later moment; null for now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TwoMoments> ReadAsync(CatalogSnapshot now, DateTimeOffset before, DateTimeOffset? after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var was = await ChosenAsync(context, before, cancellationToken);
        var @is = after is { } at ? await ChosenAsync(context, at, cancellationToken) : null;
        var (read, unreadable) = await ReadAsync(context, now, was.Concat(@is ?? []).DistinctBy(facts => facts.Id).ToList(), cancellationToken);
        return new(
            At(now, before, was, read),
            after is null ? now : At(now, after.Value, @is!, read),
            await MovesAsync(context, before, after ?? DateTimeOffset.MaxValue, cancellationToken),
            unreadable);
    }

    /// <summary>When anything happened first and last; null where nothing ever did.</summary>
    public async Task<(DateTimeOffset First, DateTimeOffset Last)?> SpanAsync(string? cluster, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var revisions = context.Revisions.Where(row => cluster == null || row.Application!.Cluster!.Name == cluster);
        if (await revisions.MinAsync(row => (DateTimeOffset?)row.ImportedAt, cancellationToken) is not { } first) return null;
        var last = await revisions.MaxAsync(row => row.ImportedAt, cancellationToken);
        var removed = await revisions.Where(row => row.RemovedAt != null).MaxAsync(row => row.RemovedAt, cancellationToken);
        return (first, removed > last ? removed.Value : last);
    }

    // The revisions of a moment that are not those of now as far as the rows of the applications tell: the last one of each place until
    // then, unless it was removed until then. A current revision that is older needs no look at it.
    private static Task<List<RevisionFacts>> ChosenAsync(CatalogContext context, DateTimeOffset at, CancellationToken cancellationToken) => (
        from application in context.Applications.AsNoTracking()
        where application.Removed || application.ImportedAt > at
        from revision in context.Revisions
        where revision.Id == context.Revisions.Where(other => other.ApplicationId == application.Id && other.ImportedAt <= at)
                .OrderByDescending(other => other.Number).Select(other => other.Id).FirstOrDefault()
            && (revision.RemovedAt == null || revision.RemovedAt > at)
        select revision).Select(RevisionFacts.Of).ToListAsync(cancellationToken);

    private static async Task<(Dictionary<int, Application> Read, List<RevisionFacts> Unreadable)> ReadAsync(
        CatalogContext context, CatalogSnapshot now, List<RevisionFacts> chosen, CancellationToken cancellationToken)
    {
        var read = new Dictionary<int, Application>();
        var unreadable = new List<RevisionFacts>();
        foreach (var facts in chosen)
            if (now.Find(facts.Cluster, facts.Namespace) is { } current && current.Revision == facts.Number) read[facts.Id] = current;
        foreach (var some in chosen.Where(facts => !read.ContainsKey(facts.Id)).Chunk(AtOnce))
        {
            var ids = some.Select(facts => facts.Id).ToList();
            var factsOf = some.ToDictionary(facts => facts.Id);
            await foreach (var row in context.Revisions.AsNoTracking().Where(row => ids.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (new StoredRevisionTexts(factsOf[row.Id], row).ReadApplication() is { } application) read[row.Id] = application;
                else unreadable.Add(factsOf[row.Id]);
            }
        }
        return (read, unreadable);
    }

    private static CatalogSnapshot At(CatalogSnapshot now, DateTimeOffset at, List<RevisionFacts> chosen, Dictionary<int, Application> read)
    {
        var applications = chosen.Select(facts => read.GetValueOrDefault(facts.Id)).OfType<Application>().ToList();
        var kept = applications.ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        var newer = now.Applications.Where(application => application.ImportedAt > at && !kept.Contains(application)).Select(application => (application.Cluster, application.Namespace));
        return now.Without([.. newer]).With(applications.Where(application => !ReferenceEquals(now.Find(application.Cluster, application.Namespace), application)));
    }

    // One that moved twice moved from the first place to the last one. What is removed or replaced on the way is no move any more.
    private static async Task<List<ApplicationMove>> MovesAsync(CatalogContext context, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var moves = await context.Revisions.AsNoTracking()
            .Where(row => row.MovedFrom != null && row.ImportedAt > after && row.ImportedAt <= until).OrderBy(row => row.ImportedAt).ThenBy(row => row.Id)
            .Select(row => new { Cluster = row.Application!.Cluster!.Name, row.Application.Namespace, row.MovedFrom, At = row.ImportedAt }).ToListAsync(cancellationToken);
        var removals = await context.Revisions.AsNoTracking()
            .Where(row => row.RemovedAt > after && row.RemovedAt <= until && row.MovedTo == null)
            .Select(row => new { Cluster = row.Application!.Cluster!.Name, row.Application.Namespace, At = row.RemovedAt!.Value }).ToListAsync(cancellationToken);
        var origins = new Dictionary<(string Cluster, string Namespace), (string Cluster, string Namespace)>();
        var removed = removals.ToLookup(removal => (removal.Cluster, removal.Namespace), removal => removal.At);
        var since = new Dictionary<(string Cluster, string Namespace), DateTimeOffset>();
        foreach (var move in moves)
        {
            if (move.MovedFrom!.Split('/') is not [var cluster, var @namespace]) continue;
            var (from, to) = ((cluster, @namespace), (move.Cluster, move.Namespace));
            var origin = origins.Remove(from, out var first) && !RemovedBetween(from, since[from], move.At) ? first : from;
            // What was imported meanwhile where another one was removed did not come from there.
            if (origin == from && RemovedBetween(from, after, move.At)) continue;
            (origins[to], since[to]) = (origin, move.At);
        }
        return [.. origins.Where(move => move.Key != move.Value && !RemovedBetween(move.Key, since[move.Key], until)).Select(move => new ApplicationMove(move.Value, move.Key))];

        bool RemovedBetween((string, string) place, DateTimeOffset from, DateTimeOffset to) => removed[place].Any(at => at > from && at <= to);
    }
}
