using System.Diagnostics.CodeAnalysis;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Shared.Api;

/// <summary>Finds what a URL names, or answers 404 with the nearest names.</summary>
public static class ApiLookup
{
    public static bool TryFind(this CatalogSnapshot snapshot, string cluster, [NotNullWhen(true)] out Cluster? found, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        found = snapshot.FindCluster(cluster);
        problem = found is null ? NotFound($"There is no cluster '{Show(cluster)}'.", cluster, snapshot.Clusters.Select(known => known.Name)) : null;
        return found is not null;
    }

    public static bool TryFind(
        this CatalogSnapshot snapshot, string cluster, string @namespace, [NotNullWhen(true)] out Application? found, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        found = null;
        if (!snapshot.TryFind(cluster, out var home, out problem)) return false;
        found = home.Find(@namespace);
        problem = found is null ? NotFound($"Cluster '{home.Name}' has no namespace '{Show(@namespace)}'.", @namespace, home.ByNamespace.Keys) : null;
        return found is not null;
    }

    /// <summary>The service or database of that label; where there is none, the problem names it in another application of the cluster first.</summary>
    public static bool TryFind(
        this CatalogSnapshot snapshot, Application application, string label, [NotNullWhen(true)] out Target? found, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        found = application.Find(label);
        problem = null;
        if (found is not null) return true;
        var elsewhere = snapshot.FindCluster(application.Cluster)?.Applications.FirstOrDefault(other => other != application && other.Find(label) is not null);
        problem = NotFound($"{application.Name} has no service or database '{Show(label)}'.", label, application.Hosts,
            elsewhere is null ? null : $"{elsewhere.Find(label)!.Label}.{elsewhere.Namespace}");
        return false;
    }

    /// <summary>
    /// The caller that <c>from</c> names: <c>cluster/namespace</c>, or <c>cluster/namespace/label</c> for one of its services. Without
    /// it there is none, which is no problem.
    /// </summary>
    public static bool TryFindCaller(
        this CatalogSnapshot snapshot, string? from, out Application? caller, out string? label, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (caller, label, problem) = (null, null, null);
        if (string.IsNullOrEmpty(from)) return true;
        var parts = from.Split('/');
        if (parts.Length is not (2 or 3))
        {
            problem = TypedResults.Problem("Write from=CLUSTER/NAMESPACE.", statusCode: StatusCodes.Status400BadRequest, title: "Parameter 'from' is not a caller");
            return false;
        }
        if (!snapshot.TryFind(parts[0], parts[1], out caller, out problem)) return false;
        if (parts.Length == 2) return true;
        if (!snapshot.TryFind(caller, parts[2], out var service, out problem)) return false;
        label = service.Label;
        return true;
    }

    private static ProblemHttpResult NotFound(string detail, string wanted, IEnumerable<string> known, string? first = null) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status404NotFound, title: "Not found",
        extensions: new Dictionary<string, object?> { ["didYouMean"] = (string[])[.. first is null ? [] : new[] { first }, .. NearestNames.Of(Cut(wanted).ToLowerInvariant(), known)] });

    private static string Show(string text) => string.Concat(Redaction.OfForms(Cut(text)).Where(c => !char.IsControl(c)));

    private static string Cut(string text) => text.Length > 100 ? text[..100] : text;
}
