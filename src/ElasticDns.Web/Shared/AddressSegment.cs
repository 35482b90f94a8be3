using System.Globalization;
using ElasticDns.Core.Addressing;

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

    /// <summary>What it means, in a few words.</summary>
    public string Meaning => Part switch
    {
        AddressPart.Scheme => "Scheme",
        AddressPart.Host => "Host label: the name of the service or database",
        AddressPart.Namespace => "Namespace: names the application to a caller outside it",
        AddressPart.Suffix => "Fully qualified: valid for every caller in the cluster",
        _ => "Container port",
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
}
