using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Audit;

public sealed partial class AuditPage : CatalogPage
{
    private const int AtOnce = 50;
    private const int MostNewer = 100;

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMilliseconds(500);
    private static readonly (string Format, string Title, string Ending)[] Formats = [("csv", "CSV", "csv"), ("json", "JSON", "json"), ("markdown", "Markdown", "md")];

    private AuditView _view = AuditView.All;
    private AuditView? _read;
    private AuditPart? _part;
    private DateTimeOffset _now;
    private string? _words;
    private int _typed;
    private int _newer;
    private long _newest;
    private long? _seen;
    private bool _isCounting;
    private bool _isGone;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>The code of what was done.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "result")]
    public string? Result { get; set; }

    /// <summary>How far back: one of the periods of the view.</summary>
    [SupplyParameterFromQuery(Name = "period")]
    public string? Period { get; set; }

    /// <summary>The number below which entries are listed.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>The entry that a link is about.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    public string? Entry { get; set; }

    [Inject]
    private AuditReader Reader { get; set; } = null!;

    [Inject]
    private AuditLog Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    // A code that is only in the address stays chosen.
    private IEnumerable<string> Choices => _view.Action is { } action && !AuditWords.Codes.Contains(action) ? AuditWords.Codes.Append(action) : AuditWords.Codes;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Log.Written += OnWritten;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _isGone = true;
        Log.Written -= OnWritten;
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        var view = AuditView.Read(Words, Action, Result, Period, Before, Entry);
        // What the reader is typing is newer than the address that an earlier letter has made.
        if (view.Words != _view.Words && _typed == 0) _words = view.Words;
        _view = view;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _read == _view ? Task.CompletedTask : ReadAsync(null);

    private async Task ReadAsync(long? seen)
    {
        var view = _read = _view;
        var now = Clock.GetUtcNow();
        // A link to an entry shows it first, with what was before it.
        var part = await Reader.ReadAsync(view.FilterAt(now), view.Entry is { } entry ? entry + 1 : view.Before, AtOnce);
        if (view != _view) return;
        (_part, _now, _seen) = (part, now, seen);
        if (view.Before is null && view.Entry is null) (_newest, _newer) = (part.Entries is [var first, ..] ? first.Id : 0, 0);
    }

    private async Task ShowNewest()
    {
        var seen = _newest;
        if (_view.Before is not null || _view.Entry is not null) Show(_view with { Before = null, Entry = null });
        else await ReadAsync(seen);
    }

    private async Task SearchLater()
    {
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine != _typed) return;
        Show(_view with { Words = string.IsNullOrWhiteSpace(_words) ? null : _words.Trim(), Before = null, Entry = null });
        _typed = 0;
    }

    private void Show(AuditView view) => Navigation.NavigateTo(From.Link(view.Path), replace: true);

    private static string? Text(ChangeEventArgs change) => change.Value as string is { Length: > 0 } text ? text : null;

    // Raised on the thread of whoever wrote it. What is being read does not move: a button says that there is more.
    private void OnWritten() => _ = InvokeAsync(async () =>
    {
        if (_isGone || _isCounting || _part is null || _view.Before is not null || _view.Entry is not null) return;
        _isCounting = true;
        await Task.Delay(BetweenCounts);
        _isCounting = false;
        if (_isGone) return;
        var view = _view;
        var newer = await Reader.CountNewerAsync(view.FilterAt(Clock.GetUtcNow()), _newest, MostNewer);
        if (_isGone || view != _view) return;
        _newer = newer;
        StateHasChanged();
    });
}
