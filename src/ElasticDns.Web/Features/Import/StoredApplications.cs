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
    public async Task<ImportResult?> RenameAsync(string cluster, string @namespace, string name, StoredChange how, CancellationToken cancellationToken = default)
    {
        if (await CurrentAsync(cluster, @namespace, new(RevisionAction.Renamed), cancellationToken) is not { } item) return null;
        return await RunAsync(item with { Given = item.Given with { Application = name } }, how, cancellationToken);
    }

    /// <summary>
    /// Moves an application to another cluster or namespace. Its history stays at the old place, which notes where it went; the new place
    /// begins with where it came from. Null where there is no such application.
    /// </summary>
    public async Task<ImportResult?> MoveAsync(
        string cluster, string @namespace, string toCluster, string toNamespace, StoredChange how, CancellationToken cancellationToken = default)
    {
        if (await CurrentAsync(cluster, @namespace, new(RevisionAction.Moved) { MovedFrom = (cluster, @namespace) }, cancellationToken) is not { } item) return null;
        if ((cluster, @namespace) == (toCluster, toNamespace)) item = item with { Origin = RevisionOrigin.Import };
        return await RunAsync(item with { Given = item.Given with { Cluster = toCluster, Namespace = toNamespace } }, how, cancellationToken);
    }

    private async Task<ImportItem?> CurrentAsync(string cluster, string @namespace, RevisionOrigin origin, CancellationToken cancellationToken)
    {
        if (store.Current.Find(cluster, @namespace) is null) return null;
        return await reader.CurrentRevisionAsync(cluster, @namespace, cancellationToken) is { } revision ? ImportItem.OfStored(cluster, @namespace, revision, origin) : null;
    }

    private Task<ImportResult> RunAsync(ImportItem item, StoredChange how, CancellationToken cancellationToken) => importer.RunAsync(
        new([item]) { DryRun = how.DryRun, Rename = true, DropStoredManifest = true, ExpectedRevision = how.ExpectedRevision, By = how.By }, cancellationToken);
}

/// <summary>Who changes a stored application, and whether the change is only tried.</summary>
/// <param name="By">Who does it.</param>
public sealed record StoredChange(string By)
{
    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>The revision on which the change rests; another one is a conflict.</summary>
    public int? ExpectedRevision { get; init; }
}
