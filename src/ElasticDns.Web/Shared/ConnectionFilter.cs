using System.Runtime.CompilerServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Shared;

/// <summary>Which declared connections are shown, as the page's address says it.</summary>
public sealed record ConnectionFilter
{
    /// <summary>The value of <see cref="Verdict"/> that shows all that do not resolve.</summary>
    public const string Broken = "broken";

    /// <summary>Everything.</summary>
    public static ConnectionFilter None { get; } = new();

    /// <summary>Words that a connection must hold, all of them.</summary>
    public string? Words { get; init; }

    /// <summary>The code of a verdict, <see cref="Broken"/>, or null for all.</summary>
    public string? Verdict { get; init; }

    /// <summary>The cluster of those who declare.</summary>
    public string? Cluster { get; init; }

    /// <summary>The namespace of the application that declares.</summary>
    public string? Application { get; init; }

    /// <summary>The label of the service that declares.</summary>
    public string? Service { get; init; }

    /// <summary>What is called: <c>cluster/namespace</c> for an application, from outside it; <c>cluster/namespace/label</c> for a service or database.</summary>
    public string? Target { get; init; }

    /// <summary>Whether anything but the verdict narrows it down.</summary>
    public bool IsNarrow => Words is not null || Cluster is not null || Application is not null || Service is not null || Target is not null;

