using System.Globalization;
using System.Text.RegularExpressions;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Web.Shared;

/// <summary>Addresses as the lines of an <c>.env</c> file, which a shell can read; the keys are those of <see cref="NamedAddress"/>.</summary>
public static partial class EnvText
{
    /// <summary>The lines for these services and databases, without a line end after the last; what the caller cannot reach is left out.</summary>
    public static string Of(AddressRules rules, Application? caller, IEnumerable<(Application Home, Target Target)> targets) =>
        string.Join('\n', Lines(rules, caller, [.. targets]).Select(line => $"{line.Key}={line.Value}"));

    /// <summary>The keys, no two of them equal, with their values as a shell reads them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Lines(AddressRules rules, Application? caller, IReadOnlyList<(Application Home, Target Target)> targets)
    {
        var labels = targets.CountBy(end => end.Target.Hosts[0]).ToDictionary();
        var places = targets.CountBy(end => (end.Home.Namespace, end.Target.Hosts[0])).ToDictionary();
        var lines = new List<KeyValuePair<string, string>>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (home, target) in targets)
        {
            var label = target.Hosts[0];
            // The label alone where it is the only one of its name, else with what tells the two apart.
            var name = labels[label] == 1 ? label
                : places[(home.Namespace, label)] == 1 ? $"{home.Namespace}-{label}"
                : $"{home.Cluster}-{home.Namespace}-{label}";
            var answer = rules.For(caller, home, target);
            var isFirst = true;
            foreach (var named in NamedAddress.Of(target, answer.Addresses, name))
            {
                // The port of one label can look like the end of another: 'api' on 8080 and a service called 'api-8080'.
                var own = named.Variable;
                for (var number = 2; !taken.Add(own); number++) own = $"{named.Variable}_{number.ToString(CultureInfo.InvariantCulture)}";
                lines.Add(new(own, isFirst && answer.ConnectionString is { } connection ? ConnectionValue(connection, answer) : named.IsUrl ? named.Address.Url : named.Address.HostPort));
                isFirst = false;
            }
        }
        return lines;
    }

    // Maestro injects the values into the database's own application only; anywhere else the words stay for the reader to fill in.
    private static string ConnectionValue(string connection, AddressesForCaller answer)
    {
        if (answer.Reach is not Reach.SameApplication || answer.Variables is []) return connection;
        return $"\"{Placeholder().Replace(connection, word => $"${VariableOf(word.Value)}")}\"";

        string VariableOf(string word) => answer.Variables.First(variable => variable.EndsWith(word == "USER" ? "_USERNAME" : $"_{word}", StringComparison.Ordinal));
    }

    [GeneratedRegex("USER|PASSWORD|DATABASE")]
    private static partial Regex Placeholder();
}
