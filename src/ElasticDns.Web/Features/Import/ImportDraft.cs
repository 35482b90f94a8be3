using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Shared.Surface;

namespace ElasticDns.Web.Features.Import;

/// <summary>
/// The import that a page prepares: its rows, and what a trial says of them. Used by one circuit; trials run beside it, one at a time, so
/// that the page keeps answering.
/// </summary>
public sealed class ImportDraft(Importer importer, ImportTurns turns) : IDisposable
{
    /// <summary>The most applications of one import.</summary>
    public const int MostRows = 1_000;

    private List<ImportRow> _rows = [];
    private CancellationTokenSource? _trial;
    private Task _checking = Task.CompletedTask;
    private int _edit;
    private int _tried;
    private bool _disposed;

    /// <summary>Is told how far a trial or the import is.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <summary>Is told whether the import waits for those of others.</summary>
    public Action<bool>? Waits { get; init; }

    /// <summary>How long a trial waits for the next edit.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(150);

    public IReadOnlyList<ImportRow> Rows => _rows;

    /// <summary>Whether existing applications may get another name.</summary>
    public bool Rename { get; set; }

    /// <summary>Whether the stored manifest.yml is dropped where none is given.</summary>
    public bool DropStoredManifest { get; set; }

    /// <summary>Whether the rows were edited since the last trial that came to its end.</summary>
    public bool IsStale => _tried != _edit;

    /// <summary>What the import means for those who call.</summary>
    public Impact Impact { get; private set; } = Impact.None;

    public int Refused => _rows.Count(row => row.IsRefused);

    /// <summary>Whether it may be applied.</summary>
    public bool IsReady => _rows.Count > 0 && !IsStale && Refused == 0;

    /// <summary>Rows that are shown: all, or only those with errors, or only those that break something.</summary>
    public IReadOnlyList<ImportRow> Shown(string? show) => show switch
    {
        "errors" => [.. _rows.Where(row => row.IsRefused)],
        "breaks" => [.. _rows.Where(row => row.Breaks > 0)],
        _ => _rows,
    };

    /// <summary>Takes in rows; those above the limit are left out, and their number is returned.</summary>
    public int Add(IReadOnlyList<ImportRow> rows)
    {
        var room = Math.Min(rows.Count, MostRows - _rows.Count);
        _rows.AddRange(rows.Take(room));
        Number();
        return rows.Count - room;
    }

    /// <summary>Puts other rows in the place of one: its file read in another format.</summary>
    public void Replace(ImportRow row, IReadOnlyList<ImportRow> rows)
    {
        var at = _rows.IndexOf(row);
        if (at < 0) return;
        _rows.RemoveAt(at);
        _rows.InsertRange(at, rows.Take(MostRows - _rows.Count));
        Number();
    }

    /// <summary>Leaves rows out.</summary>
    public void Remove(Func<ImportRow, bool> isMeant)
    {
        // A list of its own: the one before may be on the screen.
        _rows = [.. _rows.Where(row => !isMeant(row))];
        Number();
    }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        (_rows, Impact, Rename, DropStoredManifest) = ([], Impact.None, false, false);
        _tried = ++_edit;
    }

    /// <summary>Tries the import after an edit; several edits in a row are tried once. Ends when what is shown is true of the rows.</summary>
    public Task CheckAsync()
    {
        _edit++;
        _trial?.Cancel();
        return _checking = _checking.IsCompleted ? CheckUntilTrueAsync() : _checking;
    }

    /// <summary>Ends when there is no trial under way.</summary>
    public Task CheckedAsync() => _checking;

    /// <summary>Applies it.</summary>
    public async Task<ImportResult> ApplyAsync(Actor by, int? expectedRevision, CancellationToken cancellationToken)
    {
        var request = Request(dryRun: false, by) with { ExpectedRevision = expectedRevision };
        var result = await RunAsync(request, cancellationToken);
        Take(result);
        return result;
    }

    public void Dispose()
    {
        _disposed = true;
        _trial?.Cancel();
    }

    private async Task CheckUntilTrueAsync()
    {
        while (IsStale && !_disposed)
        {
            await Task.Delay(Pause);
            var edit = _edit;
            using var trial = _trial = new();
            var request = Request(dryRun: true, Actor.Trial);
            try
            {
                var result = await RunAsync(request, trial.Token);
                if (edit != _edit) continue;
                Take(result);
                _tried = edit;
            }
            catch (OperationCanceledException)
            {
                // Another edit came, and is tried next.
            }
            finally
            {
                _trial = null;
            }
        }
    }

    // Not in the circuit's turn: it answers to clicks meanwhile.
    private Task<ImportResult> RunAsync(ImportRequest request, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            using var turn = await turns.TakeAsync(request.DryRun ? null : Waits, cancellationToken);
            var result = await importer.RunAsync(request, cancellationToken);
            // Worked out when it is first asked for.
            _ = result.Impact;
            return result;
        },
        CancellationToken.None);

    private void Take(ImportResult result)
    {
        Impact = result.Impact;
        var impacts = new Dictionary<(string, string), ApplicationImpact>();
        foreach (var impact in result.Impact.Applications)
            if (impact.After is { } application) impacts[(application.Cluster, application.Namespace)] = impact;
        foreach (var (row, item) in _rows.Zip(result.Items))
        {
            row.Result = item;
            row.Impact = item.Imported is { Outcome: not Outcome.Unchanged, Application: var application } ? impacts.GetValueOrDefault((application.Cluster, application.Namespace)) : null;
        }
    }

    private ImportRequest Request(bool dryRun, Actor by) =>
        new([.. _rows.Select(row => row.ToItem())]) { DryRun = dryRun, Rename = Rename, DropStoredManifest = DropStoredManifest, By = by, Progress = Progress };

    private void Number()
    {
        foreach (var named in _rows.GroupBy(row => row.Name))
        {
            var number = 0;
            foreach (var row in named) row.Label = ++number == 1 ? row.Name : $"{row.Name} ({number})";
        }
    }
}
