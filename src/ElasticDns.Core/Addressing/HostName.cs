namespace ElasticDns.Core.Addressing;

/// <summary>What a host name is by its labels alone.</summary>
public enum HostKind
{
    /// <summary>This machine, or an IP address.</summary>
    LocalOrNumeric,

    /// <summary>A name that no cluster answers.</summary>
    Public,

    /// <summary>A single label: a service or database of the caller's own application.</summary>
    Label,

    /// <summary>A label and a namespace.</summary>
    LabelAndNamespace,

    /// <summary>A label and a namespace with the cluster's domain.</summary>
    FullyQualified,

    /// <summary>A name of the cluster's domain that has not exactly a label and a namespace before it.</summary>
    MalformedQualified,

    /// <summary>A name of Maestro V1, <c>api.cloud66.local</c>.</summary>
    Legacy,
}

/// <summary>A host taken apart.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">The label of the service or database that it means; empty where it means none.</param>
/// <param name="Namespace">The namespace that it names, or null.</param>
public readonly record struct HostName(HostKind Kind, string Label, string? Namespace)
{
    private const string LegacyDomain = ".cloud66.local";

    /// <summary>Takes the host of an address apart.</summary>
    /// <param name="text">The address.</param>
    /// <param name="suffix">What follows the namespace in a fully qualified host.</param>
    public static HostName Of(AddressText text, string suffix)
    {
        var host = text.Host;
        if (text.IsLocalOrNumeric) return new(HostKind.LocalOrNumeric, "", null);
        if (host.EndsWith(LegacyDomain, StringComparison.Ordinal))
        {
            // main.mysql.cloud66.local is group main of mysql
            var name = host[..^LegacyDomain.Length];
            return new(HostKind.Legacy, name.Split('.') is [var group, var engine] ? $"{engine}-{group}" : name, null);
        }
        if (!host.Contains('.', StringComparison.Ordinal)) return new(HostKind.Label, host, null);
        var qualified = host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.Ordinal) && host[^(suffix.Length + 1)] == '.';
        return (qualified ? host[..^(suffix.Length + 1)] : host).Split('.') switch
        {
            [var label, var @namespace] => new(qualified ? HostKind.FullyQualified : HostKind.LabelAndNamespace, label, @namespace),
            [var label, var @namespace, "svc"] when !qualified => new(HostKind.FullyQualified, label, @namespace),
            _ => new(qualified ? HostKind.MalformedQualified : HostKind.Public, "", null),
        };
    }
}
