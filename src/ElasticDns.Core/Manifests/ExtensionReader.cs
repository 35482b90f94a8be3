using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>Reads <c>x-elastic-dns</c>, by which a file says itself where it goes.</summary>
internal static class ExtensionReader
{
    public static Placement Read(YamlNode? node, FindingList findings)
    {
        if (node is null || node.IsNull) return Placement.None;
        if (node is not YamlMapping mapping)
        {
            findings.Error("extension-shape", $"'{ManifestKeys.Extension}' is {node.Kind}; write a map with application, namespace and cluster.", node);
            return Placement.None;
        }
        var values = new Dictionary<string, string>();
        foreach (var (key, value) in mapping.Entries)
        {
            var name = (key as YamlScalar)?.Value ?? "";
            if (!ManifestKeys.ExtensionKeys.Contains(name))
                findings.Warning("unknown-key", $"Unknown key '{Quoting.Shorten(name)}' in '{ManifestKeys.Extension}'.{ManifestKeys.DidYouMean(name, ManifestKeys.ExtensionKeys)}{ManifestKeys.NotRead(value)}", key);
            else if (value is not YamlScalar scalar)
                findings.Error("extension-shape", $"'{name}' in '{ManifestKeys.Extension}' takes one value, not {value.Kind}.", value);
            else if (!scalar.IsNull && Check(name, scalar.Value) is { } wrong)
                findings.Error(name switch { "docs" => "docs-not-https", "namespace" or "cluster" => $"{name}-invalid", _ => "text-invalid" }, wrong, value);
            else if (!scalar.IsNull)
                values[name] = scalar.Value;
        }
        return new()
        {
            Application = values.GetValueOrDefault("application"),
            Namespace = values.GetValueOrDefault("namespace"),
            Cluster = values.GetValueOrDefault("cluster"),
            Owner = values.GetValueOrDefault("owner"),
            Description = values.GetValueOrDefault("description"),
            Docs = values.GetValueOrDefault("docs"),
        };
    }

    private static string? Check(string name, string value) => name switch
    {
        "application" => Placement.CheckApplication(value),
        "namespace" => Placement.CheckNamespace(value),
        "cluster" => Placement.CheckCluster(value),
        "docs" when !(Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0) =>
            "'docs' takes an https:// address and no other.",
        _ when value.Length > Placement.TextLength => $"'{name}' has more than {Placement.TextLength:N0} characters.",
        "description" => value.EnumerateRunes().Any(rune => Placement.IsUnprintable(rune) && rune.Value is not ('\n' or '\t')) ? Unprintable(name) : null,
        _ => value.EnumerateRunes().Any(Placement.IsUnprintable) ? Unprintable(name) : null,
    };

    private static string Unprintable(string name) => $"'{name}' has a control or formatting character; remove it.";
}
