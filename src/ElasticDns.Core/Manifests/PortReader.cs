using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>Reads the ports of one service, in every form of today's and of the older grammar.</summary>
internal sealed class PortReader(string service, ManifestLimits limits, FindingList findings)
{
    private static readonly Protocol[] ShortForm = [Protocol.Http, Protocol.Https];

    private readonly List<ContainerPort> _ports = [];
    private int _items;

    /// <summary>What was read so far, merged by container port.</summary>
    public IReadOnlyList<ContainerPort> Ports => _ports;

    /// <summary>Reads <c>ports</c>: a list, or one scalar.</summary>
    public void Read(YamlNode ports)
    {
        switch (ports)
        {
            case YamlMapping:
                findings.Error("ports-shape", $"'ports' of service '{service}' is a map; write a list: ports: [3000], or ports: [{{container: 3000, http: 80}}].", ports);
                break;
            case YamlSequence list:
                for (var i = 0; i < list.Items.Count; i++) ReadItem(list.Items[i], i);
                break;
            default:
                if (!ports.IsNull) ReadItem(ports, null);
                break;
        }
    }

    /// <summary>Reads <c>local_ports</c> and <c>public_port</c>; the public port belongs to the first local port.</summary>
    public void ReadLegacy(YamlNode? localPorts, YamlNode? publicPort, YamlNode key)
    {
        var errors = findings.ErrorCount;
        var locals = new List<int>();
        foreach (var item in localPorts switch { YamlSequence list => list.Items, null => [], _ when localPorts.IsNull => [], _ => [localPorts] })
        {
            if (item.IsNull) findings.Warning("empty-port", $"An item of 'local_ports' of service '{service}' is empty and is ignored.", item);
            else if (item is YamlScalar scalar) { if (Number(scalar.Value, item, new("local_ports")) is { } local) locals.Add(local); }
            else findings.Error("local-ports-shape", $"'local_ports' of service '{service}' takes numbers, not {item.Kind}: local_ports: [3000].", item);
        }
        var mapping = new ContainerPort(locals.Count > 0 ? locals[0] : null);
        if (publicPort is YamlScalar { IsNull: false } value)
        {
            var parts = value.Value.Split(':');
            if (parts.Length > ShortForm.Length)
                findings.Error("public-port-shape", $"'public_port' of service '{service}' has {parts.Length} parts; write HTTP or HTTP:HTTPS, for example \"80:443\".", publicPort);
            else
                mapping = Map(mapping, parts, value, new("public_port"));
        }
        else if (publicPort is not (null or YamlScalar))
        {
            findings.Error("public-port-shape", $"'public_port' of service '{service}' takes one value, not {publicPort.Kind}: public_port: \"80:443\".", publicPort);
        }
        if (findings.ErrorCount > errors) return;
        var read = $"'{(localPorts is null ? "public_port" : "local_ports")}' is older grammar: read as {Describe(mapping)}";
        if (mapping.Container is null && mapping.Mappings.Any())
            findings.Warning("no-container-port", $"{read}, reachable from outside only. Service '{service}' names no container port, so it has no address inside the cluster; write ports: [{{container: 3000, http: {mapping.Mappings.First().Port}}}].", key);
        else if (mapping.Container is not null)
            findings.Note("older-grammar", $"{read}{(locals.Count > 1 ? $", and container {string.Join(", ", locals.Skip(1))}" : "")}. Today one writes 'ports'.", key);
        if (mapping.Container is not null || mapping.Mappings.Any()) Merge(mapping, null);
        foreach (var local in locals.Skip(1)) Merge(new(local), null);
    }

    // Where a port stands; made into text only for a finding.
    private readonly record struct Place(string Key, int? Index = null, string? Field = null);

    private void ReadItem(YamlNode item, int? index)
    {
        var path = new Place("ports", index);
        if (++_items == limits.PortsOfService + 1)
            findings.Error("too-many-ports", $"Service '{service}' has more than {limits.PortsOfService:N0} ports.", item);
        if (_items > limits.PortsOfService) return;
        var errors = findings.Count;
        var port = item switch
        {
            YamlScalar { IsNull: false } scalar => ReadShort(scalar, path),
            YamlMapping mapping => ReadMap(mapping, path),
            YamlSequence => Refuse("port-shape", $"An item of 'ports' of service '{service}' is a list; write a number, CONTAINER:HTTP:HTTPS or a map like {{container: 3000, http: 80}}.", item, path),
            _ => null,
        };
        if (port is null)
        {
            if (errors == findings.Count) findings.Warning("empty-port", $"An item of 'ports' of service '{service}' is empty and is ignored.", item, Path(path));
            return;
        }
        if (port.Container is null)
            findings.Warning("no-container-port", $"A port of service '{service}' maps {Describe(port)} but names no container port, so it gives no address inside the cluster. Add container: PORT.", item, Path(path));
        Merge(port, item);
    }

