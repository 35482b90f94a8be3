using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Compose;

/// <summary>Reads the services of a Compose file onto the model of a service.yml.</summary>
internal sealed class ComposeReader(ManifestLimits limits, FindingList findings)
{
    private static readonly string[] NotServices = ["version", "name", "networks", "volumes", "configs", "secrets", "include", "models"];

    private readonly List<Service> _services = [];
    private readonly MentionReader _mentions = new(limits, findings);
    private readonly ComposeNetworks _networks = new(findings);

    /// <summary>The manifest; what is wrong with it stands in the findings.</summary>
    public static Manifest Read(ManifestDocument document, string? environment, FindingList findings)
    {
        var root = document.Root!;
        if (environment is not null) EnvironmentChoice.NoteIgnored(environment, findings);
        if (root.Has("include"))
            findings.Warning("include-not-read", "'include' takes other files in, which are not read; import the whole of it, as 'docker compose config' prints it.", root.KeyOf("include"));
        var reader = new ComposeReader(document.Limits, findings);
        var found = root.Has("services") ? reader.Read(root["services"]!) : reader.ReadServices(FirstVersion(root));
        if (!found) findings.Warning("no-services", "The file declares no services.", root.Has("services") ? root.KeyOf("services") : root);
        reader._networks.Report();
        HostCollisions.Check(reader._services, [], findings);
        return new([.. reader._services.OrderBy(service => service.Label, StringComparer.Ordinal)], [], document.Place, null);
    }

    /// <summary>Where the file says that it goes: <c>x-elastic-dns</c>, and its <c>name</c> where that names no application.</summary>
    public static Placement Place(YamlMapping root, FindingList findings)
    {
        var place = ExtensionReader.Read(root[ManifestKeys.Extension], findings);
        var named = root["name"] is YamlScalar { IsNull: false, Value: var name } && !name.Contains('$', StringComparison.Ordinal) && Placement.CheckApplication(name) is null ? name : null;
        return place.Or(new() { Application = named });
    }

    /// <summary>The services of version 1, which has them at the root.</summary>
    public static List<YamlEntry> FirstVersion(YamlMapping root) =>
        [.. root.Entries.Where(entry => entry.Name is null || !(NotServices.Contains(entry.Name) || ManifestKeys.IsExtension(entry.Name)))];

    private bool Read(YamlNode services)
    {
        if (services.IsNull) return false;
        if (services is YamlMapping map) return ReadServices(map.Entries);
        findings.Error("services-shape", $"'services' is {services.Kind}; write a map from names to services.", services);
        return true;
    }

    private bool ReadServices(List<YamlEntry> entries)
    {
        if (entries.Count > limits.Services)
        {
            findings.Error("too-many-services", $"The file has {entries.Count:N0} services; {limits.Services:N0} is the most of one file.", entries[limits.Services].Key);
            return true;
        }
        foreach (var (key, body) in entries)
        {
            if (key is YamlScalar { Value: var name }) ReadService(name, key, body);
            else findings.Error("key-shape", $"The name of a service is {key.Kind}; write a name.", key);
        }
        return entries.Count > 0;
    }

    private void ReadService(string name, YamlNode key, YamlNode node)
    {
        var shown = Quoting.Escape(name);
        var label = NameRule.Fold(name, "Service", key, findings);
        if (label is not null) NameRule.NoteLabel(name, label, key, findings);
        if (node is not YamlMapping && !node.IsNull)
        {
            findings.Error("service-shape", $"Service '{shown}' is {node.Kind}; write its keys below it, as in ports: [\"8080:80\"].", node);
            return;
        }
        var body = node as YamlMapping ?? new YamlMapping(node.Line, node.Column);
        var image = body["image"] is YamlScalar { IsNull: false, Value: { Length: > 0 } text } ? text : null;
        var ports = new ComposePorts(shown, image is null ? null : ImageEngines.Of(image), limits, findings);
        if (body["ports"] is { } published) ports.ReadPublished(published);
        if (body["expose"] is { } exposed) ports.ReadExposed(exposed);
        ports.AddImplied(key);
        _networks.Add(shown, body, key);
        NoteKeys(shown, name, body);
        if (label is null) return;
        _services.Add(new(name, label, ports.Ports)
        {
            Line = key.Line,
            Column = key.Column,
            Image = image,
            HostNetwork = body["network_mode"] is YamlScalar { Value: "host" },
            Mentions = ReadMentions(body),
        });
    }

