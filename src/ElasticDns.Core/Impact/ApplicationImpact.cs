using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Impact;

/// <summary>What becomes of one application.</summary>
/// <param name="Kind">Whether it comes, goes, changes where it is, or moves.</param>
/// <param name="Before">As it was; null where it is new.</param>
/// <param name="After">As it is; null where it goes.</param>
/// <param name="Addresses">How many of its addresses change.</param>
/// <param name="Breaks">How many declared connections break because of it, its own among them.</param>
/// <param name="Mends">How many declared connections resolve again because of it.</param>
public sealed record ApplicationImpact(ChangeKind Kind, Application? Before, Application? After, AddressCounts Addresses, int Breaks, int Mends)
{
    /// <summary>Whether its display name is another one.</summary>
    public bool IsRenamed => Before is not null && After is not null && Before.Name != After.Name;

    /// <summary>What became of the application itself: <c>Back office moves from cluster production to staging.</c>; null where it stays as it is.</summary>
    public string? Fate { get; } = ImpactWords.FateOf(Before, After);

    /// <summary>The numbers in one line, as <see cref="Impact.Summary"/> has them for all.</summary>
    public string Summary => ImpactWords.Summary(Addresses.ToText(), ImpactWords.Connections(Breaks, "breaks", "break"), ImpactWords.Connections(Mends, "is mended", "are mended"));
}
