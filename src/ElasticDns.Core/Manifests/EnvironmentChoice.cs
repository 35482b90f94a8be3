namespace ElasticDns.Core.Manifests;

/// <summary>Which environment of the older grammar is read: the one that is asked for, or the only one.</summary>
internal static class EnvironmentChoice
{
    /// <summary>The name of the environment; null where a finding refuses the file.</summary>
    public static string? Of(YamlMapping root, IReadOnlyList<string> names, string? asked, FindingList findings) =>
        Of(() => root.KeyOf(names[0]), names, asked, "environment", findings);

    /// <summary>The same of what else a file may hold several of; the first of them stands at <paramref name="first"/>.</summary>
    public static string? Of(Func<YamlNode> first, IReadOnlyList<string> names, string? asked, string what, FindingList findings)
    {
        if (asked is null ? names.Count == 1 : names.Contains(asked)) return asked ?? names[0];
        var known = Quoting.List([.. names.Select(Quoting.Shorten)]);
        if (asked is null)
            findings.Error("environment-required", $"The file holds {names.Count} {what}s: {known}. Choose one (parameter 'environment').", first());
        else
            findings.Error("environment-unknown", $"The file has no {what} '{Quoting.Shorten(asked)}'; it has {known}.", first());
        return null;
    }

    /// <summary>Says that an environment is asked for of a file that has none.</summary>
    public static void NoteIgnored(string asked, FindingList findings, string what = "environments") =>
        findings.Note("environment-ignored", $"The file has no {what}, so '{Quoting.Shorten(asked)}' is ignored.", 0, 0);
}
