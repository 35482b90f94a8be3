using ElasticDns.Core.Catalog;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>A revision that is to be stored: the application as it will be, and the texts that it was read from.</summary>
public sealed record NewRevision(Application Application, string FileName, string ServiceYaml, string? ManifestYaml, string? Environment, string Hash, int RedactedValues);

/// <summary>
/// Everything that changes the catalogue goes through here, one at a time: a transaction, then the snapshot, then the open pages.
/// Whoever reads never waits.
/// </summary>
public sealed class CatalogWriter(IDbContextFactory<CatalogContext> contexts, CatalogStore store, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _queue = new(1, 1);

    /// <summary>
    /// Runs a change alone. What <paramref name="decide"/> returns is stored in one transaction or, where it is empty, nothing is. The
    /// snapshot cannot change between the decision and the commit.
    /// </summary>
    public async Task<TResult> WriteAsync<TResult>(
        Func<CatalogSnapshot, DateTimeOffset, Task<(TResult Result, IReadOnlyList<NewRevision> Revisions)>> decide, string by, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken);
        try
        {
            // What is in memory is what a restart would load.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            var (result, revisions) = await decide(store.Current, now);
            if (revisions.Count == 0) return result;
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            foreach (var revision in revisions) await StoreAsync(context, revision, by, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            store.Replace(store.Current.With(revisions.Select(revision => revision.Application)));
            return result;
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>Removes one application; its revisions stay. False where there is none.</summary>
    public async Task<bool> RemoveAsync(string cluster, string @namespace, string by, CancellationToken cancellationToken = default) =>
        await RemoveAsync(application => application.Cluster == cluster && application.Namespace == @namespace, by, cancellationToken) > 0;

    /// <summary>Removes all applications that are meant, in one transaction, and returns how many there were.</summary>
    public async Task<int> RemoveAsync(Func<Application, bool> isMeant, string by, CancellationToken cancellationToken = default)
    {
        await _queue.WaitAsync(cancellationToken);
        try
        {
            var meant = store.Current.Applications.Where(isMeant).ToList();
            if (meant.Count == 0) return 0;
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            foreach (var application in meant)
            {
                var row = await RowOf(context, application).FirstAsync(cancellationToken);
                row.Removed = true;
                await TargetRows.RemoveAsync(context, row.Id, cancellationToken);
            }
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            store.Replace(store.Current.Without(meant.Select(application => (application.Cluster, application.Namespace))));
            return meant.Count;
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>The number that the next revision of an application will have, one that was removed before included.</summary>
    public async Task<int> NextRevisionAsync(string cluster, string @namespace, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return 1 + await context.Applications.AsNoTracking()
            .Where(row => row.Cluster!.Name == cluster && row.Namespace == @namespace)
            .Select(row => row.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    public void Dispose() => _queue.Dispose();

    private static IQueryable<ApplicationRow> RowOf(CatalogContext context, Application application) =>
        context.Applications.Where(row => row.Cluster!.Name == application.Cluster && row.Namespace == application.Namespace);

    private static async Task StoreAsync(CatalogContext context, NewRevision revision, string by, CancellationToken cancellationToken)
    {
        var application = revision.Application;
        var row = await RowOf(context, application).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            var cluster = await context.Clusters.FirstOrDefaultAsync(known => known.Name == application.Cluster, cancellationToken)
                ?? new ClusterRow { Name = application.Cluster };
            row = new() { Cluster = cluster, Namespace = application.Namespace, Name = application.Name };
            context.Applications.Add(row);
        }
        else
        {
            await TargetRows.RemoveAsync(context, row.Id, cancellationToken);
        }
        (row.Name, row.Owner, row.Description, row.Docs) = (application.Name, application.Owner, application.Description, application.Docs);
        (row.Revision, row.ImportedAt, row.Removed) = (application.Revision, application.ImportedAt, false);
        context.Revisions.Add(new()
        {
            Application = row,
            Number = application.Revision,
            ApplicationName = application.Name,
            Environment = revision.Environment,
            FileName = revision.FileName,
            ServiceYaml = revision.ServiceYaml,
            ManifestYaml = revision.ManifestYaml,
            Hash = revision.Hash,
            RedactedValues = revision.RedactedValues,
            ServiceCount = application.Services.Count,
            DatabaseCount = application.Databases.Count,
            ImportedAt = application.ImportedAt,
            ImportedBy = by,
        });
        TargetRows.Add(context, row, application.Services, application.Databases);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }
}
