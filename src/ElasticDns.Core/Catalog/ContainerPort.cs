using System.Collections.Immutable;

namespace ElasticDns.Core.Catalog;

/// <summary>The protocols of an external mapping.</summary>
public enum Protocol
{
    /// <summary>Plain http at the edge.</summary>
    Http,

    /// <summary>https at the edge, where TLS ends: inside the cluster the container port still speaks http.</summary>
    Https,

    /// <summary>A tcp port at the edge; makes the internal address tcp as well.</summary>
    Tcp,

    /// <summary>A udp port at the edge; makes the internal address udp as well.</summary>
    Udp,
}

/// <summary>
/// A port that a service listens on inside the cluster, and the external mappings through which it is also reachable from outside.
/// Every number is 1 to 65535. A mapping never changes the internal port.
/// </summary>
/// <param name="Container">The container port; null for an external mapping that names none, which gives no internal address.</param>
/// <param name="Http">The external http port.</param>
/// <param name="Https">The external https port.</param>
/// <param name="Tcp">The external tcp port.</param>
/// <param name="Udp">The external udp port.</param>
public sealed record ContainerPort(int? Container, int? Http = null, int? Https = null, int? Tcp = null, int? Udp = null)
{
    /// <summary>The smallest legal port.</summary>
    public const int Min = 1;

    /// <summary>The largest legal port.</summary>
    public const int Max = 65535;

    /// <summary>All protocols, in the order in which they are shown.</summary>
    public static ImmutableArray<Protocol> Protocols { get; } = [Protocol.Http, Protocol.Https, Protocol.Tcp, Protocol.Udp];

    /// <summary>The external port of a protocol, or null.</summary>
    public int? this[Protocol protocol] => protocol switch
    {
        Protocol.Http => Http,
        Protocol.Https => Https,
        Protocol.Tcp => Tcp,
        _ => Udp,
    };

    /// <summary>The external mappings that are set, in the order http, https, tcp, udp.</summary>
    public IEnumerable<(Protocol Protocol, int Port)> Mappings =>
        from protocol in Protocols
        let port = this[protocol]
        where port is not null
        select (protocol, port.Value);

    /// <summary>The port in words: <c>container 3000, http 80</c>.</summary>
    public string ToText() => string.Join(", ", Mappings
        .Select(mapping => $"{mapping.Protocol.ToString().ToLowerInvariant()} {mapping.Port}")
        .Prepend(Container is null ? "no container port" : $"container {Container}"));

    /// <summary>The same port with one mapping set.</summary>
    public ContainerPort With(Protocol protocol, int port) => protocol switch
    {
        Protocol.Http => this with { Http = port },
        Protocol.Https => this with { Https = port },
        Protocol.Tcp => this with { Tcp = port },
        _ => this with { Udp = port },
    };
}
