using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>The groups that a manifest.yml names for one engine.</summary>
/// <param name="Groups">The groups, as labels, in the file's order.</param>
/// <param name="Default">The group marked <c>default: true</c>, or null.</param>
/// <param name="Key">Where the engine stands, for findings.</param>
internal sealed record DatabaseGroups(IReadOnlyList<string> Groups, string? Default, YamlNode Key)
{
    public const string DefaultName = "default";

    /// <summary>Reads the groups of every engine; everything else of a manifest.yml is ignored.</summary>
    public static Dictionary<string, DatabaseGroups> Read(YamlMapping root, string? environment, FindingList findings)
    {
        var all = new Dictionary<string, DatabaseGroups>();
        if (Components(root, environment, findings) is not { } components) return all;
        foreach (var (key, value) in components.Entries)
        {
            if (key is not YamlScalar { Value: var engine } || value is not YamlMapping component || component["groups"] is not { IsNull: false } groups) continue;
            if (DatabaseEngine.Find(engine) is null)
                findings.Warning("unknown-engine", $"The groups of '{Quoting.Shorten(engine)}' are not read: it is not a database engine that is known.", key);
            else if (groups is not YamlMapping map)
                findings.Error("groups-shape", $"'groups' of {engine} is {groups.Kind}; write a map with a key a group: groups: {{default: {{}}}}.", groups);
            else if (ReadGroups(engine, map, key, findings) is { Groups.Count: > 0 } read)
                all[engine] = read;
        }
        return all;
    }

    private static DatabaseGroups ReadGroups(string engine, YamlMapping map, YamlNode key, FindingList findings)
    {
        var names = new List<string>();
        var known = new HashSet<string>();
        string? marked = null;
        foreach (var (groupKey, body) in map.Entries)
        {
            if (groupKey is not YamlScalar scalar)
            {
                findings.Error("key-shape", $"The name of a database group of {engine} is {groupKey.Kind}; write a name.", groupKey);
                continue;
            }
            if (NameRule.Fold(scalar.Value, "Database group", groupKey, findings, engine.Length + 1) is not { } label) continue;
            if (!known.Add(label))
            {
                findings.Error("name-collision", $"Two groups of {engine} have the label '{label}'; rename one.", groupKey);
                continue;
            }
            names.Add(label);
            if (body is not YamlMapping group || group["default"] is not YamlScalar { Value: "true" or "True" or "TRUE" or "yes" } mark) continue;
            if (marked is null) marked = label;
            else findings.Warning("several-defaults", $"Two groups of {engine} are marked as default; '{marked}' counts.", mark);
        }
        return new(names, marked, key);
    }

    /// <summary>The environments of a manifest.yml: its first level, where that holds no component itself.</summary>
    public static IReadOnlyList<string> EnvironmentsOf(YamlMapping root) => root.Entries.Any(entry => entry.Value is YamlMapping map && LooksLikeComponent(map))
        ? []
        : [.. root.Entries.Where(entry => entry.Value is YamlMapping map && map.Entries.Any(inner => inner.Value is YamlMapping component && LooksLikeComponent(component))).Select(entry => entry.Name).OfType<string>().Distinct()];

    // The map that holds the components: the root, or the environment that is chosen for the service.yml.
    private static YamlMapping? Components(YamlMapping root, string? environment, FindingList findings)
    {
        var names = EnvironmentsOf(root);
        if (names.Count == 0) return root;
        return EnvironmentChoice.Of(root, names, environment, findings) is { } name ? root.MapOf(name) : null;
    }

    /// <summary>Whether a map is the body of a component of a manifest.yml: it configures servers.</summary>
    public static bool LooksLikeComponent(YamlMapping map) => map.Has("configuration") || map.Has("servers") || map.Has("groups");
}
