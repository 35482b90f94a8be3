using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Reachability;

/// <summary>
/// The reach of every caller to every target of a cluster, or of those of some applications. A cell is computed when it is asked for;
/// no table is built, so a matrix costs one entry a caller and one a target.
/// </summary>
public sealed class ReachMatrix
{
    /// <summary>The matrix of the callers and targets of these applications, which are of one cluster.</summary>
    public ReachMatrix(IEnumerable<Application> callers, IEnumerable<Application> targets)
    {
        Callers = [.. from application in callers from service in application.Services select (application, service)];
        Targets = [.. from application in targets from target in application.Targets select (application, target)];
    }

    /// <summary>The rows: services, by namespace and label.</summary>
    public IReadOnlyList<(Application Application, Service Service)> Callers { get; }

    /// <summary>The columns: services and databases, by namespace and label.</summary>
    public IReadOnlyList<(Application Application, Target Target)> Targets { get; }

    /// <summary>The reach of a caller to a target, both counted from 0.</summary>
    public Reach this[int caller, int target] => ReachRules.Between(
        Callers[caller].Application, Callers[caller].Service.Label, Targets[target].Application, Targets[target].Target);
}
