using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>One object of a file, with what tells it from others.</summary>
/// <param name="Map">The object.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Kind">Its kind; empty where it has none.</param>
/// <param name="ApiVersion">Its version, with the group before it: <c>apps/v1</c>.</param>
internal sealed record KubernetesObject(YamlMapping Map, YamlNode At, string Kind, string ApiVersion)
{
    private static readonly string[] WorkloadGroups = ["v1", "apps", "batch", "extensions", "apps.openshift.io"];

    private static readonly Dictionary<string, string> TypeOfKind = new()
    {
        ["Deployment"] = "deployment", ["ReplicaSet"] = "deployment", ["ReplicationController"] = "deployment", ["DeploymentConfig"] = "deployment",
        ["StatefulSet"] = "stateful_set", ["DaemonSet"] = "daemon_set", ["Job"] = "job", ["CronJob"] = "cron_job", ["Pod"] = "pod",
    };

    /// <summary>Whether it is a Service of Kubernetes itself; others have objects of that name, too.</summary>
    public bool IsService => Kind == "Service" && ApiVersion == "v1";

    /// <summary>What the catalogue calls a workload of that kind; null of anything else.</summary>
    public string? WorkloadType => WorkloadGroups.Contains(ApiVersion.Split('/')[0]) ? TypeOfKind.GetValueOrDefault(Kind) : null;

    /// <summary>Whether it makes a service of the catalogue.</summary>
    public bool IsRead => IsService || WorkloadType is not null;

    /// <summary>Whether it shares no more than the name of its kind with what is read.</summary>
    public bool IsOther => !IsRead && (Kind == "Service" || TypeOfKind.ContainsKey(Kind));

    public YamlScalar? Name => Metadata("name");

    /// <summary>The namespace; null where it names none.</summary>
    public YamlScalar? Namespace => Metadata("namespace");

    public YamlMapping? Spec => Map["spec"] as YamlMapping;

    private YamlScalar? Metadata(string key) => Map["metadata"] is YamlMapping metadata && metadata[key] is YamlScalar { IsNull: false, Value.Length: > 0 } value ? value : null;

    /// <summary>Whether a document holds an object, or a list of them.</summary>
    public static bool Is(YamlNode root) => root is YamlMapping map && map.Has("apiVersion") && map.Has("kind");

    /// <summary>The objects of the documents, lists unfolded.</summary>
    public static List<KubernetesObject> All(IEnumerable<YamlNode> roots)
    {
        var objects = new List<KubernetesObject>();
        var left = new Stack<(YamlNode Node, string Kind)>(roots.Reverse().Select(root => (root, "")));
        while (left.TryPop(out var next))
        {
            if (next.Node is not YamlMapping map) continue;
            var kind = Text(map["kind"]) is { Length: > 0 } own ? own : next.Kind;
            if (kind.EndsWith("List", StringComparison.Ordinal) && map["items"] is YamlSequence items)
                // The items of a ServiceList need not say that they are Services.
                for (var i = items.Items.Count - 1; i >= 0; i--) left.Push((items.Items[i], kind[..^"List".Length]));
            else
                objects.Add(new(map, map.Has("kind") ? map.KeyOf("kind") : map, kind, Text(map["apiVersion"]) is { Length: > 0 } version ? version : next.Kind.Length > 0 ? "v1" : ""));
        }
        return objects;
    }

    /// <summary>The namespaces of the objects that are read, in the order of the file.</summary>
    public static string[] Namespaces(IEnumerable<KubernetesObject> objects) =>
        [.. objects.Where(item => item.IsRead).Select(item => item.Namespace?.Value).OfType<string>().Where(DnsLabel.IsLabel).Distinct()];

    private static string Text(YamlNode? node) => node is YamlScalar { IsNull: false, Value: var value } ? value : "";
}
