namespace ElasticDns.Core.Manifests;

/// <summary>The caps within which a file is read, so that no file can hang the process or bloat it. Each has its own finding.</summary>
public sealed record ManifestLimits
{
    /// <summary>The caps that hold where nothing is set.</summary>
    public static ManifestLimits Default { get; } = new();

    /// <summary>The largest file, in bytes.</summary>
    public int FileBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most services of one file.</summary>
    public int Services { get; init; } = 2_000;

    /// <summary>The most namespaces of one file of Kubernetes objects: each of them is read, and keeps the whole text.</summary>
    public int Namespaces { get; init; } = 100;

    /// <summary>The most ports of one service.</summary>
    public int PortsOfService { get; init; } = 1_000;

    /// <summary>The deepest nesting of maps and lists.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>The most parser events.</summary>
    public int Events { get; init; } = 200_000;

    /// <summary>The most anchors.</summary>
    public int Anchors { get; init; } = 1_000;

    /// <summary>The most uses of aliases.</summary>
    public int Aliases { get; init; } = 10_000;

    /// <summary>The most nodes that the file would have if every alias were written out.</summary>
    public int ExpandedNodes { get; init; } = 200_000;

    /// <summary>The most characters that the values would have if every alias were written out.</summary>
    public int ExpandedCharacters { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest key, in characters.</summary>
    public int KeyLength { get; init; } = 1_024;

    /// <summary>The most texts that are kept because they look like addresses.</summary>
    public int Mentions { get; init; } = 10_000;

    /// <summary>How many findings are kept; the others are counted.</summary>
    public int Findings { get; init; } = 200;
}
