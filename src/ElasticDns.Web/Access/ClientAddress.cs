using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;

namespace ElasticDns.Web.Access;

/// <summary>From where a request comes.</summary>
public static class ClientAddress
{
    private const int NetworkBits = 64;

    private static readonly object PeerKey = new();

    /// <summary>Remembers who is at the other end of the connection, before the word of a proxy takes its place.</summary>
    public static IApplicationBuilder UsePeerAddress(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Items[PeerKey] = context.Connection.RemoteIpAddress;
        return next(context);
    });

    /// <summary>Who is at the other end of the connection.</summary>
    public static IPAddress? PeerOf(HttpContext context) => context.Items[PeerKey] as IPAddress;

    /// <summary>Whose failures are counted together: an address, or the network of one of version 6, of which everybody has many.</summary>
    public static string CountedAs(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBits / 8, bytes.Length - NetworkBits / 8);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{NetworkBits}");
    }

    /// <summary>
    /// Writes the client's address among the claims, so that it is known wherever the user is, in an open page too; and makes a viewer
    /// of whoever is not known, where that is allowed.
    /// </summary>
    public static IApplicationBuilder UseClientClaims(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var claims = new ClaimsIdentity();
        if (ActorClaims.Text(context.Connection.RemoteIpAddress) is { } from) claims.AddClaim(new(ActorClaims.From, from));
        var anonymous = context.User.Identity is not { IsAuthenticated: true } && context.RequestServices.GetRequiredService<AccessSettings>().AnonymousViewing;
        // A token that is wrong is no visitor.
        if (anonymous && !context.Request.Headers.ContainsKey("Authorization")) claims.AddClaim(new(ClaimTypes.Role, nameof(Role.Viewer)));
        context.User.AddIdentity(claims);
        return next(context);
    });
}
