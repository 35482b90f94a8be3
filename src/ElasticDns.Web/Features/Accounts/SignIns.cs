using System.Collections.Concurrent;
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
public sealed class SignIns(AccountStore accounts, IPasswordHasher<AccountRow> hasher, SignInLimit limit, AuditLog audit, TimeProvider clock)
{
    /// <summary>So many wrong passwords lock an account.</summary>
    public const int FailuresToLock = 20;

    /// <summary>How long an account stays locked.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    private const string Action = "sign-in";
    private const string Unknown = "unknown account";

    private static readonly AccountRow Nobody = new() { CreatedBy = "" };

    // In memory: a failure that wrote a row would take longer than that of a name that has none.
    private readonly ConcurrentDictionary<int, (int Failures, DateTimeOffset LockedUntil)> _failures = new();
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
        var now = clock.GetUtcNow();
        var verified = hasher.VerifyHashedPassword(row ?? Nobody, row?.PasswordHash ?? _nobodysHash.Value, password.Length > PasswordRule.Longest ? "" : password);
        var fault = row is null ? Unknown
            : _failures.TryGetValue(row.Id, out var before) && now < before.LockedUntil ? "locked"
            : verified is PasswordVerificationResult.Failed ? "wrong password"
            : row.Disabled ? "disabled"
            : row.MustChangePassword && !(now < row.OneTimePasswordUntil) ? "the one-time password has run out"
            : null;
        if (fault is null)
        {
            _failures.TryRemove(row!.Id, out _);
            return (null, verified is PasswordVerificationResult.SuccessRehashNeeded);
        }
        var who = Somebody(row?.UserName ?? Unknown, from);
        await audit.WriteAsync(who, Action, who.Name, AuditResult.Failed, row is null ? null : fault);
        if (row is not null && fault is "wrong password" && Count(row.Id, now)) await audit.WriteAsync(who, "lockout", who.Name, AuditResult.Done, $"{FailuresToLock} wrong passwords; locked for {LockedFor.TotalMinutes:0} minutes");
        return (fault, false);
    }

    // Whether this failure locks the account.
    private bool Count(int id, DateTimeOffset now)
    {
        var counted = _failures.AddOrUpdate(id, _ => (1, default), (_, before) => before.Failures + 1 >= FailuresToLock ? (0, now + LockedFor) : (before.Failures + 1, before.LockedUntil));
        return counted.Failures == 0;
    }

    private static Actor Somebody(string name, string? from) => new(name, ActorKind.Anonymous, Role.None, from);
}
