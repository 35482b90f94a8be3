using System.Security.Cryptography;
using System.Text;
using ElasticDns.Core.Isolation;
using ElasticDns.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Data;

/// <summary>
/// Holds the isolation rules that pages and API read. Writes go through the queue of the catalogue; a committed one replaces the rules by
/// one reference write and tells every open page.
/// </summary>
public sealed class IsolationStore(CatalogWriter writer)
{
    private IsolationRules _current = IsolationRules.None;

    /// <summary>The rules as they are now. Take them once for one answer.</summary>
    public IsolationRules Current => Volatile.Read(ref _current);

    /// <summary>Raised after the rules were replaced, on the thread that replaced them; a handler must not block.</summary>
    public event Action? Changed;

    /// <summary>What tells one set of rules from another: the same for the same rules, also after a restart.</summary>
    public static string TagOf(IsolationRules rules)
    {
        var text = string.Join('\n', rules.All.Select(rule => $"{rule.Id}\t{rule.From}\t{rule.To}\t{rule.Severity}\t{rule.Reason}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    /// <summary>Reads the rules at start.</summary>
    public async Task LoadAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var rows = await context.IsolationRules.AsNoTracking().OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        Volatile.Write(ref _current, new([.. rows.Select(RuleOf)]));
    }

    /// <summary>
    /// Runs a change alone. What <paramref name="decide"/> returns beside its result is the whole set from now on; rules that keep their
    /// number are changed, the others are new. A null leaves everything as it is.
    /// </summary>
    public Task<TResult> WriteAsync<TResult>(
        Actor by, string action, string what, Func<IsolationRules, (TResult Result, IReadOnlyList<IsolationRule>? Rules)> decide, CancellationToken cancellationToken) =>
        writer.WriteBesideAsync<TResult>(by, action, what, async context =>
        {
            var (result, rules) = decide(Current);
            if (rules is null) return (result, null);
            var rows = await context.IsolationRules.ToDictionaryAsync(row => row.Id, cancellationToken);
            var kept = rules.Select((rule, position) => Put(context, rows, rule, position)).ToList();
            context.IsolationRules.RemoveRange(rows.Values.Except(kept));
            await context.SaveChangesAsync(cancellationToken);
            return (result, () => Replace(new([.. kept.Select(RuleOf)])));
        }, cancellationToken);

    private static IsolationRuleRow Put(CatalogContext context, Dictionary<int, IsolationRuleRow> rows, IsolationRule rule, int position)
    {
        if (!rows.TryGetValue(rule.Id, out var row)) context.IsolationRules.Add(row = new() { From = "", To = "", Reason = "" });
        (row.Position, row.From, row.To, row.Severity, row.Reason) = (position, rule.From.Text, rule.To.Text, rule.Severity, rule.Reason);
        return row;
    }

    // What is stored was read before it was stored.
    private static IsolationRule RuleOf(IsolationRuleRow row) =>
        (IsolationRule.Read(row.From, row.To, IsolationRule.Word(row.Severity), row.Reason, [])
            ?? throw new InvalidOperationException($"Isolation rule {row.Id} of the database cannot be read: '{row.From}' to '{row.To}'. Correct or delete its row in the table IsolationRules.")) with { Id = row.Id };

    private void Replace(IsolationRules rules)
    {
        Volatile.Write(ref _current, rules);
        Changed?.Invoke();
    }
}
