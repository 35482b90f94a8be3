using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Applications;

/// <summary>A cluster with its counts, in JSON.</summary>
public sealed record ClusterJson(string Name, int Applications, int Services, int Databases, int References, int BrokenReferences, DateTime LastImportAt)
{
    public static ClusterJson Of(Cluster cluster, ReferenceCount references) => new(
        cluster.Name, cluster.ByNamespace.Count, cluster.ServiceCount, cluster.DatabaseCount, references.Declared, references.Broken, cluster.LastImportAt.UtcDateTime);
}

/// <summary>A container port, in JSON.</summary>
public sealed record PortJson(int? Container, int? Http, int? Https, int? Tcp, int? Udp);

/// <summary>A service with the addresses for callers of its own application, in JSON.</summary>
public sealed record ServiceJson(string Name, string Label, string? Image, string Type, IReadOnlyList<PortJson> Ports, IReadOnlyList<AddressJson> Addresses);

/// <summary>A database with the addresses for callers of its own application, in JSON.</summary>
public sealed record DatabaseJson(
    string Engine, string? Group, string Label, bool Primary, IReadOnlyList<AddressJson> Addresses, string? ConnectionString);

/// <summary>An application, in JSON.</summary>
public sealed record ApplicationJson(
    string Cluster, string Namespace, string Name, int Revision, DateTime ImportedAt, string? Owner, string? Description, string? Docs,
    IReadOnlyList<ServiceJson> Services, IReadOnlyList<DatabaseJson> Databases)
{
    public static ApplicationJson Of(Application application, AddressRules rules) => new(
        application.Cluster, application.Namespace, application.Name, application.Revision, application.ImportedAt.UtcDateTime,
        application.Owner, application.Description, application.Docs,
        [
            .. application.Services.Select(service => new ServiceJson(
                service.Name, service.Label, service.Image, service.Type,
                [.. service.Ports.Select(port => new PortJson(port.Container, port.Http, port.Https, port.Tcp, port.Udp))],
                AddressJson.Of(AddressRules.OwnAddresses(service)))),
        ],
        [
            .. application.Databases.Select(database => new DatabaseJson(
                database.Engine, database.Group, database.Label, database.Primary,
                AddressJson.Of(AddressRules.OwnAddresses(database)), rules.For(application, application, database).ConnectionString)),
        ]);
}

/// <summary>Clusters, applications and their stored manifests.</summary>
public static class ApplicationsApi
{
    public static void MapApplications(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clusters", Clusters).WithSummary("The clusters with their counts");
        api.MapGet("/applications", List).WithSummary("The applications, of all clusters or of one").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/clusters/{cluster}/applications/{namespace}", Get).WithSummary("One application").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/clusters/{cluster}/applications/{namespace}", Delete).WithSummary("Removes an application; its history stays")
            .Produces(StatusCodes.Status204NoContent).Produces<ImportJson>(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/clusters/{cluster}/applications/{namespace}/manifest", Manifest).WithSummary("The stored service.yml, without its secrets")
            .Produces<string>(contentType: "application/yaml").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IReadOnlyList<ClusterJson> Clusters(CatalogStore store, ReferenceIndexes indexes)
    {
        var snapshot = store.Current;
        return [.. snapshot.Clusters.Select(cluster => ClusterJson.Of(cluster, indexes.Of(snapshot).CountOf(cluster)))];
    }

    private static Results<Ok<IEnumerable<ApplicationJson>>, ProblemHttpResult> List(CatalogStore store, AddressRules rules, string? cluster = null)
    {
        var applications = store.Current.Applications;
        if (!string.IsNullOrEmpty(cluster))
        {
            if (!store.Current.TryFind(cluster, out var found, out var problem)) return problem;
            applications = found.Applications;
        }
        return TypedResults.Ok(applications.Select(application => ApplicationJson.Of(application, rules)));
    }

    private static Results<Ok<ApplicationJson>, ProblemHttpResult> Get(string cluster, string @namespace, CatalogStore store, AddressRules rules, HttpResponse response)
    {
        if (!store.Current.TryFind(cluster, @namespace, out var application, out var problem)) return problem;
        response.Headers.ETag = $"\"{application.Revision}\"";
        return TypedResults.Ok(ApplicationJson.Of(application, rules));
    }

    private static async Task<IResult> Delete(
        string cluster, string @namespace, HttpRequest request, CatalogStore store, StoredApplications stored, CancellationToken cancellationToken, bool dryRun = false)
    {
        if (!store.Current.TryFind(cluster, @namespace, out var application, out var problem)) return problem;
        if (!request.TryReadIfMatch(out var expected, out problem)) return problem;
        var result = await stored.RemoveAsync(application.Cluster, application.Namespace, new(Actor.Of(request.HttpContext.User)) { DryRun = dryRun, ExpectedRevision = expected }, cancellationToken);
        return result is null || (!dryRun && result is { IsRefused: false, Conflict: null }) ? TypedResults.NoContent() : ImportAnswer.Of(request, result, dryRun);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Manifest(
        string cluster, string @namespace, CatalogStore store, CatalogReader reader, CancellationToken cancellationToken)
    {
        if (!store.Current.TryFind(cluster, @namespace, out var application, out var problem)) return problem;
        var revision = await reader.CurrentRevisionAsync(application.Cluster, application.Namespace, cancellationToken);
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(revision?.ServiceYaml ?? ""), "application/yaml; charset=utf-8", "service.yml");
    }
}
