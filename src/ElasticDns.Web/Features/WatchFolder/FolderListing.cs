using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>The caps within which a folder is read.</summary>
public sealed record FolderLimits
{
    /// <summary>The caps that hold where nothing is set.</summary>
    public static FolderLimits Default { get; } = new();

    /// <summary>The most files and folders that are looked at.</summary>
    public int Entries { get; init; } = 10_000;

    /// <summary>The most bytes of all manifests together.</summary>
    public long Bytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most bytes of one manifest.</summary>
    public int FileBytes { get; init; } = ManifestLimits.Default.FileBytes;
}

/// <summary>A manifest in the folder, found and not yet read.</summary>
/// <param name="Path">Where it is, with links followed.</param>
/// <param name="File">Its name, without folders.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Changed">When it was last written.</param>
internal sealed record FolderFileFound(string Path, string File, long Length, DateTime Changed);

/// <summary>A folder <c>cluster/namespace</c> with the manifests in it.</summary>
internal sealed record FolderPlace(string Cluster, string Namespace, IReadOnlyList<FolderFileFound> ServiceYmls, IReadOnlyList<FolderFileFound> ManifestYmls)
{
    /// <summary>The name by which findings call a file of it.</summary>
    public string NameOf(FolderFileFound file) => ImportItem.CleanName($"{Cluster}/{Namespace}/{file.File}");
}

/// <summary>What is in the watched folder, by names, sizes and times alone.</summary>
internal sealed class FolderListing
{
    private static readonly string[] ServiceNames = ["service.yml", "service.yaml"];
    private static readonly string[] ManifestNames = ["manifest.yml", "manifest.yaml"];

    private readonly List<FolderPlace> _places = [];
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _unseen = [];
    private readonly FolderLimits _limits;
    private readonly string _root;
    private int _entries;

    private FolderListing(string root, FolderLimits limits) => (_root, _limits) = (LinkedPath.Real(root) ?? root, limits);

    /// <summary>The folders of applications, by cluster and namespace.</summary>
    public IReadOnlyList<FolderPlace> Places => _places;

    /// <summary>What was passed over, and why.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Why nothing at all can be said of the folder; null where something can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether all of it could be looked at.</summary>
    public bool IsComplete => _unseen.Count == 0;

    /// <summary>Whether it has an application at that place, or may have one where it could not be looked at: what is not there has vanished.</summary>
    public bool MayHave(string cluster, string @namespace) =>
        _unseen.Contains(cluster) || _unseen.Contains($"{cluster}/{@namespace}") || _places.Exists(place => place.ServiceYmls.Count > 0 && (place.Cluster, place.Namespace) == (cluster, @namespace));

    /// <summary>The same for two listings between which no manifest was written, added or removed.</summary>
    public string Fingerprint => string.Join('\n', _places.SelectMany(place => place.ServiceYmls.Concat(place.ManifestYmls).Select(file => $"{place.Cluster}/{place.Namespace}/{file.File} {file.Path} {file.Length} {file.Changed.Ticks}")));

    public static FolderListing Of(string folder, FolderLimits limits)
    {
        FolderListing? listing = null;
        try
        {
            if (!Directory.Exists(folder)) return new(folder, limits) { Problem = "The folder does not exist, or may not be entered." };
            listing = new(folder, limits);
            foreach (var cluster in listing.FoldersOf(listing._root, ""))
            foreach (var @namespace in listing.FoldersOf(cluster.Path, $"{cluster.Name}/"))
                listing.Add(cluster.Name, @namespace.Name, @namespace.Path);
            listing._places.Sort((one, other) => string.CompareOrdinal($"{one.Cluster}/{one.Namespace}", $"{other.Cluster}/{other.Namespace}"));
            if (!listing._places.Exists(place => place.ServiceYmls.Count > 0))
                listing.Problem = listing.IsComplete ? "The folder holds no CLUSTER/NAMESPACE/service.yml." : "No manifest of the folder can be read.";
        }
        catch (TooManyEntriesException)
        {
            listing!.Problem = $"The folder holds more than {limits.Entries:N0} files and folders.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            (listing ??= new(folder, limits)).Problem = "The folder cannot be read.";
        }
        return listing;
    }

    // The folders in a folder, with links followed as long as they stay within; hidden ones are never meant.
    private List<(string Name, string Path)> FoldersOf(string folder, string prefix)
    {
        List<(string, string)> folders = [];
        foreach (var entry in EntriesOf(folder, prefix))
        {
            if (Follow(entry, prefix) is not { } path) continue;
            if (Directory.Exists(path)) folders.Add((entry.Name, path));
            else if (IsManifestName(entry.Name))
                Say("folder-layout", $"{prefix}{entry.Name}", "This manifest is not read: it belongs into CLUSTER/NAMESPACE/ of the watched folder.");
        }
        return folders;
    }

    private void Add(string cluster, string @namespace, string folder)
    {
        List<FolderFileFound> found = [];
        foreach (var entry in EntriesOf(folder, $"{cluster}/{@namespace}/").Where(entry => IsManifestName(entry.Name)))
        {
            if (Follow(entry, $"{cluster}/{@namespace}/") is not { } path) continue;
            var file = new FileInfo(path);
            if (file.Exists) found.Add(new(path, entry.Name, file.Length, file.LastWriteTimeUtc));
        }
        if (found.Count > 0)
            _places.Add(new(cluster, @namespace, [.. found.Where(file => ServiceNames.Contains(file.File))], [.. found.Where(file => ManifestNames.Contains(file.File))]));
    }

    private List<FileSystemInfo> EntriesOf(string folder, string prefix)
    {
        List<FileSystemInfo> entries = [];
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (++_entries > _limits.Entries) throw new TooManyEntriesException();
                if (!entry.Name.StartsWith('.')) entries.Add(entry);
            }
        }
        catch (Exception exception) when (prefix.Length > 0 && exception is IOException or UnauthorizedAccessException)
        {
            _unseen.Add(prefix.TrimEnd('/'));
            Say("folder-unreadable", prefix.TrimEnd('/'), "This folder cannot be read. What was imported from it stays as it is until it can.");
        }
        entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return entries;
    }

    private string? Follow(FileSystemInfo entry, string prefix)
    {
        if (entry.LinkTarget is null) return entry.FullName;
        var path = LinkedPath.Real(entry.FullName);
        var leadsNowhere = path is null || !Path.Exists(path);
        if (!leadsNowhere && path!.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return path;
        // A link that leads nowhere may be to a folder as well.
        if (entry is DirectoryInfo || IsManifestName(entry.Name) || leadsNowhere)
        {
            _unseen.Add(IsManifestName(entry.Name) ? prefix.TrimEnd('/') : $"{prefix}{entry.Name}");
            Say("link-outside", $"{prefix}{entry.Name}", "This link leads nowhere, or out of the watched folder, and is not followed. What was imported from there stays as it is; put a file or folder in its place.");
        }
        return null;
    }

    private void Say(string code, string name, string message) => _findings.Add(new(Severity.Warning, code, message, ImportItem.CleanName(name), 0, 0));

    private static bool IsManifestName(string name) => ServiceNames.Contains(name) || ManifestNames.Contains(name);

    private sealed class TooManyEntriesException : Exception;
}
