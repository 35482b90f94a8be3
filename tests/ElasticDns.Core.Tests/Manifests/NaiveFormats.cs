using System.Text.RegularExpressions;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>A second reading of Compose files and Kubernetes objects that knows no YAML, in the form of <see cref="NaiveManifest.Of"/>.</summary>
internal static partial class NaiveFormats
{
    private static readonly Dictionary<string, int> PortOfImage = new() { ["rabbitmq"] = 5672, ["mysql"] = 3306, ["mariadb"] = 3306, ["postgres"] = 5432, ["redis"] = 6379, ["mongo"] = 27017 };

    /// <summary>The services of a Compose file with their lines and container ports.</summary>
    public static string ReadCompose(string text)
    {
        var services = new List<(int Line, string Name, SortedSet<int> Ports)>();
        var lines = Lines(text);
        var hasServices = lines.Contains("services:");
        var (section, key, depth) = (hasServices ? "" : "services", "", hasServices ? 2 : 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var indent = line.Length - line.TrimStart().Length;
            if (line.Trim().Length == 0) continue;
            if (hasServices && indent == 0) section = line.TrimEnd(':');
            else if (section == "services" && indent == depth && line.EndsWith(':')) services.Add((i + 1, line.Trim().TrimEnd(':'), []));
            else if (section == "services" && !line.TrimStart().StartsWith('-') && indent == depth + 2) key = line.Trim().Split(':')[0];
            if (section == "services" && key is "ports" or "expose" && Port().Match(line) is { Success: true } port) services[^1].Ports.Add(int.Parse(port.Groups[1].Value));
            if (section == "services" && Image().Match(line) is { Success: true } image && PortOfImage.TryGetValue(image.Groups[1].Value, out var implied)) services[^1].Ports.Add(implied);
        }
        return Show(services);
    }

    /// <summary>The Services of Kubernetes and the workloads, as many as stand in documents of their own.</summary>
    public static string ReadKubernetes(string text)
    {
        var services = new List<(int Line, string Name, SortedSet<int> Ports)>();
        var (kind, isNamed) = ("", false);
        var lines = Lines(text);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("---", StringComparison.Ordinal)) (kind, isNamed) = ("", false);
            if (lines[i].StartsWith("kind:", StringComparison.Ordinal)) kind = lines[i][5..].Trim();
            if (kind is "Service" or "Deployment" && !isNamed && lines[i].StartsWith("  name: ", StringComparison.Ordinal))
            {
                services.Add((i + 1, lines[i][8..].Trim(), []));
                isNamed = true;
            }
            if (kind is "Service" && ServicePort().Match(lines[i]) is { Success: true } port) services[^1].Ports.Add(int.Parse(port.Groups[1].Value));
        }
        return Show(services);
    }

    private static string[] Lines(string text) => [.. text.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select(line => Comment().Replace(line, "").TrimEnd())];

    private static string Show(IEnumerable<(int Line, string Name, SortedSet<int> Ports)> services) =>
        string.Join('\n', services.Select(service => $"{service.Line} {service.Name} {service.Name.ToLowerInvariant().Replace('_', '-')} {string.Join(',', service.Ports)}").Order(StringComparer.Ordinal));

    [GeneratedRegex("(?:^|\\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^\\s*- [\"']?(?:\\d+:)?(\\d+)[\"']?$")]
    private static partial Regex Port();

    [GeneratedRegex("^\\s*image: ([a-z]+)(?::\\S+)?$")]
    private static partial Regex Image();

    [GeneratedRegex("^\\s*-?\\s*port: (\\d+)$")]
    private static partial Regex ServicePort();
}
