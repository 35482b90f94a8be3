using System.Globalization;
using System.Text.Encodings.Web;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ElasticDns.Web.Shared;

/// <summary>In mode Proxy, user and groups are what the headers of a trusted proxy say. Nobody else's headers are looked at.</summary>
public sealed class ProxyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessSettings settings, AuditLog audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int LongestName = 200;

    private static readonly object FaultKey = new();

    /// <summary>Why a request is nobody's, in a sentence.</summary>
    public static string WhyNobody(HttpContext context, AccessSettings settings) =>
        !settings.IsProxy(ClientAddress.PeerOf(context)) ? $"This request did not come through a proxy that the app believes ({AccessSettings.ProxiesKey})."
        : context.Items[FaultKey] is string fault ? $"The proxy in front of the app sent a name in {settings.Proxy.UserHeader} that is not taken: {fault}."
        : $"The proxy in front of the app did not say who you are: it sent no user in {settings.Proxy.UserHeader}.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var users = Request.Headers[settings.Proxy.UserHeader];
        if (!settings.IsProxy(ClientAddress.PeerOf(Context)))
        {
            if (users.Count > 0 || Request.Headers.ContainsKey(settings.Proxy.GroupsHeader)) await WriteDownAsync($"headers that name a user, from a machine that is none of {AccessSettings.ProxiesKey}");
            return AuthenticateResult.NoResult();
        }
        if (users.Count == 0 || users is [""]) return AuthenticateResult.NoResult();
        if (FaultOf(users) is { } fault)
        {
            await WriteDownAsync(fault);
            return AuthenticateResult.Fail(fault);
        }
        var groups = Request.Headers[settings.Proxy.GroupsHeader].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        var role = settings.Proxy.AdminGroups.Any(groups.Contains) ? Role.Admin
            : settings.Proxy.ViewerGroups.Count == 0 || settings.Proxy.ViewerGroups.Any(groups.Contains) ? Role.Viewer
            : Role.None;
        return AuthenticateResult.Success(new(new(new Actor(users.ToString(), ActorKind.Proxy, role, null).Identity(Scheme.Name)), Scheme.Name));
    }

    // Two names mean that one of them is somebody's own; machines between may have made one line of them, with a comma.
    private static string? FaultOf(StringValues users) => users is not [{ } name] || name.Contains(',', StringComparison.Ordinal) ? "there are several names, or one with a comma"
        : name.Length > LongestName ? $"it is longer than {LongestName} characters"
        : Actor.IsReserved(name) ? "it is one that the app itself goes by"
        : name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format) ? "it has characters that cannot be seen"
        : null;

    // The name is not: it may be anything. A page that is answered by another one asks twice.
    private async Task WriteDownAsync(string fault)
    {
        if (!Context.Items.TryAdd(FaultKey, fault)) return;
        await audit.WriteAsync(new("unknown", ActorKind.Anonymous, Role.None, ActorClaims.Text(Context.Connection.RemoteIpAddress)), "proxy-user", $"{Request.Method} {Request.Path}", AuditResult.Failed, fault);
    }
}
