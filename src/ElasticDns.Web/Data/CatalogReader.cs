using ElasticDns.Core.Manifests;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>The stored manifest of an application: redacted text, and what there is to say about it.</summary>
public sealed record StoredManifest(string ServiceYaml, string? ManifestYaml, string? Environment, IReadOnlyList<Finding> Findings);

/// <summary>What an import needs to know of a place: the revision that is or was there, its hash and its manifest.yml.</summary>
public sealed record StoredRevision(int Number, bool Removed, bool FromFolder, string Hash, string? ManifestYaml);

/// <summary>Reads what the snapshot does not hold: the texts.</summary>
public sealed class CatalogReader(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>The current revision of an application that is not removed, or null.</summary>
    public async Task<RevisionRow?> CurrentRevisionAsync(string cluster, string @namespace, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await CurrentRevision(context, cluster, @namespace).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The manifest of an application as it is stored, with its findings, or null.</summary>
    public async Task<StoredManifest?> ManifestAsync(string cluster, string @namespace, CancellationToken cancellationToken = default)
    {
        if (await CurrentRevisionAsync(cluster, @namespace, cancellationToken) is not { } revision) return null;
        return new(revision.ServiceYaml, revision.ManifestYaml, revision.Environment, Read(revision).Findings);
    }

    /// <summary>What is stored at these places, by cluster and namespace, in one query a cluster; one that was removed included.</summary>
    public async Task<Dictionary<(string Cluster, string Namespace), StoredRevision>> StoredAsync(
        IEnumerable<(string Cluster, string Namespace)> places, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = new Dictionary<(string, string), StoredRevision>();
        foreach (var cluster in places.Distinct().GroupBy(place => place.Cluster, place => place.Namespace))
        {
            var namespaces = cluster.ToList();
            var rows = from revision in context.Revisions.AsNoTracking()
                       let application = revision.Application!
                       where application.Cluster!.Name == cluster.Key && namespaces.Contains(application.Namespace) && revision.Number == application.Revision
                       select new { application.Namespace, Row = new StoredRevision(revision.Number, application.Removed, application.FromFolder, revision.Hash, revision.ManifestYaml) };
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken)) stored[(cluster.Key, row.Namespace)] = row.Row;
        }
        return stored;
    }

    /// <summary>A revision of an application, one of an application that was removed included, or null.</summary>
    public async Task<RevisionRow?> RevisionAsync(string cluster, string @namespace, int number, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Revisions.AsNoTracking().FirstOrDefaultAsync(
            row => row.Application!.Cluster!.Name == cluster && row.Application.Namespace == @namespace && row.Number == number, cancellationToken);
    }

    /// <summary>A stored manifest read again; its findings name the files <c>service.yml</c> and <c>manifest.yml</c>.</summary>
    internal static ManifestReading Read(RevisionRow revision)
    {
        var manifestYml = revision.ManifestYaml is null ? null : ManifestDocument.Parse("manifest.yml", revision.ManifestYaml);
        return ManifestReader.Read(ManifestDocument.Parse("service.yml", revision.ServiceYaml, format: revision.Format), manifestYml, revision.Environment);
    }

    internal static IQueryable<RevisionRow> CurrentRevision(CatalogContext context, string cluster, string @namespace) =>
        from revision in context.Revisions.AsNoTracking()
        let application = revision.Application!
        where application.Cluster!.Name == cluster && application.Namespace == @namespace && !application.Removed && revision.Number == application.Revision
        select revision;
}
