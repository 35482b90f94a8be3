using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>Writes the rows of applications' services and databases: what was read of their current revisions.</summary>
/// <param name="context">A context whose connection has a transaction.</param>
internal sealed class TargetRows(CatalogContext context) : IDisposable
{
    private readonly PreparedInsert<ServiceRow> _services = new(context);
    private readonly PreparedInsert<PortRow> _ports = new(context);
    private readonly PreparedInsert<MentionRow> _mentions = new(context);
    private readonly PreparedInsert<DatabaseRow> _databases = new(context);

    public void Add(int applicationId, IEnumerable<Service> services, IEnumerable<Database> databases)
    {
        foreach (var service in services)
        {
            var id = _services.InsertForId(new()
            {
                ApplicationId = applicationId,
                Name = service.Name,
                Label = service.Label,
                Image = service.Image,
                Type = service.Type,
                HostNetwork = service.HostNetwork,
                Line = service.Line,
                Column = service.Column,
            });
            foreach (var (position, port) in service.Ports.Index())
                _ports.Insert(new() { ServiceId = id, Position = position, Container = port.Container, Http = port.Http, Https = port.Https, Tcp = port.Tcp, Udp = port.Udp });
            foreach (var (position, mention) in service.Mentions.Index())
            {
                _mentions.Insert(new()
                {
                    ServiceId = id, Position = position, Form = mention.Form, Where = mention.Where, Text = mention.Text, Scheme = mention.Scheme, Host = mention.Host,
                    Port = mention.Port, Line = mention.Line, Column = mention.Column,
                });
            }
        }
        foreach (var database in databases)
        {
            _databases.Insert(new()
            {
                ApplicationId = applicationId,
                Name = database.Name,
                Engine = database.Engine,
                Group = database.Group,
                Primary = database.Primary,
                Line = database.Line,
                Column = database.Column,
            });
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _ports.Dispose();
        _mentions.Dispose();
        _databases.Dispose();
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
                using var targets = new TargetRows(context);
                targets.Add(id, manifest.Services, manifest.Databases);
            }
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            context.ChangeTracker.Clear();
        }
    }
}