    // 5000, "9000:9000", "3000:80:443", "4000::8443"
    private ContainerPort? ReadShort(YamlScalar scalar, Place path)
    {
        var parts = scalar.Value.Split(':');
        if (parts.Length > 1 + ShortForm.Length)
            return Refuse("port-shape", $"Port '{Quoting.Escape(scalar.Value)}' of service '{service}' has {parts.Length} parts; the form is CONTAINER:HTTP:HTTPS.", scalar, path);
        if (parts.All(part => part.Length == 0))
            return Refuse("port-not-a-number", $"Port '{Quoting.Escape(scalar.Value)}' of service '{service}' names no port.", scalar, path);
        var before = findings.ErrorCount;
        var container = parts[0].Length == 0 ? null : Number(parts[0], scalar, path);
        var port = Map(new(container), parts[1..], scalar, path);
        return before == findings.ErrorCount ? port : null;
    }

    private ContainerPort Map(ContainerPort port, string[] parts, YamlScalar at, Place path)
    {
        for (var i = 0; i < parts.Length; i++)
            if (parts[i].Length > 0 && Number(parts[i], at, path) is { } number) port = port.With(ShortForm[i], number);
        return port;
    }

    private ContainerPort? ReadMap(YamlMapping mapping, Place path)
    {
        var before = findings.ErrorCount;
        var port = new ContainerPort(null);
        foreach (var (key, value) in mapping.Entries)
        {
            if ((key as YamlScalar)?.Value is not { } name)
            {
                findings.Error("key-shape", $"A key here is {key.Kind}; a port takes container, http, https, tcp and udp.", key, Path(path));
                continue;
            }
            if (!ManifestKeys.Port.Contains(name))
            {
                if (name.Length > 0 && name.All(char.IsAsciiDigit))
                    findings.Error("port-shape", $"'{name}:' followed by a blank is a map; write \"{name}:{Quoting.Escape((value as YamlScalar)?.Value ?? "80")}\" without the blank.", key, Path(path));
                else
                    findings.Warning("unknown-key", $"Unknown key '{Quoting.Shorten(name)}' in a port of service '{service}'.{ManifestKeys.DidYouMean(name, ManifestKeys.Port)}{ManifestKeys.NotRead(value)}", key, Path(path));
                continue;
            }
            if (value.IsNull) continue;
            if (value is not YamlScalar scalar)
                findings.Error("port-shape", $"'{name}' of a port of service '{service}' takes one number, not {value.Kind}.", value, Path(path with { Field = name }));
            else if (Number(scalar.Value, scalar, path with { Field = name }) is { } number)
                port = name switch
                {
                    "container" => port with { Container = number },
                    "http" => port with { Http = number },
                    "https" => port with { Https = number },
                    "tcp" => port with { Tcp = number },
                    _ => port with { Udp = number },
                };
        }
        return port == new ContainerPort(null) || findings.ErrorCount > before ? null : port;
    }

    private int? Number(string text, YamlNode at, Place path) => PortNumber.Read(text, service, at, findings, Path(path), text.Split('/') is [var number, "tcp" or "udp"]
        ? $"write {{container: {Quoting.Escape(number)}, {text.Split('/')[1]}: {Quoting.Escape(number)}}} instead"
        : PortNumber.Decimal);

    private string Path(Place place) =>
        $"services.{service}.{place.Key}{(place.Index is { } index ? $"[{index}]" : "")}{(place.Field is { } field ? $".{field}" : "")}";

    private ContainerPort? Refuse(string code, string message, YamlNode at, Place path)
    {
        findings.Error(code, message, at, Path(path));
        return null;
    }

    private void Merge(ContainerPort port, YamlNode? item)
    {
        if (!PortMerge.Add(_ports, port) && item is not null)
            findings.Warning("duplicate-port", $"The port {Describe(port)} of service '{service}' is given twice; it counts once.", item);
    }

    private static string Describe(ContainerPort port) =>
        port.Container is null ? port.ToText().Replace("no container port, ", "", StringComparison.Ordinal) : port.ToText();
}
