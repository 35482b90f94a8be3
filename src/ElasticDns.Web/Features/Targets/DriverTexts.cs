using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Targets;

/// <summary>What the drivers of each engine want to be given. An engine has only those forms for which there is a driver.</summary>
public static class DriverTexts
{
    /// <summary>Whether there are drivers: a file system is mounted.</summary>
    public static bool Has(DatabaseEngine engine) => engine.Name != "glusterfs";

    /// <summary>The texts for an engine's own port.</summary>
    public static IReadOnlyList<ConnectText> Of(DatabaseEngine engine, Credentials credentials, ElasticDnsAddress address)
    {
        var connection = ConnectTexts.ConnectionString(engine, credentials, address);
        var hostPort = Snippet.HostPort(address);
        return engine.Name switch
        {
            "mysql" =>
            [
                DatabaseYml("mysql2", credentials, address),
                new("JDBC (Connector/J)", Jdbc("mysql", credentials, address)),
                new(".NET (MySqlConnector)", Net(engine, credentials, address)),
                new("SQLAlchemy (PyMySQL)", Sql("mysql+pymysql", credentials, address)),
                new("Node (mysql2)", connection),
            ],
            "postgresql" or "postgis" =>
            [
                DatabaseYml(engine.Name, credentials, address),
                new("JDBC (pgJDBC)", Jdbc("postgresql", credentials, address)),
                new(".NET (Npgsql)", Net(engine, credentials, address)),
                new("SQLAlchemy (psycopg)", Sql("postgresql+psycopg", credentials, address)),
                new("Node (pg)", connection),
            ],
            "redis" =>
            [
                new(".NET (StackExchange.Redis)", Net(engine, credentials, address)),
                new("Node (redis, ioredis), Python (redis-py), Java (Jedis)", connection),
                new("Rails cache store", $"config.cache_store = :redis_cache_store, {{ url: \"{connection}\" }}"),
            ],
            "mongodb" =>
            [
                new("Node, Python (PyMongo), Java and .NET (MongoDB.Driver)", connection),
                new("Rails mongoid.yml", $"{Snippet.Key("production")}:\n  {Snippet.Key("clients")}:\n    {Snippet.Key("default")}:\n      {Snippet.Key("uri")}: {ConnectTexts.ConnectionString(engine, credentials.InErb, address)}"),
            ],
            "elasticsearch" =>
            [
                new("Node, Python, Java and .NET (Elastic.Clients.Elasticsearch)", connection),
                new("JDBC (Elasticsearch SQL)", $"jdbc:es://{connection}"),
            ],
            "rabbitmq" => [new(".NET (RabbitMQ.Client), Java, Node (amqplib), Python (pika)", connection)],
            "memcached" =>
            [
                new("List of servers: Node (memjs), Python (pymemcache), Java (spymemcached)", hostPort),
                new("Rails cache store (Dalli)", $"config.cache_store = :mem_cache_store, \"{hostPort}\""),
            ],
            _ => [new("Node, Python, Java and .NET", connection)],
        };
    }

    /// <summary>What stands in a .NET connection string.</summary>
    internal static Snippet Net(DatabaseEngine engine, Credentials credentials, ElasticDnsAddress address)
    {
        var host = Snippet.Host(address);
        var port = Snippet.Port(address);
        switch (engine.Name)
        {
            case "mysql":
                return $"Server={host};Port={port};Database={credentials.Database};User ID={credentials.User};Password={credentials.Password}";
            case "postgresql" or "postgis":
                return $"Host={host};Port={port};Database={credentials.Database};Username={credentials.User};Password={credentials.Password}";
            case "redis" or "memcached":
                return Snippet.HostPort(address);
            default:
                return ConnectTexts.ConnectionString(engine, credentials, address);
        }
    }

    private static ConnectText DatabaseYml(string adapter, Credentials credentials, ElasticDnsAddress address)
    {
        var erb = credentials.InErb;
        return new("Rails database.yml", $"""
            {Snippet.Key("production")}:
              {Snippet.Key("adapter")}: {adapter}
              {Snippet.Key("host")}: {Snippet.Host(address)}
              {Snippet.Key("port")}: {Snippet.Port(address)}
              {Snippet.Key("database")}: {erb.Database}
              {Snippet.Key("username")}: {erb.User}
              {Snippet.Key("password")}: {erb.Password}
            """);
    }

    private static Snippet Jdbc(string scheme, Credentials credentials, ElasticDnsAddress address) =>
        $"jdbc:{scheme}://{Snippet.HostPort(address)}/{credentials.Database}?user={credentials.User}&password={credentials.Password}";

    private static Snippet Sql(string scheme, Credentials credentials, ElasticDnsAddress address) =>
        $"{scheme}://{credentials.User}:{credentials.Password}@{Snippet.HostPort(address)}/{credentials.Database}";
}
