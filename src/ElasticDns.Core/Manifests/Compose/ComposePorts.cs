using System.Globalization;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Compose;

/// <summary>
/// Reads the ports of one service of a Compose file. A published port is the external mapping; Compose names no scheme, so that of a
/// port which is well known for something else than http is tcp, and so is that of an engine on a port that is not its own.
/// </summary>
internal sealed class ComposePorts(string service, DatabaseEngine? engine, ManifestLimits limits, FindingList findings)
{
    private readonly List<ContainerPort> _ports = [];
    private readonly HashSet<int> _tcp = [];
    private int _items;

    /// <summary>What was read, merged by container port.</summary>
    public IReadOnlyList<ContainerPort> Ports
    {
        get
        {
            UdpPorts.KeepTcp(_ports, _tcp);
            return _ports;
        }
    }

    /// <summary>Reads <c>ports</c>, a list of short and long forms.</summary>
    public void ReadPublished(YamlNode ports) => ReadList(ports, "ports", (item, path) =>
    {
        if (item is YamlMapping map) ReadLong(map, path);
        else if (item is YamlScalar scalar) ReadShort(scalar, path);
    });

    /// <summary>Reads <c>expose</c>, a list of container ports.</summary>
    public void ReadExposed(YamlNode ports) => ReadList(ports, "expose", (item, path) =>
    {
        if (item is YamlScalar scalar) Read(scalar.Value, "", scalar, path);
        else findings.Error("port-shape", $"An item of 'expose' of service '{service}' is {item.Kind}; write a number.", item, path);
    });

    /// <summary>In Compose every port that a container listens on can be reached, so an engine's own port needs no mention.</summary>
    public void AddImplied(YamlNode key)
    {
        if (engine is null || _ports.Exists(port => port.Container is not { } container || container == engine.Ports[0] || !engine.Ports.Contains(container))) return;
        int[] missing = _ports.Count == 0 ? [.. engine.Ports] : [engine.Ports[0]];
        foreach (var port in missing) PortMerge.Add(_ports, new(port));
        findings.Note("port-implied", $"The image of service '{service}' is {engine.Title}, so it is read as listening on port {string.Join(" and ", missing)}, though the file does not say so.", key);
    }

