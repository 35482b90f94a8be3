using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Impact;

/// <summary>How many addresses an import changes; an address that callers write in several forms counts once.</summary>
/// <param name="Changed">Those that are written differently by some caller.</param>
/// <param name="Added">Those that were not there before.</param>
/// <param name="Removed">Those that are there no more.</param>
/// <param name="Moved">Those that are written as before and lead to another cluster.</param>
public readonly record struct AddressCounts(int Changed, int Added, int Removed, int Moved)
{
    /// <summary>All of them.</summary>
    public int Total => Changed + Added + Removed + Moved;

    /// <summary>The sum of two counts.</summary>
    public static AddressCounts operator +(AddressCounts one, AddressCounts other) => one.Add(other);

    /// <summary>The sum of two counts.</summary>
    public AddressCounts Add(AddressCounts other) =>
        new(Changed + other.Changed, Added + other.Added, Removed + other.Removed, Moved + other.Moved);

    /// <summary>In words, <c>2 addresses change, 1 is added</c>; empty where there is none.</summary>
    public string ToText()
    {
        var parts = new List<string>();
        Say(Changed, "changes", "change");
        Say(Added, "is added", "are added");
        Say(Removed, "is removed", "are removed");
        Say(Moved, "moves to another cluster", "move to another cluster");
        return string.Join(", ", parts);

        // The first says what is counted, the others go without saying.
        void Say(int count, string one, string many)
        {
            if (count > 0) parts.Add($"{(parts.Count == 0 ? Quoting.Count(count, "address", "addresses") : $"{count:N0}")} {(count == 1 ? one : many)}");
        }
    }

    internal static AddressCounts Between(ApplicationPair applications, TargetPair targets)
    {
        var before = OwnOf(targets.Before);
        var after = OwnOf(targets.After);
        var same = before.Intersect(after).Count();
        var (removed, added) = (before.Count - same, after.Count - same);
        var changed = Math.Min(removed, added);
        return new(
            changed + (applications.Kind is ChangeKind.Moved && !applications.ChangesCluster ? same : 0),
            added - changed,
            removed - changed,
            applications.ChangesCluster ? same : 0);
    }

    private static HashSet<string> OwnOf(Target? target) => target is null ? [] : [.. AddressRules.OwnAddresses(target).Select(address => address.Url)];
}
