using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Shared;

/// <summary>A component that shows the catalogue for a caller, and shows it anew when an import has changed it.</summary>
public abstract class CatalogComponent : ComponentBase, IDisposable
{
    private bool _disposed;

    /// <summary>The caller as the page's address names it.</summary>
    [SupplyParameterFromQuery(Name = ConnectingFrom.Parameter)]
    public string? FromQuery { get; set; }

    /// <summary>The snapshot that this component shows. One rendering never mixes two.</summary>
    protected CatalogSnapshot Snapshot { get; private set; } = CatalogSnapshot.Empty;

    /// <summary>The caller.</summary>
    protected ConnectingFrom From { get; private set; } = ConnectingFrom.Anywhere;

    [Inject]
    private CatalogStore Store { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Store.Changed += OnCatalogChanged;
        Snapshot = Store.Current;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Take();

    /// <summary>Works out what is shown, after parameters, caller or catalogue have changed.</summary>
    protected virtual void Refresh()
    {
    }

    /// <summary>Ends the subscription to the catalogue.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        Store.Changed -= OnCatalogChanged;
    }

    // Raised on the thread of the import, which must not wait for pages.
    private void OnCatalogChanged(CatalogChange change) => _ = InvokeAsync(() =>
    {
        if (_disposed) return;
        Snapshot = Store.Current;
        Take();
        StateHasChanged();
    });

    private void Take()
    {
        From = ConnectingFrom.In(Snapshot, FromQuery);
        Refresh();
    }
}
