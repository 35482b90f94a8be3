using ElasticDns.Core.Catalog;
using ElasticDns.Core.Neighbourhood;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ElasticDns.Web.Features.Map;

/// <summary>Who declares to use an application and what it declares to use, as a list or as the picture that its page shows.</summary>
public static class MapApi
{
    private static readonly string[] Themes = ["light", "dark"];

    public static void MapNeighbourhoods(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/applications/{namespace}/map", Get)
            .WithSummary("The connections that are declared from and to an application, broken ones first; format is json, csv, markdown or svg (a picture, theme light or dark)")
            .Produces<IEnumerable<MapConnectionJson>>(StatusCodes.Status200OK, "application/json", "text/csv", "text/markdown", "image/svg+xml")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Get(
        string cluster, string @namespace, CatalogStore store, ReferenceIndexes indexes, IServiceProvider services, ILoggerFactory loggers,
        CancellationToken cancellationToken, string format = "json", string theme = "light")
    {
        var snapshot = store.Current;
        if (!snapshot.TryFind(cluster, @namespace, out var application, out var problem)) return problem;
        if (!Themes.Contains(theme)) return Wrong("Write theme=light or theme=dark.");
        var index = indexes.Of(snapshot);
        var map = NeighbourhoodMap.Of(snapshot, index, application);
        var rows = map.Connections.Select(connection => MapConnectionJson.Of(connection, index.Rules));
        return format switch
        {
            "json" => Results.Stream(body => MapExport.WriteJsonAsync(rows, body, cancellationToken), "application/json; charset=utf-8", FileName(application, "json")),
            "csv" => Results.Stream(body => MapExport.WriteCsvAsync(rows, body, cancellationToken), "text/csv; charset=utf-8", FileName(application, "csv")),
            "markdown" => Results.Stream(body => MapExport.WriteMarkdownAsync(rows, body, cancellationToken), "text/markdown; charset=utf-8", FileName(application, "md")),
            "svg" => Results.Stream(body => DrawAsync(map, theme == "dark", services, loggers, body), "image/svg+xml; charset=utf-8", FileName(application, "svg")),
            _ => Wrong("Write format=json, format=csv, format=markdown or format=svg."),
        };
    }

    // A map has a bounded number of nodes and lines, so its picture is made before it is sent.
    private static async Task DrawAsync(NeighbourhoodMap map, bool dark, IServiceProvider services, ILoggerFactory loggers, Stream body)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var picture = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<MapDrawing>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MapDrawing.Map)] = map,
            [nameof(MapDrawing.Style)] = PictureStyle.Of("map", dark),
        }))).ToHtmlString());
        await using var writer = new StreamWriter(body, leaveOpen: true);
        await writer.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        await writer.WriteAsync(picture.Trim());
    }

    // Cluster and namespace are DNS labels, so the name of the file needs no escaping.
    private static string FileName(Application application, string ending) => $"{application.Cluster}-{application.Namespace}-map.{ending}";

    private static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "A parameter has a value that it does not take");
}
