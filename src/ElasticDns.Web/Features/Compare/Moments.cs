using System.Globalization;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Features.Compare;

/// <summary>The two moments that are compared.</summary>
/// <param name="Before">The earlier one, UTC.</param>
/// <param name="After">The later one, UTC; null for now.</param>
/// <param name="Cluster">The one cluster that is looked at; null for all.</param>
public sealed partial record Moments(DateTimeOffset Before, DateTimeOffset? After, string? Cluster)
{
    /// <summary>How a time is written, in words for who wrote it otherwise.</summary>
    public const string HowToWrite = "Write a time in UTC as RFC 3339 has it, as in 2026-11-22T10:00:00Z.";

    /// <summary>The moment that a text of RFC 3339 names; false where it names none or does not say its zone.</summary>
    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (text is not { Length: <= 40 } || !Rfc3339().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;
        moment = parsed.ToUniversalTime();
        return true;
    }

    // A plus sign in a query is a blank to whoever did not escape it.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,7})?)?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
