using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace ElasticDns.Web.Shared;

/// <summary>
/// The browser remembers the caller that its reader has chosen. A page whose address says nothing of a caller is opened for that one,
/// under the address that says so: what is seen is what is pasted into a chat.
/// </summary>
public static class RememberedCaller
{
    /// <summary>The cookie, of the same form as the query parameter; callers.js writes it when a caller is chosen.</summary>
    private const string Cookie = "caller";

    public static IApplicationBuilder UseRememberedCaller(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (AddressFor(context) is not { } address) return next(context);
        context.Response.Redirect(address);
        return Task.CompletedTask;
    });

    private static string? AddressFor(HttpContext context)
    {
        var request = context.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Query.ContainsKey(ConnectingFrom.Parameter) || request.Cookies[context.RequestServices.GetRequiredService<AccessSettings>().CookieName(Cookie)] is not { Length: > 0 } remembered) return null;
        // The pages for what is missing or has failed stand in for an address that is none of theirs.
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || context.Features.Get<IExceptionHandlerFeature>() is not null) return null;
        // Only what the catalogue holds is written into an address, so the cookie can name nothing else.
        var from = ConnectingFrom.In(context.RequestServices.GetRequiredService<CatalogStore>().Current, remembered);
        return from.Caller is null ? null : from.Link($"{request.PathBase}{request.Path}{request.QueryString}");
    }
}
