using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;

namespace ElasticDns.Web.Features.Import;

/// <summary>A service or database that an import adds, removes or changes, as a preview shows it.</summary>
/// <param name="Kind">Which of it.</param>
/// <param name="Label">Its label.</param>
/// <param name="Text">What happens to it, in a few words.</param>
/// <param name="Impact">Its addresses, where they change.</param>
public sealed record ChangedTarget(ChangeKind Kind, string Label, string Text, TargetImpact? Impact)
{
    private const string Container = "container ";

    public string Sign => Kind switch { ChangeKind.Added => "+", ChangeKind.Removed => "−", _ => "~" };

    public string Word => Kind switch { ChangeKind.Added => "added", ChangeKind.Removed => "removed", _ => "changed" };

    /// <summary>The CSS class of its colour.</summary>
    public string Class => Kind switch { ChangeKind.Added => "add", ChangeKind.Removed => "del", _ => "mod" };

    /// <summary>Those of one application: first what its callers notice, then what else changes.</summary>
    public static IReadOnlyList<ChangedTarget> Of(ImportedApplication imported, Impact impact)
    {
        var changes = imported.Changes.ToLookup(change => change.Name);
        List<TargetImpact> noticed = [.. impact.Targets.Where(target => target.ApplicationAfter is { } home && (home.Cluster, home.Namespace) == (imported.Application.Cluster, imported.Application.Namespace))];
        var told = noticed.SelectMany(target => new[] { target.Before?.Label, target.After?.Label }).OfType<string>().ToHashSet();
        return
        [
            .. noticed.OrderBy(target => target.Kind is ChangeKind.Added).Select(target => new ChangedTarget(target.Kind, (target.Before ?? target.After)!.Label, TextOf(target, changes), target)),
            .. changes.Where(change => !told.Contains(change.Key)).Select(change => new ChangedTarget(KindOf(change), change.Key, TextOf(change), null)),
        ];
    }

    private static string TextOf(TargetImpact target, ILookup<string, Change> changes) => target switch
    {
        { Kind: ChangeKind.Added } => "added",
        { Kind: ChangeKind.Removed } => "removed",
        { IsRenamed: true } => $"is now called {target.After!.Label}",
        _ => TextOf(changes[target.After!.Label]),
    };

    private static ChangeKind KindOf(IEnumerable<Change> changes) => changes.FirstOrDefault(change => change.What is "service" or "database")?.Kind ?? ChangeKind.Changed;

    private static string TextOf(IEnumerable<Change> changes) => string.Join(", ", changes.Where(change => change.What is not "address").Select(change => (change.What, change.Kind) switch
    {
        ("port", ChangeKind.Added) => $"port {Bare(change.After)} added",
        ("port", ChangeKind.Removed) => $"port {Bare(change.Before)} removed",
        ("port", _) => $"port {Bare(change.Before)} becomes {Bare(change.After)}",
        (_, ChangeKind.Added) => "added",
        (_, ChangeKind.Removed) => "removed",
        _ => $"{change.Fact ?? "definition"} changed",
    }));

    // A port that is reached inside alone is a number.
    private static string? Bare(string? port) => port is not null && port.StartsWith(Container, StringComparison.Ordinal) && !port.Contains(',', StringComparison.Ordinal) ? port[Container.Length..] : port;
}
