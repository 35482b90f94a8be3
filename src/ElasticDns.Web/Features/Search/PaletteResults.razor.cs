using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Search;

/// <summary>What the palette offers for a text.</summary>
public sealed partial class PaletteResults
{
    private const int ShownTargets = 12;
    private const int ShownOthers = 5;

    private static readonly Entry[] Actions =
    [
        new("Choose the caller", "application", "Connecting from", null, "caller"),
        new("Switch the theme", "theme", "Light or dark", null, "theme"),
        new("Keyboard shortcuts", "keys", "Every key there is", null, "keys"),
    ];

    private static readonly SearchResults None = new([], 0, false);

    private SearchQuery _query = SearchQuery.Parse(null);
    private SearchResults _found = None;
    private CallerByName? _named;
    private ConnectingFrom _from = ConnectingFrom.Anywhere;
    private List<Group> _groups = [];

    /// <summary>The catalogue to search.</summary>
    [Parameter, EditorRequired]
    public CatalogSnapshot Snapshot { get; set; } = CatalogSnapshot.Empty;

    /// <summary>The text as it stands in the palette.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>The caller as the page's address names it.</summary>
    [Parameter]
    public string? FromQuery { get; set; }

    private string? Word => _query.Terms.FirstOrDefault(term => term.Field is SearchField.Any or SearchField.Name)?.Value;

    private string Summary => _found switch
    {
        _ when _named?.Problem is { } problem => $"{problem}.",
        { AreNearest: true } => $"Nothing matches. {Plural.Of(_found.Hits.Count, "name")} come near.",
        { Total: 0 } => "Nothing matches.",
        { } all when all.Total > all.Hits.Count => $"{Plural.Number(all.Total)} results, the best {all.Hits.Count} are listed.",
        _ => Plural.Of(_found.Total, "result"),
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _from = ConnectingFrom.In(Snapshot, FromQuery);
        _query = SearchQuery.Parse(Text);
        if (_query.From is { } wanted)
        {
            _named = CallerByName.Find(Snapshot, wanted, _from.Caller);
            // Whom the search names is also the caller of the page that it opens.
            if (_named.Caller is { } caller) _from = new(caller);
        }
        var pages = Of("Pages", SearchKinds.Page, Pages());
        var actions = Of("Actions", SearchKinds.Action, Actions);
        // The best match stands first, whatever it is; equal groups keep their order.
        _groups =
        [
            .. FoundGroups(_query.Terms is not [] && (pages.Entries is not [] || actions.Entries is not [])).Append(pages).Append(actions)
                .Where(group => group.Hits is not [] || group.Entries is not []).OrderBy(group => group.Rank),
        ];
    }

    private List<Group> FoundGroups(bool pageIsFound)
    {
        if (_query.IsEmpty) return [];
        var targets = CatalogSearch.Find(Snapshot, _query with { Kinds = _query.Kinds & ~SearchKinds.Application }, _from.Caller, ShownTargets);
        var applications = CatalogSearch.Find(Snapshot, _query with { Kinds = _query.Kinds & SearchKinds.Application }, _from.Caller, ShownOthers);
        // What matches leaves no room for what only comes near.
        var matches = pageIsFound || Matches(targets) || Matches(applications);
        if (matches && targets.AreNearest) targets = None;
        if (matches && applications.AreNearest) applications = None;
        _found = new([.. targets.Hits, .. applications.Hits], targets.Total + applications.Total, targets.AreNearest || applications.AreNearest);
        return [new("Services and databases", RankOf(targets), targets.Hits, []), new("Applications", RankOf(applications), applications.Hits, []), More(Matches(targets))];
    }

    private Group More(bool inServices)
    {
        List<Entry> entries = [];
        if (inServices) entries.Add(new("Show in Services", "services", "with these words", _from.Link($"{PageLinks.Services}?q={Uri.EscapeDataString(_query.Text)}"), null));
        if (_query.Terms is not [{ Field: SearchField.Any, Value: var word }]) return new("More", int.MaxValue, [], entries);
        entries.Add(new($"Resolve “{word}”", "resolve", "as an address", _from.Link($"{PageLinks.Resolve}?address={Uri.EscapeDataString(word)}"), null));
        // What has a scheme or a port is no part of a name.
        var isAddress = AddressText.Parse(word) is { Scheme: not null } or { Port: not null };
        return new("More", isAddress ? -1 : int.MaxValue, [], entries);
    }

    private static bool Matches(SearchResults results) => results is { Total: > 0, AreNearest: false };

    private static int RankOf(SearchResults results) => results.Hits is [var best, ..] ? best.Rank : int.MaxValue;

    private Group Of(string title, SearchKinds kind, IEnumerable<Entry> entries)
    {
        IReadOnlyList<Entry> fitting = _query.Kinds.HasFlag(kind) ? [.. entries.Where(Fits).Take(_query.Terms is [] ? int.MaxValue : ShownOthers)] : [];
        // A page whose name is typed out is meant; a part of it comes after what the catalogue has.
        var rank = fitting.Any(entry => entry.Title.Equals(Word, StringComparison.OrdinalIgnoreCase)) ? 0 : int.MaxValue - 1;
        return new(title, rank, [], fitting);
    }

    private IEnumerable<Entry> Pages() => PageEntries.All.Select(page => new Entry(page.Title, page.Icon, null, _from.Link(page.Href), null))
        .Concat(_query.Terms is [] ? [] : Snapshot.Clusters.Select(cluster => new Entry(cluster.Name, "cluster", "Applications of this cluster", _from.Link(PageLinks.Of(cluster)), null)));

    // An action is also found by what stands after its title.
    private bool Fits(Entry entry) => _query.Terms.All(term =>
        term.Field is SearchField.Any && (entry.Href is null ? $"{entry.Title} {entry.Detail}" : entry.Title).Contains(term.Value, StringComparison.OrdinalIgnoreCase));

    private AddressesForCaller? AddressesOf(SearchHit hit) => _named?.Problem is null ? Rules.For(_from.Caller, hit.Home, hit.Target!) : null;

    /// <summary>What is offered under one heading.</summary>
    private sealed record Group(string Title, int Rank, IReadOnlyList<SearchHit> Hits, IReadOnlyList<Entry> Entries);

    /// <summary>A page to open, or an action, which the browser does.</summary>
    private sealed record Entry(string Title, string Icon, string? Detail, string? Href, string? Action);
}
