using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>How the API answers an import, or whatever else is done as one: restoring, renaming, moving.</summary>
internal static class ImportAnswer
{
    /// <summary>What was done or would be, with its findings; 422 where it is refused, 409 where somebody else was faster.</summary>
    /// <param name="request">The request, which says in what form it takes the answer.</param>
    /// <param name="result">What came of the import.</param>
    /// <param name="dryRun">Whether it was only tried.</param>
    public static IResult Of(HttpRequest request, ImportResult result, bool dryRun)
    {
        var findings = result.Findings.Select(FindingJson.Of).ToList();
        if (result.IsRefused)
        {
            var errors = result.Findings.Count(finding => finding.Severity is Severity.Error);
            return Problem(StatusCodes.Status422UnprocessableEntity, "The import is refused",
                $"{(errors == 1 ? "1 error stands" : $"{errors:N0} errors stand")} in the way; nothing was changed. The first: {result.Findings.First(finding => finding.Severity is Severity.Error).Message}",
                new() { ["findings"] = findings, ["findingCount"] = result.FindingCount });
        }
        if (result.Conflict is { } conflict)
            return Problem(StatusCodes.Status409Conflict, "Somebody else was faster",
                $"The import rests on revision {conflict.Expected}; the application is at revision {conflict.Current}. Nothing was changed. Read it again and repeat.",
                new() { ["expectedRevision"] = conflict.Expected, ["currentRevision"] = conflict.Current, ["findings"] = findings });
        var body = new ImportJson([.. result.Applications.Select(ImportedApplicationJson.Of)], findings, result.FindingCount);
        return !dryRun && result.Applications.Any(imported => imported.Outcome is Outcome.Created)
            ? TypedResults.Json(body, statusCode: StatusCodes.Status201Created)
            : TypedResults.Ok(body);
    }

    /// <summary>A problem in JSON.</summary>
    public static IResult Problem(int status, string title, string detail, Dictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, extensions: extensions);
}
