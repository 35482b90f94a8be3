using System.Security.Claims;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>A page of mode Accounts: in other modes there is none at its address.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccountsPageAttribute : Attribute;

/// <summary>Accounts of the app's own: who signs in with a name and a password.</summary>
public static class AccountsFeature
{
    /// <summary>PBKDF2 with HMAC-SHA512.</summary>
    public const int HashIterations = 210_000;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<AccountRow>(options =>
        {
            // AccountName and PasswordRule say what is taken, and why not.
            (options.Password.RequiredLength, options.Password.RequiredUniqueChars) = (PasswordRule.Shortest, 1);
            (options.Password.RequireDigit, options.Password.RequireLowercase, options.Password.RequireUppercase, options.Password.RequireNonAlphanumeric) = (false, false, false, false);
        }).AddEntityFrameworkStores<CatalogContext>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.AddSingleton<IPasswordHasher<AccountRow>, PasswordHasher<AccountRow>>();
        services.AddSingleton<AccountDirectory>().AddSingleton<AccountStore>().AddSingleton<SignInLimit>().AddSingleton<SignInFailures>().AddSingleton<SignIns>().AddSingleton<FirstAdmin>();
        services.AddScoped<AuthenticationStateProvider, AccountSession>().AddScoped<CircuitHandler, PageUse>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<AccessSettings>((options, access) => SetUp(options.Cookie, "elasticdns-form", SameSiteMode.Strict, access));
        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, AccountCookie.Configure);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<AccessSettings>((options, access) => SetUp(options.Cookie, AccountCookie.Name, SameSiteMode.Lax, access));
        return services;
    }

    /// <summary>Reads the accounts and, where there is none, offers to make the first admin.</summary>
    public static async Task OpenAccountsAsync(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AccessSettings>().Mode is not AccessMode.Accounts) return;
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
        await app.Services.GetRequiredService<AccountDirectory>().LoadAsync(context);
        app.Services.GetRequiredService<FirstAdmin>().Offer(app);
    }

    /// <summary>
    /// Work in an open page is no request, so the page makes one now and then while it is used, and its cookie is given anew. Nothing else is
    /// answered.
    /// </summary>
    public static void MapSession(this IEndpointRouteBuilder app) => app.MapGet(AccountLinks.Session, () => TypedResults.NoContent()).ExcludeFromDescription();

    /// <summary>
    /// Between authentication and authorization: pages of accounts are only in mode Accounts, and whoever has signed in with a one-time
    /// password sees nothing else before it is changed.
    /// </summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isAccountsPage = context.GetEndpoint()?.Metadata.GetMetadata<AccountsPageAttribute>() is not null;
        var services = context.RequestServices;
        if (isAccountsPage && (services.GetRequiredService<AccessSettings>().Mode is not AccessMode.Accounts
            || (context.Request.Path == AccountLinks.FirstAdmin && !services.GetRequiredService<FirstAdmin>().IsWanted)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        else if (!isAccountsPage && AccountCookie.IsPage(context) && AccountCookie.MustChangePassword(context.User))
        {
            context.Response.Redirect(AccountLinks.PasswordFor($"{context.Request.Path}{context.Request.QueryString}"));
            return;
        }
        if (isAccountsPage && context.Request.HasFormContentType && !await CanReadAsync(context.Request))
        {
            await TypedResults.Problem("The form cannot be read. Open the page again.", statusCode: StatusCodes.Status400BadRequest, title: "No form").ExecuteAsync(context);
            return;
        }
        await next(context);
    });

    // All that a cookie of the server is, in one place.
    private static void SetUp(CookieBuilder cookie, string name, SameSiteMode sameSite, AccessSettings access)
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly, cookie.SameSite) = (access.CookieName(name), "/", true, sameSite);
        cookie.SecurePolicy = access.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    // What is no form is no defect of the app, and nothing of it is written down.
    private static async Task<bool> CanReadAsync(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
