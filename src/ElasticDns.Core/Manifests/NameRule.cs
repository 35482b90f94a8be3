using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>How the name of a service, a database or a database group becomes a host label, and which names are refused.</summary>
internal static class NameRule
{
    /// <summary>The label; null where a finding refuses the name. A label that must follow a prefix has that much less room.</summary>
    public static string? Fold(string name, string what, YamlNode at, FindingList findings, int prefixLength = 0)
    {
        if (!DnsLabel.IsPrintableAscii(name))
        {
            findings.Error("name-not-ascii", $"{what} '{Quoting.Escape(name)}' has a character outside printable ASCII; a host name has none. Rename it.", at);
            return null;
        }
        var label = DnsLabel.Fold(name);
        if (label.Length == 0)
        {
            findings.Error("name-empty", $"{what} '{Quoting.Escape(name)}' leaves no DNS label; use a-z, 0-9 and '-'.", at);
            return null;
        }
        if (prefixLength + label.Length > DnsLabel.MaxLength)
        {
            findings.Error("name-too-long", $"{what} '{Quoting.Escape(name)}' gives a host label of {prefixLength + label.Length:N0} characters; {DnsLabel.MaxLength} is the most.", at);
            return null;
        }
        return label;
    }

    /// <summary>Says where a service's label is not its name, or may not resolve.</summary>
    public static void NoteLabel(string name, string label, YamlNode key, FindingList findings)
    {
        if (label != name)
            findings.Note("derived-label", $"Service '{Quoting.Escape(name)}' is addressed as '{label}': a DNS label has only a-z, 0-9 and '-'.", key);
        if (char.IsAsciiDigit(label[0]))
            findings.Warning("label-starts-with-digit", $"The label '{label}' starts with a digit; that resolves only on recent versions of Kubernetes.", key);
    }
}
