using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Matrix;

public sealed partial class MatrixPage : CatalogPage
{
    // More rows or columns than these make a page that no browser shows at ease.
    private const int Largest = 100;
    private const string PinParameter = "pin";
    private const string CallersParameter = "callers";
    private const string TargetsParameter = "targets";

    private Cluster? _cluster;
    private Application? _callers;
    private Application? _targets;
    private (Cluster? Cluster, Application? Callers, Application? Targets, ReferenceIndex? Index) _of;
    private ReferenceIndex _index = null!;
    private ReachMatrix? _matrix;
    private MatrixCounts _counts = null!;
    private MatrixMode _mode;
    private MatrixPin? _pin;
    private IReadOnlyList<(string, string)> _nearest = [];

    /// <summary>The cluster's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>The pinned cell, as <see cref="MatrixPin"/> writes it.</summary>
    [SupplyParameterFromQuery(Name = PinParameter)]
    public string? Pin { get; set; }

    /// <summary>The namespace whose services call; all of them where it is missing.</summary>
    [SupplyParameterFromQuery(Name = CallersParameter)]
    public string? Callers { get; set; }

    /// <summary>The namespace whose services and databases are called; all of them where it is missing.</summary>
    [SupplyParameterFromQuery(Name = TargetsParameter)]
    public string? Targets { get; set; }

    /// <summary>What is shown, as <see cref="MatrixModes"/> names it.</summary>
    [SupplyParameterFromQuery(Name = MatrixModes.Parameter)]
    public string? Mode { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    private bool IsLarge => _cluster!.ServiceCount > Largest || _cluster.ServiceCount + _cluster.DatabaseCount > Largest;

    private bool IsTable => _matrix!.Callers.Count <= Largest && _matrix.Targets.Count <= Largest;

    private bool IsWhole => _callers is null && _targets is null;

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _cluster = Snapshot.FindCluster(Name);
        if (_cluster is null)
        {
            AnswerNotFound();
            _nearest = [.. NearestNames.Of(Name.ToLowerInvariant(), Snapshot.Clusters.Select(one => one.Name)).Select(name => (name, From.Link(PageLinks.Matrix(name))))];
            return;
        }
        _callers = string.IsNullOrEmpty(Callers) ? null : _cluster.Find(Callers);
        _targets = string.IsNullOrEmpty(Targets) ? null : _cluster.Find(Targets);
        _pin = MatrixPin.Parse(_cluster, Pin);
        _mode = MatrixModes.Parse(Mode);
        _index = Indexes.Of(Snapshot);
        if (_of == (_cluster, _callers, _targets, _index)) return;
        _of = (_cluster, _callers, _targets, _index);
        _matrix = IsWhole ? ReachMatrix.Of(_cluster) : new(_callers is null ? _cluster.Applications : [_callers], _targets is null ? _cluster.Applications : [_targets]);
        _counts = IsWhole ? MatrixCounts.Of(_cluster, _index) : MatrixCounts.Of(_matrix, _index);
    }

    private void SwitchCluster(ChangeEventArgs change) => Navigation.NavigateTo(From.Link(PageLinks.Matrix((string)change.Value!)));

    private void Select((string? Callers, string? Targets) chosen) => Navigation.ReplaceQuery(new()
    {
        [CallersParameter] = chosen.Callers,
        [TargetsParameter] = chosen.Targets,
        [PinParameter] = null,
    });

    private void Unpin() => Navigation.ReplaceQuery(new() { [PinParameter] = null });
}
