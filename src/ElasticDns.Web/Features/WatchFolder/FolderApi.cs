using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>What came of the last look at the watched folder, in JSON.</summary>
public sealed record FolderJson(
    string Folder, DateTime? ScannedAt, string? Problem, int Imported, int Refused, IReadOnlyList<FolderFileJson> Files, IReadOnlyList<FindingJson> Findings, int FindingCount)
{
    private const int MostFindings = 200;

    public static FolderJson Of(FolderStatus status)
    {
        var findings = status.General.Concat(status.Files.SelectMany(file => file.Findings));
        return new(
            status.Folder, status.ScannedAt?.UtcDateTime, status.Problem, status.Imported, status.Refused,
            [.. status.Files.Select(file => new FolderFileJson(file.File, file.Cluster, file.Namespace, file.IsRefused ? "refused" : "imported"))],
            [.. findings.OrderBy(finding => finding.Severity is not Severity.Error).Take(MostFindings).Select(FindingJson.Of)],
            status.General.Count + status.Files.Sum(file => file.FindingCount));
    }
}

/// <summary>One application of the watched folder, in JSON.</summary>
public sealed record FolderFileJson(string File, string Cluster, string Namespace, string Outcome);

/// <summary>Tells of the watched folder, and registers it.</summary>
public static class FolderApi
{
    public static IServiceCollection AddWatchFolder(this IServiceCollection services, FolderSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<WatchedFolder>();
        return settings.IsWatched ? services.AddHostedService<FolderWatcher>() : services;
    }

    public static void MapFolder(this IEndpointRouteBuilder api) =>
        api.MapGet("/folder", Get).WithSummary("What came of the last look at the watched folder").ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<FolderJson>, ProblemHttpResult> Get(WatchedFolder folder) => folder.Status is { } status
        ? TypedResults.Ok(FolderJson.Of(status))
        : TypedResults.Problem($"Name one by {FolderSettings.FolderKey} to have its manifests imported.", statusCode: StatusCodes.Status404NotFound, title: "No folder is watched");
}
