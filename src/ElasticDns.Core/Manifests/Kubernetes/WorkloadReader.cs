using System.Globalization;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>What a workload says of itself as a caller.</summary>
internal sealed record Workload(IReadOnlyDictionary<string, string> Labels, string? Image, bool HostNetwork, int ContainerPorts, List<Mention> Mentions);

/// <summary>Reads the pods of workloads: their labels, their images, and what their containers declare.</summary>
internal sealed class WorkloadReader(ConfigMaps configMaps, MentionReader mentions, FindingList findings)
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];

    public Workload Read(KubernetesObject item, string shown)
    {
        var template = TemplateOf(item);
        var labels = new Dictionary<string, string>();
        foreach (var (key, value) in ((template?["metadata"] as YamlMapping)?["labels"] as YamlMapping)?.Entries ?? [])
            if (key is YamlScalar name && value is YamlScalar text) labels.TryAdd(name.Value, text.Value);
        var pod = template?["spec"] as YamlMapping;
        var containers = Containers(pod, "containers").ToList();
        var found = new List<Mention>();
        foreach (var container in containers.Concat(Containers(pod, "initContainers"))) ReadContainer(container, shown, found);
        return new(
            labels,
            containers.Select(container => container["image"]).OfType<YamlScalar>().FirstOrDefault(image => !image.IsNull && image.Value.Length > 0)?.Value,
            HasHostNetwork(pod, shown),
            containers.Sum(container => (container["ports"] as YamlSequence)?.Items.Count ?? 0),
            found);
    }

    private static YamlMapping? TemplateOf(KubernetesObject item) => item.Kind switch
    {
        "Pod" => item.Map,
        "CronJob" => ((item.Spec?["jobTemplate"] as YamlMapping)?["spec"] as YamlMapping)?["template"] as YamlMapping,
        _ => item.Spec?["template"] as YamlMapping,
    };

    private static IEnumerable<YamlMapping> Containers(YamlMapping? pod, string key) => (pod?[key] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    private void ReadContainer(YamlMapping container, string shown, List<Mention> found)
    {
        foreach (var item in (container["env"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            if (item["name"] is YamlScalar { IsNull: false, Value: var name }) ReadVariable(name, item, shown, found);
        foreach (var item in (container["envFrom"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            if ((item["configMapRef"] as YamlMapping)?["name"] is YamlScalar { IsNull: false } map) ReadAll(map, shown, found);
        foreach (var key in (string[])["command", "args"])
            if (container[key] is { } value) mentions.ReadValues(value, null, key, found);
        foreach (var probe in Probes)
            if (container[probe] is YamlMapping check) ReadHandler(check, probe, found);
        foreach (var hook in Hooks)
            if ((container["lifecycle"] as YamlMapping)?[hook] is YamlMapping handler) ReadHandler(handler, $"lifecycle.{hook}", found);
    }

    private void ReadVariable(string name, YamlMapping item, string shown, List<Mention> found)
    {
        if (item["value"] is { } value)
        {
            mentions.ReadValues(value, name, $"env.{name}", found);
        }
        else if ((item["valueFrom"] as YamlMapping)?["configMapKeyRef"] is YamlMapping from && from["name"] is YamlScalar { IsNull: false } map && from["key"] is YamlScalar { IsNull: false } key)
        {
            if (configMaps.Value(map.Value, key.Value) is { } text) mentions.Scan(text.Value, name, $"env.{name}", text, found);
            else NoteMissing(map, shown);
        }
    }

    // Each workload counts anew towards the cap, which is what a ConfigMap that all of them take costs.
    private void ReadAll(YamlScalar map, string shown, List<Mention> found)
    {
        if (!configMaps.Has(map.Value)) NoteMissing(map, shown);
        else mentions.Take(configMaps.Mentions(map.Value, mentions), map, found);
    }

    private void NoteMissing(YamlScalar map, string shown) =>
        findings.Note("config-map-not-read", $"{shown} takes variables from ConfigMap '{Quoting.Escape(map.Value)}', which the file does not hold so; addresses in them are not seen.", map);

    // The host of a check is the pod itself where none is named.
    private void ReadHandler(YamlMapping handler, string where, List<Mention> found)
    {
        foreach (var kind in (string[])["httpGet", "tcpSocket"])
            if ((handler[kind] as YamlMapping)?["host"] is { } host) mentions.ReadValues(host, "HOST", string.Create(CultureInfo.InvariantCulture, $"{where}.{kind}.host"), found);
        if ((handler["exec"] as YamlMapping)?["command"] is { } command) mentions.ReadValues(command, null, $"{where}.exec.command", found);
    }

    private bool HasHostNetwork(YamlMapping? pod, string shown)
    {
        if (pod?["hostNetwork"] is not YamlScalar { Value: "true" or "True" or "TRUE" } value || pod["dnsPolicy"] is YamlScalar { Value: "ClusterFirstWithHostNet" }) return false;
        findings.Warning("host-network", $"{shown} runs in its node's network: as a caller it needs the DNS policy ClusterFirstWithHostNet to resolve names of the cluster.", value);
        return true;
    }
}