    private void ReadList(YamlNode ports, string key, Action<YamlNode, string> read)
    {
        if (ports.IsNull) return;
        if (ports is YamlMapping)
        {
            findings.Error("ports-shape", $"'{key}' of service '{service}' is a map; write a list.", ports);
            return;
        }
        List<YamlNode> items = ports is YamlSequence list ? list.Items : [ports];
        for (var i = 0; i < items.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"services.{service}.{key}[{i}]");
            if (items[i].IsNull) findings.Warning("empty-port", $"An item of '{key}' of service '{service}' is empty and is ignored.", items[i], path);
            else if (items[i] is YamlSequence) findings.Error("port-shape", $"An item of '{key}' of service '{service}' is a list; write a number or \"8080:80\".", items[i], path);
            else read(items[i], path);
        }
    }

    // 80, "8080:80", "127.0.0.1:8080:80/udp", "[::1]:8080:80", "3000-3005:3000-3005"
    private void ReadShort(YamlScalar scalar, string path)
    {
        var text = ComposeVariables.Put(scalar.Value).Trim();
        var colon = text.LastIndexOf(':');
        var (published, target) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        var address = published.LastIndexOf(':');
        if (address >= 0)
        {
            var host = published[..address];
            if (host is "127.0.0.1" or "localhost" or "[::1]" or "::1")
                findings.Note("published-locally", $"Port '{Quoting.Escape(scalar.Value)}' of service '{service}' is published to its own machine only; the external port is not reachable from elsewhere.", scalar, path);
            published = published[(address + 1)..];
        }
        Read(target, published, scalar, path);
    }

    private void ReadLong(YamlMapping map, string path)
    {
        if (map["target"] is not YamlScalar { IsNull: false } target)
        {
            findings.Error("port-shape", $"A port of service '{service}' has no 'target', the port of the container.", map, path);
            return;
        }
        string Text(string key) => map[key] is YamlScalar { IsNull: false, Value: var value } ? ComposeVariables.Put(value) : "";
        var slash = Text("protocol") is { Length: > 0 } protocol ? $"/{protocol}" : "";
        Read(ComposeVariables.Put(target.Value) + slash, Text("published"), target, path, Text("app_protocol"));
    }

    private void Read(string target, string published, YamlScalar at, string path, string scheme = "")
    {
        target = ComposeVariables.Put(target);
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "tcp" : target[(slash + 1)..].ToLowerInvariant();
        if (slash >= 0) target = target[..slash];
        if (protocol is not ("tcp" or "udp"))
        {
            findings.Warning("port-protocol", $"Port '{Quoting.Escape(at.Value)}' of service '{service}' is neither tcp nor udp; it is not read.", at, path);
            return;
        }
        if (target.Contains(ComposeVariables.Unknown, StringComparison.Ordinal))
        {
            findings.Warning("port-variable", $"Port '{Quoting.Escape(at.Value)}' of service '{service}' is a variable without a default; it is not read. Write ${{NAME:-80}}.", at, path);
            return;
        }
        if (published.Contains(ComposeVariables.Unknown, StringComparison.Ordinal))
        {
            findings.Warning("port-variable", $"The published port of '{Quoting.Escape(at.Value)}' of service '{service}' is a variable without a default; only the container port is read.", at, path);
            published = "";
        }
        if (Range(target, at, path) is not var (first, last)) return;
        var outside = published.Length == 0 ? null : Range(published, at, path);
        if (published.Length > 0 && outside is null) return;
        if (outside is var (from, to) && to - from != last - first)
        {
            if (first != last)
                findings.Error("port-shape", $"The ranges of port '{Quoting.Escape(at.Value)}' of service '{service}' differ in length.", at, path);
            else
                findings.Note("published-anywhere", $"Port '{Quoting.Escape(at.Value)}' of service '{service}' is published on any free port of a range, so no external port is kept.", at, path);
            outside = null;
        }
        for (var port = first; port <= last; port++)
        {
            if (++_items == limits.PortsOfService + 1)
                findings.Error("too-many-ports", $"Service '{service}' has more than {limits.PortsOfService:N0} ports.", at);
            if (_items > limits.PortsOfService) return;
            Add(port, outside?.First + (port - first), protocol == "udp", scheme, at);
        }
    }

    private void Add(int container, int? external, bool isUdp, string scheme, YamlScalar at)
    {
        var port = new ContainerPort(container);
        if (!isUdp) _tcp.Add(container);
        if (isUdp)
        {
            port = port with { Udp = external ?? container };
            if (external is null) UdpPorts.NoteInside(service, container, at, findings);
        }
        else if (external is { } number)
        {
            port = port.With(scheme is "https" || (scheme.Length == 0 && container == Endpoints.Tls) ? Protocol.Https
                : scheme is "tcp" || (scheme.Length == 0 && SpeaksTcp(container)) ? Protocol.Tcp : Protocol.Http, number);
        }
        // That a port is exposed as well as published says nothing new.
        PortMerge.Add(_ports, port);
    }

    private bool SpeaksTcp(int container) => Endpoints.IsNotHttp(container)
        || (engine is not null && !engine.Ports.Contains(container) && !engine.ConnectionFormat.StartsWith("http", StringComparison.Ordinal));

    private (int First, int Last)? Range(string text, YamlScalar at, string path)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (PortNumber.Read(dash < 0 ? text : text[..dash], service, at, findings, path) is not { } first) return null;
        if (dash < 0) return (first, first);
        if (PortNumber.Read(text[(dash + 1)..], service, at, findings, path) is not { } last) return null;
        if (last >= first) return (first, last);
        findings.Error("port-shape", $"The range '{Quoting.Escape(text)}' of service '{service}' ends before it begins.", at, path);
        return null;
    }
}
