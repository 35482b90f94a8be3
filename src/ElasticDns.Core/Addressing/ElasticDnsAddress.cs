namespace ElasticDns.Core.Addressing;

/// <summary>The schemes of an Elastic DNS address.</summary>
public static class Scheme
{
    /// <summary>Plain http, the scheme of a port that nothing else is said of.</summary>
    public const string Http = "http";

    /// <summary>http over TLS: container port 443 where at most https is mapped to it.</summary>
    public const string Https = "https";

    /// <summary>A container port with a tcp mapping.</summary>
    public const string Tcp = "tcp";

    /// <summary>A container port with a udp mapping.</summary>
    public const string Udp = "udp";

    /// <summary>The port that a scheme leaves out of an address, or null where it always has to be written.</summary>
    public static int? DefaultPort(string scheme) => scheme switch
    {
        Http or Tcp or Udp => 80,
        Https => 443,
        _ => null,
    };
}

/// <summary>The scheme and port under which a target listens.</summary>
/// <param name="Scheme">One of <see cref="Addressing.Scheme"/>.</param>
/// <param name="Port">The container port.</param>
/// <param name="HostAndPortFirst">Whether people who connect want <c>host:port</c> rather than a URL: a database, a broker, a cache.</param>
public readonly record struct Endpoint(string Scheme, int Port, bool HostAndPortFirst);

/// <summary>By which one caller reaches one port of one target.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Label">The host label: the target's.</param>
/// <param name="Namespace">The namespace; null for a caller in the same application, who leaves it out.</param>
/// <param name="Suffix">What follows the namespace in a fully qualified host (<c>svc.cluster.local</c>); null where nothing does.</param>
/// <param name="Port">The container port.</param>
/// <param name="HostAndPortFirst">Whether <see cref="HostPort"/> is the form to show first.</param>
public sealed record ElasticDnsAddress(string Scheme, string Label, string? Namespace, string? Suffix, int Port, bool HostAndPortFirst)
{
    /// <summary>The host name.</summary>
    public string Host => (Namespace, Suffix) switch
    {
        (null, _) => Label,
        (_, null) => $"{Label}.{Namespace}",
        _ => $"{Label}.{Namespace}.{Suffix}",
    };

    /// <summary>Whether the port is the scheme's own and is left out of <see cref="Url"/>.</summary>
    public bool IsDefaultPort => Addressing.Scheme.DefaultPort(Scheme) == Port;

    /// <summary>The address as a URL; the port is left out where it is the scheme's own.</summary>
    public string Url => IsDefaultPort ? $"{Scheme}://{Host}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>Host and port; the port is always written.</summary>
    public string HostPort => $"{Host}:{Port}";

    /// <summary>The form to show and copy first.</summary>
    public string Preferred => HostAndPortFirst ? HostPort : Url;
}
