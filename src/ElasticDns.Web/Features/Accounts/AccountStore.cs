using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>
/// Everything that changes accounts goes through here, one at a time, so that no two changes together do what neither may alone: take the
/// last admin, or make two first ones. Nothing is deleted, because the audit log names accounts.
/// </summary>
public sealed class AccountStore(IServiceScopeFactory scopes, AccountDirectory directory, SignInFailures failures, AuditLog audit, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _queue = new(1, 1);

    /// <summary>All accounts by name, as stored.</summary>
    public async Task<IReadOnlyList<AccountRow>> ListAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CatalogContext>().Users.AsNoTracking().OrderBy(row => row.NormalizedUserName).ToListAsync();
    }

    /// <summary>The account of that name as stored.</summary>
    public async Task<AccountRow?> FindAsync(string name)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<AccountRow>>().FindByNameAsync(name);
    }

    /// <summary>Adds an account with a one-time password.</summary>
    public async Task<AccountResult> AddAsync(Actor by, string name, Role role)
    {
        if (!await MayAsync(by, "user-add", name)) return AccountResult.Denied;
        if (AccountName.FaultOf(name) is { } fault) return new(AccountOutcome.Invalid, fault);
        var password = OneTimePassword.New(clock.GetUtcNow());
        var result = await ChangeAsync(async users =>
        {
            if (await users.FindByNameAsync(name) is { } other) return new(AccountOutcome.Conflict, $"There is an account '{other.UserName}' already{(other.Disabled ? ", which is disabled; enable it" : "")}.");
            var row = NewRow(name, role, by.Name);
            (row.MustChangePassword, row.OneTimePasswordUntil) = (true, password.Until);
            return Checked(await users.CreateAsync(row, password.Text), row, password);
        });
        if (result.Outcome is AccountOutcome.Done) await audit.WriteAsync(by, "user-add", name, AuditResult.Done, $"as {Word(role)}");
        return result;
    }

    /// <summary>Makes the first account of all, an admin; refused where there is one.</summary>
    public async Task<AccountResult> AddFirstAsync(string name, string password, string? from)
    {
        var result = await ChangeAsync(async users =>
        {
            if (await users.Users.AnyAsync()) return new(AccountOutcome.Conflict, "Somebody else has made the first admin in between. Sign in, or ask them for an account.");
            var row = NewRow(name, Role.Admin, name);
            row.LastSignInAt = row.CreatedAt;
            return Checked(await users.CreateAsync(row, password), row);
        });
        if (result.Outcome is AccountOutcome.Done) await audit.WriteAsync(new(name, ActorKind.Account, Role.Admin, from), "first-admin", name, AuditResult.Done);
        return result;
    }

    /// <summary>Sets role and state of an account; a null leaves what is. To be disabled ends its sessions; to be enabled lifts a lock.</summary>
    public async Task<AccountResult> SetAsync(Actor by, string name, Role? role, bool? disabled)
    {
        if (!await MayAsync(by, role is null ? "user-disable" : "user-role", name)) return AccountResult.Denied;
        var changes = new List<(string Action, string? Detail)>();
        var result = await ChangeAsync(async users =>
        {
            if (await users.FindByNameAsync(name) is not { } row) return AccountResult.Gone(name);
            if (disabled is true && !row.Disabled && IsSelf(by, row)) return new(AccountOutcome.Conflict, "You cannot disable yourself. Ask another admin.");
            if (IsReadyAdmin(row) && ((disabled ?? row.Disabled) || (role ?? row.Role) is not Role.Admin) && await IsLastAdminAsync(users, row))
                return new(AccountOutcome.Conflict, $"'{row.UserName}' is the only admin who can sign in with a password of their own. Make another one first.");
            if (role is { } wanted && wanted != row.Role)
            {
                changes.Add(("user-role", $"from {Word(row.Role)} to {Word(wanted)}"));
                row.Role = wanted;
            }
            if (disabled is { } shut && shut != row.Disabled)
            {
                changes.Add((shut ? "user-disable" : "user-enable", null));
                row.Disabled = shut;
            }
            if (disabled is false && failures.Forget(row.Id)) changes.Add(("lockout-end", null));
            if (changes.Count == 0) return new(AccountOutcome.Done, Account: Account.Of(row));
            // A session of before is not to come to life again when the account is enabled.
            return Checked(row.Disabled ? await users.UpdateSecurityStampAsync(row) : await users.UpdateAsync(row), row);
        });
        if (result.Outcome is AccountOutcome.Done)
        {
            foreach (var (action, detail) in changes) await audit.WriteAsync(by, action, result.Account!.Name, AuditResult.Done, detail);
        }
        else
        {
            await audit.WriteAsync(by, role is null ? "user-disable" : "user-role", result.Outcome is AccountOutcome.Gone ? "unknown account" : name, AuditResult.Refused, result.Outcome is AccountOutcome.Gone ? null : result.Message);
        }
        return result;
    }

    /// <summary>Gives an account a new one-time password, ends its sessions and lifts a lock.</summary>
    public async Task<AccountResult> ResetPasswordAsync(Actor by, string name)
    {
        if (!await MayAsync(by, "user-one-time-password", name)) return AccountResult.Denied;
        var password = OneTimePassword.New(clock.GetUtcNow());
        var result = await ChangeAsync(async users =>
        {
            if (await users.FindByNameAsync(name) is not { } row) return AccountResult.Gone(name);
            // It may be the last admin's: whoever has the configured token is let in by it when nobody else is.
            if (IsSelf(by, row)) return new(AccountOutcome.Conflict, $"This is your own account. Change your password at {AccountLinks.Password}.");
            (row.MustChangePassword, row.OneTimePasswordUntil) = (true, password.Until);
            row.PasswordHash = users.PasswordHasher.HashPassword(row, password.Text);
            failures.Forget(row.Id);
            return Checked(await users.UpdateSecurityStampAsync(row), row, password);
        });
        if (result.Outcome is AccountOutcome.Done) await audit.WriteAsync(by, "user-one-time-password", result.Account!.Name, AuditResult.Done);
        return result;
    }

    /// <summary>Sets the password that somebody has chosen, and ends the sessions of the account. The present one has been asked for.</summary>
    public async Task<AccountResult> SetPasswordAsync(Account account, string password, string? from)
    {
        var result = await ChangeAsync(async users =>
        {
            // What was checked must still be so: an admin may have shut the account or given another password in between.
            if (await users.FindByNameAsync(account.Name) is not { Disabled: false } row || row.SecurityStamp != account.Stamp)
                return new(AccountOutcome.Conflict, "The account was changed in between. Sign in again.");
            (row.MustChangePassword, row.OneTimePasswordUntil) = (false, null);
            row.PasswordHash = users.PasswordHasher.HashPassword(row, password);
            return Checked(await users.UpdateSecurityStampAsync(row), row);
        });
        if (result is { Outcome: AccountOutcome.Done, Account: { } changed }) await audit.WriteAsync(ActorOf(changed, from), "password-change", changed.Name, AuditResult.Done);
        return result;
    }

    /// <summary>Ends all sessions of an account.</summary>
    public async Task SignOutAsync(Account account, string? from)
    {
        var result = await ChangeAsync(async users => await users.FindByNameAsync(account.Name) is { } row ? Checked(await users.UpdateSecurityStampAsync(row), row) : AccountResult.Gone(account.Name));
        if (result is { Outcome: AccountOutcome.Done }) await audit.WriteAsync(ActorOf(account, from), "sign-out", account.Name, AuditResult.Done);
    }

    /// <summary>Notes that an account has signed in; null where it was disabled in between.</summary>
    /// <param name="account">The account as it was checked.</param>
    /// <param name="password">The password, where it is to be hashed anew; sessions go on. Null leaves the hash.</param>
    /// <param name="from">The address of their machine.</param>
    public async Task<Account?> SignedInAsync(AccountRow account, string? password, string? from)
    {
        var result = await ChangeAsync(async users =>
        {
            if (await users.FindByNameAsync(account.UserName!) is not { Disabled: false } row || row.SecurityStamp != account.SecurityStamp) return AccountResult.Gone(account.UserName!);
            row.LastSignInAt = clock.GetUtcNow();
            if (password is not null) row.PasswordHash = users.PasswordHasher.HashPassword(row, password);
            return Checked(await users.UpdateAsync(row), row);
        });
        if (result.Outcome is not AccountOutcome.Done) return null;
        await audit.WriteAsync(ActorOf(result.Account!, from), "sign-in", result.Account!.Name, AuditResult.Done);
        return result.Account;
    }

    public void Dispose() => _queue.Dispose();

    internal static string Word(Role role) => role is Role.Admin ? "admin" : "viewer";

    private static Actor ActorOf(Account account, string? from) => new(account.Name, ActorKind.Account, account.Role, from);

    private static bool IsSelf(Actor by, AccountRow row) => by.Kind is ActorKind.Account && string.Equals(by.Name, row.UserName, StringComparison.OrdinalIgnoreCase);

    // An admin who has never used the one-time password may never do so.
    private static bool IsReadyAdmin(AccountRow row) => row is { Role: Role.Admin, Disabled: false, MustChangePassword: false };

    private static async Task<bool> IsLastAdminAsync(UserManager<AccountRow> users, AccountRow row) =>
        !await users.Users.AnyAsync(other => other.Id != row.Id && other.Role == Role.Admin && !other.Disabled && !other.MustChangePassword);

    private static AccountResult Checked(IdentityResult saved, AccountRow row, OneTimePassword? password = null) => saved.Succeeded
        ? new(AccountOutcome.Done, Account: Account.Of(row), Password: password)
        : new(AccountOutcome.Conflict, string.Join(' ', saved.Errors.Select(error => error.Description)));

    // A page that was open when the role was taken can still send its events.
    private async Task<bool> MayAsync(Actor by, string action, string name)
    {
        if (!by.IsAdmin) await audit.WriteAsync(by, action, name, AuditResult.Denied);
        return by.IsAdmin;
    }

    private AccountRow NewRow(string name, Role role, string by) => new() { UserName = name, Role = role, CreatedAt = clock.GetUtcNow(), CreatedBy = by };

    private async Task<AccountResult> ChangeAsync(Func<UserManager<AccountRow>, Task<AccountResult>> change)
    {
        await _queue.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await change(scope.ServiceProvider.GetRequiredService<UserManager<AccountRow>>());
            if (result.Outcome is AccountOutcome.Done) await directory.LoadAsync(scope.ServiceProvider.GetRequiredService<CatalogContext>());
            return result;
        }
        finally
        {
            _queue.Release();
        }
    }
}
