using System.Globalization;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>Collects what a service writes like an address: in its environment, its commands and the endpoints of its health checks.</summary>
internal sealed class MentionReader(ManifestLimits limits, FindingList findings)
{
    private static readonly string[] Commands = ["command", "build_command", "deploy_command", "post_start_command", "pre_stop_command"];

    private int _count;

    public IReadOnlyList<Mention> Read(YamlMapping service)
    {
        var mentions = new List<Mention>();
        if (service["env_vars"] is { } variables) ReadVariables(variables, "env_vars", mentions);
        foreach (var command in Commands)
            if (service[command] is { } value) ReadValues(value, null, command, mentions);
        if (service["health"] is { } health) ReadEndpoints(health, "health", mentions);
        return InOrder(mentions);
    }

    /// <summary>The mentions in the order of the file.</summary>
    public static IReadOnlyList<Mention> InOrder(IEnumerable<Mention> mentions) => [.. mentions.OrderBy(mention => mention.Line).ThenBy(mention => mention.Column)];

    /// <summary>Reads variables: a map, or a list of KEY=VALUE.</summary>
    public void ReadVariables(YamlNode variables, string key, List<Mention> mentions)
    {
        switch (variables)
        {
            case YamlMapping map:
                foreach (var entry in map.Entries)
                    if (entry.Name is { } name) ReadValues(entry.Value, name, $"{key}.{name}", mentions);
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item is YamlMapping) ReadVariables(item, key, mentions);
                    else if (item is YamlScalar { Value: var text } scalar && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                        Scan(text[(equals + 1)..], text[..equals].Trim(), $"{key}.{text[..equals].Trim()}", scalar, mentions);
                }
                break;
        }
    }

    /// <summary>Reads a value, or every value of a list.</summary>
    public void ReadValues(YamlNode value, string? variable, string where, List<Mention> mentions)
    {
        if (value is YamlScalar { IsNull: false } scalar) Scan(scalar.Value, variable, where, scalar, mentions);
        else if (value is YamlSequence list)
            for (var i = 0; i < list.Items.Count; i++) ReadValues(list.Items[i], variable, string.Create(CultureInfo.InvariantCulture, $"{where}[{i}]"), mentions);
        else if (variable is not null && value is YamlMapping map)
            foreach (var entry in map.Entries)
                if (entry.Name is { } name) ReadValues(entry.Value, name, $"{where}.{name}", mentions);
    }

    private void ReadEndpoints(YamlNode node, string where, List<Mention> mentions)
    {
        if (node is YamlSequence list)
            for (var i = 0; i < list.Items.Count; i++) ReadEndpoints(list.Items[i], string.Create(CultureInfo.InvariantCulture, $"{where}[{i}]"), mentions);
        if (node is not YamlMapping map) return;
        foreach (var entry in map.Entries)
        {
            if (entry.Name is not { } name) continue;
            if (name == "endpoint") ReadValues(entry.Value, null, $"{where}.{name}", mentions);
            else ReadEndpoints(entry.Value, $"{where}.{name}", mentions);
        }
    }

    /// <summary>Reads one value.</summary>
    public void Scan(string value, string? variable, string where, YamlScalar at, List<Mention> mentions)
    {
        if (_count > limits.Mentions) return;
        // One more than may be kept, so that the first one too many is seen; after it nothing is looked at.
        foreach (var mention in MentionScanner.Scan(value, variable, where, at, limits.Mentions + 1 - _count))
        {
            if (!Counts(at)) return;
            mentions.Add(mention);
        }
    }

    /// <summary>Takes what was read before once more, for a further service that declares the same.</summary>
    public void Take(IEnumerable<Mention> known, YamlNode at, List<Mention> mentions)
    {
        foreach (var mention in known)
        {
            if (_count > limits.Mentions || !Counts(at)) return;
            mentions.Add(mention);
        }
    }

    private bool Counts(YamlNode at)
    {
        if (_count++ == limits.Mentions)
            findings.Warning("too-many-addresses", $"More than {limits.Mentions:N0} texts of the file look like addresses; from here on none is read as a declared connection.", at);
        return _count <= limits.Mentions;
    }
}
