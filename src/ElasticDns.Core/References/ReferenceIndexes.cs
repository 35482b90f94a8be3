using System.Runtime.CompilerServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>Makes the index of a catalogue when it is first asked for, and keeps it as long as the catalogue is kept.</summary>
/// <param name="rules">The address rules.</param>
public sealed class ReferenceIndexes(AddressRules rules)
{
    private readonly ConditionalWeakTable<CatalogSnapshot, ReferenceIndex> _indexes = [];

    /// <summary>The index of a catalogue.</summary>
    public ReferenceIndex Of(CatalogSnapshot catalog) => _indexes.GetValue(catalog, key => new(key, rules));

    /// <summary>
    /// Makes the index of a catalogue from that of the one before it, before anybody asks for it. It costs as much as what was changed and
    /// what names it, not as the catalogue is large.
    /// </summary>
    /// <param name="before">The catalogue before the change.</param>
    /// <param name="after">The catalogue after it.</param>
    /// <param name="changed">The places, cluster and namespace, of the applications that came, went or are different.</param>
    public void Follow(CatalogSnapshot before, CatalogSnapshot after, IReadOnlyCollection<(string Cluster, string Namespace)> changed) =>
        _indexes.GetValue(after, key => _indexes.TryGetValue(before, out var index) ? index.After(key, changed) : new(key, rules));
}
