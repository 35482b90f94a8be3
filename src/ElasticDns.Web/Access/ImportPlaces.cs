namespace ElasticDns.Web.Access;

/// <summary>Where a token may import: <c>*</c> everywhere, <c>cluster</c>, or <c>cluster/namespace</c>.</summary>
public sealed record ImportPlaces
{
    public const string Everywhere = "*";

    private readonly IReadOnlySet<string> _places;

    private ImportPlaces(IReadOnlySet<string> places) => _places = places;

    /// <summary>Nowhere.</summary>
    public static ImportPlaces None { get; } = new(new HashSet<string>());

    /// <summary>The places, in order.</summary>
    public IEnumerable<string> All => _places.Order(StringComparer.Ordinal);

    /// <summary>The places as a phrase.</summary>
    public string Words => _places.Contains(Everywhere) ? "everything" : string.Join(" and ", new[] { string.Join(", ", All.SkipLast(1)), All.LastOrDefault() }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _places.Count == 0;

    public static ImportPlaces Of(IEnumerable<string> places) => places.ToHashSet(StringComparer.Ordinal) is { Count: > 0 } some ? new(some) : None;

    /// <summary>Whether a namespace is one of them or lies in one.</summary>
    public bool Hold(string cluster, string @namespace) =>
        _places.Contains(Everywhere) || _places.Contains(cluster) || _places.Contains($"{cluster}/{@namespace}");
}
