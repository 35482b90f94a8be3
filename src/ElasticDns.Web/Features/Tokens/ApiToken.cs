using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>Whether a token is taken.</summary>
public enum TokenState
{
    /// <summary>It is.</summary>
    Valid,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody ended it.</summary>
    Revoked,
}

/// <summary>When and from where a token was used last.</summary>
public sealed record TokenUse(DateTimeOffset At, string? From);

/// <summary>What is known of a token.</summary>
public sealed record ApiToken(
    int Id, string Name, string Prefix, TokenScope Scope, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    public TokenState StateAt(DateTimeOffset now) => RevokedAt is not null ? TokenState.Revoked : ExpiresAt <= now ? TokenState.Expired : TokenState.Valid;

    internal static ApiToken Of(ApiTokenRow row) => new(
        row.Id, row.Name, row.Prefix, TokenScope.Of(row.Reads, row.Imports), row.CreatedAt, row.CreatedBy, row.ExpiresAt, row.RevokedAt, row.RevokedBy);
}
