using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Comparing;

/// <summary>How many pairs of a caller and something else that it can reach there were and are. Counted from the ends, never pair by pair.</summary>
/// <param name="Before">How many there were.</param>
/// <param name="After">How many there are.</param>
/// <param name="Both">How many of them are the same by cluster, namespace and label.</param>
public readonly record struct PairCount(long Before, long After, long Both)
{
    /// <summary>How many became possible.</summary>
    public long Gained => After - Both;

    /// <summary>How many are possible no more.</summary>
    public long Lost => Before - Both;

    /// <summary>The pairs between applications of one cluster that did not change.</summary>
    internal static PairCount Of(IEnumerable<Application> callers, IEnumerable<Application> called)
    {
        var (from, to) = (new Ends(), new Ends());
        foreach (var application in callers) from.Add(application, application);
        foreach (var application in called) to.Add(application, application);
        return Of(from, to);
    }

    /// <summary>The pairs between the callers of the one and the addressed of the other, which are of one cluster.</summary>
    internal static PairCount Of(Ends from, Ends to) => new(
        (from.CallersBefore * to.AddressedBefore) - Selves(from.Before, to.Before),
        (from.CallersAfter * to.AddressedAfter) - Selves(from.After, to.After),
        (from.CallersBoth * to.AddressedBoth) - Selves(from.Both, to.Both));

    // Who calls and is called alike is in both; it is no pair with itself.
    private static long Selves(HashSet<(string, string)> one, HashSet<(string, string)> other) =>
        one.Count <= other.Count ? one.Count(other.Contains) : other.Count(one.Contains);

    /// <summary>The callers and the addressed of some applications of one cluster, as they were and as they are.</summary>
    internal sealed class Ends
    {
        public long CallersBefore { get; private set; }

        public long CallersAfter { get; private set; }

        public long CallersBoth { get; private set; }

        public long AddressedBefore { get; private set; }

        public long AddressedAfter { get; private set; }

        public long AddressedBoth { get; private set; }

        /// <summary>The services that call and have an address, by namespace and label.</summary>
        public HashSet<(string, string)> Before { get; } = [];

        public HashSet<(string, string)> After { get; } = [];

        public HashSet<(string, string)> Both { get; } = [];

        /// <summary>Adds an application of one place, as it was and as it is.</summary>
        public void Add(Application? before, Application? after)
        {
            foreach (var target in before?.Targets ?? [])
            {
                if (target is Service) CallersBefore++;
                if (target.HasAddress) AddressedBefore++;
                if (target is Service { HasAddress: true }) Before.Add((before!.Namespace, target.Label));
                var same = ReferenceEquals(before, after) ? target : after?.Find(target.Label) is { } found && found.Label == target.Label ? found : null;
                if (same is null) continue;
                if (target is Service && same is Service) CallersBoth++;
                if (target.HasAddress && same.HasAddress) AddressedBoth++;
                if (target is Service { HasAddress: true } && same is Service { HasAddress: true }) Both.Add((before!.Namespace, target.Label));
            }
            foreach (var target in after?.Targets ?? [])
            {
                if (target is Service) CallersAfter++;
                if (target.HasAddress) AddressedAfter++;
                if (target is Service { HasAddress: true }) After.Add((after!.Namespace, target.Label));
            }
        }
    }
}
