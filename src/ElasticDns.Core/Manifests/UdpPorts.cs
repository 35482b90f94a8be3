using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>
/// A port speaks udp by its external udp mapping alone. Where a format gives a udp port that is not published, it is kept under its own
/// number, so that its address is udp, and a note says that it is not reachable from outside. Where the same port speaks tcp as well,
/// that is kept likewise.
/// </summary>
internal static class UdpPorts
{
    public static void NoteInside(string service, int port, YamlNode at, FindingList findings) =>
        findings.Note("udp-inside", $"Port {port} of service '{service}' speaks udp and is not published; it is kept as udp {port} so that its address is udp, which does not make it reachable from outside.", at);

    /// <summary>Keeps the tcp side of ports that would be read as udp alone.</summary>
    public static void KeepTcp(List<ContainerPort> ports, IReadOnlySet<int> tcp)
    {
        if (!ports.Exists(port => port.Udp is not null)) return;
        foreach (var group in ports.Where(port => port.Container is { } number && tcp.Contains(number)).GroupBy(port => port.Container!.Value).ToArray())
            if (group.All(port => port.Mappings.All(mapping => mapping.Protocol is Protocol.Udp)) && group.Any(port => port.Udp is not null))
                PortMerge.Add(ports, new(group.Key, Tcp: group.Key));
    }
}
