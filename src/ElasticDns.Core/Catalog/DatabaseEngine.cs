using System.Collections.Frozen;

namespace ElasticDns.Core.Catalog;

/// <summary>A kind of managed database, its default ports and the form of its connection string.</summary>
/// <param name="Name">The name in manifests.</param>
/// <param name="Title">The name that people use.</param>
/// <param name="Ports">The ports it listens on, the main one first.</param>
/// <param name="ConnectionFormat">
/// The connection string, with <c>{host}</c> for host and port, and the words USER, PASSWORD and DATABASE where values of the
/// application's own belong.
/// </param>
public sealed record DatabaseEngine(string Name, string Title, IReadOnlyList<int> Ports, string ConnectionFormat)
{
    private static readonly FrozenDictionary<string, DatabaseEngine> ByName = new DatabaseEngine[]
    {
        new("mysql", "MySQL", [3306], "mysql://USER:PASSWORD@{host}/DATABASE"),
        new("postgresql", "PostgreSQL", [5432], "postgresql://USER:PASSWORD@{host}/DATABASE"),
        new("postgis", "PostGIS", [5432], "postgresql://USER:PASSWORD@{host}/DATABASE"),
        new("redis", "Redis", [6379], "redis://{host}"),
        new("mongodb", "MongoDB", [27017], "mongodb://{host}/DATABASE"),
        new("elasticsearch", "Elasticsearch", [9200, 9300], "http://{host}"),
        new("rabbitmq", "RabbitMQ", [5672, 15672], "amqp://USER:PASSWORD@{host}"),
        new("memcached", "Memcached", [11211], "memcached://{host}"),
        new("influxdb", "InfluxDB", [8086], "http://{host}"),
        new("glusterfs", "GlusterFS", [24007], "{host}"),
    }.ToFrozenDictionary(engine => engine.Name);

    private static readonly FrozenDictionary<string, string> Misnomers = new Dictionary<string, string>
    {
        ["postgres"] = "postgresql", ["mongo"] = "mongodb", ["elastic"] = "elasticsearch",
    }.ToFrozenDictionary();

    private static readonly (string Placeholder, string Variable)[] Placeholders =
        [("USER", "USERNAME"), ("PASSWORD", "PASSWORD"), ("DATABASE", "DATABASE")];

    /// <summary>The engines that are known, in ordinal order of their names.</summary>
    public static IReadOnlyList<DatabaseEngine> All { get; } = [.. ByName.Values.OrderBy(engine => engine.Name, StringComparer.Ordinal)];

    /// <summary>The engine of that name, or null.</summary>
    public static DatabaseEngine? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>
    /// Splits a label of the form engine or engine-dash-group. An engine that is not known takes the whole label and has no group.
    /// </summary>
    public static (string Engine, string? Group) Split(string label)
    {
        var dash = label.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Find(label[..dash]) is not null ? (label[..dash], label[(dash + 1)..].Trim('-')) : (label, null);
    }

    /// <summary>The known engine, with its group, that an unknown label probably means, or null.</summary>
    public static string? Meant(string label)
    {
        var (first, rest) = label.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? (label[..dash], label[dash..]) : (label, "");
        return (Misnomers.GetValueOrDefault(first) ?? (NearestNames.Of(first, ByName.Keys, 1) is [var nearest] ? nearest : null)) is { } engine
            ? engine + rest
            : null;
    }

    /// <summary>
    /// The variables that Maestro injects for the words USER, PASSWORD and DATABASE of the connection string:
    /// <c>MYSQL_PASSWORD</c>, and for a group that is not the primary one <c>MYSQL_VENUS_PASSWORD</c>.
    /// </summary>
    public IReadOnlyList<string> VariablesOf(Database database)
    {
        var prefix = (database.Group is { } group && !database.Primary ? $"{Name}_{group}" : Name).ToUpperInvariant().Replace('-', '_');
        return
        [
            .. from word in Placeholders
               where ConnectionFormat.Contains(word.Placeholder, StringComparison.Ordinal)
               select $"{prefix}_{word.Variable}",
        ];
    }
}
