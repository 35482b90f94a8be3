using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>
/// The matrix of a cluster that no table shows at ease. The script draws it from what it asks for itself; here are the page's address, the
/// pinned cell and the table of the row or column where the cursor is.
/// </summary>
public sealed partial class MatrixCanvas : CatalogComponent
{
    private static readonly string[] Icons = ["arrow", "check", "warning", "self", "same-application", "same-cluster", "no-container-port"];

    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _script;
    private DotNetObjectReference<MatrixCanvas>? _self;
    private Options? _told;
    private ReferenceIndex _index = null!;
    private Cluster? _of;
    private MatrixPin? _shown;
    private (Application Application, Service Service)? _caller;
    private (Application Application, Target Target) _called;

    /// <summary>The cluster.</summary>
    [Parameter, EditorRequired]
    public Cluster Cluster { get; set; } = null!;

    /// <summary>What is shown of each pair.</summary>
    [Parameter]
    public MatrixMode Mode { get; set; }

    /// <summary>The application whose services call; all where it is missing.</summary>
    [Parameter]
    public Application? Callers { get; set; }

    /// <summary>The application whose services and databases are called; all where it is missing.</summary>
    [Parameter]
    public Application? Targets { get; set; }

    /// <summary>The pinned cell.</summary>
    [Parameter]
    public MatrixPin? Pin { get; set; }

    /// <summary>What stands before the tools of the matrix: the choice of who is shown.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Raised when the reader lets go of the pinned cell.</summary>
    [Parameter]
    public EventCallback Unpinned { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    private Options Wanted => new(
        $"{MatrixDataApi.PathOf(Cluster.Name)}?v={Snapshot.Version}", Cluster.Name, MatrixModes.NameOf(Mode), Callers?.Namespace, Targets?.Namespace,
        Pin is null ? null : $"{MatrixPin.NameOf(Pin.Caller, Pin.Service)}~{MatrixPin.NameOf(Pin.Home, Pin.Target)}",
        From.Caller?.Cluster == Cluster.Name ? From.Caller.Namespace : null);

    /// <summary>Shows the row and the column where the cursor has come to rest; each is namespace/label.</summary>
    [JSInvokable]
    public void FollowAsync(string caller, string target)
    {
        // The script may still draw a catalogue that has changed.
        if (MatrixPin.Parse(Cluster, $"{caller}~{target}") is not { } place) return;
        Show(place);
        StateHasChanged();
    }

    /// <inheritdoc/>
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("dispose");
                await _script.DisposeAsync();
            }
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _index = Indexes.Of(Snapshot);
        if (Pin is not null && Pin != _shown) Show(Pin);
        else if (_of != Cluster || _caller is null) Keep();
        (_shown, _of) = (Pin, Cluster);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _told = Wanted;
            _self = DotNetObjectReference.Create(this);
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./js/matrix-canvas.js");
            _script = await _module.InvokeAsync<IJSObjectReference>("attach", _root, _self, _told);
        }
        if (_script is null || _told == Wanted) return;
        _told = Wanted;
        await _script.InvokeVoidAsync("update", _told);
    }

    private void Show(MatrixPin place) => (_caller, _called) = ((place.Caller, place.Service), (place.Home, place.Target));

    // The same names in another state of the catalogue; where they are gone, what the script begins with.
    private void Keep()
    {
        if (_caller is var (caller, service) && Cluster.Find(caller.Namespace) is { } still && still.Find(service.Label) is Service known
            && Cluster.Find(_called.Application.Namespace) is { } home && home.Find(_called.Target.Label) is { } target)
        {
            (_caller, _called) = ((still, known), (home, target));
            return;
        }
        var calling = Callers ?? (From.Caller?.Cluster == Cluster.Name && From.Caller.Services.Count > 0 ? From.Caller : Cluster.Applications.FirstOrDefault(application => application.Services.Count > 0));
        if (calling is not { Services: [var first, ..] }) return;
        _caller = (calling, first);
        _called = Targets is { Targets: [var called, ..] } && Targets != calling ? (Targets, called) : (calling, first);
    }

    private Task Unpin() => Unpinned.InvokeAsync();

    private sealed record Options(string Data, string Cluster, string Mode, string? Callers, string? Targets, string? Pin, string? Start);
}
