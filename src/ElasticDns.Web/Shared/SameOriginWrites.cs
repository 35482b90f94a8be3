namespace ElasticDns.Web.Shared;

/// <summary>
/// Until there are accounts, whoever reaches the port may write. A browser could be made to by any web page its user visits, so a
/// request that a page of another origin causes is refused: writes, and the connection over which pages send their events.
/// </summary>
public static class SameOriginWrites
{
    public static IApplicationBuilder UseSameOriginWrites(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if ((changes || request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)) && IsCrossSite(request))
        {
            await TypedResults.Problem("A page of another site may not change the catalogue. Use the address of this app itself.",
                statusCode: StatusCodes.Status403Forbidden, title: "Cross-site request").ExecuteAsync(context);
            return;
        }
        await next(context);
    });

    // Over plain http to another host than this machine, browsers say only the origin; what is no browser says neither.
    private static bool IsCrossSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request.Host));

    // The scheme is left out: a proxy in front may have taken https off.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (from.IsDefaultPort ? host.Port is null or 80 or 443 : from.Port == host.Port);
}