    /// <summary>The page that shows it.</summary>
    public string Path
    {
        get
        {
            var query = string.Join('&', new[] { ("cluster", Cluster), ("application", Application), ("service", Service), ("target", Target), ("verdict", Verdict), ("q", Words) }
                .Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!).Replace("%2F", "/", StringComparison.Ordinal)}"));
            return query.Length == 0 ? PageLinks.Connections : $"{PageLinks.Connections}?{query}";
        }
    }

    /// <summary>What an application declares.</summary>
    public static ConnectionFilter DeclaredBy(Application application, Target? service = null) =>
        new() { Cluster = application.Cluster, Application = application.Namespace, Service = service?.Label };

    /// <summary>What others declare that leads into an application; of one of its services or databases, what anybody declares.</summary>
    public static ConnectionFilter LeadingTo(Application home, Target? target = null) =>
        new() { Target = $"{home.Cluster}/{home.Namespace}{(target is null ? "" : $"/{target.Label}")}" };

    /// <summary>Whether a verdict is shown.</summary>
    public bool Shows(Verdict verdict) =>
        Verdict is null || (Verdict == Broken ? verdict is not Core.Addressing.Verdict.Resolves : Verdict == verdict.Code());

    /// <summary>What it shows of a catalogue. Where nothing narrows it down, the lists are those that everybody shares.</summary>
    public ShownConnections Apply(CatalogSnapshot snapshot, ReferenceIndex index)
    {
        var all = AllConnections.Of(snapshot, index);
        if (!IsNarrow) return new(Part(true, all.Broken), Part(false, all.Resolving), all.Counts);
        var words = (Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var counts = new Dictionary<Verdict, int>();
        var (broken, resolving) = (new List<Reference>(), new List<Reference>());
        foreach (var reference in Candidates(snapshot, index, all))
        {
            if (!IsDeclaredThere(reference) || !Array.TrueForAll(words, word => Holds(reference, word))) continue;
            counts[reference.Verdict] = counts.GetValueOrDefault(reference.Verdict) + 1;
            if (Shows(reference.Verdict)) (reference.IsBroken ? broken : resolving).Add(reference);
        }
        return new(broken, resolving, counts);
    }

    private IReadOnlyList<Reference> Part(bool broken, Reference[] all) => Verdict switch
    {
        null => all,
        Broken => broken ? all : [],
        _ when broken == (Verdict == Core.Addressing.Verdict.Resolves.Code()) => [],
        _ when broken => [.. all.Where(reference => Shows(reference.Verdict))],
        _ => all,
    };

    // The lists that the index already has, where the filter names one of them, so that not every connection is looked at.
    private IEnumerable<Reference> Candidates(CatalogSnapshot snapshot, ReferenceIndex index, AllConnections all)
    {
        if (Cluster is not null && Application is not null) return snapshot.Find(Cluster, Application) is { } application ? index.DeclaredBy(application).Where(LeadsThere(snapshot)) : [];
        if (Target?.Split('/') is [var cluster, var @namespace, var label]) return snapshot.Find(cluster, @namespace) is { } home && home.Find(label) is { } target ? index.LeadingTo(home, target) : [];
        return all.Broken.Concat(all.Resolving).Where(LeadsThere(snapshot));
    }

    private Func<Reference, bool> LeadsThere(CatalogSnapshot snapshot)
    {
        if (Target is null) return static _ => true;
        if (Target.Split('/') is not [var cluster, var @namespace, .. var rest] || snapshot.Find(cluster, @namespace) is not { } home) return static _ => false;
        var target = rest is [var label] ? home.Find(label) : null;
        return rest.Length == 0
            ? reference => ReferenceEquals(reference.Destination.Home, home) && !ReferenceEquals(reference.From, home)
            : reference => target is not null && ReferenceEquals(reference.Destination.Target, target);
    }

    private bool IsDeclaredThere(Reference reference) =>
        (Cluster is null || Cluster == reference.From.Cluster)
        && (Application is null || Application == reference.From.Namespace)
        && (Service is null || Service == reference.Caller.Label);

    private static bool Holds(Reference reference, string word)
    {
        var (from, caller, mention, destination) = reference;
        return Has(mention.Text) || Has(mention.Where) || Has(caller.Label) || Has(caller.Name) || Has(from.Name) || Has(from.Namespace) || Has(from.Cluster)
            || Has(destination.Target?.Label) || Has(destination.Home?.Name) || Has(destination.Home?.Namespace);

        bool Has(string? text) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>The connections to show, and how many there would be of each verdict.</summary>
/// <param name="Broken">Those that do not resolve; they come first.</param>
/// <param name="Resolving">Those that do.</param>
/// <param name="Counts">How many match, whatever the verdict that is asked for.</param>
public sealed record ShownConnections(IReadOnlyList<Reference> Broken, IReadOnlyList<Reference> Resolving, IReadOnlyDictionary<Verdict, int> Counts)
{
    /// <summary>How many are shown.</summary>
    public int Count => Broken.Count + Resolving.Count;

    /// <summary>How many match, of all verdicts.</summary>
    public int AllCount => Counts.Values.Sum();

    /// <summary>How many match and do not resolve.</summary>
    public int BrokenCount => AllCount - CountOf(Verdict.Resolves);

    /// <summary>How many match and have this verdict.</summary>
    public int CountOf(Verdict verdict) => Counts.GetValueOrDefault(verdict);
}

/// <summary>Every declared connection of a catalogue in the order of the page, shared by all who look at it.</summary>
internal sealed class AllConnections
{
    // Kept as long as the index is, and so the catalogue.
    private static readonly ConditionalWeakTable<ReferenceIndex, AllConnections> OfIndex = [];

    private AllConnections(CatalogSnapshot snapshot, ReferenceIndex index)
    {
        var all = snapshot.Applications.SelectMany(index.DeclaredBy).ToLookup(reference => reference.IsBroken);
        (Broken, Resolving) = ([.. all[true]], [.. all[false]]);
        var counts = Broken.CountBy(reference => reference.Verdict).ToDictionary();
        counts[Verdict.Resolves] = Resolving.Length;
        Counts = counts;
    }

    public Reference[] Broken { get; }

    public Reference[] Resolving { get; }

    public IReadOnlyDictionary<Verdict, int> Counts { get; }

    public static AllConnections Of(CatalogSnapshot snapshot, ReferenceIndex index) => OfIndex.GetValue(index, key => new(snapshot, key));
}
