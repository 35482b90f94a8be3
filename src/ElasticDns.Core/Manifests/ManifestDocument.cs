namespace ElasticDns.Core.Manifests;

/// <summary>One file as uploaded: decoded, parsed within the caps, redacted and recognised, but not yet read as a manifest.</summary>
public sealed class ManifestDocument
{
    private readonly FindingList _findings;

    private ManifestDocument(string name, FindingList findings, ManifestLimits limits) => (Name, _findings, Limits) = (name, findings, limits);

    /// <summary>The file's name, for findings.</summary>
    public string Name { get; }

    /// <summary>What the file is.</summary>
    public FileKind Kind { get; private init; }

    /// <summary>Whether the text could be read as YAML, so that <see cref="Kind"/> tells what it is rather than that it is broken.</summary>
    public bool IsYaml { get; private init; }

    /// <summary>The text without its secrets, otherwise byte for byte; empty where the bytes are not text.</summary>
    public string Text { get; private init; } = "";

    /// <summary>How many secrets were replaced.</summary>
    public int RedactedValues { get; private init; }

    /// <summary>The environments of the older grammar that the file has, in its order.</summary>
    public IReadOnlyList<string> Environments { get; private init; } = [];

    /// <summary>What there is to say about the file so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings.ToList();

    /// <summary>How many findings there are so far.</summary>
    public int FindingCount => _findings.Count;

    /// <summary>Where the file says that it goes.</summary>
    public Placement Place { get; private init; } = Placement.None;

    internal YamlMapping? Root { get; private init; }

    internal ManifestLimits Limits { get; }

    /// <summary>Parses the bytes of a file. Never throws for what the file holds.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its bytes: UTF-8, with or without a byte order mark.</param>
    /// <param name="limits">The caps; the defaults where null.</param>
    public static ManifestDocument Parse(string name, ReadOnlySpan<byte> bytes, ManifestLimits? limits = null)
    {
        limits ??= ManifestLimits.Default;
        var findings = new FindingList(name, limits.Findings);
        return SourceText.Decode(bytes, limits, findings) is { } text
            ? Parse(name, text, limits, findings)
            : new(name, findings, limits) { Kind = FileKind.Other };
    }

    /// <summary>Parses a text that was decoded before: a stored manifest.</summary>
    public static ManifestDocument Parse(string name, string text, ManifestLimits? limits = null)
    {
        limits ??= ManifestLimits.Default;
        return Parse(name, text, limits, new FindingList(name, limits.Findings));
    }

    private static ManifestDocument Parse(string name, string text, ManifestLimits limits, FindingList findings)
    {
        const string byteOrderMark = "\uFEFF";
        var mark = text.StartsWith(byteOrderMark, StringComparison.Ordinal) ? byteOrderMark : "";
        var body = text[mark.Length..];
        var syntax = new FindingList(name, limits.Findings);
        var root = YamlTreeReader.Read(body, limits, syntax, out var syntaxError, out var end);
        if (syntaxError)
        {
            var named = FileKinds.OfBrokenText(body, findings);
            if (!named) findings.AddAll(syntax);
            var (redactedLines, lines) = SecretRedactor.RedactText(body);
            return new(name, findings, limits) { Kind = FileKind.Other, IsYaml = named, Text = mark + redactedLines, RedactedValues = lines };
        }
        var (redacted, count) = root is null ? SecretRedactor.RedactText(body[..end]) : SecretRedactor.Redact(body[..end], root);
        var (rest, more) = SecretRedactor.RedactText(body[end..]);
        var kind = FileKinds.Of(root, body, findings);
        // A file that is something else is named for what it is; that it has two documents, or tags, no longer matters.
        if (kind is not FileKind.Other) findings.AddAll(syntax);
        var map = kind is FileKind.Other ? null : root as YamlMapping;
        return new(name, findings, limits)
        {
            Kind = kind,
            IsYaml = true,
            Text = mark + redacted + rest,
            RedactedValues = count + more,
            Root = map,
            Environments = kind is FileKind.ServiceYml ? EnvironmentsOf(map!) : [],
            Place = kind is FileKind.ServiceYml ? ExtensionReader.Read(map![ManifestKeys.Extension], findings) : Placement.None,
        };
    }

    private static string[] EnvironmentsOf(YamlMapping root) => root.Has("services") || root.Has("databases")
        ? []
        : [.. root.Entries.Where(entry => entry.Name is { } name && !ManifestKeys.IsExtension(name) && FileKinds.IsEnvironment(entry.Value)).Select(entry => entry.Name!)];

    internal FindingList CopyFindings() => _findings.Copy();
}
