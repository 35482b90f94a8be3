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
