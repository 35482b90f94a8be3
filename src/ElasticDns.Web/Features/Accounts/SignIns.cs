using System.Net;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>What came of an attempt to sign in: the account, or nothing, and how long to wait where too many have failed.</summary>
public sealed record SignInAttempt(Account? Account, TimeSpan? Wait);

/// <summary>
/// Checks names and passwords. An attempt that fails says the same and takes as long whether the name is unknown, the password wrong, or
/// the account disabled or locked: one hash is computed each time, and no row is written.
/// </summary>
public sealed class SignIns(AccountStore accounts, IPasswordHasher<AccountRow> hasher, SignInLimit limit, SignInFailures failures, AuditLog audit, TimeProvider clock)
{
    private const string Action = "sign-in";
    private const string Unknown = "unknown account";

    private static readonly AccountRow Nobody = new() { CreatedBy = "" };

    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>Tries to sign in.</summary>
    public async Task<SignInAttempt> TryAsync(string name, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        Account? account = null;
        var wait = await limit.TryAsync(address, async () => (account = await CheckAsync(name, password, ActorClaims.Text(address))) is not null, cancellationToken);
        if (wait is not null) await audit.WriteAsync(Somebody(Unknown, ActorClaims.Text(address)), Action, Unknown, AuditResult.Refused, "too many failures from this client");
        return new(account, wait);
    }

    /// <summary>Whether the password is that of a session's account. A wrong one counts as a failure to sign in.</summary>
    public async Task<(bool IsRight, TimeSpan? Wait)> ConfirmAsync(Account account, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var isRight = false;
        var from = ActorClaims.Text(address);
        var wait = await limit.TryAsync(address, async () => isRight = await accounts.FindAsync(account.Name) is { } row && (await JudgeAsync(row, password, from)).Fault is null, cancellationToken);
        return (isRight, wait);
    }

    private async Task<Account?> CheckAsync(string name, string password, string? from)
    {
        var row = name.Length <= AccountName.Longest ? await accounts.FindAsync(name.Trim()) : null;
        var (fault, isOutdated) = await JudgeAsync(row, password, from);
        if (fault is not null) return null;
        // Now the password is known, as it is at no other time.
        return await accounts.SignedInAsync(row!, isOutdated ? password : null, from);
    }

    // What is written into the field for the name may be a password, so a name that nobody has is never written down.
    private async Task<(string? Fault, bool IsOutdated)> JudgeAsync(AccountRow? row, string password, string? from)
    {
        var verified = hasher.VerifyHashedPassword(row ?? Nobody, row?.PasswordHash ?? _nobodysHash.Value, password.Length > PasswordRule.Longest ? "" : password);
        var fault = row is null ? Unknown
            : failures.LockedUntil(row.Id) is not null ? "locked"
            : verified is PasswordVerificationResult.Failed ? "wrong password"
            : row.Disabled ? "disabled"
            : row.MustChangePassword && !(clock.GetUtcNow() < row.OneTimePasswordUntil) ? "the one-time password has run out"
            : null;
        if (fault is null)
        {
            failures.Forget(row!.Id);
            return (null, verified is PasswordVerificationResult.SuccessRehashNeeded);
        }
        var who = Somebody(row?.UserName ?? Unknown, from);
        await audit.WriteAsync(who, Action, who.Name, AuditResult.Failed, row is null ? null : fault);
        if (row is not null && fault is "wrong password" && failures.Count(row.Id)) await audit.WriteAsync(who, "lockout", who.Name, AuditResult.Done, $"{SignInFailures.ToLock} wrong passwords; locked for {SignInFailures.LockedFor.TotalMinutes:0} minutes");
        return (fault, false);
    }

    private static Actor Somebody(string name, string? from) => new(name, ActorKind.Anonymous, Role.None, from);
}
