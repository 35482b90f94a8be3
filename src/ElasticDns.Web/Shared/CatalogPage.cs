using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Shared;

/// <summary>A page of the catalogue.</summary>
public abstract class CatalogPage : CatalogComponent
{
    // Only while the page is rendered into the response of a request.
    [CascadingParameter]
    private HttpContext? Request { get; set; }

    /// <summary>Answers the request, if there is one, with status 404. The page shows what it did not find.</summary>
    protected void AnswerNotFound()
    {
        if (Request is not { Response.HasStarted: false } request) return;
        // At the last moment: a status that is known earlier makes the framework throw this page away for the general one.
        request.Response.OnStarting(() =>
        {
            request.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
