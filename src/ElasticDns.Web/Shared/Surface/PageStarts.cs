using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Pages that are being opened: to render one for the first time is most of what it costs. Of one client one at a time is, and the
/// others wait, so that whoever opens hundreds slows down nobody else.
/// </summary>
public sealed class PageStarts(SurfaceLimits limits) : IDisposable
{
    private const int Waiting = 1_000;

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.GetConcurrencyLimiter(client,
        _ => new() { PermitLimit = limits.PageStartsAtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    /// <summary>Waits for the turn of a client, which ends when it is disposed of; one is not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> TakeAsync(string client, CancellationToken cancellationToken) => _turns.AcquireAsync(client, 1, cancellationToken);

    public void Dispose() => _turns.Dispose();
}

/// <summary>Has the pages of one client rendered one after the other, or as many at once as is set.</summary>
public static class PageStartsLimit
{
    public static IApplicationBuilder UsePageStartsLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
            return;
        }
        using var turn = await context.RequestServices.GetRequiredService<PageStarts>().TakeAsync(OpenPages.ClientOf(context), context.RequestAborted);
        if (turn.IsAcquired)
        {
            await next(context);
            return;
        }
        context.Response.Headers.RetryAfter = "10";
        await TypedResults.Problem("You open too many pages at once. Wait ten seconds, then open this one again.",
            statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy").ExecuteAsync(context);
    });
}
