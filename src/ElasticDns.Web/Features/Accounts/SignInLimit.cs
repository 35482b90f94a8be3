using System.Net;
using System.Threading.RateLimiting;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>
/// How often one client may fail to sign in. Only failures are counted, so any number of people behind one address can sign in; they do
/// so one after the other, so that no failure slips through beside another.
/// </summary>
public sealed class SignInLimit : IDisposable
{
    /// <summary>So many failures a minute.</summary>
    public const int Failures = 10;

    private const int Waiting = 100;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetFixedWindowLimiter(client, _ => new() { PermitLimit = Failures, Window = Window, QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetConcurrencyLimiter(client, _ => new() { PermitLimit = 1, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    /// <summary>Waits for the client's turn and runs an attempt, which tells whether it succeeded; not at all where too many have failed.</summary>
    /// <returns>Null where the attempt was made, else how long to wait.</returns>
    public async Task<TimeSpan?> TryAsync(IPAddress? address, Func<Task<bool>> attempt, CancellationToken cancellationToken)
    {
        var client = ClientAddress.CountedAs(address);
        using var turn = await _turns.AcquireAsync(client, 1, cancellationToken);
        if (!turn.IsAcquired) return TimeSpan.FromSeconds(1);
        using (var free = _failures.AttemptAcquire(client, 0))
        {
            if (!free.IsAcquired) return free.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : Window;
        }
        if (await attempt()) return null;
        _failures.AttemptAcquire(client).Dispose();
        return null;
    }

    public void Dispose()
    {
        _failures.Dispose();
        _turns.Dispose();
    }
}
