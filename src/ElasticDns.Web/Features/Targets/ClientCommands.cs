using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Targets;

/// <summary>
/// Commands for a shell inside the cluster that try a connection with the client that people have. A password never stands among the
/// arguments, where every process can read it, if the client takes it otherwise.
/// </summary>
public static class ClientCommands
{
    private const string Curl = "curl";
    private const string Netcat = "nc";

    /// <summary>The client for an address.</summary>
    public static string Name(DatabaseEngine? engine, NamedAddress port) => engine?.Name switch
    {
        "mysql" => "mysql",
        "postgresql" or "postgis" => "psql",
        "redis" => "redis-cli",
        "mongodb" => "mongosh",
        "elasticsearch" or "influxdb" => Curl,
        _ => IsHttp(port) && engine is null ? Curl : Netcat,
    };

    /// <summary>The command that tries an address; the main one of a database with the engine's own client.</summary>
    public static Snippet Of(DatabaseEngine? engine, Credentials? credentials, NamedAddress port, bool isMain) =>
        engine is not null && isMain ? OfEngine(engine, credentials!, port) : OfPort(engine, credentials, port);

    /// <summary>The command that asks whether the name resolves.</summary>
    public static Snippet Lookup(ElasticDnsAddress address) => $"nslookup {Snippet.Host(address)}";

    private static Snippet OfEngine(DatabaseEngine engine, Credentials credentials, NamedAddress port)
    {
        var host = Snippet.Host(port.Address);
        var number = Snippet.Port(port.Address);
        var connection = ConnectTexts.ConnectionString(engine, credentials, port.Address);
        switch (engine.Name)
        {
            // The variable hands the password over; without one the client asks for it.
            case "mysql" when credentials.AreVariables:
                return $"MYSQL_PWD=\"{credentials.Password}\" mysql -h {host} -P {number} -u \"{credentials.User}\" \"{credentials.Database}\"";
            case "mysql":
                return $"mysql -h {host} -P {number} -u {credentials.User} -p {credentials.Database}";
            case "postgresql" or "postgis" when credentials.AreVariables:
                return $"PGPASSWORD=\"{credentials.Password}\" psql -h {host} -p {number} -U \"{credentials.User}\" -d \"{credentials.Database}\"";
            case "postgresql" or "postgis":
                return $"psql -h {host} -p {number} -U {credentials.User} -d {credentials.Database}";
            case "redis":
                return $"redis-cli -h {host} -p {number}";
            case "mongodb":
                return $"mongosh \"{connection}\"";
            case "elasticsearch":
                return $"curl -i {connection}/";
            case "influxdb":
                return $"curl -i {connection}/ping";
            default:
                return $"nc -vz {host} {number}";
        }
    }

    private static Snippet OfPort(DatabaseEngine? engine, Credentials? credentials, NamedAddress port)
    {
        if (engine?.Name == "rabbitmq")
        {
            // The management interface; curl hides what follows -u from the list of processes.
            var page = Snippet.Url(port.Address);
            if (credentials!.AreVariables) return $"curl -i -u \"{credentials.User}:{credentials.Password}\" {page}/api/overview";
            return $"curl -i -u {credentials.User} {page}/api/overview";
        }
        if (IsHttp(port)) return $"curl -i {Snippet.Url(port.Address)}/";
        if (port.Address.Scheme == Scheme.Udp) return $"nc -vzu {Snippet.Host(port.Address)} {Snippet.Port(port.Address)}";
        return $"nc -vz {Snippet.Host(port.Address)} {Snippet.Port(port.Address)}";
    }

    private static bool IsHttp(NamedAddress port) => port.IsUrl && port.Address.Scheme is Scheme.Http or Scheme.Https;
}
