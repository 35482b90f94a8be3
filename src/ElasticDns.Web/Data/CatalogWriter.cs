using ElasticDns.Core.Catalog;
using ElasticDns.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>
/// Everything that changes the catalogue goes through here, one at a time: a transaction, then the snapshot, then the open pages.
/// Whoever reads never waits.
/// </summary>
public sealed class CatalogWriter(IDbContextFactory<CatalogContext> contexts, CatalogStore store, AuditLog audit, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _queue = new(1, 1);

    /// <summary>
    /// Runs a change alone. What <paramref name="decide"/> returns is stored in one transaction or, where it is empty, nothing is. The
    /// snapshot cannot change between the decision and the commit. Cancelled before the commit, it leaves nothing.
    /// </summary>
    /// <exception cref="AccessDeniedException">The change is not <paramref name="by"/>'s to make; nothing is stored.</exception>
    public async Task<TResult> WriteAsync<TResult>(
        Func<CatalogSnapshot, DateTimeOffset, Task<(TResult Result, CatalogEdit Edit)>> decide, Actor by, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken);
        try
        {
            // What is in memory is what a restart would load.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            var (result, edit) = await decide(store.Current, now);
            if (edit.IsEmpty) return result;
            if (edit.Entries.FirstOrDefault(entry => !entry.IsAllowedTo(by)) is { } forbidden) await audit.DenyAsync(by, forbidden.Action, forbidden.What);
            var after = edit.ApplyTo(store.Current);
            var prepared = Task.Run(() => store.Prepare(after), CancellationToken.None);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
            {
                foreach (var removal in edit.Removals) await RemoveAsync(context, removal, by.Name, now, cancellationToken);
                await StoreAsync(context, edit.Revisions, by.Name, cancellationToken);
                WriteDown(context, edit, by, now);
                cancellationToken.ThrowIfCancellationRequested();
                await transaction.CommitAsync(CancellationToken.None);
            }
            await prepared;
            store.Replace(after);
            audit.Tell();
            return result;
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>
    /// Runs a change of what is stored beside the catalogue in the same queue and one transaction. What <paramref name="change"/> returns
    /// beside its result is run after the commit; where that is null, nothing is committed.
    /// </summary>
    /// <param name="by">Who changes it; an admin.</param>
    /// <param name="action">What it is, for the audit log.</param>
    /// <param name="what">What is changed.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <param name="detail">More about it, for the audit log.</param>
    /// <exception cref="AccessDeniedException">It is no admin; nothing is stored.</exception>
    public async Task<TResult> WriteBesideAsync<TResult>(
        Actor by, string action, string what, Func<CatalogContext, Task<(TResult Result, Action? Committed)>> change, CancellationToken cancellationToken, string? detail = null)
    {
        if (!by.IsAdmin) await audit.DenyAsync(by, action, what);
        await _queue.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var (result, committed) = await change(context);
            if (committed is null) return result;
            context.AuditEntries.Add(AuditLog.RowOf(by, action, what, AuditResult.Done, detail, clock.GetUtcNow()));
            await context.SaveChangesAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None);
            committed();
            audit.Tell();
            return result;
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>Removes one application; its revisions stay. False where there is none, or where it comes from the watched folder, which alone removes it.</summary>
    public async Task<bool> RemoveAsync(string cluster, string @namespace, Actor by, CancellationToken cancellationToken = default) =>
        await RemoveAsync(application => application.Cluster == cluster && application.Namespace == @namespace, by, cancellationToken) > 0;

    /// <summary>Removes all applications that are meant and do not come from the watched folder, in one transaction, and returns how many there were.</summary>
    public Task<int> RemoveAsync(Func<Application, bool> isMeant, Actor by, CancellationToken cancellationToken = default) => WriteAsync(
        (snapshot, _) =>
        {
            var meant = snapshot.Applications.Where(application => !application.FromFolder && isMeant(application)).Select(Removal.Of).ToList();
            return Task.FromResult((meant.Count, new CatalogEdit([], meant)));
        },
        by, cancellationToken);

    public void Dispose() => _queue.Dispose();

    private static async Task RemoveAsync(CatalogContext context, Removal removal, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await context.Applications.FirstAsync(row => row.Cluster!.Name == removal.Cluster && row.Namespace == removal.Namespace, cancellationToken);
        var revision = await context.Revisions.FirstAsync(revision => revision.ApplicationId == row.Id && revision.Number == row.Revision, cancellationToken);
        (row.Removed, row.FromFolder) = (true, false);
        (revision.RemovedAt, revision.RemovedBy, revision.MovedTo) = (now, by, removal.MovedTo);
        await TargetRows.RemoveAsync(context, row.Id, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }

    private static void WriteDown(CatalogContext context, CatalogEdit edit, Actor by, DateTimeOffset now)
    {
        using var insert = new PreparedInsert<AuditRow>(context);
        foreach (var entry in edit.Entries) insert.Insert(AuditLog.RowOf(by, entry.Action, entry.What, AuditResult.Done, entry.Detail, now));
    }

    // The few rows of applications go the usual way; the many of revisions and services by prepared commands.
    private static async Task StoreAsync(CatalogContext context, IReadOnlyList<NewRevision> revisions, string by, CancellationToken cancellationToken)
    {
        if (revisions.Count == 0) return;
        var rows = new List<ApplicationRow>(revisions.Count);
        var clusters = await context.Clusters.ToDictionaryAsync(cluster => cluster.Name, cancellationToken);
        foreach (var ofCluster in revisions.GroupBy(revision => revision.Application.Cluster))
        {
            if (!clusters.TryGetValue(ofCluster.Key, out var cluster)) context.Clusters.Add(clusters[ofCluster.Key] = cluster = new() { Name = ofCluster.Key });
            var namespaces = ofCluster.Select(revision => revision.Application.Namespace).ToList();
            await context.Applications.Where(row => row.ClusterId == cluster.Id && namespaces.Contains(row.Namespace)).LoadAsync(cancellationToken);
        }
        var known = context.Applications.Local.ToDictionary(row => (row.Cluster!.Name, row.Namespace));
        foreach (var application in revisions.Select(revision => revision.Application))
        {
            if (known.TryGetValue((application.Cluster, application.Namespace), out var row))
                await TargetRows.RemoveAsync(context, row.Id, cancellationToken);
            else
                context.Applications.Add(row = new() { Cluster = clusters[application.Cluster], Namespace = application.Namespace, Name = application.Name });
            (row.Name, row.Owner, row.Description, row.Docs) = (application.Name, application.Owner, application.Description, application.Docs);
            (row.Revision, row.ImportedAt, row.FromFolder, row.Removed) = (application.Revision, application.ImportedAt, application.FromFolder, false);
            row.ReaderVersion = Core.Manifests.ManifestReader.Version;
            rows.Add(row);
        }
        await context.SaveChangesAsync(cancellationToken);

        using var insert = new PreparedInsert<RevisionRow>(context);
        using var targets = new TargetRows(context);
        foreach (var (revision, row) in revisions.Zip(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.Insert(RowOf(revision, row.Id, by));
            targets.Add(row.Id, revision.Application.Services, revision.Application.Databases);
        }
    }

    private static RevisionRow RowOf(NewRevision revision, int applicationId, string by) => new()
    {
        ApplicationId = applicationId,
        Number = revision.Application.Revision,
        ApplicationName = revision.Application.Name,
        Environment = revision.Environment,
        Action = revision.Origin.Action,
        RestoredFrom = revision.Origin.RestoredFrom,
        MovedFrom = revision.Origin.MovedFrom is var (cluster, @namespace) ? $"{cluster}/{@namespace}" : null,
        FileName = revision.FileName,
        Format = revision.Format,
        ServiceYaml = revision.ServiceYaml,
        ManifestYaml = revision.ManifestYaml,
        Hash = revision.Hash,
        RedactedValues = revision.RedactedValues,
        ServiceCount = revision.Application.Services.Count,
        DatabaseCount = revision.Application.Databases.Count,
        ImportedAt = revision.Application.ImportedAt,
        ImportedBy = by,
        Summary = revision.Summary,
    };
}