    private IReadOnlyList<Mention> ReadMentions(YamlMapping service)
    {
        var mentions = new List<Mention>();
        if (service["environment"] is { } variables) _mentions.ReadVariables(variables, "environment", mentions);
        foreach (var key in (string[])["command", "entrypoint"])
            if (service[key] is { } value) _mentions.ReadValues(value, null, key, mentions);
        if (service["healthcheck"] is YamlMapping check && check["test"] is { } test) _mentions.ReadValues(test, null, "healthcheck.test", mentions);
        return MentionReader.InOrder(mentions);
    }

    // What changes the addresses, or what can be known of them, and has no equal.
    private void NoteKeys(string shown, string name, YamlMapping body)
    {
        if (body["environment"] is YamlScalar { IsNull: false } single)
            findings.Warning("environment-shape", $"'environment' of service '{shown}' is a single value; write a map, or a list of KEY=VALUE. It is not read.", single);
        if (body["network_mode"] is YamlScalar { IsNull: false } mode)
            NoteNetworkMode(shown, mode);
        if (body.Has("extends"))
            findings.Warning("extends-not-read", $"What service '{shown}' takes from another one by 'extends' is not read; import what 'docker compose config' prints.", body.KeyOf("extends"));
        if (body["env_file"] is { IsNull: false })
            findings.Note("env-file-not-read", $"The variables that service '{shown}' takes from files are not read; addresses in them are not seen.", body.KeyOf("env_file"));
        if (body["profiles"] is { IsNull: false })
            findings.Note("profiles-ignored", $"Service '{shown}' runs in some profiles only; it is read as if it always ran.", body.KeyOf("profiles"));
        NoteNames(shown, name, body);
    }

    private void NoteNetworkMode(string shown, YamlScalar mode)
    {
        if (mode.Value is "host")
            findings.Warning("host-network", $"Service '{shown}' runs in its machine's network: other services do not reach it by its name there, and as a caller in a cluster it needs the DNS policy ClusterFirstWithHostNet.", mode);
        else if (mode.Value is "none" || mode.Value.StartsWith("service:", StringComparison.Ordinal) || mode.Value.StartsWith("container:", StringComparison.Ordinal))
            findings.Warning("network-mode", $"Service '{shown}' has no network of its own ('{Quoting.Escape(mode.Value)}'), so in Compose its name leads nowhere; here it is read like any other.", mode);
    }

    private void NoteNames(string shown, string name, YamlMapping body)
    {
        var names = new List<string>();
        YamlNode? at = null;
        void Add(YamlNode? value)
        {
            if (value is not YamlScalar { IsNull: false, Value: var text } || text == name) return;
            names.Add(Quoting.Escape(text));
            at ??= value;
        }
        Add(body["container_name"]);
        Add(body["hostname"]);
        foreach (var network in (body["networks"] as YamlMapping)?.Entries ?? [])
            foreach (var alias in ((network.Value as YamlMapping)?["aliases"] as YamlSequence)?.Items ?? []) Add(alias);
        if (at is not null)
            findings.Note("names-without-equal", $"In Compose service '{shown}' also goes by {Quoting.List([.. names.Distinct()])}; here it has no name but its own.", at);
        var links = (body["links"] as YamlSequence)?.Items.OfType<YamlScalar>().Where(link => link.Value.Split(':') is [var to, var alias] && to != alias).ToArray() ?? [];
        if (links.Length > 0)
            findings.Note("names-without-equal", $"Service '{shown}' calls others by names of its own ('links': {Quoting.List([.. links.Select(link => Quoting.Escape(link.Value.Split(':')[1]))])}); here they have no name but their own.", links[0]);
    }
}
