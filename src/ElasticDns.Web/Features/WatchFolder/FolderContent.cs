using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>The manifests of the watched folder, read.</summary>
internal sealed class FolderContent(FolderLimits limits)
{
    private readonly List<ImportItem> _items = [];
    private readonly List<FolderFile> _refused = [];
    private readonly List<Finding> _general = [];
    private long _left = limits.Bytes;

    /// <summary>The applications that can be read.</summary>
    public IReadOnlyList<ImportItem> Items => _items;

    /// <summary>Those that cannot.</summary>
    public IReadOnlyList<FolderFile> Refused => _refused;

    /// <summary>What belongs to no application.</summary>
    public IReadOnlyList<Finding> General => _general;

    /// <summary>Why nothing of it is imported; null where something can be.</summary>
    public string? Problem => _left < 0 ? $"The manifests of the folder come to more than {limits.Bytes / 1024 / 1024:N0} MiB." : null;

    /// <summary>Whether every file could be read.</summary>
    public bool IsComplete { get; private set; } = true;

    public static FolderContent Read(FolderListing listing, FolderLimits limits)
    {
        var content = new FolderContent(limits);
        foreach (var place in listing.Places.TakeWhile(_ => content.Problem is null)) content.Add(place);
        return content;
    }

    /// <summary>Says that the folder decides where an application goes, where its file says something else.</summary>
    public static IEnumerable<Finding> PlaceIgnored(ImportItem item)
    {
        var (written, given) = (item.ServiceYml.Place, item.Given);
        if ((written.Namespace ?? given.Namespace) == given.Namespace && (written.Cluster ?? given.Cluster) == given.Cluster) return [];
        return [new(Severity.Warning, "place-of-folder", $"The file says that it goes elsewhere; in the watched folder its folders decide: namespace '{given.Namespace}' of cluster '{given.Cluster}'.", item.ServiceYml.Name, 0, 0)];
    }

    private void Add(FolderPlace place)
    {
        if (place.ServiceYmls.Count == 0)
        {
            _general.Add(new(Severity.Warning, "manifest-yml-alone", "This manifest.yml is not read: it only groups the databases of a service.yml, and there is none beside it.", place.NameOf(place.ManifestYmls[0]), 0, 0));
            return;
        }
        if (place.ServiceYmls.Count > 1 || place.ManifestYmls.Count > 1)
        {
            var twice = place.ServiceYmls.Count > 1 ? place.ServiceYmls : place.ManifestYmls;
            Refuse(place, "file-twice", $"'{twice[0].File}' and '{twice[1].File}' stand beside each other, and only one of them can be meant. Remove the other.");
            return;
        }
        if (TryParse(place, place.ServiceYmls[0], out var serviceYml) && TryParse(place, place.ManifestYmls is [var groups] ? groups : null, out var manifestYml))
            _items.Add(new(serviceYml!, manifestYml) { Given = new() { Cluster = place.Cluster, Namespace = place.Namespace } });
    }

    private bool TryParse(FolderPlace place, FolderFileFound? file, out ManifestDocument? document)
    {
        document = null;
        if (file is null) return true;
        try
        {
            var bytes = BytesOf(file);
            document = ManifestDocument.Parse(place.NameOf(file), bytes);
            _left -= bytes.Length;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            IsComplete = false;
            Refuse(place, "file-unreadable", $"'{file.File}' cannot be read. Let the app's user read it.");
            return false;
        }
    }

    // Up to one byte above the cap, which then refuses it. What has no length is not opened: a pipe would never end.
    private byte[] BytesOf(FolderFileFound file)
    {
        if (file.Length == 0) return [];
        using var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[(int)Math.Min(content.Length, limits.FileBytes + 1L)];
        return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private void Refuse(FolderPlace place, string code, string message)
    {
        var name = place.NameOf(place.ServiceYmls[0]);
        _refused.Add(new(name, place.Cluster, place.Namespace, IsRefused: true, [new(Severity.Error, code, message, name, 0, 0)], 1));
    }
}
