using System.Globalization;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Shared;

/// <summary>Times as the reader's clock shows them. The browser names its zone in a cookie; until it has, they are UTC.</summary>
public static partial class ReaderTime
{
    /// <summary>The cookie that holds the browser's IANA zone.</summary>
    public const string Cookie = "zone";

    private const int LongestName = 64;

    /// <summary>The zone of that IANA name; UTC where it is missing or no zone.</summary>
    public static TimeZoneInfo ZoneOf(string? name) =>
        name is { Length: <= LongestName } && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The day, in the reader's zone.</summary>
    public static string Day(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The minute alone, in the reader's zone.</summary>
    public static string Clock(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and minute in the reader's zone, and in UTC where that is another.</summary>
    public static string Exact(DateTimeOffset time, TimeZoneInfo zone)
    {
        var utc = Minute(time.ToUniversalTime()) + " UTC";
        return zone == TimeZoneInfo.Utc ? utc : $"{Minute(TimeZoneInfo.ConvertTime(time, zone))} in {zone.Id.Replace('_', ' ')}, {utc}";
    }

    /// <summary>A moment as addresses of pages and the API write it: UTC as RFC 3339 has it, with the letter, as a plus sign would have to be escaped.</summary>
    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset time) => time.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    // A cookie is anybody's to write, and the system looks zones up by their file's name.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}
