using System.Globalization;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Audit;

/// <summary>What the page of the log shows, as its address says it.</summary>
public sealed record AuditView
{
    /// <summary>Everything, from the newest entry on.</summary>
    public static AuditView All { get; } = new();

    /// <summary>The times that can be chosen: their name in the address, and how far they go back.</summary>
    public static IReadOnlyList<(string Code, string Title, TimeSpan Back)> Periods { get; } =
        [("hour", "last hour", TimeSpan.FromHours(1)), ("day", "last 24 hours", TimeSpan.FromDays(1)), ("week", "last 7 days", TimeSpan.FromDays(7)), ("month", "last 30 days", TimeSpan.FromDays(30))];

    public string? Words { get; init; }

    public string? Action { get; init; }

    public AuditResult? Result { get; init; }

    /// <summary>One of <see cref="Periods"/>.</summary>
    public string? Period { get; init; }

    /// <summary>The number below which entries are listed; null for the newest.</summary>
    public long? Before { get; init; }

    /// <summary>The entry that a link is about.</summary>
    public long? Entry { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => this with { Before = null, Entry = null } != All;

    /// <summary>The page that shows it.</summary>
    public string Path => PageLinks.Audit + Query(("q", Words), ("action", Action), ("result", Word(Result)), ("period", Period), ("before", Number(Before)), ("entry", Number(Entry)));

    /// <summary>What the parameters of an address mean; what cannot be read is left out.</summary>
    public static AuditView Read(string? words, string? action, string? result, string? period, string? before, string? entry) => new()
    {
        Words = string.IsNullOrWhiteSpace(words) ? null : words.Trim(),
        Action = string.IsNullOrWhiteSpace(action) ? null : action,
        Result = AuditApi.ResultOf(result),
        Period = Periods.Any(one => one.Code == period) ? period : null,
        Before = QueryValue.Number<long>(before) is > 0 and var below ? below : null,
        Entry = QueryValue.Number<long>(entry) is > 0 and < long.MaxValue and var one ? one : null,
    };

    /// <summary>The entries that are meant at a moment.</summary>
    public AuditFilter FilterAt(DateTimeOffset now) => new() { Words = Words, Action = Action, Result = Result, Since = Period is null ? null : now - Periods.First(one => one.Code == Period).Back };

    /// <summary>The file with all that the filters leave at a moment.</summary>
    public string ExportLink(string format, DateTimeOffset now) =>
        "/api/v1/audit" + Query(("format", format), ("q", Words), ("action", Action), ("result", Word(Result)), ("since", FilterAt(now).Since is { } since ? ReaderTime.Rfc3339(since) : null));

    private static string? Word(AuditResult? result) => result?.ToString().ToLowerInvariant();

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Query(params (string Name, string? Value)[] parts)
    {
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }
}
