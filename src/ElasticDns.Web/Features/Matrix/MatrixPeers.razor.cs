using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>One row or one column of a large matrix as a table: what a service calls and could call, or who calls a target and could.</summary>
public sealed partial class MatrixPeers : ComponentBase
{
    private const string SideParameter = "side";
    private const string CallersSide = "callers";

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private Virtualize<PeerRow>? _rows;
    private PeerList _list = null!;
    private (ReferenceIndex Index, Application Home, Target Of, bool Callers) _of;
    private string _words = "";
    private int _typed;
    private int _total = -1;

    /// <summary>The cluster.</summary>
    [Parameter, EditorRequired]
    public Cluster Cluster { get; set; } = null!;

    /// <summary>What its manifests declare.</summary>
    [Parameter, EditorRequired]
    public ReferenceIndex Index { get; set; } = null!;

    /// <summary>The service of the row.</summary>
    [Parameter, EditorRequired]
    public (Application Application, Service Service) Caller { get; set; }

    /// <summary>The service or database of the column.</summary>
    [Parameter, EditorRequired]
    public (Application Application, Target Target) Called { get; set; }

    /// <summary>The pinned cell.</summary>
    [Parameter]
    public MatrixPin? Pin { get; set; }

    /// <summary>Whether the column is listed, and not the row.</summary>
    [SupplyParameterFromQuery(Name = SideParameter)]
    public string? Side { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    private bool ShowsCallers => Side == CallersSide;

    private Application Home => ShowsCallers ? Called.Application : Caller.Application;

    private Target Of => ShowsCallers ? Called.Target : Caller.Service;

    private string Title => ShowsCallers ? $"Who can call {Of.Label} of {Home.Name}" : $"What {Of.Label} of {Home.Name} can call";

    private string CsvLink => $"/api/v1/clusters/{Cluster.Name}/matrix?format=csv&{(ShowsCallers ? "target" : "caller")}={MatrixPin.NameOf(Home, Of)}";

    private string Summary
    {
        get
        {
            var (all, broken) = _list.Declared;
            var wrong = broken == 0 ? "" : $", {Plural.Number(broken)} of them broken";
            if (ShowsCallers)
            {
                var who = Of.HasAddress ? $"{Plural.Of(_list.Reachable, "caller")} can reach it" : $"Nobody can reach it. {ReachRules.NoAddressReason(Of)} It";
                var joint = Of.HasAddress ? "; " : " ";
                return all == 0 ? $"{who}{joint}{(Of.HasAddress ? "nobody declares it" : "is declared by nobody")}" : $"{who}{joint}{(Of.HasAddress ? "" : "is ")}{Plural.Number(all)} {(all == 1 ? "declares" : "declare")} it{wrong}";
            }
            var targets = Plural.Of(Cluster.ServiceCount + Cluster.DatabaseCount, "target");
            return $"Reaches {Plural.Number(_list.Reachable)} of {targets}; declares {(all == 0 ? "none" : Plural.Number(all))}{wrong}";
        }
    }

    private string Nothing => _words.Length > 0 ? "Nothing matches the filter." : ShowsCallers ? "Nobody calls it, and nobody could." : "It calls nothing, and there is nothing to call.";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_of == (Index, Home, Of, ShowsCallers)) return;
        _of = (Index, Home, Of, ShowsCallers);
        _list = new(Cluster, Index, Home, Of, ShowsCallers);
        _total = -1;
        if (_rows is not null) await _rows.RefreshDataAsync();
    }

    private static string Heading(PeerGroupKind group) => group switch
    {
        PeerGroupKind.Declared => "Declared",
        PeerGroupKind.SameApplication => "Same application",
        _ => "Same cluster",
    };

    private ValueTask<ItemsProviderResult<PeerRow>> Provide(ItemsProviderRequest request)
    {
        var (total, rows) = _list.Window(request.StartIndex, request.Count, _words);
        if (total != _total)
        {
            _total = total;
            StateHasChanged();
        }
        return ValueTask.FromResult(new ItemsProviderResult<PeerRow>(rows, total));
    }

    private AddressesForCaller AnswerOf(PeerRow row) => ShowsCallers
        ? Rules.For(row.Home!, Home, Of, row.Peer!.Label)
        : Rules.For(Home, row.Home!, row.Peer!, Of.Label);

    private bool IsPinned(PeerRow row) => Pin is { } pin && (ShowsCallers
        ? pin.Target == Of && pin.Home == Home && pin.Service == row.Peer && pin.Caller == row.Home
        : pin.Service == Of && pin.Caller == Home && pin.Target == row.Peer && pin.Home == row.Home);

    private string PinLink(PeerRow row)
    {
        // What is called from another cluster has no cell here.
        if (row.Home!.Cluster != Cluster.Name) return PageLinks.Of(row.Home, row.Peer!);
        var (own, other) = (MatrixPin.NameOf(Home, Of), MatrixPin.NameOf(row.Home, row.Peer!));
        return Navigation.GetUriWithQueryParameter("pin", ShowsCallers ? $"{other}~{own}" : $"{own}~{other}")
            .Replace("%2F", "/", StringComparison.Ordinal).Replace("%7E", "~", StringComparison.Ordinal);
    }

    private void Turn(string? side) => Navigation.ReplaceQuery(new() { [SideParameter] = side });

    private async Task Type(ChangeEventArgs input)
    {
        _words = input.Value as string ?? "";
        var mine = ++_typed;
        await Task.Delay(TypingPause);
        if (mine == _typed && _rows is not null) await _rows.RefreshDataAsync();
    }
}
