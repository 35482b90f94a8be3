using System.Globalization;
using System.Text.RegularExpressions;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Web.Shared;

/// <summary>
/// Addresses as the lines of an <c>.env</c> file, which a shell can read. A key is the label and <c>_URL</c> (<c>API_URL</c>); of several
/// addresses the port stands in it (<c>API_8080_URL</c>), and where a port has several schemes the scheme as well (<c>API_UDP_3000_URL</c>).
/// </summary>
public static partial class EnvText
{
    /// <summary>The lines for these services and databases, without a line end after the last; what the caller cannot reach is left out.</summary>
    public static string Of(AddressRules rules, Application? caller, IEnumerable<(Application Home, Target Target)> targets) =>
        string.Join('\n', Lines(rules, caller, [.. targets]).Select(line => $"{line.Key}={line.Value}"));

    /// <summary>The keys, no two of them equal, with their values as a shell reads them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Lines(AddressRules rules, Application? caller, IReadOnlyList<(Application Home, Target Target)> targets)
    {
        var labels = targets.CountBy(end => end.Target.Label).ToDictionary();
        var places = targets.CountBy(end => (end.Home.Namespace, end.Target.Label)).ToDictionary();
        var lines = new List<KeyValuePair<string, string>>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (home, target) in targets)
        {
            // The label alone where it is the only one of its name, else with what tells the two apart.
            var name = labels[target.Label] == 1 ? target.Label
                : places[(home.Namespace, target.Label)] == 1 ? $"{home.Namespace}-{target.Label}"
                : $"{home.Cluster}-{home.Namespace}-{target.Label}";
            foreach (var (key, value) in LinesOf(name, target, rules.For(caller, home, target)))
            {
                // The port of one label can look like the end of another: 'api' on 8080 and a service called 'api-8080'.
                var own = key;
                for (var number = 2; !taken.Add(own); number++) own = $"{key}_{number.ToString(CultureInfo.InvariantCulture)}";
                lines.Add(new(own, value));
            }
        }
        return lines;
    }

    private static IEnumerable<(string Key, string Value)> LinesOf(string name, Target target, AddressesForCaller answer)
    {
        var addresses = answer.OfFirstHost;
        var ports = addresses.CountBy(address => address.Port).ToDictionary();
        foreach (var address in addresses)
        {
            var part = addresses.Count == 1 ? ""
                : ports[address.Port] == 1 ? string.Create(CultureInfo.InvariantCulture, $"_{address.Port}")
                : string.Create(CultureInfo.InvariantCulture, $"_{address.Scheme}_{address.Port}");
            var value = target is Database && address == addresses[0] && answer.ConnectionString is { } connection
                ? ConnectionValue(connection, answer)
                : address.Preferred;
            yield return (ShellName($"{name}{part}_URL"), value);
        }
    }

    // Maestro injects the values into the database's own application only; anywhere else the words stay for the reader to fill in.
    private static string ConnectionValue(string connection, AddressesForCaller answer)
    {
        if (answer.Reach is not Reach.SameApplication || answer.Variables is []) return connection;
        return $"\"{Placeholder().Replace(connection, word => $"${{{VariableOf(word.Value)}}}")}\"";

        string VariableOf(string word) => answer.Variables.First(variable => variable.EndsWith(word == "USER" ? "_USERNAME" : $"_{word}", StringComparison.Ordinal));
    }

    // A label has letters, digits and dashes only. No name of a shell begins with a digit.
    private static string ShellName(string text)
    {
        var name = text.ToUpperInvariant().Replace('-', '_');
        return char.IsAsciiDigit(name[0]) ? $"_{name}" : name;
    }

    [GeneratedRegex("USER|PASSWORD|DATABASE")]
    private static partial Regex Placeholder();
}
