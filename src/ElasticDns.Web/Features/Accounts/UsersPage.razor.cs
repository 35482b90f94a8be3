using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.History;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace ElasticDns.Web.Features.Accounts;

public sealed partial class UsersPage : ComponentBase, IDisposable
{
    private IReadOnlyList<AccountRow> _users = [];
    private Actor _me = Actor.Nobody;
    private string? _problem;
    private ITimer? _lockEnd;
    private bool _isGone;

    [Inject]
    private AccountStore Accounts { get; set; } = null!;

    [Inject]
    private AccountDirectory Directory { get; set; } = null!;

    [Inject]
    private SignInFailures Failures { get; set; } = null!;

    [Inject]
    private AccessSettings Settings { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notifications { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public void Dispose()
    {
        _isGone = true;
        Directory.Changed -= OnChanged;
        Failures.Locked -= OnChanged;
        _lockEnd?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Settings.Mode is not AccessMode.Accounts) return;
        Directory.Changed += OnChanged;
        Failures.Locked += OnChanged;
        _me = await Me.GetAsync();
        await ReadAsync();
    }

    // A lock ends by itself, and what the page says of it with it.
    private async Task ReadAsync()
    {
        _users = await Accounts.ListAsync();
        _lockEnd?.Dispose();
        var ends = _users.Select(user => Failures.LockedUntil(user.Id)).OfType<DateTimeOffset>().ToList();
        _lockEnd = ends.Count == 0 || _isGone ? null : Clock.CreateTimer(_ => OnChanged(), null, ends.Min() - Clock.GetUtcNow() is { Ticks: > 0 } rest ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private bool IsMe(AccountRow user) => _me.Kind is ActorKind.Account && _me.Name == user.UserName;

    private Task AddAsync()
    {
        var secret = new ShownOnce();
        return OpenAsync<AddUserDialog>("Add a user", new() { [nameof(AddUserDialog.Secret)] = secret }, secret);
    }

    private Task ResetAsync(AccountRow user)
    {
        var secret = new ShownOnce();
        return OpenAsync<ResetPasswordDialog>("New one-time password", new() { [nameof(ResetPasswordDialog.Name)] = user.UserName, [nameof(ResetPasswordDialog.Secret)] = secret }, secret);
    }

    private async Task OpenAsync<TDialog>(string title, Dictionary<string, object?> parameters, ShownOnce secret)
        where TDialog : ComponentBase
    {
        _problem = null;
        await Dialogs.OpenAsync<TDialog>(title, parameters, secret.Options("520px"));
    }

    private Task SetRoleAsync(AccountRow user)
    {
        var (before, role) = (user.Role, user.Role is Role.Admin ? Role.Viewer : Role.Admin);
        return SetAsync(user, role, null, $"'{user.UserName}' is {(role is Role.Admin ? "an admin" : "a viewer")} now", "At once, in every open page", before, null);
    }

    private Task SetDisabledAsync(AccountRow user) => user.Disabled
        ? SetAsync(user, null, false, $"'{user.UserName}' is enabled", "May sign in again", null, true)
        : SetAsync(user, null, true, $"'{user.UserName}' is disabled", "Every session is ended", null, false);

    private async Task UnlockAsync(AccountRow user)
    {
        var result = await Accounts.SetAsync(await Me.GetAsync(), user.UserName!, null, false);
        _problem = result.Outcome is AccountOutcome.Done ? null : result.Message;
    }

    private async Task SetAsync(AccountRow user, Role? role, bool? disabled, string done, string detail, Role? roleBefore, bool? disabledBefore)
    {
        var result = await Accounts.SetAsync(await Me.GetAsync(), user.UserName!, role, disabled);
        _problem = result.Outcome is AccountOutcome.Done ? null : result.Message;
        if (_problem is not null) return;
        UndoToast.Show(Notifications, done, detail, "Undo",
            async () => (await Accounts.SetAsync(await Me.GetAsync(), user.UserName!, roleBefore, disabledBefore)).Outcome is AccountOutcome.Done);
    }

    // Raised on the thread that changed or locked an account, or when a lock ends.
    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        if (_isGone) return;
        _me = await Me.GetAsync();
        // Whoever is no admin any more is not shown what follows.
        if (!_me.IsAdmin) return;
        await ReadAsync();
        if (!_isGone) StateHasChanged();
    });
}
