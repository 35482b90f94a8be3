using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>The rows of an application's services and databases: what was read of its current revision.</summary>
internal static class TargetRows
{
    public static void Add(CatalogContext context, ApplicationRow application, IEnumerable<Service> services, IEnumerable<Database> databases)
    {
        application.ReaderVersion = ManifestReader.Version;
        context.Services.AddRange(services.Select(service => new ServiceRow
        {
            Application = application,
            Name = service.Name,
            Label = service.Label,
            Image = service.Image,
            Type = service.Type,
            HostNetwork = service.HostNetwork,
            Line = service.Line,
            Column = service.Column,
            Ports = [.. service.Ports.Select((port, position) => new PortRow
            {
                Position = position, Container = port.Container, Http = port.Http, Https = port.Https, Tcp = port.Tcp, Udp = port.Udp,
            })],
            Mentions = [.. service.Mentions.Select((mention, position) => new MentionRow
            {
                Position = position, Form = mention.Form, Where = mention.Where, Text = mention.Text, Scheme = mention.Scheme, Host = mention.Host,
                Port = mention.Port, Line = mention.Line, Column = mention.Column,
            })],
        }));
        context.Databases.AddRange(databases.Select(database => new DatabaseRow
        {
            Application = application,
            Name = database.Name,
            Engine = database.Engine,
            Group = database.Group,
            Primary = database.Primary,
            Line = database.Line,
            Column = database.Column,
        }));
    }

    public static async Task RemoveAsync(CatalogContext context, int applicationId, CancellationToken cancellationToken)
    {
        await context.Services.Where(row => row.ApplicationId == applicationId).ExecuteDeleteAsync(cancellationToken);
        await context.Databases.Where(row => row.ApplicationId == applicationId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>
    /// Reads the stored text again of every application whose rows an older reader made, so that an upgrade shows what that one did not
    /// read yet. What is refused today stays as it was read.
    /// </summary>
    public static async Task ReadAgainAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var outdated = await context.Applications.Where(row => !row.Removed && row.ReaderVersion < ManifestReader.Version).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in outdated)
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var application = await context.Applications.FirstAsync(row => row.Id == id, cancellationToken);
            application.ReaderVersion = ManifestReader.Version;
            var revision = await context.Revisions.AsNoTracking().FirstAsync(row => row.ApplicationId == id && row.Number == application.Revision, cancellationToken);
            if (CatalogReader.Read(revision).Manifest is { } manifest)
            {
                await RemoveAsync(context, id, cancellationToken);
                Add(context, application, manifest.Services, manifest.Databases);
            }
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            context.ChangeTracker.Clear();
        }
    }
}
