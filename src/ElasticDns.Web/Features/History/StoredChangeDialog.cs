using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace ElasticDns.Web.Features.History;

/// <summary>A dialog that shows what a change of a stored application does before it is done, and closes with what was done.</summary>
public abstract class StoredChangeDialog : ComponentBase
{
    private int _asked;
    private int _expected;

    /// <summary>The revision on which the change rests; 0 where the application is not there.</summary>
    [Parameter, EditorRequired]
    public int Expected { get; set; }

    /// <summary>The options of all these dialogs.</summary>
    protected internal static DialogOptions Options { get; } = new() { Width = "560px", ShowClose = false, CloseDialogOnEsc = true, AutoFocusFirstElement = false };

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    [Inject]
    protected DialogService Dialogs { get; set; } = null!;

    [Inject]
    protected StoredApplications Stored { get; set; } = null!;

    /// <summary>What the change would do, or why it cannot be done; null until it is known.</summary>
    protected ImportResult? Preview { get; private set; }

    /// <summary>Whether the change is being made.</summary>
    protected bool Working { get; private set; }

    /// <summary>Whether the change can be made, and changes anything.</summary>
    protected bool CanDo => !Working && Preview is { IsRefused: false, Conflict: null, Applications: var applications } && applications.Any(one => one.Outcome is not Outcome.Unchanged);

    /// <summary>Makes the change, or only says what it would do; null where there is nothing to change any more.</summary>
    protected abstract Task<ImportResult?> RunAsync(StoredChange how);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        _expected = Expected;
        return TryAsync();
    }

    /// <summary>Finds out what the change would do.</summary>
    protected async Task TryAsync()
    {
        var mine = ++_asked;
        var preview = await RunAsync(new(await Me.GetAsync()) { DryRun = true });
        if (mine == _asked) Preview = preview ?? Gone;
    }

    /// <summary>Makes the change and closes; where somebody else was faster, says so and shows what it would do now.</summary>
    protected async Task DoAsync()
    {
        if (!CanDo) return;
        Working = true;
        try
        {
            var result = await RunAsync(new(await Me.GetAsync()) { ExpectedRevision = _expected }) ?? Gone;
            if (result is { IsRefused: false, Conflict: null })
            {
                Dialogs.Close(result);
                return;
            }
            Preview = result;
            // Who has read that another revision came in between may go on with that one.
            if (result.Conflict is { } conflict) _expected = conflict.Current;
        }
        finally
        {
            Working = false;
        }
    }

    private static ImportResult Gone { get; } = new([])
    {
        General = [new(Core.Manifests.Severity.Error, "gone", "The application was removed meanwhile. Nothing was changed.", null, 0, 0)],
    };

    /// <summary>The reader's words for a number of connections that break.</summary>
    protected string? Breaks => Preview is { IsRefused: false, Impact.BrokenCount: > 0 and var count } ? $"although {Plural.Of(count, "connection")} {(count == 1 ? "breaks" : "break")}" : null;
}
