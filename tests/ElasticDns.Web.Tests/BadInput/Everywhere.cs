namespace ElasticDns.Web.Tests.BadInput;

/// <summary>Every page, every call that reads, and every export, for the applications of a cluster that have a service 'api' and a database 'redis'.</summary>
internal static class Everywhere
{
    private static readonly string[] OfCatalog =
    [
        "clusters", "applications", "services", "services?format=csv", "services?format=markdown", "isolation", "isolation?format=csv", "isolation?format=markdown", "isolation/rules", "isolation/rules?format=csv", "history",
        "compare?before=2000-01-01T00:00:00Z", "compare?before=2000-01-01T00:00:00Z&format=csv", "compare?before=2000-01-01T00:00:00Z&format=markdown",
    ];

    private static readonly string[] OfCluster = ["references", "matrix", "matrix?format=csv", "matrix?format=markdown", "matrix?format=svg"];

    private static readonly string[] OfApplication =
    [
        "", "/manifest", "/map", "/map?format=svg", "/map?format=csv", "/map?format=markdown", "/revisions", "/revisions/1", "/revisions/1/manifest", "/compare?from=1&to=2", "/services/api/addresses", "/services/redis/addresses",
    ];

    /// <summary>The paths of the pages.</summary>
    public static IEnumerable<string> Pages(string cluster, IEnumerable<string> namespaces) =>
    [
        "/", "/services", "/connections", "/connections?verdict=broken", "/clusters", $"/clusters/{cluster}", $"/matrix/{cluster}", "/isolation", "/import", "/history", "/compare", "/compare?before=2000-01-01T00:00:00Z", "/resolve", "/folder",
        .. namespaces.SelectMany(name => (string[])
            [
                $"/clusters/{cluster}/{name}", $"/clusters/{cluster}/{name}/api?from={cluster}/{name}", $"/clusters/{cluster}/{name}/redis?tab=drivers&from={cluster}/{name}", $"/map/{cluster}/{name}", $"/map/{cluster}/{name}?node={name}/api",
                $"/history?application={cluster}/{name}&revision={cluster}/{name}/2", $"/search/results?q={name}", $"/matrix/{cluster}?pin={name}/api~{name}/redis",
            ]),
    ];

    /// <summary>The paths of the calls below <c>/api/v1/</c>.</summary>
    public static IEnumerable<string> Calls(string cluster, IEnumerable<string> namespaces) =>
    [
        .. OfCatalog, $"isolation/policies?cluster={cluster}", .. OfCluster.Select(path => $"clusters/{cluster}/{path}"),
        .. namespaces.SelectMany(name => OfApplication.Select(path => $"clusters/{cluster}/applications/{name}{path}")),
        .. namespaces.SelectMany(name => (string[])[$"search?q={name}", $"services?format=env&from={cluster}/{name}", $"clusters/{cluster}/explain?caller={name}/api&target={name}/redis"]),
    ];
}
