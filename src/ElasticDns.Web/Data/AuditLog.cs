using System.Net;
using System.Text.RegularExpressions;
using System.Threading.RateLimiting;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>
/// Writes down who did what, from where, when, and what came of it. A change of the catalogue is written down in its own transaction, by
/// whoever makes it, so that there is none without an entry.
/// </summary>
public sealed partial class AuditLog(IDbContextFactory<CatalogContext> contexts, TimeProvider clock) : IDisposable
{
    private const int LongestText = 300;
    private const int FailuresAMinute = 30;
    private const string Others = "refusals";

    // What somebody does who may do nothing must not fill the disk.
    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetFixedWindowLimiter(client, _ => new() { PermitLimit = FailuresAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Raised after an entry was written, on the thread that wrote it; a handler must not block.</summary>
    public event Action? Written;

    /// <summary>Writes an entry. Of what does not succeed, each client has thirty entries a minute, and the next says that there were more.</summary>
    public async Task WriteAsync(Actor actor, string action, string what, AuditResult result, string? detail = null)
    {
        if (result is not AuditResult.Done && !TakePlace(actor, ref action, ref what, ref detail)) return;
        await using var context = await contexts.CreateDbContextAsync();
        context.AuditEntries.Add(RowOf(actor, action, what, result, detail, clock.GetUtcNow()));
        await context.SaveChangesAsync();
        Tell();
    }

    /// <summary>Writes down that somebody asked for what is not theirs, and ends it.</summary>
    /// <exception cref="AccessDeniedException">Always.</exception>
    public async Task DenyAsync(Actor actor, string action, string what)
    {
        await WriteAsync(actor, action, what, AuditResult.Denied);
        throw new AccessDeniedException(Refusal.OfChange(actor));
    }

    /// <summary>An entry as it is stored: each text on one line and cut, and without what looks like a secret.</summary>
    internal static AuditRow RowOf(Actor actor, string action, string what, AuditResult result, string? detail, DateTimeOffset at) => new()
    {
        At = at,
        Actor = Line(actor.Name),
        Kind = actor.Kind,
        From = actor.From,
        Action = action,
        What = Line(what),
        Result = result,
        Detail = detail is null ? null : Line(detail),
    };

    /// <summary>Tells who looks at the log that there is more of it.</summary>
    internal void Tell() => Written?.Invoke();

    public void Dispose() => _failures.Dispose();

    private bool TakePlace(Actor actor, ref string action, ref string what, ref string? detail)
    {
        var client = IPAddress.TryParse(actor.From, out var address) ? ClientAddress.CountedAs(address) : actor.Name;
        using var lease = _failures.AttemptAcquire(client);
        if (lease.IsAcquired) return _failures.GetStatistics(client)?.CurrentAvailablePermits > 0 || SayMore(ref action, ref what, ref detail);
        return false;
    }

    // The last entry of a minute stands for itself and all that follow.
    private static bool SayMore(ref string action, ref string what, ref string? detail)
    {
        (action, what, detail) = (Others, $"{action} {what}", $"More than {FailuresAMinute} in a minute from this client; the others of that minute are not listed.");
        return true;
    }

    // Somebody may have written a token into a path.
    [GeneratedRegex("edns_[A-Za-z0-9_-]{8,}")]
    private static partial Regex TokenForm();

    private static string Line(string text)
    {
        var line = TokenForm().Replace(Redaction.OfForms(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))), Redaction.Mask);
        return line.Length <= LongestText ? line : $"{line[..LongestText]}…";
    }
}
