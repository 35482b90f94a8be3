using System.Globalization;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using YamlDotNet.RepresentationModel;

namespace ElasticDns.Core.Tests.References;

/// <summary>
/// The references of a catalogue by a second, naive reading of the rules: variables are put in by walking through the text, and what is
/// left is cut into words of which each is looked at.
/// </summary>
internal sealed class NaiveReferences(IReadOnlyCollection<Application> catalog)
{
    private const char Unknown = '¤';
    private const string Ends = "/?#\"'<>\\`|(){}];^& \t\r\n";

    private static readonly string[] Commands = ["command", "build_command", "deploy_command", "post_start_command", "pre_stop_command"];
    private static readonly string[] HostKeys = ["HOST", "HOSTS", "HOSTNAME", "ADDRESS", "ADDR", "SERVER", "SERVERS", "ENDPOINT", "URL", "URI"];

    private static readonly Dictionary<string, int?> Schemes = new()
    {
        ["http"] = 80, ["https"] = 443, ["ws"] = 80, ["wss"] = 443, ["tcp"] = 80, ["udp"] = 80, ["grpc"] = null, ["redis"] = 6379, ["rediss"] = 6379, ["mysql"] = 3306,
        ["mysql2"] = 3306, ["postgres"] = 5432, ["postgresql"] = 5432, ["mongodb"] = 27017, ["amqp"] = 5672, ["amqps"] = 5672, ["memcached"] = 11211, ["nats"] = null,
        ["kafka"] = null,
    };

    private static readonly Dictionary<string, int[]> DatabasePorts = new()
    {
        ["mysql"] = [3306], ["postgresql"] = [5432], ["postgis"] = [5432], ["redis"] = [6379], ["mongodb"] = [27017], ["elasticsearch"] = [9200, 9300],
        ["rabbitmq"] = [5672, 15672], ["memcached"] = [11211], ["influxdb"] = [8086], ["glusterfs"] = [24007],
    };

