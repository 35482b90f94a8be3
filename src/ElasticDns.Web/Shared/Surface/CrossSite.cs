using ElasticDns.Web.Access;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Whoever visits another web page has a browser that can be made to ask this app, with all that the app grants this visitor. So a
/// request that a page of another origin causes is refused: every change, the connection over which pages send their events, and
/// whatever is read. Only a link is followed: the reader sees where it leads, and the page that it stands on sees nothing.
/// </summary>
public static class CrossSite
{
    public static IApplicationBuilder UseCrossSiteRefusal(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsCrossSite(context.Request) && !IsFollowedLink(context.Request))
        {
            var visitor = new Actor("anonymous", ActorKind.Anonymous, Role.None, ActorClaims.Text(context.Connection.RemoteIpAddress));
            await context.RequestServices.GetRequiredService<AuditLog>().WriteAsync(visitor, "cross-site", $"{context.Request.Method} {context.Request.Path}", AuditResult.Denied);
            await TypedResults.Problem("A page of another site may neither read nor change the catalogue. Use the address of this app itself.",
                statusCode: StatusCodes.Status403Forbidden, title: "Cross-site request").ExecuteAsync(context);
            return;
        }
        await next(context);
    });

    // Over plain http to another host than this machine, browsers say only the origin; what is no browser says neither.
    private static bool IsCrossSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request.Host));

    // A window of its own, not a frame or an object in the other page. Nothing that is got so changes anything, nor is it the connection of a page.
    private static bool IsFollowedLink(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers["Sec-Fetch-Mode"].ToString() is "navigate" && request.Headers["Sec-Fetch-Dest"].ToString() is "document"
        && request.Headers.Origin.Count == 0 && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    // The scheme is left out: a proxy in front may have taken https off.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (from.IsDefaultPort ? host.Port is null or 80 or 443 : from.Port == host.Port);
}
