using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>What came of one application of the watched folder.</summary>
/// <param name="File">Its service.yml, as <c>cluster/namespace/service.yml</c>.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="IsRefused">Whether an error refuses it, so that its last good revision stays.</param>
/// <param name="Findings">What there is to say about it.</param>
/// <param name="FindingCount">How many findings there are.</param>
public sealed record FolderFile(string File, string Cluster, string Namespace, bool IsRefused, IReadOnlyList<Finding> Findings, int FindingCount)
{
    /// <summary>The text without its secrets, where it is refused and there are not too many of them.</summary>
    public string? Text { get; init; }
}

/// <summary>What came of the last look at the watched folder.</summary>
/// <param name="Folder">The folder, as it is configured.</param>
public sealed record FolderStatus(string Folder)
{
    /// <summary>When it was looked at; null before the first time.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>Why nothing was imported and nothing removed; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>Its applications, by cluster and namespace.</summary>
    public IReadOnlyList<FolderFile> Files { get; init; } = [];

    /// <summary>What there is to say of other files in it.</summary>
    public IReadOnlyList<Finding> General { get; init; } = [];

    /// <summary>How many of its applications are refused.</summary>
    public int Refused => Files.Count(file => file.IsRefused);

    /// <summary>How many are as the folder has them.</summary>
    public int Imported => Files.Count - Refused;
}
