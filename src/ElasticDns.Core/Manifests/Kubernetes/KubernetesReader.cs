using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>
/// Reads the Services of one namespace, and the workloads behind them as callers, onto the model of a service.yml. A workload that no
/// Service selects is a service of its own that can only call.
/// </summary>
internal sealed class KubernetesReader(ManifestLimits limits, FindingList findings)
{
    private readonly List<ServiceEntry> _entries = [];
    private readonly MentionReader _mentions = new(limits, findings);

    /// <summary>The manifest; what is wrong with it stands in the findings.</summary>
    public static Manifest? Read(ManifestDocument document, string? asked, FindingList findings)
    {
        foreach (var root in document.Roots)
            if (!KubernetesObject.Is(root)) findings.Error("object-shape", "This document is not a Kubernetes object: it lacks 'apiVersion' or 'kind'. Complete it, or remove it.", root);
        var objects = KubernetesObject.All(document.Roots);
        if (!KubernetesNamespaces.Choose(objects, document.Environments, asked, findings, out var chosen)) return null;
        var scope = objects.Where(item => item.Namespace is not { } name || chosen is null || name.Value == chosen).ToList();
        var read = scope.Where(item => item.IsRead).ToList();
        NoteOthers(scope, findings);
        if (read.Count == 0) findings.Warning("no-services", "The file holds no Service and no workload.", 1, 1);
        if (read.Count > document.Limits.Services)
        {
            findings.Error("too-many-services", $"The file has {read.Count:N0} Services and workloads; {document.Limits.Services:N0} is the most of one file.", read[document.Limits.Services].At);
            return null;
        }
        var reader = new KubernetesReader(document.Limits, findings);
        foreach (var item in read.Where(item => item.IsService)) reader.AddService(item);
        var workloads = new WorkloadReader(new ConfigMaps(scope), reader._mentions, findings);
        foreach (var item in read.Where(item => !item.IsService)) reader.AddWorkload(item, workloads);
        var services = reader._entries.Select(entry => entry.ToService()).ToList();
        HostCollisions.Check(services, [], findings);
        return new([.. services.OrderBy(service => service.Label, StringComparer.Ordinal)], [], document.Place, chosen);
    }

    private static void NoteOthers(List<KubernetesObject> objects, FindingList findings)
    {
        foreach (var kind in objects.Where(item => !item.IsRead && item.Kind.Length > 0).GroupBy(item => item.IsOther ? $"{item.Kind} ({item.ApiVersion})" : item.Kind))
        {
            var (first, count, name) = (kind.First(), kind.Count(), Quoting.Escape(kind.Key));
            if (kind.Key == "NetworkPolicy")
                findings.Warning("network-policy", $"{Quoting.Count(count, "NetworkPolicy is", "NetworkPolicies are")} not evaluated: a caller that the file locks out is shown as reaching its target.", first.At);
            else
                findings.Note("describes-no-service", $"{Quoting.Count(count, $"object of kind {name} describes", $"objects of kind {name} describe")} no service.", first.At);
        }
    }

    private ServiceEntry? Add(KubernetesObject item, string what)
    {
        if (item.Name is not { } name)
        {
            if (item.Map["metadata"] is YamlMapping metadata && metadata.Has("generateName"))
                findings.Note("name-generated", $"This {item.Kind} gets its name from the cluster; it is not read.", item.At);
            else
                findings.Error("name-missing", $"This {item.Kind} has no 'metadata.name'.", item.At);
            return null;
        }
        return NameRule.Fold(name.Value, what, name, findings) is { } label ? new(name.Value, label, name) : null;
    }

