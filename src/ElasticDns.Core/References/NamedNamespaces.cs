using System.Collections.Immutable;
using ElasticDns.Core.Catalog;
using Place = (string Cluster, string Namespace);

namespace ElasticDns.Core.References;

/// <summary>Which namespaces manifests name, in a reference or in what looks like one, and who names them.</summary>
internal sealed class NamedNamespaces
{
    // By the cluster of those who name it and the name; the value is their namespaces.
    private readonly ImmutableDictionary<Place, ImmutableHashSet<string>> _by;

    // The names that no application of that cluster has: few, and the only ones whose meaning a similar name decides.
    private readonly ImmutableHashSet<Place> _unknown;

    private NamedNamespaces(ImmutableDictionary<Place, ImmutableHashSet<string>> by, ImmutableHashSet<Place> unknown) => (_by, _unknown) = (by, unknown);

    public static NamedNamespaces None { get; } = new(ImmutableDictionary<Place, ImmutableHashSet<string>>.Empty, []);

    /// <summary>The applications of a cluster whose manifests name a namespace.</summary>
    public IEnumerable<Place> By(string cluster, string name) =>
        _by.TryGetValue((cluster, name), out var namespaces) ? namespaces.Select(@namespace => (cluster, @namespace)) : [];

    /// <summary>The names that no application of the cluster has and that may have been meant for this one.</summary>
    public IEnumerable<string> NearlyUnknown(string cluster, string @namespace) =>
        from name in _unknown
        where name.Cluster == cluster && name.Namespace != @namespace
            && Math.Abs(name.Namespace.Length - @namespace.Length) <= NearestNames.FarthestDistance
            && NearestNames.Distance(name.Namespace, @namespace) <= NearestNames.FarthestDistance
        select name.Namespace;

    /// <summary>The same after the manifest of one application was changed.</summary>
    public NamedNamespaces With(CatalogSnapshot after, Place caller, IReadOnlySet<string> before, IReadOnlySet<string> now)
    {
        var (by, unknown) = (_by, _unknown);
        foreach (var name in before.Where(name => !now.Contains(name)))
        {
            var key = (caller.Cluster, name);
            var rest = by[key].Remove(caller.Namespace);
            by = rest.IsEmpty ? by.Remove(key) : by.SetItem(key, rest);
            if (rest.IsEmpty) unknown = unknown.Remove(key);
        }
        foreach (var name in now.Where(name => !before.Contains(name)))
        {
            var key = (caller.Cluster, name);
            by = by.SetItem(key, by.GetValueOrDefault(key, []).Add(caller.Namespace));
            if (after.Find(caller.Cluster, name) is null) unknown = unknown.Add(key);
        }
        // It may itself have come or gone.
        if (by.ContainsKey(caller)) unknown = after.Find(caller.Cluster, caller.Namespace) is null ? unknown.Add(caller) : unknown.Remove(caller);
        return ReferenceEquals(by, _by) && ReferenceEquals(unknown, _unknown) ? this : new(by, unknown);
    }
}
