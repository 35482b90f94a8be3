using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.ServiceList;

public sealed partial class ServicesPage : CatalogPage
{
    /// <summary>How many rows can be selected at once: what is more belongs into an export.</summary>
    private const int MostSelected = 1_000;

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private readonly HashSet<RowKey> _selected = [];
    private CatalogFilter _filter = new();
    private FilteredRows _shown = null!;
    private IReadOnlyList<CatalogColumn> _columns = ColumnMenu.In(null);
    private CatalogSnapshot? _of;
    private Application? _for;
    private ElementReference _title;
    private string? _words;
    private int _typed;
    private bool _all;

    [SupplyParameterFromQuery(Name = CatalogQuery.WordsParameter)]
    public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.KindParameter)]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.ClusterParameter)]
    public string? Cluster { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.NamespaceParameter)]
    public string? Namespace { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.PortParameter)]
    public string? Port { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.ExternalParameter)]
    public string? External { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.UsedByParameter)]
    public string? UsedBy { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.UsesParameter)]
    public string? Uses { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.BrokenParameter)]
    public string? Broken { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.ReachParameter)]
    public string? Reach { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.SortParameter)]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = CatalogQuery.DescendingParameter)]
    public string? Descending { get; set; }

    /// <summary>The ids of the optional columns to show; null for the usual ones.</summary>
    [SupplyParameterFromQuery(Name = ColumnMenu.Parameter)]
    public string? Columns { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    private static string Limit => $"No more than {Plural.Number(MostSelected)} can be selected at once: narrow the filter, or export what is shown.";

    private bool CanSelectAll => _shown.Count <= MostSelected;

    private string Description => string.Join(", ", Conditions) + ".";

    private IEnumerable<string> Conditions
    {
        get
        {
            yield return _filter.Words is null ? "The filter asks for" : $"The filter asks for “{_filter.Words}”";
            yield return _filter.Kind is null ? "services and databases" : $"{_filter.Kind}s only";
            if (_filter.Cluster is not null) yield return $"in cluster {_filter.Cluster}";
            if (_filter.Namespace is not null) yield return $"of namespace {_filter.Namespace}";
            if (_filter.HasPort is { } port) yield return port ? "with a container port" : "without a container port";
            if (_filter.HasExternal is { } external) yield return external ? "with an external port" : "without an external port";
            if (_filter.IsUsed is { } used) yield return used ? "used by a service" : "used by no service";
            if (_filter.HasUses is { } uses) yield return uses ? "that declare connections" : "that declare no connection";
            if (_filter.HasBroken is { } broken) yield return broken ? "with a broken connection" : "without a broken connection";
            if (_filter.Reach is { } reach) yield return $"as seen by {From.Name}: {ReachSign.Words(reach).ToLowerInvariant()}";
        }
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _columns = ColumnMenu.In(Columns);
        var filter = new CatalogQuery(Words, Kind, Cluster, Namespace, Port, External, UsedBy, Uses, Broken, Reach, Sort, QueryValue.IsTrue(Descending)).Filter;
        // Without a caller nothing stands in any reach to it.
        if (From.Caller is null) filter = filter with { Reach = null };
        if (filter == _filter && _of == Snapshot && _for == From.Caller) return;
        // What the reader is typing is newer than the address that an earlier letter has made.
        if (filter.Words != _filter.Words && _typed == 0) _words = filter.Words;
        if (filter != _filter) _all = false;
        (_filter, _of, _for) = (filter, Snapshot, From.Caller);
        _shown = _filter.Apply(Snapshot, From.Caller, Indexes.Of(Snapshot));
    }

    private string Pressed(string? kind) => _filter.Kind == kind ? "true" : "false";

    private async Task SearchLater()
    {
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine != _typed) return;
        Navigation.ReplaceQuery(new() { [CatalogQuery.WordsParameter] = string.IsNullOrWhiteSpace(_words) ? null : _words });
        _typed = 0;
    }

    private void SetKind(string? kind) => Navigation.ReplaceQuery(new() { [CatalogQuery.KindParameter] = kind });

    private void Clear() => Navigation.ReplaceQuery(CatalogQuery.Cleared);

    private void SortBy(string order) => Navigation.ReplaceQuery(new()
    {
        [CatalogQuery.SortParameter] = order,
        [CatalogQuery.DescendingParameter] = _filter.Sort == order && !_filter.Descending ? "true" : null,
    });

    // The same query asks the API for the same rows; who has chosen no columns gets everything that is known of them.
    private string Export(string format)
    {
        var page = Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [ConnectingFrom.Parameter] = From.Query, [ColumnMenu.Parameter] = string.IsNullOrEmpty(Columns) ? null : ColumnMenu.Of(_columns), ["format"] = format,
        });
        return $"/api/v1/services{new Uri(page).Query}";
    }

    private void Select(RowKey row)
    {
        _all = false;
        if (_selected.Remove(row) || _selected.Count >= MostSelected) return;
        _selected.Add(row);
    }

    private async Task SelectAll(bool all)
    {
        _all = all;
        _selected.Clear();
        // The bar goes, and with it the button that had the focus.
        if (!all) await _title.FocusAsync(preventScroll: true);
        else _selected.UnionWith(_shown.Rows.Where(row => Rules.For(From.Caller, row.Home, row.Target).Addresses is not []).Select(RowKey.Of));
    }
}
