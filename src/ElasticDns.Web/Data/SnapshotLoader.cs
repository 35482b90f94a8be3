using ElasticDns.Core.Catalog;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>
/// Loads the snapshot with five flat queries that are joined in memory: a nested include would read every application's row again for
/// each of its ports.
/// </summary>
public static class SnapshotLoader
{
    public static async Task<CatalogSnapshot> LoadAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var ports = await context.Ports.AsNoTracking()
            .OrderBy(port => port.ServiceId).ThenBy(port => port.Position)
            .Select(port => new { port.ServiceId, Port = new ContainerPort(port.Container, port.Http, port.Https, port.Tcp, port.Udp) })
            .ToListAsync(cancellationToken);
        var portsOf = ports.ToLookup(row => row.ServiceId, row => row.Port);

        var mentions = await context.Mentions.AsNoTracking()
            .OrderBy(row => row.ServiceId).ThenBy(row => row.Position)
            .Select(row => new { row.ServiceId, Mention = new Mention(row.Form, row.Where, row.Text, row.Scheme, row.Host, row.Port, row.Line, row.Column) })
            .ToListAsync(cancellationToken);
        var mentionsOf = mentions.ToLookup(row => row.ServiceId, row => row.Mention);

        var services = await context.Services.AsNoTracking()
            .Select(row => new { row.Id, row.ApplicationId, row.Name, row.Label, row.Image, row.Type, row.HostNetwork, row.Line, row.Column })
            .ToListAsync(cancellationToken);
        var servicesOf = services.ToLookup(row => row.ApplicationId, row => new Service(row.Name, row.Label, [.. portsOf[row.Id]])
        {
            Image = row.Image, Type = row.Type, HostNetwork = row.HostNetwork, Line = row.Line, Column = row.Column, Mentions = [.. mentionsOf[row.Id]],
        });

        var databases = await context.Databases.AsNoTracking()
            .Select(row => new { row.ApplicationId, row.Name, row.Engine, row.Group, row.Primary, row.Line, row.Column })
            .ToListAsync(cancellationToken);
        var databasesOf = databases.ToLookup(row => row.ApplicationId, row => new Database(row.Name, row.Engine, row.Group, row.Primary) { Line = row.Line, Column = row.Column });

        var applications = await context.Applications.AsNoTracking().Where(row => !row.Removed)
            .Select(row => new { row.Id, Cluster = row.Cluster!.Name, row.Namespace, row.Name, row.Owner, row.Description, row.Docs, row.FromFolder, row.Revision, row.ImportedAt })
            .ToListAsync(cancellationToken);
        return CatalogSnapshot.Of(applications.Select(row => new Application(
            row.Cluster, row.Namespace, row.Name,
            [.. servicesOf[row.Id].OrderBy(service => service.Label, StringComparer.Ordinal)],
            [.. databasesOf[row.Id].OrderBy(database => database.Label, StringComparer.Ordinal)])
        {
            Owner = row.Owner, Description = row.Description, Docs = row.Docs, FromFolder = row.FromFolder, Revision = row.Revision, ImportedAt = row.ImportedAt,
        }));
    }
}
