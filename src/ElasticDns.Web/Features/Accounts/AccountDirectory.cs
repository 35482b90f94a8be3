using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>An account as every request is checked against it.</summary>
/// <param name="Id">Its number, which stays.</param>
/// <param name="Name">The name that signs in.</param>
/// <param name="Role">What it may do once its password is its own.</param>
/// <param name="Disabled">Whether it is shut.</param>
/// <param name="MustChangePassword">Whether its password is one that an admin gave.</param>
/// <param name="Stamp">What its sessions carry; a new one ends them all.</param>
public sealed record Account(int Id, string Name, Role Role, bool Disabled, bool MustChangePassword, string Stamp)
{
    /// <summary>What it may do now: nothing before the password is its own.</summary>
    public Role RoleNow => Disabled || MustChangePassword ? Role.None : Role;

    internal static Account Of(AccountRow row) => new(row.Id, row.UserName!, row.Role, row.Disabled, row.MustChangePassword, row.SecurityStamp!);
}

/// <summary>
/// All accounts in memory, so that each request and each event of an open page is checked against the account as it is now, without a
/// query. A committed change replaces the whole by one reference write and tells every open page.
/// </summary>
public sealed class AccountDirectory
{
    private FrozenDictionary<int, Account> _all = FrozenDictionary<int, Account>.Empty;

    /// <summary>Raised after a change, on the thread that made it; a handler must not block.</summary>
    public event Action? Changed;

    /// <summary>Whether nobody has an account yet.</summary>
    public bool IsEmpty => All.Count == 0;

    private FrozenDictionary<int, Account> All => Volatile.Read(ref _all);

    /// <summary>The account whose session a user shows; null where the session has been ended or is none of an account.</summary>
    public Account? Find(ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && All.TryGetValue(id, out var account) && !account.Disabled && account.Stamp == user.FindFirstValue(AccountCookie.StampClaim)
            ? account
            : null;

    /// <summary>What the account of a session may do at this moment; none where the session has been ended or is none of an account.</summary>
    public Role Current(ClaimsPrincipal user) => Find(user)?.RoleNow ?? Role.None;

    /// <summary>Reads the accounts anew, after a commit or at start.</summary>
    internal async Task LoadAsync(CatalogContext context)
    {
        var rows = await context.Users.AsNoTracking().ToListAsync();
        Volatile.Write(ref _all, rows.Select(Account.Of).ToFrozenDictionary(account => account.Id));
        Changed?.Invoke();
    }
}
