using Microsoft.AspNetCore.StaticAssets;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>What every answer tells the browser to forbid, in one place.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// What a page may do: nothing but use this app. Scripts and style sheets are files; style attributes are allowed, because the
    /// framework's Virtualize gives the height of what it leaves out in one. Pictures are also made by the page itself (blob:).
    /// </summary>
    public const string OfPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What everything else may do: it is no page, and if a browser shows it as one it does nothing.</summary>
    public const string OfData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    // For two years, the time that browsers' own lists ask for; sub-domains are somebody else's.
    private const string OnlyHttps = "max-age=63072000";

    private const string NoDevices =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment: an answer that is begun anew, as with an error, has lost what was set before.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        // All text of the app is UTF-8. Where an answer does not say so a browser guesses, and in another character set text may be script.
        if (context.Response.ContentType is { } type && IsText(type)) context.Response.ContentType = $"{type}; charset=utf-8";
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true;
        headers.ContentSecurityPolicy = isPage ? OfPages : OfData;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not less: without an origin, a form of the app's own would look like one of another site.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoDevices;
        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host)) headers.StrictTransportSecurity = OnlyHttps;
        if (headers.CacheControl.Count == 0 && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null) headers.CacheControl = "no-store";
    }

    // JSON has no character set to name: it is UTF-8 wherever it goes over a network.
    private static bool IsText(string type) =>
        !type.Contains("charset=", StringComparison.OrdinalIgnoreCase)
        && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/javascript", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase));

    // On a developer's machine every app has the same host, and this one would decide for all of them.
    private static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
