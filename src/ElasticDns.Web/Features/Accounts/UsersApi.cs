using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>The accounts of mode Accounts, for admins. What the page can do, by the same code.</summary>
public static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").RequireAuthorization(Policies.Admin).DisableAntiforgery().AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<AccessSettings>().Mode is AccessMode.Accounts ? await next(context) : NoAccounts);
        Answers(users.MapGet("", ListAsync).WithSummary("All accounts, by name")).Produces<IReadOnlyList<UserJson>>();
        Takes(users.MapPost("", AddAsync).TakesJson(("name", JsonSchemaType.String), ("role", JsonSchemaType.String)).WithSummary("Adds an account, role viewer or admin, and answers with its one-time password, which is shown only here")).Produces<NewUserJson>(StatusCodes.Status201Created);
        Takes(users.MapPatch("/{name}", ChangeAsync).TakesJson(("role", JsonSchemaType.String), ("disabled", JsonSchemaType.Boolean)).WithSummary("Sets role or state of an account; to disable it ends its sessions at once, to enable it (disabled: false) lifts its lock")).Produces<UserJson>();
        Answers(users.MapPost("/{name}/one-time-password", ResetAsync).WithSummary("Puts a new one-time password in the place of the password, ends the sessions of the account and lifts its lock"))
            .ProducesProblem(StatusCodes.Status409Conflict).Produces<NewUserJson>();
    }

    private static RouteHandlerBuilder Answers(RouteHandlerBuilder call) => call
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Takes(RouteHandlerBuilder call) => Answers(call).ProducesProblem(StatusCodes.Status409Conflict);

    private static ProblemHttpResult NoAccounts => Problem(StatusCodes.Status404NotFound, "Not found", "There are accounts in mode Accounts only. Set Access:Mode to Accounts.");

    private static async Task<IEnumerable<UserJson>> ListAsync(AccountStore accounts, SignInFailures failures) => (await accounts.ListAsync()).Select(row => UserJson.Of(row, failures));

    private static async Task<IResult> AddAsync(HttpContext context, AccountStore accounts)
    {
        var (user, problem) = await JsonBody.ReadAsync<NewUser>(context.Request);
        if (user is null) return problem!;
        if (!TryRead(user.Role ?? "viewer", out var role)) return WrongRole;
        var result = await accounts.AddAsync(Actor.Of(context.User), user.Name ?? "", role);
        return result.Outcome is AccountOutcome.Done ? TypedResults.Created("/api/v1/users", NewUserJson.Of(result)) : Refuse(result);
    }

    private static async Task<IResult> ChangeAsync(string name, HttpContext context, AccountStore accounts, SignInFailures failures)
    {
        var (change, problem) = await JsonBody.ReadAsync<UserChange>(context.Request);
        if (change is null) return problem!;
        Role? role = null;
        if (change.Role is not null)
        {
            if (!TryRead(change.Role, out var wanted)) return WrongRole;
            role = wanted;
        }
        if (role is null && change.Disabled is null) return Problem(StatusCodes.Status400BadRequest, "Nothing to change", "Write {\"role\": \"admin\"} or {\"disabled\": true}, or both.");
        var result = await accounts.SetAsync(Actor.Of(context.User), name, role, change.Disabled);
        return result.Outcome is AccountOutcome.Done ? TypedResults.Ok(UserJson.Of((await accounts.FindAsync(name))!, failures)) : Refuse(result);
    }

    private static async Task<IResult> ResetAsync(string name, HttpContext context, AccountStore accounts)
    {
        var result = await accounts.ResetPasswordAsync(Actor.Of(context.User), name);
        return result.Outcome is AccountOutcome.Done ? TypedResults.Ok(NewUserJson.Of(result)) : Refuse(result);
    }

    // As it is written; a number is none.
    private static bool TryRead(string text, out Role role)
    {
        role = text.ToLowerInvariant() switch { "admin" => Role.Admin, "viewer" => Role.Viewer, _ => Role.None };
        return role is not Role.None;
    }

    private static ProblemHttpResult WrongRole => Problem(StatusCodes.Status400BadRequest, "Role", "A role is viewer or admin.");

    private static ProblemHttpResult Refuse(AccountResult result) => result.Outcome switch
    {
        AccountOutcome.Gone => Problem(StatusCodes.Status404NotFound, "Not found", "There is no such account. GET /api/v1/users lists them."),
        AccountOutcome.Denied => Problem(StatusCodes.Status403Forbidden, "Not allowed", result.Message),
        AccountOutcome.Invalid => Problem(StatusCodes.Status400BadRequest, "Name", result.Message),
        _ => Problem(StatusCodes.Status409Conflict, "Not changed", result.Message),
    };

    private static ProblemHttpResult Problem(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}

/// <summary>An account that is to be added.</summary>
public sealed record NewUser(string? Name, string? Role);

/// <summary>What is to be changed about an account; what is left out stays.</summary>
public sealed record UserChange(string? Role, bool? Disabled);

/// <summary>An account in JSON; the lock is null where there is none.</summary>
public sealed record UserJson(string Name, string Role, bool Disabled, bool MustChangePassword, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? LastSignInAt)
{
    internal static UserJson Of(AccountRow row, SignInFailures failures) =>
        new(row.UserName!, AccountStore.Word(row.Role), row.Disabled, row.MustChangePassword, failures.LockedUntil(row.Id), row.CreatedAt, row.CreatedBy, row.LastSignInAt);
}

/// <summary>An account with its new one-time password, in JSON.</summary>
public sealed record NewUserJson(string Name, string Role, string OneTimePassword, DateTimeOffset OneTimePasswordUntil)
{
    internal static NewUserJson Of(AccountResult result) => new(result.Account!.Name, AccountStore.Word(result.Account.Role), result.Password!.Text, result.Password.Until);
}
