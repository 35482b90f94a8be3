using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Shared.Api;

/// <summary>The revision on which a change rests, as <c>If-Match: "4"</c> names it.</summary>
public static class IfMatch
{
    /// <summary>Reads the header. Without it, or with a star, the change rests on whatever there is.</summary>
    public static bool TryReadIfMatch(this HttpRequest request, out int? expected, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (expected, problem) = (null, null);
        // A proxy that compresses an answer makes its tag a weak one; the revision in it is as good.
        var match = request.Headers.IfMatch.ToString().Trim();
        if (match.StartsWith("W/", StringComparison.Ordinal)) match = match[2..];
        if (match is "" or "*") return true;
        if (int.TryParse(match.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            expected = number;
            return true;
        }
        problem = TypedResults.Problem("If-Match takes the revision of the application, as in If-Match: \"4\".", statusCode: StatusCodes.Status400BadRequest, title: "If-Match");
        return false;
    }
}
