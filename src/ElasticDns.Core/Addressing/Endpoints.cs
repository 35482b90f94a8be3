using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>What a target listens on: the table of schemes and ports.</summary>
public static class Endpoints
{
    internal const int Tls = 443;

    // Ports that are well known for a protocol that is not http.
    private static readonly HashSet<int> NotHttp =
    [
        21, 22, 25, 53, 110, 143, 389, 465, 587, 636, 873, 993, 995, 1433, 1521, 1883, 2049, 2181, 2379, 3306, 4222, 5432, 5671, 5672, 6379,
        6432, 6650, 8125, 8883, 9042, 9092, 9300, 11211, 26379, 27017, 28015, 33060, 50051, 61616,
    ];

    /// <summary>Whether a port is well known for a protocol that is not http.</summary>
    internal static bool IsNotHttp(int port) => NotHttp.Contains(port);

    /// <summary>The endpoints of a target, in the order of its ports; for one container port http or https, then tcp, then udp.</summary>
    public static IReadOnlyList<Endpoint> Of(Target target) => target switch
    {
        Service service => OfPorts(service.Ports),
        Database database => [.. (DatabaseEngine.Find(database.Engine)?.Ports ?? []).Select(port => new Endpoint(Scheme.Http, port, true))],
        _ => [],
    };

    private static List<Endpoint> OfPorts(IReadOnlyList<ContainerPort> ports)
    {
        var endpoints = new List<Endpoint>(ports.Count);
        foreach (var entries in ports.Where(port => port.Container is not null).GroupBy(port => port.Container!.Value))
        {
            var container = entries.Key;
            var mapped = entries.SelectMany(entry => entry.Mappings).Select(mapping => mapping.Protocol).ToHashSet();
            if (container == Tls && mapped.All(protocol => protocol is Protocol.Https)) endpoints.Add(new(Scheme.Https, container, false));
            else if (mapped.Count == 0) endpoints.Add(new(Scheme.Http, container, NotHttp.Contains(container)));
            else if (mapped.Contains(Protocol.Http) || mapped.Contains(Protocol.Https)) endpoints.Add(new(Scheme.Http, container, false));
            if (mapped.Contains(Protocol.Tcp)) endpoints.Add(new(Scheme.Tcp, container, false));
            if (mapped.Contains(Protocol.Udp)) endpoints.Add(new(Scheme.Udp, container, false));
        }
        return endpoints;
    }
}
