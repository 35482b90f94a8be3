using System.Globalization;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>Which namespace of a file is read: each is an application of its own.</summary>
internal static class KubernetesNamespaces
{
    private const int MostLines = 10;

    /// <summary>False where a finding refuses the file. Where no object names a namespace, none is chosen and all of them are read.</summary>
    public static bool Choose(List<KubernetesObject> objects, IReadOnlyList<string> names, string? asked, FindingList findings, out string? chosen)
    {
        chosen = null;
        var read = objects.Where(item => item.IsRead).ToList();
        foreach (var item in read)
            if (item.Namespace is { } name && !DnsLabel.IsLabel(name.Value))
                findings.Error("namespace-invalid", Placement.CheckNamespace(name.Value, ManifestFormat.Kubernetes)!, name);
        if (names.Count == 0)
        {
            if (asked is not null) EnvironmentChoice.NoteIgnored(asked, findings, "namespaces");
            return true;
        }
        var without = read.Where(item => item.Namespace is null).ToList();
        if (names.Count > 1 && without.Count > 0)
        {
            var lines = string.Join(", ", without.Take(MostLines).Select(item => item.At.Line.ToString(CultureInfo.InvariantCulture)));
            findings.Error("namespace-missing", $"The file holds several namespaces ({Quoting.List(names)}), and {Quoting.Count(without.Count, "object names", "objects name")} none: line{(without.Count == 1 ? "" : "s")} {lines}{(without.Count > MostLines ? ", …" : "")}. Give each its 'metadata.namespace'.", without[0].At);
            return false;
        }
        chosen = EnvironmentChoice.Of(() => read.First(item => item.Namespace?.Value == names[0]).Namespace!, names, asked, "namespace", findings);
        return chosen is not null;
    }
}
