using System.Collections.Frozen;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests.Compose;

/// <summary>Which engine a well-known image runs.</summary>
internal static class ImageEngines
{
    // Images that are called otherwise than the engine, or that speak its protocol on its port.
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["postgres"] = "postgresql", ["pgvector"] = "postgresql", ["timescaledb"] = "postgresql", ["mariadb"] = "mysql", ["percona"] = "mysql",
        ["mysql-server"] = "mysql", ["valkey"] = "redis", ["keydb"] = "redis", ["redis-stack-server"] = "redis", ["mongo"] = "mongodb",
        ["mongodb-community-server"] = "mongodb", ["opensearch"] = "elasticsearch",
    }.ToFrozenDictionary();

    /// <summary>The engine of an image, or null: <c>docker.io/library/postgres:17-alpine</c> runs postgresql.</summary>
    public static DatabaseEngine? Of(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        if (name.AsSpan().IndexOfAny(':', '@') is >= 0 and var end) name = name[..end];
        return DatabaseEngine.Find(Others.GetValueOrDefault(name, name));
    }
}
