using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>A cell of the matrix that stays open beside it. In the page's address it is <c>namespace/label~namespace/label</c>.</summary>
/// <param name="Caller">The application that calls.</param>
/// <param name="Service">The service that calls.</param>
/// <param name="Home">The application of the target.</param>
/// <param name="Target">What is called.</param>
public sealed record MatrixPin(Application Caller, Service Service, Application Home, Target Target)
{
    /// <summary>How a service or database is named in a pin.</summary>
    public static string NameOf(Application home, Target target) => $"{home.Namespace}/{target.Label}";

    /// <summary>How the caller stands to the target.</summary>
    public Reach Reach => ReachRules.Between(Caller, Service.Label, Home, Target);

    /// <summary>The pin that a text names; null where it names nothing of the cluster.</summary>
    public static MatrixPin? Parse(Cluster cluster, string? text)
    {
        if (text?.Split('~') is not [var from, var to]) return null;
        return Find(cluster, from) is (var caller, Service service) && Find(cluster, to) is var (home, target)
            ? new(caller, service, home, target)
            : null;
    }

    private static (Application Home, Target Target)? Find(Cluster cluster, string name) =>
        name.Split('/') is [var @namespace, var label] && cluster.Find(@namespace) is { } home && home.Find(label) is { } target
            ? (home, target)
            : null;
}
