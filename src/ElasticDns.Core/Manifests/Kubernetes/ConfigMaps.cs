using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>The ConfigMaps of one namespace of the file, from which its workloads take variables.</summary>
internal sealed class ConfigMaps
{
    private readonly Dictionary<string, Dictionary<string, YamlScalar>> _byName = [];
    private readonly Dictionary<string, List<Mention>> _whole = [];

    public ConfigMaps(IEnumerable<KubernetesObject> objects)
    {
        foreach (var item in objects)
        {
            if (item is not { Kind: "ConfigMap", Name.Value: var name } || _byName.ContainsKey(name)) continue;
            var values = _byName[name] = [];
            foreach (var (key, value) in (item.Map["data"] as YamlMapping)?.Entries ?? [])
                if (key is YamlScalar scalar && value is YamlScalar { IsNull: false } text) values.TryAdd(scalar.Value, text);
        }
    }

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>One value; null where the file does not have it.</summary>
    public YamlScalar? Value(string name, string key) => _byName.GetValueOrDefault(name)?.GetValueOrDefault(key);

    /// <summary>What all the values of a ConfigMap mention. Many workloads may take the same one, so it is looked through once.</summary>
    public IReadOnlyList<Mention> Mentions(string name, MentionReader reader)
    {
        if (_whole.TryGetValue(name, out var known)) return known;
        var mentions = _whole[name] = [];
        foreach (var (key, value) in _byName.GetValueOrDefault(name) ?? []) reader.Scan(value.Value, key, $"envFrom.{key}", value, mentions);
        return mentions;
    }
}
