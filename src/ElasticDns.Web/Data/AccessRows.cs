using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Identity;

namespace ElasticDns.Web.Data;

/// <summary>An account of mode Accounts as stored. One that is disabled stays, because the audit log names it.</summary>
public sealed class AccountRow : IdentityUser<int>
{
    public Role Role { get; set; }

    public bool Disabled { get; set; }

    /// <summary>Whether the password is one that an admin gave, to be changed before anything else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Until when such a password is taken.</summary>
    public DateTimeOffset? OneTimePasswordUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }
}

/// <summary>An API token as stored: never the secret itself.</summary>
public sealed class ApiTokenRow
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, which is random enough to need no salt.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The first characters of the secret, to tell tokens apart.</summary>
    public required string Prefix { get; set; }

    /// <summary>Whether it reads.</summary>
    public bool Reads { get; set; }

    /// <summary>Where it imports: <c>*</c>, <c>cluster</c> or <c>cluster/namespace</c>, with blanks between; empty: nowhere.</summary>
    public required string Imports { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public string? LastUsedFrom { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}

/// <summary>What came of something.</summary>
public enum AuditResult
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>What was sent could not be taken.</summary>
    Refused,

    /// <summary>Whoever asked may not.</summary>
    Denied,

    /// <summary>It did not succeed: a wrong password, a wrong token.</summary>
    Failed,
}

/// <summary>An entry of the audit log. The database refuses to change or delete one.</summary>
public sealed class AuditRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Actor { get; set; }

    public ActorKind Kind { get; set; }

    /// <summary>The address of the client.</summary>
    public string? From { get; set; }

    /// <summary>What was done, as a short code: <c>import</c>, <c>sign-in</c>.</summary>
    public required string Action { get; set; }

    /// <summary>To what: a place, or a name.</summary>
    public required string What { get; set; }

    public AuditResult Result { get; set; }

    public string? Detail { get; set; }
}
