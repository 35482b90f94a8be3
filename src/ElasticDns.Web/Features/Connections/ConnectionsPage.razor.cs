using ElasticDns.Core.Addressing;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Connections;

public sealed partial class ConnectionsPage : CatalogPage
{
    private const string VerdictParameter = "verdict";
    private const string WordsParameter = "q";
    private const string ClusterParameter = "cluster";
    private const string ApplicationParameter = "application";
    private const string ServiceParameter = "service";
    private const string TargetParameter = "target";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private ConnectionFilter _filter = ConnectionFilter.None;
    private ReferenceIndex _index = null!;
    private ReferenceCount _total;
    private ShownConnections _shown = new([], [], new Dictionary<Verdict, int>());
    private string? _words;
    private int _typed;

    /// <summary>Words to filter by.</summary>
    [SupplyParameterFromQuery(Name = WordsParameter)]
    public string? Words { get; set; }

    /// <summary>The code of a verdict, or <see cref="ConnectionFilter.Broken"/>.</summary>
    [SupplyParameterFromQuery(Name = VerdictParameter)]
    public string? VerdictCode { get; set; }

    /// <summary>The cluster of those who declare.</summary>
    [SupplyParameterFromQuery(Name = ClusterParameter)]
    public string? Cluster { get; set; }

    /// <summary>The namespace of the application that declares.</summary>
    [SupplyParameterFromQuery(Name = ApplicationParameter)]
    public string? Application { get; set; }

    /// <summary>The label of the service that declares.</summary>
    [SupplyParameterFromQuery(Name = ServiceParameter)]
    public string? Service { get; set; }

    /// <summary>What is called: <c>cluster/namespace</c> or <c>cluster/namespace/label</c>.</summary>
    [SupplyParameterFromQuery(Name = TargetParameter)]
    public string? Target { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    private static IEnumerable<Verdict> Reasons => Reference.Verdicts.Where(verdict => verdict is not Verdict.Resolves);

    // The reason chosen, one of those that the list offers.
    private string Reason => _filter.Verdict is { } verdict && verdict != ConnectionFilter.Broken && verdict != Verdict.Resolves.Code() ? verdict : "";

    private string DeclarerName => (_filter.Service is null ? "" : $"{_filter.Service} of ")
        + (_filter.Cluster is { } cluster && Snapshot.Find(cluster, _filter.Application!) is { } application ? application.Name : _filter.Application);

    private string TargetName => _filter.Target!.Split('/') switch
    {
        [var cluster, var @namespace] when Snapshot.Find(cluster, @namespace) is { } home => $"{home.Name}, from others",
        [var cluster, var @namespace, var label] when Snapshot.Find(cluster, @namespace) is { } home => $"{label} of {home.Name}",
        _ => _filter.Target,
    };

    private IReadOnlyList<string> ExportClusters =>
        _total.Declared == 0 ? [] : _filter.Cluster is { } chosen ? [chosen] : [.. Snapshot.Clusters.Where(cluster => _index.CountOf(cluster).Declared > 0).Select(cluster => cluster.Name)];

    /// <inheritdoc/>
    protected override void Refresh()
    {
        var index = Indexes.Of(Snapshot);
        var filter = new ConnectionFilter
        {
            Words = Given(Words),
            Verdict = KnownVerdict(VerdictCode),
            Cluster = Given(Cluster)?.ToLowerInvariant(),
            Application = Given(Application)?.ToLowerInvariant(),
            Service = Given(Service)?.ToLowerInvariant(),
            Target = Given(Target)?.ToLowerInvariant(),
        };
        if (filter == _filter && ReferenceEquals(index, _index)) return;
        // What the reader is typing is newer than the address that an earlier letter has made.
        if (filter.Words != _filter.Words && _typed == 0) _words = filter.Words;
        (_filter, _index) = (filter, index);
        var counts = Snapshot.Clusters.Select(index.CountOf).ToList();
        _total = new(counts.Sum(count => count.Declared), counts.Sum(count => count.Broken));
        _shown = _filter.Apply(Snapshot, index);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string? KnownVerdict(string? code) => code is null ? null
        : code.Equals(ConnectionFilter.Broken, StringComparison.OrdinalIgnoreCase) ? ConnectionFilter.Broken
        : Reference.Verdicts.Select(verdict => verdict.Code()).FirstOrDefault(known => known.Equals(code, StringComparison.OrdinalIgnoreCase));

    private string Pressed(string? verdict) => _filter.Verdict == verdict ? "true" : "false";

    private string ExportLink(string cluster) => $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/references" + (_filter.Verdict is null
        ? ""
        : "?" + string.Join('&', Reference.Verdicts.Where(_filter.Shows).Select(verdict => $"verdict={verdict.Code()}")));

    private async Task SearchLater()
    {
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine != _typed) return;
        Set(WordsParameter, _words);
        _typed = 0;
    }

    private void Set(string parameter, string? value) =>
        Navigation.ReplaceQuery(new() { [parameter] = string.IsNullOrWhiteSpace(value) ? null : value });

    // An application belongs to its cluster, and so to another one's filter no longer.
    private void SetCluster(string? cluster) => Navigation.ReplaceQuery(new()
    {
        [ClusterParameter] = string.IsNullOrEmpty(cluster) ? null : cluster,
        [ApplicationParameter] = null,
        [ServiceParameter] = null,
    });

    private void ClearDeclarer() => Navigation.ReplaceQuery(new() { [ApplicationParameter] = null, [ServiceParameter] = null });

    private void Clear() => Navigation.ReplaceQuery(new()
    {
        [WordsParameter] = null,
        [VerdictParameter] = null,
        [ClusterParameter] = null,
        [ApplicationParameter] = null,
        [ServiceParameter] = null,
        [TargetParameter] = null,
    });
}
