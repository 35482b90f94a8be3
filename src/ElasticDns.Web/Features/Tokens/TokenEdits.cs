using System.Globalization;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>What came of a change of the tokens.</summary>
public enum TokenOutcome
{
    /// <summary>It is made.</summary>
    Done,

    /// <summary>What was asked for is no token.</summary>
    Invalid,

    /// <summary>What there is already stands in the way.</summary>
    Conflict,

    /// <summary>There is no such token.</summary>
    Gone,
}

/// <summary>What came of a change of the tokens.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it is not made, in a sentence; empty where it is.</param>
public sealed record TokenResult(TokenOutcome Outcome, string Message = "")
{
    /// <summary>The token that is made or changed.</summary>
    public ApiToken? Token { get; init; }

    /// <summary>The secret of a token that is made: here, and nowhere else.</summary>
    public string? Secret { get; init; }
}

/// <summary>Makes, rotates and revokes tokens, for the page and the API alike. Two of a name may be valid at a time: the one in use, and the one that takes its place.</summary>
public sealed class TokenEdits(CatalogWriter writer, ApiTokens tokens, AuditLog audit, TimeProvider clock)
{
    public const int LongestName = 60;
    public const int LeastDays = 1;
    public const int MostDays = 365;

    private const int MostOfAName = 2;
    private const string Create = "token-create";
    private const string Turn = "token-rotate";
    private const string Revoke = "token-revoke";

    /// <summary>The lifetimes that are offered, in days.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [30, 90, 180, MostDays];

    /// <summary>Why a name cannot be that of a token; null where it can.</summary>
    public static string? FaultOf(string name) => name.Length == 0 ? "Give the token a name that says who uses it, like 'deploy-pipeline'."
        : name.Length > LongestName ? $"A name has {LongestName} characters at most."
        : !name.All(c => c is >= ' ' and <= '~') ? "A name has letters, digits, blanks and signs of ASCII."
        : Actor.IsReserved(name) ? $"'{name}' is what the app itself goes by in the history. Choose another name."
        : null;

    /// <summary>Why a number of days is no lifetime; null where it is one.</summary>
    public static string? FaultOf(int? days) => days is >= LeastDays and <= MostDays ? null : $"Say for how many days the token is valid: {LeastDays} to {MostDays}.";

    /// <summary>Makes a token.</summary>
    public async Task<TokenResult> CreateAsync(Actor by, string name, TokenScope scope, int? days, CancellationToken cancellationToken = default)
    {
        name = name.Trim();
        var fault = FaultOf(name) ?? FaultOf(days);
        // Who may not is refused before what is wrong with it is said.
        var result = fault is not null && by.IsAdmin ? new(TokenOutcome.Invalid, fault)
            : await MakeAsync(by, Create, name, scope, days ?? 0, rows => ValidOf(rows, name) is [var valid, ..]
                ? new(TokenOutcome.Conflict, $"A token '{valid.Name}' ({valid.Prefix}…) is valid already. Rotate that one, or choose another name.") : null, cancellationToken);
        // What is no name may be a secret that was pasted there.
        return await WriteDownAsync(by, Create, FaultOf(name) is null ? name : "", result);
    }

    /// <summary>Makes the token that takes the place of another one, with its name and scope; the other one stays valid until somebody revokes it.</summary>
    public async Task<TokenResult> RotateAsync(Actor by, int id, int? days, CancellationToken cancellationToken = default)
    {
        if (Find(id) is not { } old) return await WriteDownAsync(by, Turn, "", Missing(id));
        if (by.IsAdmin && FaultOf(days) is { } fault) return await WriteDownAsync(by, Turn, old.Name, new(TokenOutcome.Invalid, fault));
        var result = await MakeAsync(by, Turn, old.Name, old.Scope, days ?? 0, rows =>
            ValidOf(rows, old.Name) is { Count: >= MostOfAName } both ? new(TokenOutcome.Conflict, $"Two tokens '{old.Name}' are valid: {string.Join(" and ", both.Select(one => one.Prefix + "…"))}. Revoke the one that nobody uses any more, then rotate.")
            : rows.Find(row => row.Id == id) is not { } row || ApiToken.Of(row).StateAt(clock.GetUtcNow()) is not TokenState.Valid ? new(TokenOutcome.Conflict, $"This token '{old.Name}' is not valid any more. Create a new one.")
            : null, cancellationToken);
        return await WriteDownAsync(by, Turn, old.Name, result);
    }

    /// <summary>Ends a token, from the next call on. One that was revoked before stays as it was.</summary>
    public async Task<TokenResult> RevokeAsync(Actor by, int id, CancellationToken cancellationToken = default)
    {
        if (Find(id) is not { } token) return await WriteDownAsync(by, Revoke, "", Missing(id));
        return await writer.WriteBesideAsync<TokenResult>(by, Revoke, token.Name, async context =>
        {
            var rows = await context.ApiTokens.ToListAsync(cancellationToken);
            var row = rows.First(row => row.Id == id);
            if (row.RevokedAt is not null) return (new(TokenOutcome.Done) { Token = token }, null);
            (row.RevokedAt, row.RevokedBy) = (clock.GetUtcNow(), by.Name);
            return (new(TokenOutcome.Done) { Token = ApiToken.Of(row) }, () => tokens.Replace(rows));
        }, cancellationToken, $"{token.Prefix}…, {token.Scope.Words}");
    }

    // What is made is written down where it is made.
    private async Task<TokenResult> WriteDownAsync(Actor by, string action, string what, TokenResult result)
    {
        if (result.Outcome is not TokenOutcome.Done) await audit.WriteAsync(by, action, what, AuditResult.Refused, result.Message);
        return result;
    }

    private ApiToken? Find(int id) => tokens.All.FirstOrDefault(token => token.Id == id);

    private static TokenResult Missing(int id) => new(TokenOutcome.Gone, string.Create(CultureInfo.InvariantCulture, $"There is no token {id}. GET /api/v1/tokens lists them."));

    private List<ApiTokenRow> ValidOf(IEnumerable<ApiTokenRow> rows, string name) =>
        [.. rows.Where(row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && ApiToken.Of(row).StateAt(clock.GetUtcNow()) is TokenState.Valid)];

    private Task<TokenResult> MakeAsync(Actor by, string action, string name, TokenScope scope, int days, Func<List<ApiTokenRow>, TokenResult?> refuse, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.New();
        // As the database keeps it: whole milliseconds.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var row = new ApiTokenRow
        {
            Name = name, Hash = TokenSecret.HashOf(secret), Prefix = TokenSecret.PrefixOf(secret), Reads = scope.Reads, Imports = scope.Stored,
            CreatedAt = now, CreatedBy = by.Name, ExpiresAt = now.AddDays(days),
        };
        return writer.WriteBesideAsync<TokenResult>(by, action, name, async context =>
        {
            var rows = await context.ApiTokens.ToListAsync(cancellationToken);
            if (refuse(rows) is { } refused) return (refused, null);
            context.ApiTokens.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            return (new(TokenOutcome.Done) { Token = ApiToken.Of(row), Secret = secret }, () => tokens.Replace([.. rows, row]));
        }, cancellationToken, string.Create(CultureInfo.InvariantCulture, $"{row.Prefix}…, {scope.Words}, until {row.ExpiresAt:yyyy-MM-dd}"));
    }
}
