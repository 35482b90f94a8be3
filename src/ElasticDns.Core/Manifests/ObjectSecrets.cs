using System.Buffers;

namespace ElasticDns.Core.Manifests;

/// <summary>
/// Where secrets stand in Kubernetes objects, and in whatever else gives a name and its value in two keys: not under a key that says
/// so. The rules hold in files of every format, since a file is redacted before it is known what it is.
/// </summary>
internal static class ObjectSecrets
{
    // Keys that say secret and hold the names of Secrets, or where they are to be found.
    private static readonly HashSet<string> NameKeys =
        ["imagePullSecrets", "secrets", "secret", "secretKeyRef", "secretRef", "secretName", "automountServiceAccountToken", "serviceAccountToken", "tokenRef"];

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private static readonly HashSet<string> KeysOfNames =
        ["name", "namespace", "key", "optional", "secretName", "items", "defaultMode", "mode", "path", "audience", "expirationSeconds"];

    /// <summary>Whether it is a Kubernetes object, as far as its keys tell.</summary>
    public static bool IsObject(YamlMapping map) => map.Has("apiVersion") && map.Has("kind");

    /// <summary>Whether what it holds as data are files and variables, each of them perhaps with secrets of its own.</summary>
    public static bool HoldsFiles(YamlMapping map) => map["kind"] is YamlScalar { Value: "ConfigMap" };

    /// <summary>
    /// The values of a map that are secrets because of what stands beside them: the data of a Secret, or of an object whose kind is lost
    /// or cut, and the value of <c>{name: DB_PASSWORD, value: …}</c>. Those of merged maps are among them.
    /// </summary>
    public static IEnumerable<YamlNode> Of(YamlMapping map)
    {
        var isPair = IsSecretName(map["name"]) || IsSecretName(map["key"]);
        var isSecret = map["kind"] is YamlScalar { IsNull: false } kind ? "Secret".StartsWith(kind.Value, StringComparison.OrdinalIgnoreCase) : map.Has("apiVersion");
        foreach (var (key, value) in map.Entries)
        {
            if (key is not YamlScalar { Value: var name }) continue;
            if ((isPair && name is "value") || (isSecret && name is "data") || name is "stringData") yield return value;
        }
    }

    /// <summary>Whether what stands under a key that says secret only names one.</summary>
    public static bool HoldsNames(string key, YamlNode value) => NameKeys.Contains(key) && value switch
    {
        YamlScalar scalar => scalar.Value.Length <= 253 && !scalar.Value.AsSpan().ContainsAnyExcept(NameCharacters),
        YamlSequence list => list.Items.TrueForAll(HasOnlyNames),
        _ => HasOnlyNames(value),
    };

    private static bool HasOnlyNames(YamlNode node) => node is YamlMapping map && map.Entries.TrueForAll(entry => entry.Name is { } name && KeysOfNames.Contains(name));

    private static bool IsSecretName(YamlNode? node) => node is YamlScalar { Value: var value } && SecretPatterns.IsSecretKey(value);
}
