using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace ElasticDns.Web.Features.Import;

public sealed partial class ImportPage : CatalogPage
{
    private ImportDraft _draft = null!;
    private IReadOnlyList<ImportedApplication> _applied = [];
    private Impact _appliedImpact = Impact.None;
    private IReadOnlyList<Finding> _said = [];
    private ImportRow? _selected;
    private string? _problem;
    private string? _notice;
    private bool _accepted;
    private string _acceptedFor = "";
    private ImportWork? _work;
    private long _version;
    private bool _showResult;
    private ElementReference _result;

    /// <summary>The application for which a new revision is brought in, as <c>cluster/namespace</c>.</summary>
    [SupplyParameterFromQuery(Name = "into")]
    public string? Into { get; set; }

    /// <summary>Which rows are shown: <c>errors</c>, <c>breaks</c>, or all.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>Whether the text is shown with its findings, or as what differs from the stored one: <c>diff</c>.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    private bool _isAdmin;

    [CascadingParameter]
    private Task<AuthenticationState>? User { get; set; }

    [Inject]
    private Importer Importer { get; set; } = null!;

    [Inject]
    private ImportTurns Turns { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private Core.Catalog.Application? Target => ConnectingFrom.In(Snapshot, Into).Caller;

    private IReadOnlyList<ImportRow> Shown => _draft.Shown(Show);

    private bool RenameAsked => _draft.Rename || Has(Importer.NamespaceTaken);

    private bool DropAsked => _draft.DropStoredManifest || Has("stored-manifest-yml");

    // What is accepted is this: other files, or another catalogue, and it is asked anew.
    private string Breaking => string.Join(", ", _draft.Impact.BrokenBy.Select(caller => $"{caller.Count} {PageLinks.Of(caller.Caller)}"));

    private bool IsAccepted => _draft.Impact.BrokenCount == 0 || (_accepted && _acceptedFor == Breaking);

    private string Places => string.Join(", ", _draft.Rows.Take(3).Select(row => $"{row.Place.Cluster}/{row.Place.Namespace}"));

    private bool CanApply => _work is null && _draft.IsReady && IsAccepted;

    // The verdict on all files, and the first error, as it is read out.
    private string Summary
    {
        get
        {
            if (_work is not null) return _work.Spoken;
            if (_draft.Rows.Count == 0) return "";
            var files = Plural.Of(_draft.Rows.Count, "file");
            var refused = _draft.Refused;
            if (refused == 0) return _draft.IsStale ? "" : $"{files} checked: ready to apply. {_draft.Impact.Summary}.";
            var first = _draft.Rows.SelectMany(row => row.Findings).First(finding => finding.Severity is Severity.Error);
            return $"{files} checked, {refused} with errors. The first: {(first.Line > 0 ? $"line {first.Line}: " : "")}{PageWords.Of(first).Message}";
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => _isAdmin = User is not null && Actor.Of((await User).User).IsAdmin;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _draft = new(Importer, Turns) { Progress = new Paced(progress => InvokeAsync(() => Tell(progress))), Waits = Wait };
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        var isOther = _version != Snapshot.Version;
        _version = Snapshot.Version;
        // Somebody changed the catalogue: what was found out about the rows may no longer be true.
        if (isOther && _draft is { Rows.Count: > 0 } && _work is null) _ = CheckAgainAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await (await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Import/ImportPage.razor.js")).DisposeAsync();
        if (!_showResult) return;
        // What was done last is far above or below by now: the reader is taken to what came of it.
        _showResult = false;
        await _result.FocusAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _work?.Cancel();
        _draft.Dispose();
    }

    private bool Has(string code) => _draft.Rows.Any(row => row.Findings.Any(finding => finding.Code == code));

    private async Task AddFiles(InputFileChangeEventArgs chosen)
    {
        if (_work is not null) return;
        (_problem, _notice, _applied, _said) = (null, null, [], []);
        using var work = _work = new("read");
        try
        {
            var came = await ReadAsync(chosen, work);
            _problem = came.Problem;
            _said = came.Findings;
            // A new revision is one file; where several come, none of them is meant more than the others.
            var into = _draft.Rows.Count == 0 && came.Items.Count == 1 ? Target : null;
            var rows = came.Items.OrderBy(item => item.ServiceYml.Name, StringComparer.OrdinalIgnoreCase).Select(item => new ImportRow(item, Snapshot, into, From.Caller)).ToList();
            if (_draft.Add(rows) is > 0 and var tooMany)
                _problem = $"{Plural.Of(tooMany, "file")} above {Plural.Number(ImportDraft.MostRows)}, the most at once, {(tooMany == 1 ? "is" : "are")} left out. Apply these first, then bring the rest.";
            work.Begin("checked");
            await _draft.CheckAsync();
            if (rows.Count > 0) _selected = rows.Find(row => row is { IsRefused: true, HasPlace: true }) ?? rows.Find(row => row.IsRefused) ?? rows.MaxBy(row => row.Breaks);
            _showResult = rows.Count > 0;
        }
        catch (OperationCanceledException)
        {
            _notice = "Cancelled. None of these files was taken in.";
        }
        finally
        {
            _work = null;
        }
    }

    private async Task<CameIn> ReadAsync(InputFileChangeEventArgs chosen, ImportWork work)
    {
        using var turn = await Turns.TakeAsync(Wait, work.Token);
        using var time = new CancellationTokenSource(Turns.ReadingTime);
        await using var late = time.Token.Register(work.Cancel);
        try
        {
            return await FileIntake.ReadAsync(chosen, work, Paint);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return new([], [], $"The files did not come to their end within {Plural.Of((int)Turns.ReadingTime.TotalSeconds, "second")}. None of them was taken in. Bring them in several steps, or as a .zip.");
        }
    }

    private async Task ChangedAsync()
    {
        _notice = null;
        await _draft.CheckAsync();
    }

    private Task CheckAgainAsync() => InvokeAsync(async () =>
    {
        await _draft.CheckAsync();
        StateHasChanged();
    });

    private void Select(ImportRow row) => _selected = row;

    private Task LeaveOutAsync(ImportRow row) => LeaveOutAsync(other => other == row);

    private async Task LeaveOutAsync(Func<ImportRow, bool> isMeant)
    {
        _draft.Remove(isMeant);
        if (_selected is not null && !_draft.Rows.Contains(_selected)) _selected = _draft.Rows.Count > 0 ? _draft.Rows[0] : null;
        await ChangedAsync();
    }

    private async Task ReadAsAsync(IReadOnlyList<ImportRow> rows, ManifestFormat format)
    {
        foreach (var row in rows.Where(row => row.Source is not null))
        {
            var items = ImportItem.Group([row.Source! with { Format = format }]);
            List<ImportRow> read = [.. items.Select(item => new ImportRow(item, Snapshot, items.Count == 1 ? row.Into : null, From.Caller) { IsChosen = row.IsChosen })];
            _draft.Replace(row, read);
            if (_selected == row) _selected = read[0];
        }
        await ChangedAsync();
    }

    private void Accept(bool accepted) => (_accepted, _acceptedFor) = (accepted, Breaking);

    private async Task ApplyAsync(Actor by)
    {
        // The last edit may have been made by the same click.
        await _draft.CheckedAsync();
        if (!CanApply) return;
        (_problem, _notice) = (null, null);
        using var work = _work = new("applied", _draft.Rows.Count);
        try
        {
            var result = await _draft.ApplyAsync(by, ExpectedRevision, work.Token);
            if (result.Conflict is { } conflict)
            {
                _problem = $"Somebody else was faster: the application is at revision {conflict.Current} by now, and what you saw rests on {conflict.Expected}. Nothing was imported. Look at the changes again.";
                await _draft.CheckAsync();
            }
            else if (!result.IsRefused)
            {
                (_applied, _appliedImpact) = (result.Applications, result.Impact);
                _draft.Clear();
                (_selected, _said, _accepted) = (null, [], false);
            }
        }
        catch (OperationCanceledException)
        {
            _notice = "Cancelled. Nothing was imported: the catalogue is as it was.";
        }
        finally
        {
            _work = null;
        }
    }

    // One application rests on the revision that was looked at.
    private int? ExpectedRevision => _draft.Rows is [var only] && (only.MovesFrom ?? only.Place) is var (cluster, @namespace)
        ? Snapshot.Find(cluster, @namespace)?.Revision ?? 0
        : null;

    private void Tell(ImportProgress progress)
    {
        _work?.Reach(progress.Done, progress.Of);
        StateHasChanged();
    }

    private void Wait(bool waits) => _ = InvokeAsync(() =>
    {
        if (_work is not null) _work.Waits = waits;
        StateHasChanged();
    });

    private Task Paint() => InvokeAsync(StateHasChanged);

    /// <summary>Passes on how far an import is, a few times a second.</summary>
    private sealed class Paced(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        private long _last;

        public void Report(ImportProgress value)
        {
            var now = Environment.TickCount64;
            if (now - _last < ImportWork.Pause && value.Done < value.Of) return;
            _last = now;
            tell(value);
        }
    }
}
