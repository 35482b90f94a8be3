using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.History;

public sealed partial class HistoryPage : CatalogPage
{
    private const int AtOnce = 50;

    // A longer list of applications is searched, not read.
    private const int MostChoices = 50;

    // No page carries thousands of numbers to choose from.
    private const int MostRevisions = 200;

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private HistoryView _view = HistoryView.All;
    private HistoryPart? _part;
    private Comparison? _comparison;
    private IReadOnlyList<RevisionFacts> _revisions = [];
    private string? _missing;
    private (HistoryView?, CatalogSnapshot?, Application?) _read;
    private bool _reading;
    private string? _words;
    private int _typed;

    /// <summary>The one application that is listed: <c>cluster/namespace</c>.</summary>
    [SupplyParameterFromQuery(Name = "application")]
    public string? ApplicationQuery { get; set; }

    /// <summary>Words to filter by.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>The cursor from which on entries are listed.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>The revision that is looked at: <c>cluster/namespace/number</c>.</summary>
    [SupplyParameterFromQuery(Name = "revision")]
    public string? Revision { get; set; }

    /// <summary>The number of the revision with which it is compared; 0 for none.</summary>
    [SupplyParameterFromQuery(Name = "compare")]
    public string? Compare { get; set; }

    [Inject]
    private HistoryReader History { get; set; } = null!;

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private List<Application> Choices => Snapshot.ApplicationCount > MostChoices ? [] : [.. Snapshot.Applications.OrderBy(application => application.Name, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    protected override void Refresh()
    {
        var view = HistoryView.Read(ApplicationQuery, Words, Before, Revision, Compare);
        // What the reader is typing is newer than the address that an earlier letter has made.
        if (view.Words != _view.Words && _typed == 0) _words = view.Words;
        _view = view;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // An import while the page is open is a new entry.
        if (_read == (_view, Snapshot, From.Caller) || _reading) return;
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (_reading || _read == (_view, Snapshot, From.Caller)) return;
        _reading = true;
        try
        {
            var read = (_view, Snapshot, From.Caller);
            var filter = new HistoryFilter { Cluster = _view.Application?.Cluster, Namespace = _view.Application?.Namespace, Words = _view.Words };
            var part = await History.ReadAsync(filter, _view.Before, AtOnce);
            await CompareAsync(read._view, part);
            (_part, _read) = (part, read);
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task CompareAsync(HistoryView view, HistoryPart part)
    {
        (_comparison, _missing) = (null, null);
        var wanted = view.Revision ?? (part.Entries is [var first, ..] ? (first.Revision.Cluster, first.Revision.Namespace, first.Revision.Number) : null);
        if (wanted is not var (cluster, @namespace, number)) return;
        if (await History.RevisionAsync(cluster, @namespace, number) is not { } after)
        {
            _missing = $"There is no revision {number} of {cluster}/{@namespace}";
            return;
        }
        var other = view.Compare ?? number - 1;
        var before = other == HistoryView.WithNothing ? null : await History.RevisionAsync(cluster, @namespace, other);
        _revisions = await History.RevisionsAsync(cluster, @namespace, null, MostRevisions);
        // Who looks from another cluster has no address for it, and sees the one that works anywhere in its own.
        var caller = From.Caller?.Cluster == cluster ? From.Caller : null;
        _comparison = Comparison.Of(before, after, (home, target) => Rules.For(caller, home, target).Addresses);
    }

    private async Task SearchLater()
    {
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine != _typed) return;
        Show(_view with { Words = string.IsNullOrWhiteSpace(_words) ? null : _words.Trim(), Before = null, Revision = null, Compare = null });
        _typed = 0;
    }

    private void SetApplication(string? application) =>
        Show(HistoryView.Read(application, _view.Words, null, null, null));

    private void Show(HistoryView view) => Navigation.NavigateTo(From.Link(view.Path), replace: true);
}
