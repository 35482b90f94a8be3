using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ElasticDns.Web.Access;

/// <summary>The ways in which the app learns who asks.</summary>
public static class AccessSchemes
{
    /// <summary>Chooses among the others: a token where one is sent, else what the mode says.</summary>
    public const string Default = "ElasticDns";

    public const string Open = "Open";
    public const string Proxy = "Proxy";
    public const string Token = "Bearer";
}

/// <summary>
/// In mode Open, whoever reaches the loopback address is an admin. A connection that came another way is nobody's: no change of the
/// addresses that the app listens on can open it to a network.
/// </summary>
public sealed class OpenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
            ? AuthenticateResult.Success(new(new(Actor.Local.Identity(Scheme.Name)), Scheme.Name))
            : AuthenticateResult.NoResult());
}

/// <summary>In mode Proxy, user and groups are what the headers of a trusted proxy say. Nobody else's headers are looked at.</summary>
public sealed class ProxyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int LongestName = 200;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!settings.IsProxy(ClientAddress.PeerOf(Context))) return Task.FromResult(AuthenticateResult.NoResult());
        var users = Request.Headers[settings.Proxy.UserHeader];
        if (users.Count == 0 || users is [""]) return Task.FromResult(AuthenticateResult.NoResult());
        // Two names mean that one of them is somebody's own; machines between may have made one line of them, with a comma.
        if (users is not [{ Length: <= LongestName } name] || Actor.IsReserved(name) || name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format || c is ',')) return Task.FromResult(AuthenticateResult.Fail("The user header is not one name that somebody may have."));
        var groups = Request.Headers[settings.Proxy.GroupsHeader].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        var role = settings.Proxy.AdminGroups.Any(groups.Contains) ? Role.Admin
            : settings.Proxy.ViewerGroups.Count == 0 || settings.Proxy.ViewerGroups.Any(groups.Contains) ? Role.Viewer
            : Role.None;
        return Task.FromResult(AuthenticateResult.Success(new(new(new Actor(name, ActorKind.Proxy, role, null).Identity(Scheme.Name)), Scheme.Name)));
    }
}
