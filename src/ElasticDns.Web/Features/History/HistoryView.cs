using System.Globalization;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.History;

/// <summary>What the history page shows, as its address says it.</summary>
public sealed record HistoryView
{
    /// <summary>Compares with nothing: everything of the revision is new.</summary>
    public const int WithNothing = 0;

    /// <summary>Everything, from the newest on.</summary>
    public static HistoryView All { get; } = new();

    /// <summary>The one application that is listed.</summary>
    public (string Cluster, string Namespace)? Application { get; init; }

    /// <summary>Words that entries must hold.</summary>
    public string? Words { get; init; }

    /// <summary>Where the list begins; null for the newest entry.</summary>
    public HistoryCursor? Before { get; init; }

    /// <summary>The revision that is looked at; null for the first of the list.</summary>
    public (string Cluster, string Namespace, int Number)? Revision { get; init; }

    /// <summary>The revision with which it is compared; null for the one before it.</summary>
    public int? Compare { get; init; }

    /// <summary>The page that shows it.</summary>
    public string Path
    {
        get
        {
            var query = string.Join('&', new[]
            {
                ("application", Application is var (cluster, @namespace) ? $"{cluster}/{@namespace}" : null),
                ("q", Words is null ? null : Uri.EscapeDataString(Words)),
                ("before", Before?.ToString()),
                ("revision", Revision is var (home, place, number) ? string.Create(CultureInfo.InvariantCulture, $"{home}/{place}/{number}") : null),
                ("compare", Compare?.ToString(CultureInfo.InvariantCulture)),
            }.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={part.Item2}"));
            return query.Length == 0 ? PageLinks.History : $"{PageLinks.History}?{query}";
        }
    }

    /// <summary>The history of one application.</summary>
    public static HistoryView Of(string cluster, string @namespace) => new() { Application = (cluster, @namespace) };

    /// <summary>What the parameters of an address mean; what cannot be read is left out.</summary>
    public static HistoryView Read(string? application, string? words, string? before, string? revision, string? compare)
    {
        return new()
        {
            Application = application?.ToLowerInvariant().Split('/') is [var cluster, var @namespace] && IsPlace(cluster, @namespace) ? (cluster, @namespace) : null,
            Words = string.IsNullOrWhiteSpace(words) ? null : words.Trim(),
            Before = HistoryCursor.TryParse(before, out var cursor) ? cursor : null,
            Revision = revision?.ToLowerInvariant().Split('/') is [var home, var place, var number] && IsPlace(home, place)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted) ? (home, place, counted) : null,
            Compare = QueryValue.Number<int>(compare),
        };
    }

    /// <summary>The same list with another revision looked at.</summary>
    public HistoryView At(RevisionFacts revision) => this with { Revision = (revision.Cluster, revision.Namespace, revision.Number), Compare = null };

    // Only what can be a place is written into links.
    private static bool IsPlace(string cluster, string @namespace) => DnsLabel.IsLabel(cluster) && DnsLabel.IsLabel(@namespace);
}
