using System.Globalization;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Audit;

/// <summary>The audit log, for admins: a part of it, or all that is meant as a file.</summary>
public static class AuditApi
{
    private const int Default = 100;
    private const int Most = 1_000;

    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", Get).RequireAuthorization(Policies.Admin)
            .WithSummary("The audit log, newest first: a part of it; with format=json, csv or markdown all that the filters leave, streamed as a file")
            .Produces<AuditPartJson>(StatusCodes.Status200OK, "application/json", "text/csv", "text/markdown")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Get(
        AuditReader log, HttpResponse response, CancellationToken cancellationToken, string? q = null, string? action = null, string? result = null, string? actor = null,
        string? since = null, string? until = null, long? before = null, int? limit = null, string? format = null)
    {
        if (!string.IsNullOrEmpty(result) && ResultOf(result) is null) return Wrong("result", $"Write result={string.Join(", ", Enum.GetNames<AuditResult>().Select(name => name.ToLowerInvariant()))}.");
        if (!TryReadTime(since, out var from) || !TryReadTime(until, out var to)) return Wrong("since or until", "Write a moment like 2026-11-22T10:00:00Z.");
        if (limit is < 1 or > Most) return Wrong("limit", $"Ask for 1 to {Most} entries at once; the answer's 'next' brings the older ones. format=json, csv or markdown brings all.");
        var filter = new AuditFilter { Words = q, Action = Text(action), Result = ResultOf(result), Actor = Text(actor), Since = from, Until = to };
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (string.IsNullOrEmpty(format))
        {
            var part = await log.ReadAsync(filter, before, limit ?? Default, cancellationToken);
            return TypedResults.Ok(new AuditPartJson([.. part.Entries.Select(AuditJson.Of)], part.Next));
        }
        var rows = log.AllAsync(filter, cancellationToken);
        return format switch
        {
            "json" => Results.Stream(body => AuditExport.WriteJsonAsync(rows, body, cancellationToken), "application/json; charset=utf-8", "audit.json"),
            "csv" => Results.Stream(body => AuditExport.WriteCsvAsync(rows, body, cancellationToken), "text/csv; charset=utf-8", "audit.csv"),
            "markdown" => Results.Stream(body => AuditExport.WriteMarkdownAsync(rows, body, cancellationToken), "text/markdown; charset=utf-8", "audit.md"),
            _ => Wrong("format", "Write format=json, csv or markdown."),
        };
    }

    /// <summary>The result of that name; null where there is none.</summary>
    internal static AuditResult? ResultOf(string? name) =>
        Enum.GetValues<AuditResult>().Where(result => result.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(result => (AuditResult?)result).FirstOrDefault();

    private static string? Text(string? parameter) => string.IsNullOrWhiteSpace(parameter) ? null : parameter.Trim();

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)) return false;
        time = read;
        return true;
    }

    private static ProblemHttpResult Wrong(string parameter, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: $"Parameter '{parameter}' has a value that it does not take");
}
