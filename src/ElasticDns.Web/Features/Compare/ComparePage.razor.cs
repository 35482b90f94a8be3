using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Compare;

public sealed partial class ComparePage : CatalogPage
{
    private const string BeforeParameter = "before";
    private const string AfterParameter = "after";
    private const string DifferencesParameter = "differences";
    private const string Only = "only";

    // A request is answered with what is there by then; the open page goes on by itself, and can be cancelled.
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(2);

    private static readonly (string Format, string Name, string File)[] Exports =
        [("csv", "CSV", "compared.csv"), ("json", "JSON", "compared.json"), ("markdown", "Markdown", "compared.md")];

    private CancellationTokenSource _work = new();
    private (Moments, CatalogSnapshot?)? _of;
    private (DateTimeOffset First, DateTimeOffset Last)? _span;
    private (string?, CatalogSnapshot)? _spanOf;
    private ComparedMoments? _compared;
    private DateTimeOffset? _before;
    private DateTimeOffset? _after;
    private string? _cluster;
    private string? _wrong;
    private bool _asked;
    private bool _loading;
    private bool _failed;
    private bool _cancelled;

    /// <summary>The earlier moment; that before the last change where it is missing.</summary>
    [SupplyParameterFromQuery(Name = BeforeParameter)]
    public string? Before { get; set; }

    /// <summary>The later moment; now where it is missing.</summary>
    [SupplyParameterFromQuery(Name = AfterParameter)]
    public string? After { get; set; }

    /// <summary>The one cluster that is looked at.</summary>
    [SupplyParameterFromQuery(Name = "cluster")]
    public string? ClusterQuery { get; set; }

    /// <summary>Whether what did not change is left out: <c>only</c>.</summary>
    [SupplyParameterFromQuery(Name = DifferencesParameter)]
    public string? Differences { get; set; }

    [Inject]
    private MomentComparer Comparer { get; set; } = null!;

    [Inject]
    private PastCatalog Past { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<ComparePage> Log { get; set; } = null!;

    private bool OnlyDifferences => Differences == Only;

    private IEnumerable<string> ClusterNames =>
        Snapshot.Clusters.Select(cluster => cluster.Name).Union(_cluster is null ? [] : [_cluster]).Order(StringComparer.Ordinal);

    private IEnumerable<(string Words, DateTimeOffset? Moment)> QuickBefore =>
    [
        ("before the last change", _span is var (_, last) ? JustBefore(last) : null),
        ("a day ago", Ago(1)),
        ("a week ago", Ago(7)),
        ("first import", _span?.First),
    ];

    private IEnumerable<(string Words, DateTimeOffset? Moment)> QuickAfter => [("now", null), ("a day ago", Ago(1)), ("first import", _span?.First)];

    /// <summary>The last moment before something happened, as the history counts.</summary>
    public static DateTimeOffset JustBefore(DateTimeOffset time) => time.AddMilliseconds(-1);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => RendererInfo.IsInteractive ? CompareAsync() : Task.WhenAny(CompareAsync(), Task.Delay(RequestPatience));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // An import while the page is open is another now.
        if (!NeedsWork) return;
        await CompareAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _work.Cancel();
        base.Dispose(disposing);
    }

    private bool NeedsWork => _asked && _wrong is null && !_cancelled && !_failed && (_spanOf != (_cluster, Snapshot) || (_span is not null && _of != KeyOf(MomentsNow())));

    // What lies between two moments that have passed does not change with an import.
    private (Moments, CatalogSnapshot?) KeyOf(Moments moments) => (moments, moments.After is null ? Snapshot : null);

    private Moments MomentsNow() => new(_before!.Value, _after, _cluster);

    private async Task CompareAsync()
    {
        await ReadQueryAsync();
        if (_wrong is not null || _span is null || _of == KeyOf(MomentsNow())) return;
        await _work.CancelAsync();
        var work = _work = new();
        var moments = MomentsNow();
        (_of, _loading, _failed, _cancelled) = (KeyOf(moments), true, false, false);
        try
        {
            var compared = await Comparer.CompareAsync(moments, work.Token);
            if (work == _work) _compared = compared;
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled has said so, or has gone.
        }
        catch (System.Data.Common.DbException failure)
        {
            if (work == _work) _failed = true;
            LogFailure(Log, failure);
        }
        finally
        {
            if (work == _work) _loading = false;
        }
    }

    private async Task ReadQueryAsync()
    {
        _cluster = string.IsNullOrEmpty(ClusterQuery) ? null : ClusterQuery.ToLowerInvariant();
        if (_spanOf != (_cluster, Snapshot))
        {
            var of = (_cluster, Snapshot);
            _span = await Past.SpanAsync(_cluster);
            _spanOf = of;
        }
        _asked = true;
        _wrong = null;
        (_before, _after) = (_span is var (_, last) ? JustBefore(last) : null, null);
        if (!string.IsNullOrEmpty(Before))
        {
            if (Moments.TryParse(Before, out var before)) _before = before;
            else _wrong = "The first moment is not a time";
        }
        if (!string.IsNullOrEmpty(After))
        {
            if (Moments.TryParse(After, out var after)) _after = after;
            else _wrong = "The second moment is not a time";
        }
        if (_wrong is null && _after < _before) _wrong = "The first moment is later than the second";
    }

    private Task AgainAsync()
    {
        (_of, _failed, _cancelled) = (null, false, false);
        return CompareAsync();
    }

    private void Cancel()
    {
        _work.Cancel();
        (_cancelled, _loading) = (true, false);
    }

    private DateTimeOffset Ago(int days)
    {
        var now = Clock.GetUtcNow().AddDays(-days);
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private string PathWith(DateTimeOffset? before, DateTimeOffset? after)
    {
        var path = PageLinks.Compare(_cluster, before, after);
        return OnlyDifferences ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{DifferencesParameter}={Only}" : path;
    }

    private static string ExportLink(Moments moments, string format) =>
        $"/api/v1{PageLinks.Compare(moments.Cluster, moments.Before, moments.After)}&format={format}";

    private void Set(string parameter, DateTimeOffset? moment) => Navigation.ReplaceQuery(new() { [parameter] = moment is { } time ? ReaderTime.Rfc3339(time) : null });

    private void SetCluster(ChangeEventArgs change) => Navigation.ReplaceQuery(new() { ["cluster"] = change.Value is string { Length: > 0 } name ? name : null });

    private void SwitchDifferences() => Navigation.ReplaceQuery(new() { [DifferencesParameter] = OnlyDifferences ? null : Only });

    [LoggerMessage(Level = LogLevel.Error, Message = "Two moments could not be compared")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
