using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace ElasticDns.Web.Features.Tokens;

public sealed partial class TokensPage : ComponentBase, IDisposable
{
    // What is over is kept for the log, and not read here.
    private const int MostPast = 50;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private static readonly DialogOptions Options = new() { Width = "560px", ShowClose = false, CloseDialogOnEsc = true, AutoFocusFirstElement = false };

    private List<ApiToken> _shown = [];
    private DateTimeOffset _now;
    private int _valid;
    private int _more;
    private bool _isGone;

    [Inject]
    private ApiTokens Tokens { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isGone = true;
        Tokens.Changed -= OnChanged;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Tokens.Changed += OnChanged;
        Refresh();
    }

    private void Refresh()
    {
        _now = Clock.GetUtcNow();
        var byState = Tokens.All.ToLookup(token => token.StateAt(_now) is TokenState.Valid);
        var past = byState[false].ToList();
        _shown = [.. byState[true].OrderBy(token => token.Name, StringComparer.OrdinalIgnoreCase).ThenByDescending(token => token.Id), .. past.Take(MostPast)];
        (_valid, _more) = (byState[true].Count(), Math.Max(0, past.Count - MostPast));
    }

    private bool IsSoon(ApiToken token) => token.ExpiresAt - _now <= Soon;

    private string Expires(ApiToken token) => (token.ExpiresAt - _now) switch
    {
        { TotalHours: < 1 } => "Expires within the hour",
        { TotalDays: < 1 } left => $"Expires in {Plural.Of((int)left.TotalHours, "hour")}",
        var left => $"Expires in {Plural.Of((int)Math.Round(left.TotalDays), "day")}",
    };

    private Task CreateAsync() => MakeAsync("Create a token", null);

    private Task RotateAsync(ApiToken token) => MakeAsync($"Rotate {token.Name}", token);

    private Task MakeAsync(string title, ApiToken? old)
    {
        var secret = new ShownOnce();
        return Dialogs.OpenAsync<TokenDialog>(title, new() { [nameof(TokenDialog.Old)] = old, [nameof(TokenDialog.Secret)] = secret }, secret.Options("560px"));
    }

    private Task RevokeAsync(ApiToken token) => Dialogs.OpenAsync<RevokeDialog>($"Revoke {token.Name}", new() { [nameof(RevokeDialog.Token)] = token }, Options);

    // Raised on the thread of whoever changed them.
    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (_isGone) return;
        Refresh();
        StateHasChanged();
    });
}
