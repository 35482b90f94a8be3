using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>Where the pages of the catalogue are. Clusters, namespaces and labels are DNS labels, so nothing is to be escaped.</summary>
public static class PageLinks
{
    /// <summary>The page that brings manifests in.</summary>
    public const string Import = "/import";

    /// <summary>The page of the watched folder.</summary>
    public const string Folder = "/folder";

    /// <summary>The page that follows addresses.</summary>
    public const string Resolve = "/resolve";

    /// <summary>The page of every service and database.</summary>
    public const string Services = "/services";

    /// <summary>The page of the connections that manifests declare.</summary>
    public const string Connections = "/connections";

    /// <summary>The page of the isolation rules.</summary>
    public const string Isolation = "/isolation";

    /// <summary>What happened to the applications.</summary>
    public const string History = "/history";

    /// <summary>Who may sign in.</summary>
    public const string Users = "/users";

    /// <summary>The tokens of the API.</summary>
    public const string Tokens = "/tokens";

    /// <summary>Who did what.</summary>
    public const string Audit = "/audit";

    /// <summary>What the pages of maps begin with.</summary>
    public const string Maps = "/map/";

    /// <summary>Every application, of all clusters.</summary>
    public const string Applications = "/clusters";

    /// <summary>The applications of a cluster.</summary>
    public static string Of(Cluster cluster) => $"/clusters/{cluster.Name}";

    /// <summary>One application.</summary>
    public static string Of(Application application) => $"/clusters/{application.Cluster}/{application.Namespace}";

    /// <summary>A line of the service.yml of an application.</summary>
    public static string Line(Application application, int line) => $"{Of(application)}#line-{line}";

    /// <summary>One service or database.</summary>
    public static string Of(Application home, Target target) => $"/clusters/{home.Cluster}/{home.Namespace}/{target.Label}";

    /// <summary>Who uses an application and what it uses; not below the application, where any name may be a service's.</summary>
    public static string Map(Application application) => $"{Maps}{application.Cluster}/{application.Namespace}";

    /// <summary>The matrix of a cluster.</summary>
    public static string Matrix(string cluster) => $"/matrix/{cluster}";

    /// <summary>The catalogue at two moments: those of the time before, and now where no later one is named.</summary>
    public static string Compare(string? cluster = null, DateTimeOffset? before = null, DateTimeOffset? after = null)
    {
        var query = string.Join('&', new[]
        {
            ("cluster", cluster),
            ("before", before is { } earlier ? ReaderTime.Rfc3339(earlier) : null),
            ("after", after is { } later ? ReaderTime.Rfc3339(later) : null),
        }.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={part.Item2}"));
        return query.Length == 0 ? "/compare" : $"/compare?{query}";
    }
}
