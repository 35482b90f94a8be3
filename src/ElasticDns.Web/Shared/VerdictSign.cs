using ElasticDns.Core.Addressing;

namespace ElasticDns.Web.Shared;

/// <summary>How a verdict is drawn and worded.</summary>
public static class VerdictSign
{
    /// <summary>The symbol; resolved, unresolved and not ours are told apart by more than colour.</summary>
    public static string Symbol(Verdict verdict) => verdict switch
    {
        Verdict.Resolves => "check",
        Verdict.PortNotExposed => "plug",
        Verdict.DifferentCluster => "different-cluster",
        Verdict.NotElasticDns => "note",
        _ => "unknown",
    };

    /// <summary>The CSS class of its colour.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Resolves => "ok",
        Verdict.NotElasticDns => "other",
        _ => "bad",
    };

    /// <summary>The words that always stand beside the symbol.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Resolves => "Resolves",
        Verdict.UnknownService => "Unknown service",
        Verdict.PortNotExposed => "Port not exposed",
        Verdict.UnknownNamespace => "Unknown namespace",
        Verdict.DifferentCluster => "Another cluster",
        _ => "Not Elastic DNS",
    };
}
