using System.Globalization;
using System.Threading.RateLimiting;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Calls that import, and calls that only check, each wait for their turn in a line of their own: who checks keeps nobody from importing.
/// There is no limit by the minute; only a line that is too long is closed.
/// </summary>
public sealed class ImportLine(SurfaceLimits limits) : IDisposable
{
    // Of the order of what an import of many files takes.
    private const int RetrySeconds = 10;

    private readonly PartitionedRateLimiter<HttpContext> _lines = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetConcurrencyLimiter(LineOf(context), _ => new()
    {
        PermitLimit = limits.ImportsAtOnce, QueueLimit = limits.ImportsWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    }));

    /// <summary>Lets a call wait for its turn before anything of it is read.</summary>
    public static async ValueTask<object?> WaitAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        using var turn = await context.RequestServices.GetRequiredService<ImportLine>()._lines.AcquireAsync(context, 1, context.RequestAborted);
        if (turn.IsAcquired) return await next(call);
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem($"Too many imports wait for their turn. Send this one again in {RetrySeconds} seconds.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy");
    }

    public void Dispose() => _lines.Dispose();

    // Whoever only looks waits among their own: a slow client of theirs keeps no admin from checking either.
    private static string LineOf(HttpContext context) =>
        !Policies.OnlyChecks(context.Request) ? "imports" : Actor.Of(context.User).MayImport ? "checks" : "checks of viewers";
}

/// <summary>
/// The line of the pages that read files, try an import or apply it. It needs no end: each page stands in it once, and pages are limited.
/// </summary>
public sealed class ImportTurns(SurfaceLimits limits) : IDisposable
{
    private readonly ConcurrencyLimiter _line = new(new() { PermitLimit = limits.ImportsAtOnce, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>How long the files of a page may be on their way while others wait.</summary>
    public TimeSpan ReadingTime { get; } = TimeSpan.FromSeconds(limits.ImportBodySeconds);

    /// <summary>Waits for a turn, which ends when it is disposed of.</summary>
    /// <param name="waits">Hears whether it has to wait.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    public async ValueTask<IDisposable> TakeAsync(Action<bool>? waits, CancellationToken cancellationToken)
    {
        var turn = _line.AttemptAcquire();
        if (turn.IsAcquired) return turn;
        waits?.Invoke(true);
        try
        {
            return await _line.AcquireAsync(1, cancellationToken);
        }
        finally
        {
            waits?.Invoke(false);
        }
    }

    public void Dispose() => _line.Dispose();
}
