using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>Where the pages of accounts are, and where they lead when they are done.</summary>
public static class AccountLinks
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Password = "/password";
    public const string FirstAdmin = "/first-admin";

    /// <summary>What a page that is used asks for, so that its session goes on.</summary>
    public const string Session = "/session";

    /// <summary>The parameter that says where to go after signing in.</summary>
    public const string ReturnUrl = "returnUrl";

    /// <summary>Where to sign in, to come back to a page.</summary>
    public static string SignInFor(string? returnUrl) => With(SignIn, returnUrl);

    /// <summary>Where to choose one's own password, to come back to a page.</summary>
    public static string PasswordFor(string? returnUrl) => With(Password, returnUrl);

    /// <summary>Where to sign out, or to come back to a page.</summary>
    public static string SignOutFor(string? returnUrl) => With(SignOut, returnUrl);

    /// <summary>The page to go to: what was asked for where it is a page of this app, else the overview.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && RedirectHttpResult.IsLocalUrl(returnUrl) && !returnUrl.Any(c => char.IsControl(c) || c == '\\')
        && !Array.Exists((string[])[SignIn, SignOut, FirstAdmin], page => returnUrl.StartsWith(page, StringComparison.OrdinalIgnoreCase))
            ? returnUrl
            : "/";

    private static string With(string page, string? returnUrl) => Local(returnUrl) is { Length: > 1 } local ? $"{page}?{ReturnUrl}={Uri.EscapeDataString(local)}" : page;
}
