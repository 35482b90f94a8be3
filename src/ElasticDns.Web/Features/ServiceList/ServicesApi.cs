using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.References;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Api;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>What the page of all services shows, as a file.</summary>
public static class ServicesApi
{
    public static void MapServices(this IEndpointRouteBuilder api) =>
        api.MapGet("/services", Get)
            .WithSummary("Services and databases with their addresses for a caller (from=cluster/namespace), filtered and sorted as on the page; format is json, csv, markdown or env, and columns are those of the page that csv and markdown shall have")
            .Produces<IEnumerable<ServiceRowJson>>(StatusCodes.Status200OK, "application/json", "text/csv", "text/markdown", "text/plain")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Get(
        [AsParameters] CatalogQuery query, CatalogStore store, AddressRules rules, ReferenceIndexes indexes, CancellationToken cancellationToken, string? from = null, string? columns = null, string format = "json")
    {
        var snapshot = store.Current;
        if (query.Wrong is { } wrong) return Wrong(wrong);
        if (ExportField.In(columns) is not { } fields) return Wrong($"Write columns= and some of {string.Join(", ", ServicesGrid.AllColumns.Select(column => column.Id))}, separated by commas.");
        if (!snapshot.TryFindCaller(from, out var caller, out _, out var problem)) return problem;
        var filter = query.Filter;
        if (filter.Cluster is not null && !snapshot.TryFind(filter.Cluster, out _, out problem)) return problem;
        if (filter is { Cluster: not null, Namespace: not null } && !snapshot.TryFind(filter.Cluster, filter.Namespace, out _, out problem)) return problem;
        if (filter.Reach is not null && caller is null) return Wrong("A filter by reach needs a caller: write from=CLUSTER/NAMESPACE as well.");

        var references = indexes.Of(snapshot);
        var found = filter.Apply(snapshot, caller, references).Rows;
        var rows = found.Select(row => ServiceRowJson.Of(row, caller, rules, references));
        return format switch
        {
            "json" => Results.Stream(body => ServiceExport.WriteJsonAsync(rows, body, cancellationToken), "application/json; charset=utf-8", FileName(caller, "json")),
            "csv" => Results.Stream(body => ServiceExport.WriteCsvAsync(rows, fields, body, cancellationToken), "text/csv; charset=utf-8", FileName(caller, "csv")),
            "markdown" => Results.Stream(body => ServiceExport.WriteMarkdownAsync(rows, fields, body, cancellationToken), "text/markdown; charset=utf-8", FileName(caller, "md")),
            "env" => Results.File(Encoding.UTF8.GetBytes($"{EnvText.Of(rules, caller, found.Select(row => (row.Home, row.Target)))}\n"), "text/plain; charset=utf-8", FileName(caller, "env")),
            _ => Wrong("Write format=json, format=csv, format=markdown or format=env."),
        };
    }

    private static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "A parameter has a value that it does not take");

    // Cluster and namespace are DNS labels, so the name of the file needs no escaping.
    private static string FileName(Application? caller, string ending) =>
        caller is null ? $"services.{ending}" : $"services-from-{caller.Cluster}-{caller.Namespace}.{ending}";
}
