using System.Text.RegularExpressions;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>
/// A second reading of a manifest that knows no YAML: lines, indentation and regular expressions, enough for the block style in which
/// people write. It shares nothing with the reader that it checks.
/// </summary>
internal static partial class NaiveManifest
{
    /// <summary>What was read, a line a service and a line a database.</summary>
    public static string Of(Manifest manifest) => string.Join('\n',
    [
        .. manifest.Services.Select(service => $"{service.Line} {service.Name} {service.Label} {string.Join(',', service.Ports.Select(port => port.Container).OfType<int>().Distinct().Order())}").Order(StringComparer.Ordinal),
        .. manifest.Databases.Select(database => database.Name).Order(StringComparer.Ordinal),
    ]);

    /// <summary>What stands there, as far as lines tell.</summary>
    public static string Read(string text, string? environment)
    {
        var services = new List<(int Line, string Name, SortedSet<int> Ports)>();
        var databases = new SortedSet<string>(StringComparer.Ordinal);
        var path = new List<(int Indent, string Key)>();
        var lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Comment().Replace(lines[i], "").TrimEnd();
            if (line.Trim() is "" or "---") continue;
            var indent = line.Length - line.TrimStart().Length;
            var isItem = line.TrimStart().StartsWith('-');
            // An item may stand at the indentation of its key.
            while (path.Count > 0 && (path[^1].Indent > indent || (path[^1].Indent == indent && !(isItem && path[^1].Key is not "-")))) path.RemoveAt(path.Count - 1);
            var content = line.TrimStart().TrimStart('-').TrimStart();
            var match = Key().Match(content);
            var keys = path.Select(part => part.Key).Where(key => key != environment).ToList();
            if (isItem && keys is [.., "databases"] && (keys.Count == 1 || keys[0] == "services")) databases.Add(content.Trim('"', '\''));
            if (keys is ["services", _, "ports", ..] or ["services", _, "local_ports", ..] && services.Count > 0)
            {
                if (isItem && Scalar().Match(content) is { Success: true } port) services[^1].Ports.Add(int.Parse(port.Groups[1].Value));
                if (Container().Match(content) is { Success: true } container) services[^1].Ports.Add(int.Parse(container.Groups[1].Value));
            }
            if (!match.Success) continue;
            var key = match.Groups["key"].Value.Trim('"', '\'');
            if (keys is ["services"] && !isItem && key != "databases") services.Add((i + 1, key, []));
            if (keys is ["services", _] && key is "ports" or "local_ports")
                foreach (Match port in FlowPort().Matches(match.Groups["value"].Value)) services[^1].Ports.Add(int.Parse(port.Groups[1].Value));
            if (!isItem) path.Add((indent, key));
        }
        return string.Join('\n',
        [
            .. services.Select(service => $"{service.Line} {service.Name} {service.Name.ToLowerInvariant().Replace('_', '-')} {string.Join(',', service.Ports)}").Order(StringComparer.Ordinal),
            .. databases,
        ]);
    }

    [GeneratedRegex("(?:^|\\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^(?<key>[\\w.\\-\"']+):(?:\\s+(?<value>.*))?$")]
    private static partial Regex Key();

    [GeneratedRegex("^[\"']?(\\d+)(?::[\\d:]*)?[\"']?$")]
    private static partial Regex Scalar();

    [GeneratedRegex("container:\\s*[\"']?(\\d+)")]
    private static partial Regex Container();

    [GeneratedRegex("(?<![\\d:])(\\d+)(?::\\d*)*")]
    private static partial Regex FlowPort();
}
