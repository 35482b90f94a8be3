using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace ElasticDns.Web.Shared.Api;

/// <summary>
/// What is answered to whoever may not: the API says why and what to do, a page says so in its own place. What would have changed
/// something is written down.
/// </summary>
public sealed class AccessAnswers(AuditLog audit, AccessSettings settings) : IAuthorizationMiddlewareResultHandler, IExceptionHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }
        var (request, actor) = (context.Request, Actor.Of(context.User));
        // A page that cannot connect changes nothing, and strangers who come by look at much; of somebody known it is worth a line.
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var isToken = authorizeResult.Challenged && request.Headers.ContainsKey("Authorization");
        // A token that is not taken has a line of its own.
        if (!isToken && (!isRead || actor.Kind is not ActorKind.Anonymous) && !request.Path.StartsWithSegments("/_blazor"))
            await audit.WriteAsync(actor, "call", $"{request.Method} {request.Path}", AuditResult.Denied);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (isToken || (authorizeResult.Challenged && isPage && settings.Mode is AccessMode.Accounts))
            // A token is told what is wrong with it; whoever wants a page is led to the sign-in.
            await _standard.HandleAsync(next, context, policy, authorizeResult);
        else if (context.GetEndpoint() is null && isRead && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Path.StartsWithSegments("/api"))
            // A browser at an address that is none is shown the page that says so, whoever asks.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (isPage)
            await RenderAsync(next, context, authorizeResult.Challenged ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
        else if (authorizeResult.Challenged)
            await Challenge(context).ExecuteAsync(context);
        else
            await Problem(AccountCookie.MustChangePassword(context.User) ? Refusal.OneTimePassword : request.Path.Value?.EndsWith("/imports", StringComparison.OrdinalIgnoreCase) is true ? Refusal.OfChange(actor) : Refusal.OfCall(actor)).ExecuteAsync(context);
    }

    // The page is rendered without what is in it, as it is when it is reached by a link of another page.
    private static Task RenderAsync(RequestDelegate next, HttpContext context, int status)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        return next(context);
    }

    private IResult Challenge(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = AccessSchemes.Token;
        return TypedResults.Problem(
            settings.Mode is AccessMode.Proxy ? Refusal.NotByProxy(ProxyHandler.WhyNobody(context, settings)) : Refusal.NoToken,
            statusCode: StatusCodes.Status401Unauthorized, title: "Not signed in");
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not AccessDeniedException) return false;
        httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
        await Problem(exception.Message).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden, title: "Not allowed");
}
