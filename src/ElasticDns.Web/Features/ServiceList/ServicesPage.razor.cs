using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.ServiceList;

public sealed partial class ServicesPage : CatalogPage
{
    private const string WordsParameter = "q";
    private const string KindParameter = "kind";
    private const string ClusterParameter = "cluster";
    private const string SortParameter = "sort";
    private const string DescendingParameter = "desc";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private CatalogFilter _filter = new(null, null, null, null, false);
    private FilteredRows _shown = new([], 0, 0);
    private CatalogSnapshot? _of;
    private string? _words;
    private int _typed;

    /// <summary>Words to filter by.</summary>
    [SupplyParameterFromQuery(Name = WordsParameter)]
    public string? Words { get; set; }

    /// <summary><c>service</c> or <c>database</c>.</summary>
    [SupplyParameterFromQuery(Name = KindParameter)]
    public string? Kind { get; set; }

    /// <summary>A cluster.</summary>
    [SupplyParameterFromQuery(Name = ClusterParameter)]
    public string? Cluster { get; set; }

    /// <summary>The column to sort by.</summary>
    [SupplyParameterFromQuery(Name = SortParameter)]
    public string? Sort { get; set; }

    /// <summary>Whether to sort downwards.</summary>
    [SupplyParameterFromQuery(Name = DescendingParameter)]
    public bool Descending { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Description => (_filter.Words is null ? "The filter is" : $"The filter is “{_filter.Words}”,")
        + (_filter.Kind is null ? " services and databases," : $" {_filter.Kind}s only,")
        + (_filter.Cluster is null ? " in every cluster." : $" in cluster {_filter.Cluster}.");

    /// <inheritdoc/>
    protected override void Refresh()
    {
        CatalogFilter filter = new(
            string.IsNullOrWhiteSpace(Words) ? null : Words,
            Kind is CatalogFilter.ServiceKind or CatalogFilter.DatabaseKind ? Kind : null,
            string.IsNullOrEmpty(Cluster) ? null : Cluster.ToLowerInvariant(),
            Sort is CatalogFilter.ByName or CatalogFilter.ByApplication ? Sort : null,
            Descending);
        if (filter == _filter && _of == Snapshot) return;
        // What the reader is typing is newer than the address that an earlier letter has made.
        if (filter.Words != _filter.Words && _typed == 0) _words = filter.Words;
        (_filter, _of) = (filter, Snapshot);
        _shown = _filter.Apply(Snapshot);
    }

    private string Pressed(string? kind) => _filter.Kind == kind ? "true" : "false";

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

    private void Clear() =>
        Navigation.ReplaceQuery(new() { [WordsParameter] = null, [KindParameter] = null, [ClusterParameter] = null });

    private void SortBy(string column) => Navigation.ReplaceQuery(new()
    {
        [SortParameter] = column,
        [DescendingParameter] = _filter.Sort == column && !_filter.Descending ? "true" : null,
    });
}
