using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>Reads the map of services.</summary>
internal sealed class ServiceReader(ManifestLimits limits, FindingList findings, DatabaseReader databases)
{
    private static readonly string[] Types = ["service", "deployment", "daemon_set"];
    private static readonly string[] KnownKeys = [.. ManifestKeys.Service, .. ManifestKeys.LegacyPorts];

    private readonly List<Service> _services = [];
    private readonly MentionReader _mentions = new(limits, findings);

    public IReadOnlyList<Service> Services => _services;

    /// <summary>Whether the file declares a service at all, or something in the place of one, a refused one included.</summary>
    public bool FoundAny { get; private set; }

    public void Read(YamlNode services)
    {
        if (services.IsNull) return;
        if (services is not YamlMapping map)
        {
            FoundAny = true;
            findings.Error("services-shape", $"'services' is {services.Kind}; write a map from names to services.", services);
            return;
        }
        if (map.Entries.Count > limits.Services)
        {
            FoundAny = true;
            findings.Error("too-many-services", $"The file has {map.Entries.Count:N0} services; {limits.Services:N0} is the most of one file.", map.Entries[limits.Services].Key);
            return;
        }
        foreach (var (key, body) in map.Entries)
        {
            if (key is not YamlScalar { Value: var name })
            {
                FoundAny = true;
                findings.Error("key-shape", $"The name of a service is {key.Kind}; write a name.", key);
            }
            else if (name == "databases" && body is YamlSequence)
            {
                findings.Warning("databases-misplaced", "'databases' stands under 'services', so it is read as the application's databases; move it to the left by one level.", key);
                databases.Read(body);
            }
            else
            {
                FoundAny = true;
                ReadService(name, key, body);
            }
        }
    }

    private void ReadService(string name, YamlNode key, YamlNode node)
    {
        var shown = Quoting.Escape(name);
        var label = NameRule.Fold(name, "Service", key, findings);
        if (label is not null) NameRule.NoteLabel(name, label, key, findings);
        if (node is not YamlMapping && !node.IsNull)
        {
            findings.Error("service-shape", $"Service '{shown}' is {node.Kind}; write its keys below it, as in ports: [3000].", node);
            return;
        }
        var body = node as YamlMapping ?? new YamlMapping(node.Line, node.Column);
        YamlNode? legacyPorts = null;
        foreach (var (entryKey, value) in body.Entries)
        {
            CheckKey(shown, entryKey, value);
            if (entryKey is YamlScalar scalar && ManifestKeys.LegacyPorts.Contains(scalar.Value)) legacyPorts ??= entryKey;
        }

        var ports = new PortReader(shown, limits, findings);
        if (body["ports"] is { } list) ports.Read(list);
        if (legacyPorts is not null)
            ports.ReadLegacy(body["local_ports"], body["public_port"], body.KeyOf(body.Has("local_ports") ? "local_ports" : "public_port"));
        if (body["databases"] is { } own) databases.Read(own);
        if (label is null) return;

        var service = new Service(name, label, ports.Ports)
        {
            Line = key.Line,
            Column = key.Column,
            Image = Text(body, "image", shown),
            Type = Text(body, "type", shown) is { } type && Types.Contains(type) ? type : Service.DefaultType,
            HostNetwork = HasHostNetwork(body, shown),
            Mentions = _mentions.Read(body),
        };
        _services.Add(service);
    }

    private void CheckKey(string service, YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar { Value: var name })
            findings.Error("key-shape", $"A key of service '{service}' is {key.Kind}; write a name.", key);
        else if (ManifestKeys.Service.Contains(name))
            CheckShape(service, name, value);
        else if (ManifestKeys.OlderService.Contains(name))
            findings.Note("older-key", $"'{name}' of service '{service}' is a key of older versions; it has no part in addresses.", key);
        else if (!ManifestKeys.LegacyPorts.Contains(name) && !ManifestKeys.IsExtension(name))
            findings.Warning("unknown-key", $"Unknown key '{Quoting.Shorten(name)}' in service '{service}'.{ManifestKeys.DidYouMean(name, KnownKeys)}{ManifestKeys.NotRead(value)}", key);
    }

    // What is kept as text only: a wrong shape is told, and does not refuse the file.
    private void CheckShape(string service, string key, YamlNode value)
    {
        switch (key, value)
        {
            case ("env_vars", YamlScalar { IsNull: false }):
                findings.Warning("env-vars-shape", $"'env_vars' of service '{service}' is a single value; write a map, or a list of KEY=VALUE. It is not read.", value);
                break;
            case ("tags", YamlScalar { IsNull: false }):
                findings.Warning("tags-shape", $"'tags' of service '{service}' is a single value; write a list or a map.", value);
                break;
            case ("traffic_matches" or "requires", YamlMapping):
                findings.Warning($"{key.Replace('_', '-')}-shape", $"'{key}' of service '{service}' is a map; write a list. It is not read.", value);
                break;
            case ("type", YamlScalar { IsNull: false } type) when !Types.Contains(type.Value):
                findings.Warning("unknown-type", $"The type '{Quoting.Shorten(type.Value)}' of service '{service}' is not one of {Quoting.List(Types, "or")}; it is taken for '{Service.DefaultType}'.", type);
                break;
        }
    }

    private string? Text(YamlMapping body, string key, string service)
    {
        switch (body[key])
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar.IsNull || scalar.Value.Length == 0 ? null : scalar.Value;
            case var other:
                findings.Warning($"{key}-shape", $"'{key}' of service '{service}' takes one value, not {other.Kind}; it is not read.", other);
                return null;
        }
    }

    private bool HasHostNetwork(YamlMapping body, string service)
    {
        if (body["security_context"] is not YamlMapping context || context["host_network"] is not YamlScalar { Value: "true" or "True" or "TRUE" or "yes" } value) return false;
        findings.Warning("host-network", $"Service '{service}' runs in its node's network: as a caller it needs the DNS policy ClusterFirstWithHostNet to resolve names of the cluster.", value);
        return true;
    }
}
