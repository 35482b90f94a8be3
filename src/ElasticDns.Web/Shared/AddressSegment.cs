using System.Globalization;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>The parts of an address, in their order. The name is also the end of the CSS class.</summary>
public enum AddressPart
{
    /// <summary><c>http://</c></summary>
    Scheme,

    /// <summary>The label of the service or database.</summary>
    Host,

    /// <summary>The namespace, with its dot.</summary>
    Namespace,

    /// <summary>What makes the host fully qualified, with its dot.</summary>
    Suffix,

    /// <summary>The port, with its colon.</summary>
    Port,
}

/// <summary>One part of an address as it is written.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Text">Its text; those of all parts, one after the other, are the address.</param>
public readonly record struct AddressSegment(AddressPart Part, string Text)
{
    /// <summary>The CSS class that colours it.</summary>
    public string Class => $"a-{Part.ToString().ToLowerInvariant()}";

    /// <summary>What it means, in plain words; more precisely where the application and what is called are known.</summary>
    public string Meaning(ElasticDnsAddress address, Application? home, Target? target) => Part switch
    {
        AddressPart.Scheme => SchemeMeaning(address.Scheme, target),
        AddressPart.Host => HostMeaning(target),
        AddressPart.Namespace => home is null
            ? "Namespace: names the application to a caller outside it"
            : $"Namespace of {home.Name}: names the application to a caller outside it",
        AddressPart.Suffix => home is null
            ? "Cluster domain: makes the name valid anywhere in the cluster"
            : $"Cluster domain: makes the name valid anywhere in cluster {home.Cluster}",
        _ => target is Database database
            ? $"Port: the one that {EngineTitle(database)} listens on by default"
            : $"Container port: where {target?.Label ?? "the container"} listens inside the cluster, whatever the port outside",
    };

    /// <summary>The parts of an address, as a URL or as host and port.</summary>
    public static IEnumerable<AddressSegment> Of(ElasticDnsAddress address, bool hostAndPort)
    {
        if (!hostAndPort) yield return new(AddressPart.Scheme, $"{address.Scheme}://");
        yield return new(AddressPart.Host, address.Label);
        if (address.Namespace is not null) yield return new(AddressPart.Namespace, $".{address.Namespace}");
        if (address.Suffix is not null) yield return new(AddressPart.Suffix, $".{address.Suffix}");
        if (hostAndPort || !address.IsDefaultPort)
            yield return new(AddressPart.Port, string.Create(CultureInfo.InvariantCulture, $":{address.Port}"));
    }

    private static string SchemeMeaning(string scheme, Target? target) => (scheme, target) switch
    {
        (_, Database database) => $"Scheme: every address is documented as http; the protocol is {EngineTitle(database)}’s own",
        (Scheme.Https, _) => "Scheme: https, because the container itself answers with TLS on port 443",
        (Scheme.Tcp, _) => "Scheme: a plain TCP connection, as the port is mapped to tcp in the manifest",
        (Scheme.Udp, _) => "Scheme: UDP datagrams, as the port is mapped to udp in the manifest",
        _ => "Scheme: plain http inside the cluster, even where https is spoken outside",
    };

    private static string HostMeaning(Target? target) => target switch
    {
        Database { Primary: true } => "Host label: the engine; the primary of its groups keeps the plain name",
        Database { Group: not null } => "Host label: the engine and the database group",
        Database => "Host label: the engine of the database",
        Service { IsDerived: true } => $"Host label: derived from {target.Name}, the name in the manifest",
        Service => "Host label: the name of the service in its manifest",
        _ => "Host label: the name of the service or database",
    };

    private static string EngineTitle(Database database) => DatabaseEngine.Find(database.Engine)?.Title ?? database.Engine;
}
