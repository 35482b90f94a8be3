using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>Which part of the matrix is asked for, and in which form.</summary>
public sealed record MatrixQuery
{
    /// <summary>The namespaces whose services call; all where there is none.</summary>
    [FromQuery(Name = "callers")]
    public string[] Callers { get; init; } = [];

    /// <summary>The namespaces whose services and databases are called; all where there is none.</summary>
    [FromQuery(Name = "targets")]
    public string[] Targets { get; init; } = [];

    /// <summary>The one service that calls, as <c>namespace/label</c>.</summary>
    [FromQuery(Name = "caller")]
    public string? Caller { get; init; }

    /// <summary>The one service or database that is called, as <c>namespace/label</c>.</summary>
    [FromQuery(Name = "target")]
    public string? Target { get; init; }

    /// <summary>What is told of: everything where it is missing or possible, what is declared, broken, or not needed.</summary>
    [FromQuery(Name = "mode")]
    public string? Mode { get; init; }

    /// <summary>json, csv, markdown or svg.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary>light or dark, for a picture.</summary>
    [FromQuery(Name = "theme")]
    public string? Theme { get; init; }
}

/// <summary>The reachability of a cluster. Every format is streamed row by row, so the size of a cluster costs no memory.</summary>
public static class MatrixApi
{
    private static readonly string[] Formats = ["json", "csv", "markdown", "svg"];

    public static void MapMatrix(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/matrix", Get)
            .WithSummary("The reach of every caller to every target; callers and targets name namespaces, caller and target one namespace/label, mode (possible, declared, broken, unneeded) adds what manifests declare, format is json, csv, markdown or svg")
            .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: ["text/csv", "text/markdown", "image/svg+xml"])
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Get(string cluster, [AsParameters] MatrixQuery query, CatalogStore store, ReferenceIndexes indexes, CancellationToken cancellationToken)
    {
        var snapshot = store.Current;
        if (!snapshot.TryFind(cluster, out var found, out var problem)) return problem;
        var format = string.IsNullOrEmpty(query.Format) ? "json" : query.Format;
        if (!Formats.Contains(format)) return Refused("Unknown format", "Write format=json, csv, markdown or svg.");
        if (IsGiven(query.Mode) && !Enum.GetNames<MatrixMode>().Contains(query.Mode, StringComparer.OrdinalIgnoreCase))
            return Refused("Unknown mode", "Write mode=possible, declared, broken or unneeded.");
        if (query.Theme is not (null or "light" or "dark")) return Refused("Unknown theme", "Write theme=light or theme=dark.");
        if ((query.Callers.Any(IsGiven) && IsGiven(query.Caller)) || (query.Targets.Any(IsGiven) && IsGiven(query.Target)))
            return Refused("Two selections of one side", "Name either namespaces (callers, targets) or the one service or database (caller, target).");
        if (Choose(found, snapshot, query.Callers, query.Caller, "caller", out problem) is not { } rows) return problem!;
        if (Choose(found, snapshot, query.Targets, query.Target, "target", out problem) is not { } columns) return problem!;
        var matrix = new ReachMatrix(rows.Applications, columns.Applications);
        var view = new MatrixView(
            matrix, indexes.Of(snapshot),
            rows.Only is Service service ? One(matrix.Callers.TakeWhile(end => end.Service != service).Count()) : Range.All,
            columns.Only is { } target ? One(matrix.Targets.TakeWhile(end => end.Target != target).Count()) : Range.All);
        var mode = MatrixModes.Parse(query.Mode);
        var file = $"{found.Name}-matrix{(mode is MatrixMode.Possible ? "" : $"-{MatrixModes.NameOf(mode)}")}";
        return format switch
        {
            "json" when !IsGiven(query.Mode) => Results.Stream(body => MatrixExport.WriteJsonAsync(found.Name, view, body, cancellationToken), "application/json"),
            "json" => Results.Stream(body => MatrixExport.WriteJsonAsync(found.Name, view, mode, body, cancellationToken), "application/json"),
            "csv" => Results.Stream(body => MatrixExport.WriteCsvAsync(view, IsGiven(query.Mode) ? mode : null, body, cancellationToken), "text/csv; charset=utf-8", $"{file}.csv"),
            "markdown" => Results.Stream(body => MatrixExport.WriteMarkdownAsync(found.Name, view, mode, body, cancellationToken), "text/markdown; charset=utf-8", $"{file}.md"),
            _ when view.Count > MatrixSvg.MostCells => Refused("Too large for a picture", $"The picture would have {view.Count:N0} cells; choose callers=NAMESPACE and targets=NAMESPACE for at most {MatrixSvg.MostCells:N0}."),
            _ => Results.Stream(body => MatrixSvg.WriteAsync(found, view, mode, query.Theme == "dark", body, cancellationToken), "image/svg+xml", $"{file}.svg"),
        };
    }

    private static bool IsGiven(string? parameter) => !string.IsNullOrEmpty(parameter);

    private static Range One(int index) => index..(index + 1);

    // Of a single service or database the application is taken, and of that the one row or column.
    private static (IReadOnlyList<Application> Applications, Target? Only)? Choose(
        Cluster cluster, CatalogSnapshot snapshot, string[] namespaces, string? one, string parameter, out ProblemHttpResult? problem)
    {
        problem = null;
        if (!string.IsNullOrEmpty(one))
        {
            if (one.Split('/') is not [var @namespace, var label])
            {
                problem = Refused($"Parameter '{parameter}' names no {parameter}", $"Write {parameter}=NAMESPACE/LABEL.");
                return null;
            }
            if (!snapshot.TryFind(cluster.Name, @namespace, out var home, out problem) || !snapshot.TryFind(home, label, out var target, out problem)) return null;
            if (parameter == "caller" && target is not Service)
            {
                problem = Refused("Parameter 'caller' names no caller", $"'{target.Label}' is a database, which is called and never calls: name a service.");
                return null;
            }
            return ([home], target);
        }
        var chosen = new List<Application>();
        foreach (var name in namespaces.Where(IsGiven).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!snapshot.TryFind(cluster.Name, name, out var application, out problem)) return null;
            chosen.Add(application);
        }
        return (chosen.Count == 0 ? [.. cluster.Applications] : [.. chosen.OrderBy(application => application.Namespace, StringComparer.Ordinal)], null);
    }

    private static ProblemHttpResult Refused(string title, string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: title);
}
