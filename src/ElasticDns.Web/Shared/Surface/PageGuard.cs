using System.Threading.RateLimiting;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Watches over the connection of one page. A browser sends a few events a second, for what was rendered, and confirms what it gets;
/// whoever floods, guesses or never confirms is no browser, and is cut off alone.
/// </summary>
internal sealed class PageGuard(SurfaceLimits limits, TimeProvider clock) : IDisposable
{
    // How much of the burst comes back at a time: ten times a second, so that the flow is even.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly TokenBucketRateLimiter _events = Bucket(limits.PageEventBurst, Math.Max(1, limits.PageEventsPerSecond / 10), Tick);
    private readonly TokenBucketRateLimiter _failures = Bucket(limits.PageFailures, 1, TimeSpan.FromSeconds(6));
    private readonly Lock _gate = new();
    private long _rendered = -1;
    private long _confirmed = -1;
    private DateTimeOffset _waitsSince;
    private int _asked;

    /// <summary>Why it is to be cut off: null where it is not.</summary>
    public string? TakeEvent()
    {
        if (!Take(_events)) return "It sends too many events.";
        lock (_gate)
            return _rendered - _confirmed >= limits.PageRenderings && clock.GetUtcNow() - _waitsSince > TimeSpan.FromSeconds(limits.PageSilenceSeconds) ? "It does not confirm what is rendered." : null;
    }

    /// <summary>A call that failed: a page that is a moment behind makes one now and then.</summary>
    public string? TakeFailure() => Take(_failures) ? null : "It asks for what is not there.";

    public void Rendered(long batch)
    {
        lock (_gate)
        {
            if (_rendered < 0) _confirmed = batch - 1;
            if (_rendered <= _confirmed) _waitsSince = clock.GetUtcNow();
            _rendered = Math.Max(_rendered, batch);
        }
    }

    /// <summary>Whether a rendering is confirmed that was waiting for it. What the page was asked for is no event.</summary>
    public bool Confirmed(long batch)
    {
        lock (_gate)
        {
            if (batch <= _confirmed || batch > _rendered) return false;
            (_confirmed, _waitsSince) = (batch, clock.GetUtcNow());
            return true;
        }
    }

    /// <summary>The page is asked for something.</summary>
    public void Asked()
    {
        lock (_gate) _asked++;
    }

    /// <summary>Whether an answer was waited for.</summary>
    public bool Answered()
    {
        lock (_gate)
        {
            if (_asked == 0) return false;
            _asked--;
            return true;
        }
    }

    public void Dispose()
    {
        _events.Dispose();
        _failures.Dispose();
    }

    private static bool Take(TokenBucketRateLimiter bucket)
    {
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    private static TokenBucketRateLimiter Bucket(int most, int back, TimeSpan period) => new(new()
    {
        // No timer for each page: what came back is counted when it is asked for.
        AutoReplenishment = false, QueueLimit = 0, TokenLimit = most, TokensPerPeriod = back, ReplenishmentPeriod = period,
    });
}
