using System.Net;
using System.Threading.RateLimiting;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>How often one client may send a token that is not taken. Those that are taken are never counted and never refused.</summary>
public sealed class TokenFailures : IDisposable
{
    /// <summary>So many failures a minute.</summary>
    public const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetFixedWindowLimiter(client, _ => new() { PermitLimit = Most, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts a failure.</summary>
    /// <returns>Null where it is one of the first of the minute, else how long to wait.</returns>
    public TimeSpan? Count(IPAddress? client)
    {
        using var lease = _failures.AttemptAcquire(ClientAddress.CountedAs(client));
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : Window;
    }

    public void Dispose() => _failures.Dispose();
}
