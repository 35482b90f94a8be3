using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Neighbourhood;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Map;

public sealed partial class MapPage : CatalogPage
{
    private const string NodeParameter = "node";

    private ReferenceIndex _index = null!;
    private (ReferenceIndex?, Application?) _of;
    private NeighbourhoodMap? _map;
    private ShownConnections _list = null!;
    private MapNode? _chosen;
    private IReadOnlyList<(string Name, string Href)> _nearest = [];

    /// <summary>The cluster's name.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    /// <summary>The application's namespace.</summary>
    [Parameter]
    public string Namespace { get; set; } = "";

    /// <summary>The key of the node that is selected.</summary>
    [SupplyParameterFromQuery(Name = NodeParameter)]
    public string? Node { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    private string Counted => _map!.Count switch
    {
        { Broken: > 0 } count => $"{Plural.Number(count.Broken)} of {Plural.Of(count.Declared, "declared connection")} {(count.Broken == 1 ? "does" : "do")} not resolve",
        var count => $"{Plural.Of(count.Declared, "declared connection")}, {(count.Declared == 1 ? "which resolves" : "all resolve")}",
    };

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _index = Indexes.Of(Snapshot);
        var application = Snapshot.Find(Cluster, Namespace);
        if (application is null)
        {
            (_map, _of) = (null, default);
            AnswerNotFound();
            _nearest = Snapshot.FindCluster(Cluster) is { } cluster
                ? [.. NearestNames.Of(Namespace.ToLowerInvariant(), cluster.ByNamespace.Keys).Select(name => (name, From.Link(PageLinks.Map(cluster.Find(name)!))))]
                : [.. NearestNames.Of(Cluster.ToLowerInvariant(), Snapshot.Clusters.Select(one => one.Name)).Select(name => (name, From.Link($"/clusters/{name}")))];
            return;
        }
        if (_of != (_index, application))
        {
            _of = (_index, application);
            _map = NeighbourhoodMap.Of(Snapshot, _index, application);
            var references = _map.Connections.Select(connection => connection.Reference).ToLookup(reference => reference.IsBroken);
            _list = new([.. references[true]], [.. references[false]], new Dictionary<Verdict, int>());
        }
        _chosen = string.IsNullOrEmpty(Node) ? null : _map!.Nodes.FirstOrDefault(node => node.Key == Node);
    }

    // What is written by others may be no DNS label; slash and star may stand in a query as they are.
    private string LinkOf(MapNode node) =>
        From.Link($"{PageLinks.Map(_map!.Application)}?{NodeParameter}={Uri.EscapeDataString(node.Key).Replace("%2F", "/", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal)}");

    private string? AddressOf(MapNode node) =>
        node is { Home: { } home, Target: { } target } && Rules.For(_map!.Application, home, target).Addresses is [var first, ..] ? first.Preferred : null;

    private string Export(string format) => $"/api/v1/clusters/{_map!.Application.Cluster}/applications/{_map.Application.Namespace}/map?format={format}";

    private void Clear() => Navigation.ReplaceQuery(new() { [NodeParameter] = null });
}
