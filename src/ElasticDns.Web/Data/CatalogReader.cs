using ElasticDns.Core.Manifests;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>The stored manifest of an application: redacted text, and what there is to say about it.</summary>
public sealed record StoredManifest(string ServiceYaml, string? ManifestYaml, string? Environment, IReadOnlyList<Finding> Findings);

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

    /// <summary>A stored manifest read again; its findings name the files <c>service.yml</c> and <c>manifest.yml</c>.</summary>
    internal static ManifestReading Read(RevisionRow revision)
    {
        var manifestYml = revision.ManifestYaml is null ? null : ManifestDocument.Parse("manifest.yml", revision.ManifestYaml);
        return ManifestReader.Read(ManifestDocument.Parse("service.yml", revision.ServiceYaml), manifestYml, revision.Environment);
    }

    internal static IQueryable<RevisionRow> CurrentRevision(CatalogContext context, string cluster, string @namespace) =>
        from revision in context.Revisions.AsNoTracking()
        let application = revision.Application!
        where application.Cluster!.Name == cluster && application.Namespace == @namespace && !application.Removed && revision.Number == application.Revision
        select revision;
}
