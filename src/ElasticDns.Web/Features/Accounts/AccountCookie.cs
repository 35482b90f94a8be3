using System.Globalization;
using System.Security.Claims;
using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>The cookie of a session, and what makes it one that still holds.</summary>
public static class AccountCookie
{
    /// <summary>What the cookie is called, after what the names of all begin with.</summary>
    public const string Name = "elasticdns-session";

    /// <summary>The claim that carries the account's stamp.</summary>
    public const string StampClaim = "elasticdns:stamp";

    private const string SignedInAtClaim = "elasticdns:signed-in-at";
    private const string MustChangeClaim = "elasticdns:must-change-password";

    /// <summary>A session ends this long after its last request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>A cookie that is older than this is given anew with the next answer.</summary>
    public static readonly TimeSpan Renewed = TimeSpan.FromMinutes(15);

    /// <summary>A session ends this long after its sign-in, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Whether somebody has signed in with a one-time password and has yet to choose their own.</summary>
    public static bool MustChangePassword(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == MustChangeClaim);

    /// <summary>Begins a session.</summary>
    public static Task SignInAsync(HttpContext context, Account account, DateTimeOffset now) =>
        context.SignInAsync(IdentityConstants.ApplicationScheme, new(IdentityOf(account, now)));

    /// <summary>Takes the cookie away.</summary>
    public static Task SignOutAsync(HttpContext context)
    {
        // What the browser keeps of the pages goes with it.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>When a session has to end at the latest; null where it is none of an account.</summary>
    public static DateTimeOffset? EndOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SignedInAtClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) + Longest : null;

    /// <summary>Who the user of a session is now; null where the session has ended.</summary>
    public static ClaimsIdentity? Live(ClaimsPrincipal user, AccountDirectory directory, DateTimeOffset now) =>
        EndOf(user) is { } end && now < end && directory.Find(user) is { } account ? IdentityOf(account, end - Longest) : null;

    internal static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Idle;
        options.SlidingExpiration = true;
        // The eight hours are from the last use, and not from one of their first half.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = context.ElapsedTime > Renewed;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = context =>
        {
            var services = context.HttpContext.RequestServices;
            var identity = context.Principal is { } user ? Live(user, services.GetRequiredService<AccountDirectory>(), services.GetRequiredService<TimeProvider>().GetUtcNow()) : null;
            if (identity is null) context.RejectPrincipal();
            else context.ReplacePrincipal(new(identity));
            return Task.CompletedTask;
        };
        // Only who opens a page can do something with the page for signing in.
        options.Events.OnRedirectToLogin = context =>
        {
            if (IsPage(context.HttpContext)) context.Response.Redirect(AccountLinks.SignInFor($"{context.Request.Path}{context.Request.QueryString}"));
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    internal static bool IsPage(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static ClaimsIdentity IdentityOf(Account account, DateTimeOffset signedInAt)
    {
        var identity = new Actor(account.Name, ActorKind.Account, account.RoleNow, null).Identity(IdentityConstants.ApplicationScheme);
        identity.AddClaims(
        [
            new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new(StampClaim, account.Stamp),
            new(SignedInAtClaim, signedInAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ]);
        if (account.MustChangePassword) identity.AddClaim(new(MustChangeClaim, "true"));
        return identity;
    }
}
