using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>A connection that somebody declared: an Elastic DNS address in a manifest's own text, and where it leads at the moment.</summary>
/// <param name="From">The application whose manifest it stands in.</param>
/// <param name="Caller">The service that it stands at.</param>
/// <param name="Mention">What is written, and where.</param>
/// <param name="Destination">Where it leads.</param>
public sealed record Reference(Application From, Service Caller, Mention Mention, Destination Destination)
{
    /// <summary>The verdicts that a reference can have.</summary>
    public static IReadOnlyList<Verdict> Verdicts { get; } =
        [Verdict.Resolves, Verdict.UnknownService, Verdict.PortNotExposed, Verdict.DifferentCluster, Verdict.UnknownNamespace];

    /// <summary>The verdict; never <see cref="Verdict.NotElasticDns"/>, which is no reference.</summary>
    public Verdict Verdict => Destination.Verdict;

    /// <summary>Whether it leads nowhere.</summary>
    public bool IsBroken => Verdict is not Verdict.Resolves;

    /// <summary>Whether it is written as a name that only Maestro V1 answers.</summary>
    public bool IsLegacy => Mention.Host.EndsWith(".cloud66.local", StringComparison.Ordinal);

    /// <summary>The address as it is resolved: with the application's namespace in the place of Maestro's variable for it.</summary>
    public AddressText Address => new(Mention.Scheme, Mention.HostIn(From.Namespace), Mention.Port);
}
