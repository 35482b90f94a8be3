using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared.Api;

/// <summary>An Elastic DNS address in JSON.</summary>
public sealed record AddressJson(string Url, string HostPort, string Scheme, string Host, int Port)
{
    public static AddressJson Of(ElasticDnsAddress address) => new(address.Url, address.HostPort, address.Scheme, address.Host, address.Port);

    public static IReadOnlyList<AddressJson> Of(IEnumerable<ElasticDnsAddress> addresses) => [.. addresses.Select(Of)];
}

/// <summary>An application as a caller, in JSON.</summary>
public sealed record CallerJson(string Cluster, string Namespace)
{
    public static CallerJson? Of(Application? application) => application is null ? null : new(application.Cluster, application.Namespace);
}

/// <summary>A service or database with its place, in JSON.</summary>
public sealed record TargetJson(string Cluster, string Namespace, string Label)
{
    public static TargetJson Of(Application home, Target target) => new(home.Cluster, home.Namespace, target.Label);
}

/// <summary>What to write instead, in JSON.</summary>
public sealed record SuggestionJson(string Url, string HostPort, TargetJson Target)
{
    public static SuggestionJson? Of(Suggestion? suggestion) => suggestion is null
        ? null
        : new(suggestion.Address.Url, suggestion.Address.HostPort, TargetJson.Of(suggestion.Home, suggestion.Target));
}
