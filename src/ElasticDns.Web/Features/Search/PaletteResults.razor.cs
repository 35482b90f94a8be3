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

    // Before whatever is found by its words.
    private const int Led = -2;
    private const int Missed = -1;

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
    private int _entries;
    private SearchHit? _at;
    private int? _port;

    /// <summary>The catalogue to search.</summary>
    [Parameter, EditorRequired]
    public CatalogSnapshot Snapshot { get; set; } = CatalogSnapshot.Empty;

    /// <summary>The text as it stands in the palette.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>The caller as the page's address names it.</summary>
    [Parameter]
    public string? FromQuery { get; set; }

    /// <summary>The pages that whoever searches is offered.</summary>
    [Parameter]
    public IReadOnlyList<PageEntry> Offered { get; set; } = PageEntries.All;

    private string? Word => _query.Terms.FirstOrDefault(term => term.Field is SearchField.Any or SearchField.Name)?.Value;

    private string Summary => _found switch
    {
        _ when _named?.Problem is { } problem => $"{problem}.",
        { AreNearest: true } => $"Nothing matches. {Plural.Of(_found.Hits.Count, "name")} {(_found.Hits.Count == 1 ? "comes" : "come")} near.",
        _ when HasNothing => _query.Mistyped is { } mistyped ? $"Nothing matches. Did you mean {mistyped.Meant}?" : "Nothing matches.",
        { } all when all.Total > all.Hits.Count => $"{Plural.Number(all.Total + _entries)} results, the best {all.Hits.Count + _entries} are listed.",
        _ => Plural.Of(_found.Total + _entries, "result"),
    };

    // What is offered to do with the words themselves is no result of them.
    private bool HasNothing => _found.Total + _entries == 0;

    // Whom the results are for, as the heading says it.
    private string FromWords => _named?.Callers is [var first, _, ..]
        ? $"{first.Name}, in each of its {_named.Callers.Count} clusters"
        : $"{_from.Name}{(_from.Caller is { } caller ? $" · {caller.Cluster}" : "")}";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _from = ConnectingFrom.In(Snapshot, FromQuery);
        _query = SearchQuery.Parse(Text);
        if (_query.From is { } wanted)
        {
            _named = CallerByName.Find(Snapshot, wanted, _from.Caller);
            // Whom the search names is also the caller of the page that it opens.
            if (_named.Problem is null) _from = _named.Callers is [var caller, ..] ? new(caller) : ConnectingFrom.Nobody;
        }
        var pages = Of("Pages", SearchKinds.Page, Pages());
        var actions = Of("Actions", SearchKinds.Action, Actions);
        _entries = pages.Entries.Count + actions.Entries.Count;
        TakeAddress();
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
        var targets = CatalogSearch.Find(Snapshot, _query with { Kinds = _query.Kinds & ~SearchKinds.Application }, Nearby, ShownTargets);
        var inServices = Matches(targets);
        if (_at is not null) targets = WithFirst(_at, targets);
        var applications = CatalogSearch.Find(Snapshot, _query with { Kinds = _query.Kinds & SearchKinds.Application }, Nearby, ShownOthers);
        // What matches leaves no room for what only comes near.
        var matches = pageIsFound || Matches(targets) || Matches(applications);
        if (matches && targets.AreNearest) targets = None;
        if (matches && applications.AreNearest) applications = None;
        _found = new([.. targets.Hits, .. applications.Hits], targets.Total + applications.Total, targets.AreNearest || applications.AreNearest);
        return [new("Services and databases", RankOf(targets), targets.Hits, []), new("Applications", RankOf(applications), applications.Hits, []), More(inServices)];
    }

    // Callers of several clusters are near to nobody in particular.
    private Application? Nearby => _named?.Callers is [_, _, ..] ? null : _from.Caller;

    // What an address leads to for the caller is meant before all else, and by the port that is written.
    private void TakeAddress()
    {
        if (_query.Terms is not [{ Address: { } text }]) return;
        _port = text.EffectivePort;
        var resolver = new AddressResolver(Snapshot, Rules);
        _at = CallersToTry().Select(caller => resolver.Follow(text, caller))
            .Where(led => led is { Verdict: Verdict.Resolves or Verdict.PortNotExposed, Home: not null, Target: not null })
            .OrderBy(led => led.Verdict)
            .Select(led => new SearchHit(led.Home!, led.Target, led.Verdict is Verdict.Resolves ? Led : Missed))
            .FirstOrDefault();
    }

    private IEnumerable<Application?> CallersToTry() => _named is { Callers: [_, ..] } ? _named.Callers.Select(caller => (Application?)caller) : [_from.Caller];

    private static SearchResults WithFirst(SearchHit first, SearchResults others)
    {
        SearchHit[] rest = others.AreNearest ? [] : [.. others.Hits.Where(hit => hit.Home != first.Home || hit.Target != first.Target)];
        var wasFound = !others.AreNearest && rest.Length < others.Hits.Count;
        return new([first, .. rest.Take(ShownTargets - 1)], (others.AreNearest ? 0 : others.Total) + (wasFound ? 0 : 1), false);
    }

    private Group More(bool inServices)
    {
        List<Entry> entries = [];
        if (inServices) entries.Add(new("Show in Services", "services", "with these words", _from.Link($"{PageLinks.Services}?q={Uri.EscapeDataString(_query.Text)}"), null));
        if (_query.Terms is not [{ Field: SearchField.Any, Value: var word }]) return new("More", int.MaxValue, [], entries);
        entries.Add(new($"Resolve “{word}”", "resolve", "as an address", _from.Link($"{PageLinks.Resolve}?address={Uri.EscapeDataString(word)}"), null));
        // What has a scheme or a port is no part of a name.
        var isAddress = AddressText.Parse(word) is { Scheme: not null } or { Port: not null };
        return new("More", isAddress && _at is not { Rank: Led } && !inServices ? Missed - 1 : int.MaxValue, [], entries);
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

    private IEnumerable<Entry> Pages() => Offered.Select(page => new Entry(page.Title, page.Icon, null, _from.Link(page.Href), null))
        .Concat(_query.Terms is [] ? [] : Snapshot.Clusters.Select(cluster => new Entry(cluster.Name, "cluster", "Applications of this cluster", _from.Link(PageLinks.Of(cluster)), null)));

    // An action is also found by what stands after its title.
    private bool Fits(Entry entry) => _query.Terms.All(term =>
        term.Field is SearchField.Any && (entry.Href is null ? $"{entry.Title} {entry.Detail}" : entry.Title).Contains(term.Value, StringComparison.OrdinalIgnoreCase));

    private ConnectingFrom FromFor(SearchHit hit) => _named?.For(hit.Home) is { } caller ? new(caller) : _from;

    private AddressesForCaller? AddressesOf(SearchHit hit)
    {
        if (_named?.Problem is not null) return null;
        var answer = Rules.For(FromFor(hit).Caller, hit.Home, hit.Target!);
        return _port is { } port ? answer with { Addresses = [.. answer.Addresses.OrderByDescending(address => address.Port == port)] } : answer;
    }

    /// <summary>What is offered under one heading.</summary>
    private sealed record Group(string Title, int Rank, IReadOnlyList<SearchHit> Hits, IReadOnlyList<Entry> Entries);

    /// <summary>A page to open, or an action, which the browser does.</summary>
    private sealed record Entry(string Title, string Icon, string? Detail, string? Href, string? Action);
}
