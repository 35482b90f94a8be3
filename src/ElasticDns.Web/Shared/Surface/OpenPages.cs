using System.Collections.Concurrent;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>The pages that are connected, counted for each client: nobody can take the room of all others.</summary>
public sealed class OpenPages(SurfaceLimits limits)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The most pages of a client.</summary>
    public int Most => limits.PagesPerClient;

    /// <summary>Whether the client of a request has as many as it may.</summary>
    public bool IsFull(HttpContext context) => _counts.GetValueOrDefault(ClientOf(context)) >= Most;

    /// <summary>Counts one more; false where that would be too many.</summary>
    public bool TryEnter(string client)
    {
        if (_counts.AddOrUpdate(client, 1, (_, count) => count + 1) <= Most) return true;
        Leave(client);
        return false;
    }

    /// <summary>Counts one less.</summary>
    public void Leave(string client)
    {
        while (_counts.TryGetValue(client, out var count))
            if (count > 1 ? _counts.TryUpdate(client, count - 1, count) : _counts.TryRemove(new(client, count))) return;
    }

    /// <summary>An account is a client wherever it is; of those who have none, each address, and each network of IPv6 that a household gets.</summary>
    public static string ClientOf(HttpContext context)
    {
        var actor = Actor.Of(context.User);
        if (actor.Kind is ActorKind.Account or ActorKind.Proxy or ActorKind.Token) return $"{actor.Kind}:{actor.Name}";
        return ClientAddress.CountedAs(context.Connection.RemoteIpAddress);
    }
}

/// <summary>Refuses the connection of a page whose client has too many.</summary>
public static class OpenPagesLimit
{
    private const string Hub = "/_blazor";

    public static IApplicationBuilder UseOpenPagesLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isConnection = context.Request.Path.Equals(Hub, StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsPost(context.Request.Method);
        if (!isConnection && !context.Request.Path.Equals($"{Hub}/negotiate", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        // A page stays open when its token has been revoked.
        if (Actor.Of(context.User).Kind is ActorKind.Token)
        {
            await TypedResults.Problem("A token is for the API, and opens no page that stays.", statusCode: StatusCodes.Status403Forbidden, title: "Not allowed").ExecuteAsync(context);
            return;
        }
        // A browser says where the page came from that connects; whoever has only its cookie does not get in by it.
        if (context.Request.Headers.Origin.Count == 0 && Actor.Of(context.User).Kind is ActorKind.Account)
        {
            await TypedResults.Problem("The page that connects does not say where it came from. Open the app in a browser.",
                statusCode: StatusCodes.Status400BadRequest, title: "No origin").ExecuteAsync(context);
            return;
        }
        var pages = context.RequestServices.GetRequiredService<OpenPages>();
        var client = OpenPages.ClientOf(context);
        if (isConnection ? !pages.TryEnter(client) : pages.IsFull(context))
        {
            context.Response.Headers.RetryAfter = "30";
            await TypedResults.Problem($"You have {pages.Most} pages open, the most at once. Close some of them.",
                statusCode: StatusCodes.Status429TooManyRequests, title: "Too many open pages").ExecuteAsync(context);
            return;
        }
        // What a proxy said of its user holds for so long. Then the page connects again, by itself, and the proxy says it anew.
        var access = context.RequestServices.GetRequiredService<AccessSettings>();
        using var end = isConnection && access.Mode is AccessMode.Proxy
            ? context.RequestServices.GetRequiredService<TimeProvider>().CreateTimer(_ => context.Abort(), null, access.Proxy.PageTime, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            // As long as the connection lasts.
            await next(context);
        }
        finally
        {
            if (isConnection) pages.Leave(client);
        }
    });
}
