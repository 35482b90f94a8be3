using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Impact;

/// <summary>
/// Callers who all lose, or all gain, the reach of the same services and databases: either many callers of one application, or one
/// application that moves and with it what it reaches.
/// </summary>
/// <param name="Gained">Whether the reach is gained; else it is lost.</param>
/// <param name="Callers">The first of the applications that call, as they will be.</param>
/// <param name="CallerCount">How many they are.</param>
/// <param name="Homes">The first of the applications that are called: as they were where their reach is lost, as they will be where it is gained.</param>
/// <param name="HomeCount">How many they are.</param>
/// <param name="ServiceCount">How many of their services each caller loses or gains.</param>
/// <param name="DatabaseCount">How many of their databases each caller loses or gains.</param>
/// <param name="Cluster">The cluster in which they met, or meet now.</param>
/// <param name="Why">Why, in one sentence.</param>
public sealed record ReachImpact(
    bool Gained,
    IReadOnlyList<Application> Callers,
    int CallerCount,
    IReadOnlyList<Application> Homes,
    int HomeCount,
    int ServiceCount,
    int DatabaseCount,
    string Cluster,
    string Why)
{
    /// <summary>In words: <c>12 applications of production lose the reach of 5 services and 1 database of Back office</c>.</summary>
    public string Text => ImpactWords.ReachOf(this);
}
