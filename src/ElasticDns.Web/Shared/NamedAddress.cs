using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Shared;

/// <summary>An address with the names under which a caller keeps it in its configuration.</summary>
/// <param name="Address">The address.</param>
/// <param name="Variable">The environment variable: <c>API_URL</c>, <c>API_TCP_URL</c>, <c>CACHE_ADDRESS</c>.</param>
/// <param name="Key">The key in a JSON file: <c>Api</c>, <c>ApiTcp</c>.</param>
/// <param name="IsUrl">Whether the value is a URL, not host and port.</param>
/// <param name="Title">The port, with the scheme where several listen on it; null where there is no other address.</param>
public sealed record NamedAddress(ElasticDnsAddress Address, string Variable, string Key, bool IsUrl, string? Title)
{
    private const string BeforeDigit = "SERVICE_";

    // What a managed database serves over http. The other ports of a database that are not its own protocol's have no URL.
    private static readonly HashSet<int> HttpPortsOfDatabases = [8086, 9200, 15672];

    /// <summary>
    /// The addresses of a target, by its first name, for one caller. The first has the plain name; each further one is told apart by its
    /// scheme, its port or both, so that no two names are equal.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="addresses">Its addresses for the caller.</param>
    /// <param name="name">The name to begin with, of the characters of a label; the target's first host where it is null.</param>
    public static IReadOnlyList<NamedAddress> Of(Target target, IReadOnlyList<ElasticDnsAddress> addresses, string? name = null)
    {
        IReadOnlyList<ElasticDnsAddress> own = [.. addresses.Where(address => address.Label == target.Hosts[0])];
        var schemes = own.CountBy(address => address.Scheme).ToDictionary();
        var ports = own.CountBy(address => address.Port).ToDictionary();
        return
        [
            .. own.Select((address, index) =>
            {
                var title = own.Count == 1 ? null : $"Port {address.Port}{(ports[address.Port] > 1 ? $", {address.Scheme}" : "")}";
                return Name(target, name ?? target.Hosts[0], address, index == 0 ? "" : Mark(address, schemes, ports), index == 0, title);
            }),
        ];
    }

    private static NamedAddress Name(Target target, string label, ElasticDnsAddress address, string mark, bool isFirst, string? title)
    {
        var name = label.ToUpperInvariant().Replace('-', '_');
        // A shell knows no variable that starts with a digit.
        var stem = (char.IsAsciiDigit(name[0]) ? BeforeDigit : "") + name + mark;
        var isUrl = target is Database database
            ? isFirst ? DatabaseEngine.Find(database.Engine)?.ConnectionFormat.Contains("://", StringComparison.Ordinal) == true : HttpPortsOfDatabases.Contains(address.Port)
            : !address.HostAndPortFirst;
        return new(address, stem + (isUrl ? "_URL" : "_ADDRESS"), string.Concat(stem.Split('_').Select(Capitalised)), isUrl, title);
    }

    private static string Mark(ElasticDnsAddress address, Dictionary<string, int> schemes, Dictionary<int, int> ports) =>
        address.Scheme is Scheme.Tcp or Scheme.Udp && schemes[address.Scheme] == 1 ? $"_{address.Scheme.ToUpperInvariant()}"
        : ports[address.Port] == 1 ? $"_{address.Port}"
        : $"_{address.Scheme.ToUpperInvariant()}_{address.Port}";

    private static string Capitalised(string word) => word.Length == 0 ? "" : word[..1] + word[1..].ToLowerInvariant();
}
