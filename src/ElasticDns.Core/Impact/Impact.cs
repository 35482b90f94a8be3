namespace ElasticDns.Core.Impact;

/// <summary>What a change of the catalogue means for those who call: told before it is made. Long lists hold the first ones; the counts are of all.</summary>
public sealed record Impact
{
    /// <summary>How many entries a long list holds at most.</summary>
    public const int MostListed = 200;

    /// <summary>How many applications an entry of reach names at most.</summary>
    public const int MostNamed = 10;

    /// <summary>Nothing.</summary>
    public static Impact None { get; } = new();

    /// <summary>The applications that come, go, change or move, in the order of clusters and namespaces.</summary>
    public IReadOnlyList<ApplicationImpact> Applications { get; init; } = [];

    /// <summary>Their services and databases whose addresses change, by application and label.</summary>
    public IReadOnlyList<TargetImpact> Targets { get; init; } = [];

    /// <summary>How many addresses change.</summary>
    public AddressCounts Addresses { get; init; }

    /// <summary>The declared connections that resolved before and will not, by caller and line; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ConnectionImpact> Broken { get; init; } = [];

    /// <summary>How many break, by application that declares them, most first; the sum is the count of all.</summary>
    public IReadOnlyList<CallerCount> BrokenBy { get; init; } = [];

    /// <summary>How many break.</summary>
    public int BrokenCount => BrokenBy.Sum(caller => caller.Count);

    /// <summary>The declared connections that did not resolve before and will; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ConnectionImpact> Mended { get; init; } = [];

    /// <summary>How many are mended, by application that declares them, most first.</summary>
    public IReadOnlyList<CallerCount> MendedBy { get; init; } = [];

    /// <summary>How many are mended.</summary>
    public int MendedCount => MendedBy.Sum(caller => caller.Count);

    /// <summary>The connections that were not declared before and lead nowhere; the first <see cref="MostListed"/>. They break nobody who worked before.</summary>
    public IReadOnlyList<ConnectionImpact> BrokenFromTheStart { get; init; } = [];

    /// <summary>How many are broken from the start.</summary>
    public int BrokenFromTheStartCount { get; init; }

    /// <summary>Who loses the reach of what; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ReachImpact> ReachLost { get; init; } = [];

    /// <summary>How many entries <see cref="ReachLost"/> would have in full.</summary>
    public int ReachLostCount { get; init; }

    /// <summary>Who gains the reach of what; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ReachImpact> ReachGained { get; init; } = [];

    /// <summary>How many entries <see cref="ReachGained"/> would have in full.</summary>
    public int ReachGainedCount { get; init; }

    /// <summary>Whether nothing changes for any caller.</summary>
    public bool IsEmpty => Addresses.Total == 0 && BrokenBy.Count == 0 && MendedBy.Count == 0 && ReachLostCount == 0 && ReachGainedCount == 0;

    /// <summary>All of it in one line: <c>3 addresses change, 2 declared connections of Web front end break</c>.</summary>
    public string Summary => ImpactWords.Summary(
        Addresses.ToText(),
        ImpactWords.Connections(BrokenBy, "breaks", "break"),
        ImpactWords.Connections(MendedBy, "is mended", "are mended"),
        // A move of what has no address is told by whom it leaves.
        Addresses.Total == 0 && ReachLostCount + ReachGainedCount > 0 ? (ReachLost.Count > 0 ? ReachLost : ReachGained)[0].Text : "");
}
