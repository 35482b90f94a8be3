using System.Text;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Compare;

/// <summary>The catalogue at two moments side by side.</summary>
public static class CompareApi
{
    public static IServiceCollection AddCompare(this IServiceCollection services) => services.AddSingleton<PastCatalog>().AddSingleton<MomentComparer>();

    public static void MapCompare(this IEndpointRouteBuilder api) =>
        api.MapGet("/compare", GetAsync)
            .WithSummary("The catalogue at two moments: what became possible, what broke, what is declared; before and after are times in UTC, without after it is now; format is json, csv or markdown")
            .Produces<CompareJson>().Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: "text/markdown")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        CatalogStore store, PastCatalog past, MomentComparer comparer, TimeProvider clock, CancellationToken cancellationToken,
        string? before = null, string? after = null, string? cluster = null, string format = "json")
    {
        if (format.Length == 0) format = "json";
        if (format is not ("json" or "csv" or "markdown")) return BadRequest("Unknown format", "Write format=json, format=csv or format=markdown.");
        if (string.IsNullOrEmpty(before)) return BadRequest("No moment to compare with", $"Name it as in before=2026-11-22T10:00:00Z. {Moments.HowToWrite}");
        if (!Moments.TryParse(before, out var earlier)) return BadRequest("Parameter 'before' is not a time", Moments.HowToWrite);
        // The clock of whoever asks may be somewhat ahead of this one.
        if (earlier > clock.GetUtcNow().AddHours(1)) return BadRequest("Parameter 'before' lies in the future", "There is nothing to compare with yet: name a moment that has passed.");
        var later = default(DateTimeOffset);
        if (!string.IsNullOrEmpty(after) && !Moments.TryParse(after, out later)) return BadRequest("Parameter 'after' is not a time", $"{Moments.HowToWrite} Leave it out to compare with now.");
        if (!string.IsNullOrEmpty(after) && later < earlier) return BadRequest("The moments are the wrong way round", "'before' names the earlier moment and 'after' the later one: exchange them.");
        var name = string.IsNullOrEmpty(cluster) ? null : cluster.ToLowerInvariant();
        // A cluster that is there no more has a past.
        if (name is not null && !store.Current.TryFind(name, out _, out var unknown) && await past.SpanAsync(name, cancellationToken) is null) return unknown;
        var compared = await comparer.CompareAsync(new(earlier, string.IsNullOrEmpty(after) ? null : later, name), cancellationToken);
        return format switch
        {
            "csv" => File(CompareReport.ToCsv(compared), "text/csv; charset=utf-8", "csv"),
            "markdown" => File(CompareReport.ToMarkdown(compared), "text/markdown; charset=utf-8", "md"),
            _ => TypedResults.Ok(CompareJson.Of(compared)),
        };
    }

    private static FileContentHttpResult File(string text, string type, string extension) =>
        TypedResults.File(Encoding.UTF8.GetBytes(text), type, $"compared.{extension}");

    private static ProblemHttpResult BadRequest(string title, string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: title);
}
