using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web;

/// <summary>The DNS domain of the clusters, as it is configured.</summary>
public static class ClusterDomain
{
    private const string Key = "ClusterDomain";

    /// <summary>Reads the configuration. What is wrong with it is added to the errors; the app does not start with any.</summary>
    public static AddressRules Of(IConfiguration configuration, ICollection<string> errors)
    {
        var domain = configuration[Key] is { Length: > 0 } written ? written : AddressRules.DefaultClusterDomain;
        if (domain.Length > 200 || !domain.Split('.').All(DnsLabel.IsLabel))
            errors.Add($"{Key} is '{domain}', which is no DNS domain. Write one like {AddressRules.DefaultClusterDomain}, or remove the setting.");
        return new(domain);
    }
}
