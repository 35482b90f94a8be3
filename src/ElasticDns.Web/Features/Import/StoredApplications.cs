using ElasticDns.Web.Access;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Import;

/// <summary>
/// What can be done with an application without a file: an earlier revision restored, another name, another place. Each is an import of
/// the stored texts, so that it is checked, shown before and written down like one.
/// </summary>
public sealed class StoredApplications(CatalogReader reader, CatalogStore store, Importer importer)
{
    /// <summary>
    /// Makes an earlier revision the current one again: its texts, its name and its environment, as a new revision. An application that
    /// was removed is brought back by it. Null where there is no such revision.
    /// </summary>
    public async Task<ImportResult?> RestoreAsync(string cluster, string @namespace, int number, StoredChange how, CancellationToken cancellationToken = default)
    {
        if (await reader.RevisionAsync(cluster, @namespace, number, cancellationToken) is not { } revision) return null;
        var item = ImportItem.OfStored(cluster, @namespace, revision, new(RevisionAction.Restored) { RestoredFrom = number });
        return await RunAsync(item, how, cancellationToken);
    }

    /// <summary>Gives an application another display name; addresses stay as they are. Null where there is none.</summary>
    public Task<ImportResult?> RenameAsync(string cluster, string @namespace, string name, StoredChange how, CancellationToken cancellationToken = default) =>
        ChangeAsync(cluster, @namespace, new(RevisionAction.Renamed), item => item with { Given = item.Given with { Application = name } }, how, cancellationToken);

    /// <summary>
    /// Moves an application to another cluster or namespace. Its history stays at the old place, which notes where it went; the new place
    /// begins with where it came from. Null where there is no such application.
    /// </summary>
    public Task<ImportResult?> MoveAsync(
        string cluster, string @namespace, string toCluster, string toNamespace, StoredChange how, CancellationToken cancellationToken = default)
    {
        // Who is there already has not moved.
        var origin = (cluster, @namespace) == (toCluster, toNamespace) ? RevisionOrigin.Import : new(RevisionAction.Moved) { MovedFrom = (cluster, @namespace) };
        return ChangeAsync(cluster, @namespace, origin, item => item with { Given = item.Given with { Cluster = toCluster, Namespace = toNamespace } }, how, cancellationToken);
    }

    /// <summary>Removes an application; its history stays. Null where there is none.</summary>
    public async Task<ImportResult?> RemoveAsync(string cluster, string @namespace, StoredChange how, CancellationToken cancellationToken = default)
    {
        if (store.Current.Find(cluster, @namespace) is not { } application) return null;
        return await importer.RunAsync(
            new([]) { Removals = [Removal.Of(application)], DryRun = how.DryRun, ExpectedRevision = how.ExpectedRevision, By = how.By }, cancellationToken);
    }

    // The current texts once more. Where somebody imports between reading and writing them, they are read again: what came in between must
    // not be undone by an old text under a new name.
    private async Task<ImportResult?> ChangeAsync(
        string cluster, string @namespace, RevisionOrigin origin, Func<ImportItem, ImportItem> change, StoredChange how, CancellationToken cancellationToken)
    {
        while (store.Current.Find(cluster, @namespace) is not null && await reader.CurrentRevisionAsync(cluster, @namespace, cancellationToken) is { } revision)
        {
            var item = change(ImportItem.OfStored(cluster, @namespace, revision, origin));
            var result = await RunAsync(item, how with { ExpectedRevision = how.ExpectedRevision ?? revision.Number }, cancellationToken);
            if (result.Conflict is null || how.ExpectedRevision is not null) return result;
        }
        return null;
    }

    private Task<ImportResult> RunAsync(ImportItem item, StoredChange how, CancellationToken cancellationToken) => importer.RunAsync(
        new([item]) { DryRun = how.DryRun, Rename = true, DropStoredManifest = true, ExpectedRevision = how.ExpectedRevision, By = how.By }, cancellationToken);
}

/// <summary>Who changes a stored application, and whether the change is only tried.</summary>
/// <param name="By">Who does it.</param>
public sealed record StoredChange(Actor By)
{
    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>The revision on which the change rests; another one is a conflict.</summary>
    public int? ExpectedRevision { get; init; }
}
