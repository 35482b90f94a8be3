namespace ElasticDns.Core.Manifests;

/// <summary>Which environment of the older grammar is read: the one that is asked for, or the only one.</summary>
internal static class EnvironmentChoice
{
    /// <summary>The name of the environment; null where a finding refuses the file.</summary>
    public static string? Of(YamlMapping root, IReadOnlyList<string> names, string? asked, FindingList findings)
    {
        if (asked is null ? names.Count == 1 : names.Contains(asked)) return asked ?? names[0];
        var known = Quoting.List([.. names.Select(Quoting.Shorten)]);
        if (asked is null)
            findings.Error("environment-required", $"The file holds {names.Count} environments: {known}. Choose one (parameter 'environment').", root.KeyOf(names[0]));
        else
            findings.Error("environment-unknown", $"The file has no environment '{Quoting.Shorten(asked)}'; it has {known}.", root.KeyOf(names[0]));
        return null;
    }
}