    private void AddService(KubernetesObject item)
    {
        if (Add(item, "Service") is not { } entry) return;
        NameRule.NoteLabel(entry.Name, entry.Label, entry.At, findings);
        if (_entries.Find(other => other.Name == entry.Name) is { } first)
        {
            findings.Error("duplicate-object", $"Service '{Quoting.Escape(entry.Name)}' is given twice: it stands in line {first.At.Line} already. Remove one of the two.", entry.At);
            return;
        }
        var shown = Quoting.Escape(entry.Name);
        var spec = item.Spec;
        var type = spec?["type"] is YamlScalar { IsNull: false } written ? written.Value : "ClusterIP";
        var isHeadless = spec?["clusterIP"] is YamlScalar { Value: "None" };
        var ports = new KubernetesPorts(shown, limits, findings) { Type = type, IsHeadless = isHeadless };
        if (spec?["ports"] is { } list) ports.Read(list);
        entry.Ports = ports.Ports;
        if (type == "ExternalName")
        {
            entry.Type = "external-name";
            var target = spec?["externalName"] as YamlScalar;
            findings.Note("external-name", $"Service '{shown}' is an alias of {(target is null ? "a host that it does not name" : $"'{Quoting.Escape(target.Value)}'")}: its name leads there, to whatever port is asked for.", target ?? entry.At);
            if (target is not null) _mentions.ReadValues(target, null, "spec.externalName", entry.Mentions);
        }
        else if (isHeadless)
        {
            entry.Type = "headless";
            findings.Note("headless", $"Service '{shown}' is headless: its name leads straight to the pods, and each pod may have a name of its own below it.", entry.At);
        }
        foreach (var (key, value) in (spec?["selector"] as YamlMapping)?.Entries ?? [])
            if (key is YamlScalar name && value is YamlScalar wanted) entry.Selector[name.Value] = wanted.Value;
        _entries.Add(entry);
    }

    private void AddWorkload(KubernetesObject item, WorkloadReader reader)
    {
        if (Add(item, item.Kind) is not { } own) return;
        var shown = $"{item.Kind} '{Quoting.Escape(own.Name)}'";
        var workload = reader.Read(item, shown);
        var entry = Selecting(workload, own, shown);
        if (entry is null)
        {
            entry = _entries.Find(other => other.Label == own.Label);
            if (entry is not null)
                findings.Warning("workload-merged", $"{shown} is read as a part of service '{Quoting.Escape(entry.Name)}' of line {entry.At.Line}, whose name it shares, though no selector says so.", own.At);
            else
                _entries.Add(entry = own);
            own.Type = item.WorkloadType!;
            if (entry == own)
            {
                NameRule.NoteLabel(own.Name, own.Label, own.At, findings);
                if (workload.ContainerPorts > 0)
                    findings.Note("container-port-without-service", $"{shown} listens on {Quoting.Count(workload.ContainerPorts, "container port", "container ports")}, but no Service of the file selects it, so it has no address: it can only call.", own.At);
            }
        }
        entry.Image ??= workload.Image;
        entry.HostNetwork |= workload.HostNetwork;
        entry.Mentions.AddRange(workload.Mentions);
    }

    // The Service of the same name, else the only one, else the first by name.
    private ServiceEntry? Selecting(Workload workload, ServiceEntry own, string shown)
    {
        var all = _entries.Where(entry => entry.Selects(workload.Labels)).OrderBy(entry => entry.Label, StringComparer.Ordinal).ToList();
        if (all.Find(entry => entry.Label == own.Label) is { } same) return same;
        if (all.Count > 1)
            findings.Note("several-services", $"{shown} is selected by several Services: {Quoting.List([.. all.Select(entry => Quoting.Escape(entry.Name))])}. What it calls is kept at the first.", own.At);
        return all.FirstOrDefault();
    }
}

/// <summary>A service in the making: a Service with the workloads that it selects, or a workload that none selects.</summary>
internal sealed class ServiceEntry(string name, string label, YamlNode at)
{
    public string Name => name;

    public string Label => label;

    public YamlNode At => at;

    public string Type { get; set; } = Service.DefaultType;

    public IReadOnlyList<ContainerPort> Ports { get; set; } = [];

    public Dictionary<string, string> Selector { get; } = [];

    public string? Image { get; set; }

    public bool HostNetwork { get; set; }

    public List<Mention> Mentions { get; } = [];

    public bool Selects(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, wanted) in Selector)
            if (!labels.TryGetValue(key, out var value) || value != wanted) return false;
        return Selector.Count > 0;
    }

    public Service ToService() => new(Name, Label, Ports)
    {
        Line = At.Line, Column = At.Column, Type = Type, Image = Image, HostNetwork = HostNetwork, Mentions = MentionReader.InOrder(Mentions),
    };
}
