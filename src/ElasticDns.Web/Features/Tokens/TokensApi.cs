using ElasticDns.Web.Access;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>The API tokens, for admins. What the page can do, by the same code.</summary>
public static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/tokens").RequireAuthorization(Policies.Admin).DisableAntiforgery();
        Answers(all.MapGet("", List).WithSummary("All API tokens, the newest first, without their secrets")).Produces<IReadOnlyList<TokenJson>>();
        Answers(all.MapPost("", CreateAsync).TakesJson(("name", JsonSchemaType.String), ("read", JsonSchemaType.Boolean), ("import", JsonSchemaType.Array), ("expiresInDays", JsonSchemaType.Integer)).WithSummary("Makes a token that reads, imports (import: places like *, staging, production/payments), or both, for 1 to 365 days; its secret is in this answer alone"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).Produces<NewTokenJson>(StatusCodes.Status201Created);
        Answers(all.MapPost("/{id:int}/rotate", RotateAsync).WithSummary("Makes the token that takes the place of another one, of the same name and scope; both are valid until the old one is revoked"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Produces<NewTokenJson>(StatusCodes.Status201Created);
        Answers(all.MapDelete("/{id:int}", RevokeAsync).WithSummary("Revokes a token, from the next call on")).ProducesProblem(StatusCodes.Status404NotFound).Produces(StatusCodes.Status204NoContent);
    }

    private static RouteHandlerBuilder Answers(RouteHandlerBuilder call) => call.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static IEnumerable<TokenJson> List(ApiTokens tokens, TimeProvider clock) =>
        [.. tokens.HasAdmin ? new[] { TokenJson.OfConfiguration(tokens) } : [], .. tokens.All.Select(token => TokenJson.Of(token, tokens, clock))];

    private static async Task<IResult> CreateAsync(HttpContext context, TokenEdits edits, ApiTokens tokens, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (token, problem) = await JsonBody.ReadAsync<NewToken>(context.Request);
        if (token is null) return problem!;
        if (!TokenScope.TryRead(token.Read ?? false, token.Import?.OfType<string>().ToList() ?? [], out var scope, out var fault)) return Refuse(new(TokenOutcome.Invalid, fault));
        return Answer(context, await edits.CreateAsync(Actor.Of(context.User), token.Name ?? "", scope, token.ExpiresInDays, cancellationToken), tokens, clock);
    }

    private static async Task<IResult> RotateAsync(int id, HttpContext context, TokenEdits edits, ApiTokens tokens, TimeProvider clock, CancellationToken cancellationToken, int? expiresInDays = null) =>
        Answer(context, await edits.RotateAsync(Actor.Of(context.User), id, expiresInDays, cancellationToken), tokens, clock);

    private static async Task<IResult> RevokeAsync(int id, HttpContext context, TokenEdits edits, CancellationToken cancellationToken)
    {
        var result = await edits.RevokeAsync(Actor.Of(context.User), id, cancellationToken);
        return result.Outcome is TokenOutcome.Done ? TypedResults.NoContent() : Refuse(result);
    }

    private static IResult Answer(HttpContext context, TokenResult result, ApiTokens tokens, TimeProvider clock)
    {
        if (result is not { Outcome: TokenOutcome.Done, Token: { } token, Secret: { } secret }) return Refuse(result);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created("/api/v1/tokens", new NewTokenJson(TokenJson.Of(token, tokens, clock), secret));
    }

    private static ProblemHttpResult Refuse(TokenResult result) => result.Outcome switch
    {
        TokenOutcome.Gone => Problem(StatusCodes.Status404NotFound, "Not found", result.Message),
        TokenOutcome.Conflict => Problem(StatusCodes.Status409Conflict, "Not made", result.Message),
        _ => Problem(StatusCodes.Status400BadRequest, "Not a token", result.Message),
    };

    private static ProblemHttpResult Problem(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}

/// <summary>A token that is to be made.</summary>
/// <param name="Name">Who uses it.</param>
/// <param name="Read">Whether it reads.</param>
/// <param name="Import">Where it imports.</param>
/// <param name="ExpiresInDays">For how long it is valid.</param>
public sealed record NewToken(string? Name, bool? Read, IReadOnlyList<string>? Import, int? ExpiresInDays);

/// <summary>A token in JSON. That of the configuration has no id, and no time at which it ends.</summary>
public sealed record TokenJson(
    int? Id, string Name, string? Prefix, bool Admin, bool Read, IReadOnlyList<string> Import, string State, DateTime? CreatedAt, string? CreatedBy, DateTime? ExpiresAt,
    DateTime? LastUsedAt, string? LastUsedFrom, DateTime? RevokedAt, string? RevokedBy)
{
    internal static TokenJson Of(ApiToken token, ApiTokens tokens, TimeProvider clock)
    {
        var use = tokens.UseOf(token);
        return new(
            token.Id, token.Name, token.Prefix, false, token.Scope.Reads, [.. token.Scope.Imports.All], token.StateAt(clock.GetUtcNow()).ToString().ToLowerInvariant(),
            token.CreatedAt.UtcDateTime, token.CreatedBy, token.ExpiresAt.UtcDateTime, use?.At.UtcDateTime, use?.From, token.RevokedAt?.UtcDateTime, token.RevokedBy);
    }

    internal static TokenJson OfConfiguration(ApiTokens tokens) => new(
        null, ApiTokens.AdminName, null, true, true, [ImportPlaces.Everywhere], nameof(TokenState.Valid).ToLowerInvariant(), null, null, null, tokens.AdminUse?.At.UtcDateTime, tokens.AdminUse?.From, null, null);
}

/// <summary>A token that was just made, with its secret, in JSON.</summary>
public sealed record NewTokenJson(TokenJson Token, string Secret);
