using Microsoft.Net.Http.Headers;

namespace ElasticDns.Web.Features.Import;

/// <summary>In what form findings are answered.</summary>
internal enum ReportForm
{
    /// <summary>JSON, with everything else that an import tells.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for what shows findings beside the code.</summary>
    Sarif,

    /// <summary>A line for each finding, as compilers write them.</summary>
    Lines,
}

/// <summary>Which form a request takes.</summary>
internal static class ReportForms
{
    public const string SarifType = "application/sarif+json";
    public const string LinesType = "text/plain";

    /// <summary>The form that the request likes best; JSON where it takes anything, or nothing of this.</summary>
    public static ReportForm Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return ReportForm.Json;
        var forms = from type in accepted
                    where type.Quality is not 0
                    orderby type.Quality ?? 1 descending
                    select type.MediaType.Value?.ToLowerInvariant() switch
                    {
                        SarifType => ReportForm.Sarif,
                        LinesType or "text/*" => ReportForm.Lines,
                        "application/json" or "application/problem+json" or "application/*" or "*/*" => ReportForm.Json,
                        _ => (ReportForm?)null,
                    };
        return forms.FirstOrDefault(form => form is not null) ?? ReportForm.Json;
    }
}
