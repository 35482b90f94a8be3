using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>What an address leads to. Each value has a stable code, see <see cref="Verdicts.Code"/>.</summary>
public enum Verdict
{
    /// <summary>The target exists, is in the same cluster, and exposes the port.</summary>
    Resolves,

    /// <summary>No such label in that application.</summary>
    UnknownService,

    /// <summary>The target exists and does not expose that port, or exposes none.</summary>
    PortNotExposed,

    /// <summary>No application of this cluster has the namespace.</summary>
    UnknownNamespace,

    /// <summary>Only an application of another cluster has that service.</summary>
    DifferentCluster,

    /// <summary>A public name, an IP address, or no address at all.</summary>
    NotElasticDns,
}

/// <summary>The codes of verdicts.</summary>
public static class Verdicts
{
    /// <summary>The code that the API and exports use.</summary>
    public static string Code(this Verdict verdict) => verdict switch
    {
        Verdict.Resolves => "RESOLVES",
        Verdict.UnknownService => "UNKNOWN_SERVICE",
        Verdict.PortNotExposed => "PORT_NOT_EXPOSED",
        Verdict.UnknownNamespace => "UNKNOWN_NAMESPACE",
        Verdict.DifferentCluster => "DIFFERENT_CLUSTER",
        _ => "NOT_ELASTIC_DNS",
    };
}

/// <summary>What to write instead.</summary>
/// <param name="Home">The application of the target.</param>
/// <param name="Target">The target.</param>
/// <param name="Address">Its address for the caller.</param>
public sealed record Suggestion(Application Home, Target Target, ElasticDnsAddress Address);

/// <summary>What an address leads to for a caller, or why it leads nowhere.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Explanation">Why, in one or two sentences.</param>
public sealed record Resolution(Verdict Verdict, string Explanation)
{
    /// <summary>The application of the target, where one is found.</summary>
    public Application? Home { get; init; }

    /// <summary>The target, where one is found.</summary>
    public Target? Target { get; init; }

    /// <summary>The port that is meant; null where the address leaves it open.</summary>
    public int? Port { get; init; }

    /// <summary>Names that were probably meant: labels, or <c>label.namespace</c> of another application.</summary>
    public IReadOnlyList<string> DidYouMean { get; init; } = [];

    /// <summary>The address to write instead, where there is one.</summary>
    public Suggestion? Suggestion { get; init; }
}
