using System.Collections.Concurrent;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>
/// The wrong passwords of each account, and until when so many have locked it. In memory: a failure that wrote a row would take longer than
/// that of a name that has none.
/// </summary>
public sealed class SignInFailures(TimeProvider clock)
{
    /// <summary>So many wrong passwords lock an account.</summary>
    public const int ToLock = 20;

    /// <summary>How long an account stays locked.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<int, (int Failures, DateTimeOffset LockedUntil)> _counted = new();

    /// <summary>Raised after an account was locked, on the thread of whoever failed; a handler must not block.</summary>
    public event Action? Locked;

    /// <summary>Until when an account is locked; null where it is not.</summary>
    public DateTimeOffset? LockedUntil(int account) => _counted.TryGetValue(account, out var counted) && clock.GetUtcNow() < counted.LockedUntil ? counted.LockedUntil : null;

    /// <summary>Counts a wrong password.</summary>
    /// <returns>Whether it locks the account.</returns>
    public bool Count(int account)
    {
        // In whole milliseconds, as all times that the API says.
        var until = DateTimeOffset.FromUnixTimeMilliseconds((clock.GetUtcNow() + LockedFor).ToUnixTimeMilliseconds());
        var counted = _counted.AddOrUpdate(account, _ => (1, default), (_, before) => before.Failures + 1 >= ToLock ? (0, until) : (before.Failures + 1, before.LockedUntil));
        if (counted.Failures == 0) Locked?.Invoke();
        return counted.Failures == 0;
    }

    /// <summary>Forgets the failures of an account: it has signed in, or an admin has seen to it.</summary>
    /// <returns>Whether it was locked.</returns>
    public bool Forget(int account) => _counted.TryRemove(account, out var counted) && clock.GetUtcNow() < counted.LockedUntil;
}
