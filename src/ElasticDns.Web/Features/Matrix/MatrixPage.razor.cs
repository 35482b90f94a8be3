using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
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
    private (Cluster? Cluster, Application? Callers, Application? Targets) _of;
    private ReachMatrix? _matrix;
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

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsLarge => _cluster!.ServiceCount > Largest || _cluster.ServiceCount + _cluster.DatabaseCount > Largest;

    private string CsvLink => $"/api/v1/clusters/{_cluster!.Name}/matrix?format=csv"
        + (_callers is null ? "" : $"&callers={_callers.Namespace}")
        + (_targets is null ? "" : $"&targets={_targets.Namespace}");

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
        if (_of == (_cluster, _callers, _targets)) return;
        _of = (_cluster, _callers, _targets);
        _matrix = IsLarge && (_callers is null || _targets is null)
            ? null
            : new(_callers is null ? _cluster.Applications : [_callers], _targets is null ? _cluster.Applications : [_targets]);
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
