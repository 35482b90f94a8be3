using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>A component that shows what came of the watched folder, and shows it anew after every look at it.</summary>
public abstract class FolderComponent : CatalogPage
{
    private bool _disposed;

    /// <summary>What came of the last look; null where no folder is watched.</summary>
    protected FolderStatus? Status { get; private set; }

    [Inject]
    private WatchedFolder Folder { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Folder.Changed += OnChanged;
        Status = Folder.Status;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        Folder.Changed -= OnChanged;
        base.Dispose(disposing);
    }

    // Raised on the thread of the scan, which must not wait for pages.
    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (_disposed) return;
        Status = Folder.Status;
        StateHasChanged();
    });
}