    /// <summary>What the service.yml of an application declares, a line for each reference.</summary>
    public SortedSet<string> Of(Application from, ManifestDocument document, string? environment)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(document.Text));
        var root = stream.Documents[0].RootNode;
        if (environment is not null && Child(root, environment) is { } below) root = below;
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, body) in Children(Child(root, "services")))
        {
            foreach (var (where, key, text, line) in Values(body))
                foreach (var found in InText(text, key, from)) lines.Add($"{DnsLabel.Fold(name)} {where}@{line} {found}");
        }
        return lines;
    }

    /// <summary>What a value declares: host, port, verdict and target of each reference.</summary>
    public SortedSet<string> InText(string value, string? key, Application from)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var text = PutVariables(value, from.Namespace).ToLowerInvariant();
        text = Urls(text, (scheme, host, port) => Add(Schemes.ContainsKey(scheme) ? "url" : "other", scheme, host, port));
        Words(text, (host, port) =>
        {
            if (host.Contains('.', StringComparison.Ordinal)) Add("qualified", null, host, port);
            else if (port is not null && key?.EndsWith("IMAGE", StringComparison.OrdinalIgnoreCase) != true) Add("port", null, host, port);
        });
        if (key is not null && HostKeys.Any(end => key.EndsWith(end, StringComparison.OrdinalIgnoreCase)) && text.Trim() is { Length: > 0 } whole && whole.All(c => IsOfHost(c) && c != '.'))
            Add("bare", null, whole, null);
        return found;

        void Add(string form, string? scheme, string host, int? port)
        {
            port ??= scheme is null ? null : Schemes.GetValueOrDefault(scheme);
            if (Judge(form, host, port, from) is { } verdict) found.Add($"{host}:{port} {verdict}");
        }
    }

    private static IEnumerable<(string Where, string? Key, string Text, long Line)> Values(YamlNode body)
    {
        foreach (var (key, value) in Children(body))
        {
            if (key == "env_vars" && value is YamlSequenceNode list)
            {
                foreach (var item in list.OfType<YamlScalarNode>().Where(item => item.Value!.Contains('=', StringComparison.Ordinal)))
                {
                    var (name, text) = (item.Value!.Split('=')[0].Trim(), item.Value![(item.Value!.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                    yield return ($"env_vars.{name}", name, text, item.Start.Line);
                }
                foreach (var item in list.OfType<YamlMappingNode>())
                    foreach (var (name, text) in Children(item))
                        foreach (var scalar in Scalars(text, $"env_vars.{name}")) yield return (scalar.Where, name, scalar.Node.Value ?? "", scalar.Node.Start.Line);
            }
            else if (key == "env_vars")
            {
                foreach (var (name, text) in Children(value))
                    foreach (var scalar in Scalars(text, $"env_vars.{name}")) yield return (scalar.Where, name, scalar.Node.Value ?? "", scalar.Node.Start.Line);
            }
            else if (Commands.Contains(key))
            {
                foreach (var scalar in Scalars(value, key)) yield return (scalar.Where, null, scalar.Node.Value ?? "", scalar.Node.Start.Line);
            }
            else if (key == "health")
            {
                foreach (var scalar in Endpoints(value, key)) yield return (scalar.Where, null, scalar.Node.Value ?? "", scalar.Node.Start.Line);
            }
        }
    }

    private static IEnumerable<(string Where, YamlScalarNode Node)> Scalars(YamlNode node, string where) => node switch
    {
        YamlScalarNode scalar => [(where, scalar)],
        YamlSequenceNode list => list.Select((item, i) => (Where: $"{where}[{i}]", Item: item)).Where(pair => pair.Item is YamlScalarNode).Select(pair => (pair.Where, (YamlScalarNode)pair.Item)),
        _ => [],
    };

    private static IEnumerable<(string Where, YamlScalarNode Node)> Endpoints(YamlNode node, string where) => node switch
    {
        YamlMappingNode => Children(node).SelectMany(child => child.Key == "endpoint" ? Scalars(child.Value, $"{where}.endpoint") : Endpoints(child.Value, $"{where}.{child.Key}")),
        YamlSequenceNode list => list.SelectMany((item, i) => Endpoints(item, $"{where}[{i}]")),
        _ => [],
    };

    private static YamlNode? Child(YamlNode? node, string name) => Children(node).FirstOrDefault(child => child.Key == name).Value;

    // With those of merge keys that have no entry of their own.
    private static IEnumerable<(string Key, YamlNode Value)> Children(YamlNode? node)
    {
        if (node is not YamlMappingNode map) return [];
        var own = map.Where(entry => entry.Key is YamlScalarNode { Value: not "<<" }).Select(entry => (((YamlScalarNode)entry.Key).Value!, entry.Value)).ToList();
        var merged = map.Where(entry => entry.Key is YamlScalarNode { Value: "<<" })
            .SelectMany(entry => entry.Value is YamlSequenceNode list ? list.Children : [entry.Value]).SelectMany(Children);
        return own.Concat(merged).DistinctBy(entry => entry.Item1);
    }

    // What a variable stands for is put in its place: its default, the namespace, or a sign that nobody knows.
    private static string PutVariables(string text, string @namespace)
    {
        var result = "";
        for (var i = 0; i < text.Length;)
        {
            var rest = text[i..];
            if (rest.StartsWith("_env(", StringComparison.Ordinal) && Close(rest, 4, '(', ')') is > 0 and var end)
            {
                var inside = rest[5..end];
                var (name, fallback) = inside.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (inside[..colon], inside[(colon + 1)..]) : (inside, null);
                result += inside == "NAMESPACE" ? @namespace : fallback is not null && name != "NAMESPACE" ? PutVariables(fallback, @namespace) : Unknown;
                i += end + 1;
            }
            else if (rest.StartsWith("${", StringComparison.Ordinal) && Close(rest, 1, '{', '}') is > 0 and var brace)
            {
                var inside = rest[2..brace];
                var word = string.Concat(inside.TakeWhile(IsOfWord));
                var after = inside[word.Length..];
                result += word.Length > 0 && after.StartsWith(":-", StringComparison.Ordinal) ? PutVariables(after[2..], @namespace)
                    : word.Length > 0 && after.StartsWith('-') ? PutVariables(after[1..], @namespace) : Unknown;
                i += brace + 1;
            }
            else if (rest.StartsWith("$(", StringComparison.Ordinal) && Close(rest, 1, '(', ')') is > 0 and var paren)
            {
                result += Unknown;
                i += paren + 1;
            }
            else if (rest.StartsWith("{{", StringComparison.Ordinal) && rest.IndexOf("}}", StringComparison.Ordinal) is > 0 and var braces)
            {
                result += Unknown;
                i += braces + 2;
            }
            else if (rest.StartsWith("_env:", StringComparison.Ordinal) && rest.Length > 5 && IsOfWord(rest[5]))
            {
                result += Unknown;
                i += 5 + rest[5..].TakeWhile(IsOfWord).Count();
            }
            else if (rest[0] == '$' && rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] == '_'))
            {
                result += Unknown;
                i += 1 + rest[1..].TakeWhile(IsOfWord).Count();
            }
            else
            {
                result += rest[0];
                i++;
            }
        }
        return result;
    }

    private static int Close(string text, int open, char opening, char closing)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == opening) depth++;
            if (text[i] == closing && --depth == 0) return i;
        }
        return -1;
    }

    // Takes the URLs out of a text.
    private static string Urls(string text, Action<string, string, int?> found)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", StringComparison.Ordinal))
        {
            var scheme = string.Concat(text[..at].Reverse().TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '.' or '-').Reverse());
            var authority = string.Concat(text[(at + 3)..].TakeWhile(c => !Ends.Contains(c, StringComparison.Ordinal)));
            var next = at + 3 + authority.Length;
            if (authority.EndsWith(':') && text[next..].StartsWith("//", StringComparison.Ordinal))
            {
                var kept = authority.LastIndexOf(',') + 1;
                next -= authority.Length - kept;
                authority = authority[..kept];
            }
            if (scheme.Length > 0 && char.IsAsciiLetter(scheme[0]))
            {
                foreach (var item in authority[(authority.LastIndexOf('@') + 1)..].Split(','))
                {
                    var parts = item.TrimEnd('.').Split(':');
                    var host = parts[0].TrimEnd('.');
                    if (!IsHost(host) || parts.Length > 2) continue;
                    var port = parts.Length == 2 && parts[1].Length > 0 ? Port(parts[1]) : null;
                    if (parts.Length == 1 || parts[1].Length == 0 || port is not null) found(scheme, host, port);
                }
            }
            text = string.Concat(text.AsSpan(0, at - scheme.Length), " ", text.AsSpan(next));
        }
        return text;
    }

    private static void Words(string text, Action<string, int?> found)
    {
        var words = string.Concat(text.Select(c => IsOfHost(c) || c is ':' or '@' or '/' or Unknown ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var segments = word.Split('/');
            for (var s = 0; s < segments.Length; s++)
            {
                // The first of a path, and what stands behind two slashes.
                if (s > 0 && (s == 1 || segments[s - 1].Length > 0)) continue;
                var parts = segments[s][(segments[s].LastIndexOf('@') + 1)..].Split(':');
                for (var i = 0; i < parts.Length; i++)
                {
                    var host = parts[i].TrimEnd('.');
                    var next = i + 1 < parts.Length ? parts[i + 1].TrimEnd('.') : "";
                    if (!IsHost(host) || next.StartsWith(Unknown)) continue;
                    var digits = next.Length is > 0 and <= 5 && next.All(char.IsAsciiDigit);
                    if (digits) i++;
                    if (!digits || Port(next) is not null) found(host, digits ? Port(next) : null);
                }
            }
        }
    }

    private string? Judge(string form, string host, int? port, Application from)
    {
        var labels = host.Split('.');
        if (host == "localhost" || (labels.Length == 4 && labels.All(label => label.All(char.IsAsciiDigit)))) return null;
        if (labels is [var own, "cloud66", "local"]) return In(from, own, port, from);
        if (labels is [var group, var engine, "cloud66", "local"]) return In(from, $"{engine}-{group}", port, from);
        if (labels is [.. { Length: > 2 }, "cloud66", "local"]) return "UNKNOWN_SERVICE";
        if (labels is [.. var inside, "svc", "cluster", "local"] && inside.Length > 0)
            return inside is [var name, var @namespace] ? Qualified(name, @namespace, port, from) : "UNKNOWN_NAMESPACE";
        if (labels is [var one, var two, "svc"]) return Qualified(one, two, port, from);
        if (labels.Length > 2) return null;
        if (labels.Length == 2)
        {
            var isKnown = catalog.Any(application => application.Namespace == labels[1]);
            var isNearly = form == "url" && catalog.Any(application => application.Cluster == from.Cluster && IsNearly(labels[1], application.Namespace));
            return isKnown || isNearly ? Qualified(labels[0], labels[1], port, from) : null;
        }
        var names = Hosts(from).Select(target => target.Host).Concat(from.Targets.Select(target => target.Name.ToLowerInvariant())).ToList();
        var counts = form == "url" || names.Contains(host) || (form == "port" && Hosts(from).Any(target => IsNearly(host, target.Host)));
        return counts ? In(from, host, port, from) : null;
    }

    private string Qualified(string label, string @namespace, int? port, Application from)
    {
        if (catalog.FirstOrDefault(application => application.Cluster == from.Cluster && application.Namespace == @namespace) is { } here) return In(here, label, port, from);
        return catalog.FirstOrDefault(application => application.Namespace == @namespace && Hosts(application).Any(target => target.Host == label)) is { } other
            ? $"DIFFERENT_CLUSTER {other.Cluster}/{other.Namespace}" : "UNKNOWN_NAMESPACE";
    }

    private static string In(Application home, string label, int? port, Application from)
    {
        var (_, target) = Hosts(home).FirstOrDefault(known => known.Host == label);
        if (target is null) return "UNKNOWN_SERVICE";
        var ports = target is Database database ? DatabasePorts.GetValueOrDefault(database.Engine, []) : [.. ((Service)target).Ports.Select(one => one.Container).OfType<int>()];
        var resolves = port is { } wanted ? ports.Contains(wanted) : ports.Length > 0;
        return $"{(resolves ? "RESOLVES" : "PORT_NOT_EXPOSED")} {home.Cluster}/{home.Namespace}/{target.Label}";
    }

    private static IEnumerable<(string Host, Target Target)> Hosts(Application application) =>
        application.Services.Select(service => (service.Label, (Target)service))
            .Concat(application.Databases.SelectMany(database => database.Primary ? [(database.Label, (Target)database), (database.Engine, database)] : new[] { (database.Label, (Target)database) }));

    private static bool IsNearly(string text, string name)
    {
        if (Math.Abs(text.Length - name.Length) > 2) return false;
        var edits = Edits(text, name);
        return edits <= 2 && edits * 3 < Math.Max(text.Length, name.Length);
    }

    private static int Edits(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
            }
        }
        return table[one.Length, other.Length];
    }

    private static int? Port(string digits) =>
        digits.All(char.IsAsciiDigit) && int.TryParse(digits, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    private static bool IsHost(string text) =>
        text.Length > 0 && text.All(IsOfHost) && text[0] is not ('.' or '-') && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsOfHost(char c) => IsOfWord(c) || c is '-' or '.';

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
