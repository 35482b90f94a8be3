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
        var status = result.IsRefused ? StatusCodes.Status422UnprocessableEntity
            : result.Conflict is not null ? StatusCodes.Status409Conflict
            : !dryRun && result.Applications.Any(imported => imported.Outcome is Outcome.Created) ? StatusCodes.Status201Created
            : StatusCodes.Status200OK;
        if (ReportForms.Of(request) is not ReportForm.Json and var form) return InForm(form, Report.Of(result, dryRun), result, status);
        if (result.IsRefused) return Refusal(result, "The import is refused", "; nothing was changed");
        var findings = result.Findings.Select(FindingJson.Of).ToList();
        if (result.Conflict is { } conflict)
            return Problem(status, "Somebody else was faster", Of(conflict),
                new() { ["expectedRevision"] = conflict.Expected, ["currentRevision"] = conflict.Current, ["findings"] = findings });
        return TypedResults.Json(new ImportJson([.. result.Applications.Select(ImportedApplicationJson.Of)], findings, result.FindingCount, ImpactJson.Of(result.Impact)), statusCode: status);
    }

    /// <summary>What a check found; 422 where an import would be refused.</summary>
    public static IResult OfLint(HttpRequest request, ImportResult result)
    {
        var status = result.IsRefused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        var report = Report.OfLint(result);
        return ReportForms.Of(request) is not ReportForm.Json and var form ? InForm(form, report, result, status)
            : result.IsRefused ? Refusal(result, "The check found errors", " of an import")
            : TypedResults.Json(new LintJson(result.Items.Count, [.. report.Findings.Select(FindingJson.Of)], report.Count), statusCode: status);
    }

    /// <summary>The conflict in words.</summary>
    public static string Of(RevisionConflict conflict) => conflict switch
    {
        { Expected: 0 } => $"The application is to be new, and there is one at revision {conflict.Current} already. Nothing was changed. Read it, and repeat with its revision.",
        { Current: 0 } => $"The import rests on revision {conflict.Expected}; there is no such application. Nothing was changed.",
        _ => $"The import rests on revision {conflict.Expected}; the application is at revision {conflict.Current}. Nothing was changed. Read it again and repeat.",
    };

    /// <summary>A problem in JSON.</summary>
    public static IResult Problem(int status, string title, string detail, Dictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, extensions: extensions);

    private static IResult Refusal(ImportResult result, string title, string what)
    {
        // Who is refused for what breaks is told which connections those are.
        IReadOnlyList<Finding> findings = BrokenConnections.Refuse(result) ? [.. result.Findings, .. BrokenConnections.Of(result)] : result.Findings;
        var errors = findings.Where(finding => finding.Severity is Severity.Error).ToList();
        return Problem(StatusCodes.Status422UnprocessableEntity, title,
            $"{(errors.Count == 1 ? "1 error stands" : $"{errors.Count:N0} errors stand")} in the way{what}. The first: {errors[0].Message}",
            new() { ["findings"] = findings.Select(FindingJson.Of).ToList(), ["findingCount"] = result.FindingCount + findings.Count - result.Findings.Count });
    }

    private static IResult InForm(ReportForm form, Report report, ImportResult result, int status) => form is ReportForm.Sarif
        ? TypedResults.Json(Sarif.Of(report, result.Items.Select(item => item.Item.ServiceYml.Name).FirstOrDefault()), contentType: ReportForms.SarifType, statusCode: status)
        : TypedResults.Text(CompilerLines.Of(report), $"{ReportForms.LinesType}; charset=utf-8", statusCode: status);
}
