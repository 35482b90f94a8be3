using System.Security.Claims;
using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>
/// Who looks at an open page, at every moment: a page stays open for days, and its account may be disabled, lose its role or be signed out
/// meanwhile. The page is told at once.
/// </summary>
public sealed class AccountSession : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private readonly AccountDirectory _directory;
    private readonly AccessSettings _settings;
    private readonly TimeProvider _clock;
    private Task<AuthenticationState>? _opened;
    private Actor? _told;
    private ITimer? _end;
    private ITimer? _idle;
    private DateTimeOffset _usedAt;
    private bool _isOver;

    public AccountSession(AccountDirectory directory, AccessSettings settings, TimeProvider clock)
    {
        (_directory, _settings, _clock, _usedAt) = (directory, settings, clock, clock.GetUtcNow());
        directory.Changed += OnChanged;
    }

    /// <inheritdoc/>
    public override async Task<AuthenticationState> GetAuthenticationStateAsync() =>
        new(Now((await (_opened ?? throw new InvalidOperationException("Nobody has opened this page yet."))).User));

    /// <inheritdoc/>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        _opened = authenticationStateTask;
        _ = TellAsync();
    }

    /// <summary>Notes that the page was used. A page that nobody has used for as long as a session may rest has ended with it.</summary>
    public void Used()
    {
        if (HasRested) return;
        _usedAt = _clock.GetUtcNow();
        _idle?.Change(AccountCookie.Idle, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _directory.Changed -= OnChanged;
        _end?.Dispose();
        _idle?.Dispose();
    }

    private bool HasRested => _isOver |= _clock.GetUtcNow() - _usedAt >= AccountCookie.Idle;

    // Raised on the thread that changed an account.
    private void OnChanged() => _ = TellAsync();

    private async Task TellAsync()
    {
        if (_opened is null) return;
        var opened = (await _opened).User;
        var now = Now(opened);
        var actor = Actor.Of(now);
        if (actor == _told) return;
        if (_told is null && AccountCookie.EndOf(opened) is { } end) (_end, _idle) = (Wake(Until(end)), Wake(AccountCookie.Idle));
        _told = actor;
        NotifyAuthenticationStateChanged(Task.FromResult(new AuthenticationState(now)));
    }

    private ITimer Wake(TimeSpan after) => _clock.CreateTimer(_ => OnChanged(), null, after, Timeout.InfiniteTimeSpan);

    private TimeSpan Until(DateTimeOffset end) => end - _clock.GetUtcNow() is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;

    private ClaimsPrincipal Now(ClaimsPrincipal opened)
    {
        if (Actor.Of(opened).Kind is not ActorKind.Account) return opened;
        var others = opened.Identities.Where(identity => !identity.HasClaim(claim => claim.Type == ActorClaims.Kind));
        if (!HasRested && AccountCookie.Live(opened, _directory, _clock.GetUtcNow()) is { } live) return new([live, .. others]);
        return new([.. others, new ClaimsIdentity(_settings.AnonymousViewing ? [new Claim(ClaimTypes.Role, nameof(Role.Viewer))] : [])]);
    }
}
