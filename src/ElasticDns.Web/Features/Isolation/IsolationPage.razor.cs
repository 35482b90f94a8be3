using ElasticDns.Core.Isolation;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.History;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace ElasticDns.Web.Features.Isolation;

public sealed partial class IsolationPage : CatalogPage
{
    private const string VerdictParameter = "verdict";
    private const string SeverityParameter = "severity";
    private const string ClusterParameter = "cluster";
    private const string RuleParameter = "rule";
    private const int RowsAtOnce = 100;

    private static readonly RuleState[] States = Enum.GetValues<RuleState>();
    private static readonly (string Format, string Title, string Ending)[] Formats = [("csv", "CSV", "csv"), ("json", "JSON", "json"), ("markdown", "Markdown", "md")];
    private static readonly DialogOptions Options = new() { Width = "640px", ShowClose = false, CloseDialogOnEsc = true, AutoFocusFirstElement = false };

    private IsolationCheck _check = null!;
    private IReadOnlyList<RuleVerdict> _all = [];
    private List<RuleVerdict> _narrow = [];
    private List<RuleVerdict> _shown = [];
    private string? _cluster;
    private Severity? _severity;
    private int? _open;
    private int _most = RowsAtOnce;
    private bool _isGone;

    /// <summary>The code of the verdict whose rules are shown.</summary>
    [SupplyParameterFromQuery(Name = VerdictParameter)]
    public string? VerdictCode { get; set; }

    /// <summary>The severity whose rules are shown.</summary>
    [SupplyParameterFromQuery(Name = SeverityParameter)]
    public string? SeverityWord { get; set; }

    /// <summary>The cluster in which the rules are looked at.</summary>
    [SupplyParameterFromQuery(Name = ClusterParameter)]
    public string? Cluster { get; set; }

    /// <summary>The rule that is unfolded.</summary>
    [SupplyParameterFromQuery(Name = RuleParameter)]
    public string? Rule { get; set; }

    [Inject]
    private IsolationStore Rules { get; set; } = null!;

    [Inject]
    private IsolationChecks Checks { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    [Inject]
    private RuleEdits Edits { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notifications { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private RuleState? State => Array.FindIndex(States, state => state.Code().Equals(VerdictCode, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? States[at] : null;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Rules.Changed += OnRulesChanged;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _isGone = true;
        Rules.Changed -= OnRulesChanged;
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _check = Checks.Of(Snapshot, Rules.Current);
        _all = _check.Verdicts;
        _cluster = string.IsNullOrWhiteSpace(Cluster) ? null : Cluster.Trim().ToLowerInvariant();
        _severity = IsolationRule.SeverityOf(SeverityWord);
        _narrow = [.. _check.About(_cluster).Where(verdict => _severity is null || verdict.Rule.Severity == _severity)];
        var state = State;
        _shown = [.. _narrow.Where(verdict => state is null || verdict.StateIn(_cluster) == state).OrderBy(verdict => verdict.StateIn(_cluster)).ThenBy(verdict => verdict.Rule.Severity)];
        _open = QueryValue.Number<int>(Rule);
        // A link to a rule that is further down shows it.
        if (_open is { } rule && _shown.FindIndex(verdict => verdict.Rule.Id == rule) is var at && at >= _most) _most = at + 1;
    }

    internal static string Words(RuleState state) => state switch
    {
        RuleState.Broken => "Broken",
        RuleState.MatchesNothing => "Matches nothing",
        _ => "Kept",
    };

    private string Pressed(RuleState? state) => State == state ? "true" : "false";

    private string ExportLink(string format) => $"/api/v1/isolation?format={format}{(_cluster is null ? "" : $"&cluster={Uri.EscapeDataString(_cluster)}")}";

    private void Set(string parameter, string? value) => Navigation.ReplaceQuery(new() { [parameter] = string.IsNullOrEmpty(value) ? null : value });

    private void Clear() => Navigation.ReplaceQuery(new() { [VerdictParameter] = null, [SeverityParameter] = null, [ClusterParameter] = null });

    private void Unfold(IsolationRule rule) => Navigation.ReplaceQuery(new() { [RuleParameter] = rule.Id == _open ? null : rule.Id });

    private Task ImportAsync() => Dialogs.OpenAsync<RuleImportDialog>("Import rules", null, Options);

    private Task EditAsync(IsolationRule? rule) => OpenAsync(rule is null ? "Add a rule" : "Change the rule", new() { [nameof(RuleDialog.Rule)] = rule });

    // Of what is in the catalogue, so that its verdict can be seen.
    private Task AddExampleAsync()
    {
        var home = Snapshot.Applications.FirstOrDefault(application => application.Databases.Count > 0);
        var caller = home is null ? null : Snapshot.FindCluster(home.Cluster)!.Applications.FirstOrDefault(application => application != home && application.Services.Count > 0);
        var cluster = home?.Cluster ?? "production";
        return OpenAsync("Add a rule", new()
        {
            [nameof(RuleDialog.Example)] = ($"{cluster}/{caller?.Namespace ?? "web-front-end"}", $"database:{cluster}/{home?.Namespace ?? "*"}", "Databases are used by their own application alone"),
        });
    }

    private async Task OpenAsync(string title, Dictionary<string, object?> parameters)
    {
        if (await Dialogs.OpenAsync<RuleDialog>(title, parameters!, Options) is IsolationRule made) Navigation.ReplaceQuery(new() { [RuleParameter] = made.Id });
    }

    private async Task RemoveAsync(Actor by, IsolationRule rule)
    {
        if ((await Edits.RemoveAsync(by, rule.Id)).Outcome is not EditOutcome.Done) return;
        UndoToast.Show(Notifications, "The rule is deleted", $"{rule.From} must not reach {rule.To}", "Put it back",
            async () => (await Edits.AddAsync(await Me.GetAsync(), rule)).Outcome is EditOutcome.Done);
    }

    // Raised on the thread of whoever changed them.
    private void OnRulesChanged() => _ = InvokeAsync(() =>
    {
        if (_isGone) return;
        Refresh();
        StateHasChanged();
    });
}
