using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Accounts;
using ElasticDns.Web.Features.Tokens;
using ElasticDns.Web.Shared.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Identity;

namespace ElasticDns.Web.Shared;

/// <summary>Lets in whom the settings let in.</summary>
public static partial class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessSettings settings)
    {
        services.AddSingleton(settings).AddTokens().AddScoped<CurrentActor>();
        services.AddAuthentication(AccessSchemes.Default)
            .AddPolicyScheme(AccessSchemes.Default, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, settings.Mode))
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(AccessSchemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, OpenHandler>(AccessSchemes.Open, null)
            .AddScheme<AuthenticationSchemeOptions, ProxyHandler>(AccessSchemes.Proxy, null);
        // An empty list would stand for every name, and a name of anywhere can be made to lead here.
        if (settings.Mode is AccessMode.Open) services.Configure<HostFilteringOptions>(options => (options.AllowedHosts, options.AllowEmptyHosts) = ([.. AccessSettings.OwnHosts], false));
        services.AddAuthorization(Policies.Configure);
        services.AddCascadingAuthenticationState();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        return services.AddExceptionHandler<AccessAnswers>();
    }

    /// <summary>Warns of addresses at which passwords and tokens would cross a network in the open, or at which nobody would be answered.</summary>
    public static void WarnOfNetwork(this WebApplication app, AccessSettings settings)
    {
        if (settings.Mode is AccessMode.Open) return;
        var urls = ListenAddress.Of(app.Configuration).Where(url => !AccessSettings.IsLoopback(url)).ToList();
        if (!settings.RequireHttps && settings.Proxies.Count == 0)
        {
            foreach (var url in urls.Where(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)))
                PlainHttp(app.Logger, url, AccessSettings.ProxiesKey, AccessSettings.RequireHttpsKey);
        }
        var hosts = AccessSettings.HostsOf(app.Configuration);
        if ((urls.Count > 0 || settings.Proxies.Count > 0) && hosts.Count > 0 && !hosts.Except(AccessSettings.OwnHosts, StringComparer.OrdinalIgnoreCase).Any())
            OwnNamesOnly(app.Logger, string.Join(", ", hosts), AccessSettings.HostsKey);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others reach the app, and it answers under the names {Hosts} alone, which are this machine's own. Add the name that people use to {Key}, as in AllowedHosts=elasticdns.example.com.")]
    private static partial void OwnNamesOnly(ILogger logger, string hosts, string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others reach {Url} over plain http, where passwords, tokens and cookies can be read on the way. Put a proxy that speaks TLS in front and name it in {Proxies}, or give the app a certificate; then set {RequireHttps} to true, and plain http is refused.")]
    private static partial void PlainHttp(ILogger logger, string url, string proxies, string requireHttps);

    /// <summary>Finds out who asks, and whether they may.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.UseAuthentication().UseClientClaims().UseAccounts().UseAuthorization();

    /// <summary>What changes something is for admins, where it does not say for whom it is; and never for a browser that is only signed in.</summary>
    public static RouteGroupBuilder WritesAreGuarded(this RouteGroupBuilder api)
    {
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
            if (methods.Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)) && !endpoint.Metadata.OfType<IAuthorizeData>().Any())
                endpoint.Metadata.Add(new AuthorizeAttribute(Policies.Admin));
        });
        return api.AddEndpointFilter(RefuseBareCookieAsync);
    }

    // A browser sends its cookie along with whatever a page makes it send. The pages of the app do not write over the API, so a write that
    // has nothing but the cookie is none of theirs.
    private static async ValueTask<object?> RefuseBareCookieAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var (context, method) = (call.HttpContext, call.HttpContext.Request.Method);
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || !context.User.Identities.Any(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme)
            || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)) return await next(call);
        await context.RequestServices.GetRequiredService<AuditLog>().WriteAsync(Actor.Of(context.User), "call", $"{method} {context.Request.Path}", AuditResult.Denied, "by the cookie of a browser alone");
        return TypedResults.Problem("A sign-in in a browser does not write over the API. Send an API token: Authorization: Bearer TOKEN. An admin makes one at /tokens.",
            statusCode: StatusCodes.Status400BadRequest, title: "No antiforgery token");
    }

    private static string SchemeOf(HttpContext context, AccessMode mode) => context.Request.Headers.ContainsKey("Authorization") ? AccessSchemes.Token : mode switch
    {
        AccessMode.Accounts => IdentityConstants.ApplicationScheme,
        AccessMode.Proxy => AccessSchemes.Proxy,
        _ => AccessSchemes.Open,
    };
}
