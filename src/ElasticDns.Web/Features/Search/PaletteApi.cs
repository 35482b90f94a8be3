using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ElasticDns.Web.Features.Search;

/// <summary>
/// The results that the palette shows, as a fragment of the page. The palette asks over HTTP and not over the circuit, because it has to
/// answer in the first second, before there is a circuit, and while one reconnects; and because an answer of its own to every text lets
/// the browser act on exactly what was typed. It is rendered here and not by script, so that an address looks the same everywhere.
/// </summary>
public static class PaletteApi
{
    public static void MapPalette(this IEndpointRouteBuilder app) => app.MapGet("/search/results", Get).ExcludeFromDescription();

    private static RazorComponentResult<PaletteResults> Get(HttpContext context, CatalogStore store, string? q = null, string? from = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(new { Snapshot = store.Current, Text = q, FromQuery = from, Actor = Actor.Of(context.User) });
    }
}
