using ElasticDns.Core.Addressing;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>A column of the grid of services: everything that there is to say about it.</summary>
/// <param name="Id">Its name in the address of the page and in CSS.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Width">How wide it is in pixels, or beside the others where they are more than fit.</param>
/// <param name="Cell">What it shows of a row.</param>
public sealed record CatalogColumn(string Id, string Title, int Width, RenderFragment<CatalogCell> Cell)
{
    /// <summary>The order that its heading sorts by; null where it sorts by none.</summary>
    public string? Order { get; init; }

    /// <summary>Whether the reader may take it away.</summary>
    public bool Optional { get; init; } = true;

    /// <summary>Whether it is shown until the reader chooses.</summary>
    public bool AtFirst { get; init; }
}

/// <summary>A row as the cells see it.</summary>
/// <param name="Row">The service or database.</param>
/// <param name="From">The caller.</param>
/// <param name="Answer">How the caller reaches it.</param>
/// <param name="References">The connections that manifests declare.</param>
/// <param name="Assets">Where the symbols are.</param>
public readonly record struct CatalogCell(CatalogRow Row, ConnectingFrom From, AddressesForCaller Answer, ReferenceIndex References, ResourceAssetCollection Assets);
