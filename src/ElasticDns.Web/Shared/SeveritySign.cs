using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Shared;

/// <summary>How the weight of a finding is drawn.</summary>
public static class SeveritySign
{
    /// <summary>The CSS class, which is also the symbol and the noun.</summary>
    public static string Class(Severity severity) => severity.ToString().ToLowerInvariant();
}
