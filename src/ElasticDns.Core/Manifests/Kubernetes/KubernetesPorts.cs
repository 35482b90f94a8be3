using System.Globalization;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Kubernetes;

/// <summary>
/// Reads the ports of one Service: the port that callers dial, and as external mapping the node's port, or that of the load balancer.
/// </summary>
internal sealed class KubernetesPorts(string service, ManifestLimits limits, FindingList findings)
{
    private static readonly string[] HttpNames = ["http", "http2", "web", "grpc", "h2c", "ws"];
    private static readonly int[] HttpPorts = [80, 3000, 8000, 8080, 8081, 8888];
    private static readonly int[] HttpsPorts = [Endpoints.Tls, 8443];

    private readonly List<ContainerPort> _ports = [];
    private readonly HashSet<int> _tcp = [];

    public required string Type { get; init; }

    public required bool IsHeadless { get; init; }

    /// <summary>What was read, merged by port.</summary>
    public IReadOnlyList<ContainerPort> Ports
    {
        get
        {
            UdpPorts.KeepTcp(_ports, _tcp);
            return _ports;
        }
    }

    /// <summary>Reads <c>spec.ports</c>.</summary>
    public void Read(YamlNode ports)
    {
        if (ports.IsNull) return;
        if (ports is not YamlSequence list)
        {
            findings.Error("ports-shape", $"'ports' of service '{service}' is {ports.Kind}; write a list: ports: [{{port: 80}}].", ports);
            return;
        }
        if (list.Items.Count > limits.PortsOfService)
        {
            findings.Error("too-many-ports", $"Service '{service}' has more than {limits.PortsOfService:N0} ports.", list.Items[limits.PortsOfService]);
            return;
        }
        for (var i = 0; i < list.Items.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"spec.ports[{i}]");
            if (list.Items[i] is YamlMapping map) Read(map, path);
            else findings.Error("port-shape", $"An item of 'ports' of service '{service}' is {list.Items[i].Kind}; write a map like {{port: 80}}.", list.Items[i], path);
        }
    }

    private void Read(YamlMapping map, string path)
    {
        if (map["port"] is not YamlScalar { IsNull: false } at)
        {
            findings.Error("port-shape", $"A port of service '{service}' has no number in 'port'.", map, path);
            return;
        }
        if (PortNumber.Read(at.Value, service, at, findings, $"{path}.port") is not { } port) return;
        int? node = null;
        if (map["nodePort"] is YamlScalar { IsNull: false } nodePort)
        {
            node = PortNumber.Read(nodePort.Value, service, nodePort, findings, $"{path}.nodePort");
            if (node is null) return;
        }
        if (IsHeadless) port = PortOfPods(map, port);
        int? external = Type switch { "LoadBalancer" => port, "NodePort" => node, _ => null };
        switch (Text(map, "protocol").ToUpperInvariant())
        {
            case "UDP":
                PortMerge.Add(_ports, new(port, Udp: external ?? port));
                if (external is null) UdpPorts.NoteInside(service, port, at, findings);
                break;
            case "" or "TCP":
                var scheme = SchemeOf(Text(map, "name").ToLowerInvariant(), Text(map, "appProtocol").ToLowerInvariant(), port);
                _tcp.Add(port);
                PortMerge.Add(_ports, external is { } number ? new ContainerPort(port).With(scheme, number) : new(port));
                if (scheme is Protocol.Https && port != Endpoints.Tls)
                    findings.Note("tls-inside", $"Port {port} of service '{service}' seems to speak https; only port {Endpoints.Tls} is addressed as https here, so its address is shown as http.", at, path);
                break;
            default:
                findings.Warning("port-protocol", $"Port {port} of service '{service}' is neither TCP nor UDP; it is not read.", at, path);
                break;
        }
    }

    // The name of a headless Service leads to the pods, and nothing there turns one port into another.
    private int PortOfPods(YamlMapping map, int port)
    {
        if (map["targetPort"] is not YamlScalar { IsNull: false } target) return port;
        if (target.Value.Length == 0 || target.Value.AsSpan().ContainsAnyExceptInRange('0', '9')) return port;
        if (PortNumber.Read(target.Value, service, target, findings) is not { } pods || pods == port) return port;
        findings.Warning("headless-port", $"Service '{service}' is headless, so callers reach the pods' own port {pods}; its port {port} leads nowhere.", target);
        return pods;
    }

    private static Protocol SchemeOf(string name, string appProtocol, int port)
    {
        if (appProtocol.Length > 0)
            return appProtocol[(appProtocol.LastIndexOf('/') + 1)..] is var last && last == "https" ? Protocol.Https : HttpNames.Contains(last) ? Protocol.Http : Protocol.Tcp;
        var words = name.Split('-');
        if (words.Contains("https")) return Protocol.Https;
        if (words.Any(word => HttpNames.Contains(word))) return Protocol.Http;
        if (words.Contains("tcp")) return Protocol.Tcp;
        return HttpsPorts.Contains(port) ? Protocol.Https : HttpPorts.Contains(port) ? Protocol.Http : Protocol.Tcp;
    }

    private static string Text(YamlMapping map, string key) => map[key] is YamlScalar { IsNull: false, Value: var value } ? value : "";
}
