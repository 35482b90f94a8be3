using ElasticDns.Core.Manifests.Compose;
using ElasticDns.Core.Manifests.Kubernetes;

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

    /// <summary>The environments of the older grammar that the file has, or the namespaces of its Kubernetes objects, in its order.</summary>
    public IReadOnlyList<string> Environments { get; private init; } = [];

    /// <summary>What there is to say about the file so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings.ToList();

    /// <summary>How many findings there are so far.</summary>
    public int FindingCount => _findings.Count;

    /// <summary>Where the file says that it goes.</summary>
    public Placement Place { get; private init; } = Placement.None;

    /// <summary>The format in which the file is read.</summary>
    public ManifestFormat Format { get; private init; }

    /// <summary>What a file that was taken for a service.yml really is, where it can be imported as that; null otherwise.</summary>
    public ManifestFormat? ReadableAs { get; private init; }

    /// <summary>Whether the file is of its format, and so holds services.</summary>
    public bool IsManifest => Kind is FileKind.ServiceYml or FileKind.Compose or FileKind.Kubernetes;

    internal YamlMapping? Root => Roots is [YamlMapping map, ..] ? map : null;

    /// <summary>The roots of the documents, empty ones left out; more than one only of Kubernetes.</summary>
    internal IReadOnlyList<YamlNode> Roots { get; private init; } = [];

    internal ManifestLimits Limits { get; }

    /// <summary>Parses the bytes of a file. Never throws for what the file holds.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its bytes: UTF-8, with or without a byte order mark.</param>
    /// <param name="limits">The caps; the defaults where null.</param>
    /// <param name="format">The format in which it is to be read.</param>
    public static ManifestDocument Parse(string name, ReadOnlySpan<byte> bytes, ManifestLimits? limits = null, ManifestFormat format = ManifestFormat.ServiceYml)
    {
        limits ??= ManifestLimits.Default;
        var findings = new FindingList(name, limits.Findings);
        return SourceText.Decode(bytes, limits, findings) is { } text
            ? Parse(name, text, limits, format, findings)
            : new(name, findings, limits) { Kind = FileKind.Other, Format = format };
    }

    /// <summary>Parses a text that was decoded before: a stored manifest.</summary>
    public static ManifestDocument Parse(string name, string text, ManifestLimits? limits = null, ManifestFormat format = ManifestFormat.ServiceYml)
    {
        limits ??= ManifestLimits.Default;
        return Parse(name, text, limits, format, new FindingList(name, limits.Findings));
    }

    private static ManifestDocument Parse(string name, string text, ManifestLimits limits, ManifestFormat format, FindingList findings)
    {
        const string byteOrderMark = "\uFEFF";
        var mark = text.StartsWith(byteOrderMark, StringComparison.Ordinal) ? byteOrderMark : "";
        var body = text[mark.Length..];
        var yaml = YamlTreeReader.Read(name, body, limits);
        if (yaml.IsBroken)
        {
            var named = FileKinds.OfBrokenText(body);
            if (named is null) findings.AddAll(yaml.FirstFindings);
            else FileFormats.Check(format, named, null, findings);
            var (redactedLines, lines) = SecretRedactor.RedactText(body);
            return new(name, findings, limits) { Kind = FileKind.Other, Format = format, IsYaml = named is not null, Text = mark + redactedLines, RedactedValues = lines };
        }
        var (redacted, count) = yaml.Roots.Count == 0 ? SecretRedactor.RedactText(body[..yaml.End]) : SecretRedactor.Redact(body[..yaml.End], yaml.Roots);
        var (rest, more) = SecretRedactor.RedactText(body[yaml.End..]);
        var recognised = FileKinds.Of(yaml, body);
        if (recognised.Code is "empty-document" && IsGroupsName(name)) recognised = recognised with { Message = "The document is empty: it holds nothing, or only comments. A manifest.yml names database groups; where there are none, leave it out." };
        var kind = FileFormats.Check(format, recognised, yaml.Root, findings);
        // A file that is something else is named for what it is; that it has two documents, or tags, no longer matters.
        if (kind is not FileKind.Other) AddSyntax(yaml, kind, findings);
        YamlNode[] roots = kind is FileKind.Other ? [] : [.. (kind is FileKind.Kubernetes ? yaml.Roots : [yaml.Root!]).Where(root => !root.IsNull)];
        var map = roots is [YamlMapping first, ..] ? first : null;
        return new(name, findings, limits)
        {
            Kind = kind,
            Format = format,
            ReadableAs = kind is FileKind.Other && format is ManifestFormat.ServiceYml ? FileFormats.Of(recognised.Kind) : null,
            IsYaml = true,
            Text = mark + redacted + rest,
            RedactedValues = count + more,
            Roots = roots,
            Environments = kind switch
            {
                FileKind.ServiceYml => EnvironmentsOf(map!),
                FileKind.Kubernetes => NamespacesOf(roots, limits, findings),
                _ => [],
            },
            Place = kind switch
            {
                FileKind.ServiceYml => ExtensionReader.Read(map![ManifestKeys.Extension], findings),
                FileKind.Compose => ComposeReader.Place(map!, findings),
                _ => Placement.None,
            },
        };
    }

    // What an empty file was to be is told by its name alone.
    private static bool IsGroupsName(string name) => name[(name.LastIndexOf('/') + 1)..] is "manifest.yml" or "manifest.yaml";

    private static void AddSyntax(YamlDocuments yaml, FileKind kind, FindingList findings)
    {
        findings.AddAll(yaml.FirstFindings);
        if (kind is FileKind.Kubernetes)
            findings.AddAll(yaml.LaterFindings);
        else if (yaml.Second is var (line, column))
            findings.Error("several-documents", $"{(kind is FileKind.Compose ? "A Compose file" : "A service.yml")} is one document; this '---' starts a second one. Keep one and remove the other.", line, column);
    }

    private static string[] NamespacesOf(YamlNode[] roots, ManifestLimits limits, FindingList findings)
    {
        var namespaces = KubernetesObject.Namespaces(KubernetesObject.All(roots));
        if (namespaces.Length <= limits.Namespaces) return namespaces;
        findings.Error("too-many-namespaces", $"The file holds objects of {namespaces.Length:N0} namespaces; {limits.Namespaces:N0} is the most of one file. Divide it.", 1, 1);
        return [];
    }

    private static string[] EnvironmentsOf(YamlMapping root) => root.Has("services") || root.Has("databases")
        ? []
        : [.. root.Entries.Where(entry => entry.Name is { } name && !ManifestKeys.IsExtension(name) && FileKinds.IsEnvironment(entry.Value)).Select(entry => entry.Name!).Distinct()];

    internal FindingList CopyFindings() => _findings.Copy();
}
