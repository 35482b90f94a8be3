using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Applications;

public sealed partial class ClusterPage : CatalogPage
{
    private const string WordsParameter = "q";
    private const string SortParameter = "sort";
    private const string DescendingParameter = "desc";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private Cluster? _cluster;
    private ReferenceIndex _index = null!;
    private IReadOnlyList<Application> _applications = [];
    private IReadOnlyList<(string, string)> _nearest = [];
    private string _sort = ApplicationOrder.ByName;
    private bool _descending;
    private string? _words;
    private int _typed;

    /// <summary>The cluster's name; null for the applications of all clusters.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Words to filter by.</summary>
    [SupplyParameterFromQuery(Name = WordsParameter)]
    public string? Words { get; set; }

    /// <summary>The order, one of those of <see cref="ApplicationOrder"/>.</summary>
    [SupplyParameterFromQuery(Name = SortParameter)]
    public string? Sort { get; set; }

    /// <summary>Whether the order is reversed.</summary>
    [SupplyParameterFromQuery(Name = DescendingParameter)]
    public string? Descending { get; set; }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _index = Indexes.Of(Snapshot);
        _cluster = Name is null ? null : Snapshot.FindCluster(Name);
        if (Name is not null && _cluster is null)
        {
            AnswerNotFound();
            _nearest = [.. NearestNames.Of(Name.ToLowerInvariant(), Snapshot.Clusters.Select(one => one.Name)).Select(name => (name, From.Link($"/clusters/{name}")))];
            return;
        }
        _sort = ApplicationOrder.IsKnown(Sort) ? Sort! : ApplicationOrder.ByName;
        _descending = QueryValue.IsTrue(Descending);
        if (_typed == 0) _words = Words;
        var words = (Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var all = ApplicationOrder.Of(Snapshot, _index, _cluster, _sort, _descending);
        _applications = words.Length == 0 ? all : [.. all.Where(application => Array.TrueForAll(words, word => Has(application, word)))];
    }

    private static bool Has(Application application, string word) =>
        new[] { application.Name, application.Namespace, application.Owner }.Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private async Task SearchLater()
    {
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine != _typed) return;
        Set(WordsParameter, _words);
        _typed = 0;
    }

    private void Set(string parameter, string? value) => Navigation.ReplaceQuery(new() { [parameter] = string.IsNullOrWhiteSpace(value) ? null : value });

    private void Choose(string sort) => SortBy(sort, _sort == sort && !_descending);

    private void SortBy(string? sort, bool descending) => Navigation.ReplaceQuery(new()
    {
        [SortParameter] = sort is ApplicationOrder.ByName ? null : sort,
        [DescendingParameter] = descending ? "true" : null,
    });
}
