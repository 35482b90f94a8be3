using System.Text.Encodings.Web;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>A refusal of all that is asked, whatever it is: a problem for the API, and for a browser a page that needs nothing else of the app.</summary>
internal static class BareAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string title, string text)
    {
        if (context.Request.Path.StartsWithSegments("/api")) return TypedResults.Problem(text, statusCode: status, title: title).ExecuteAsync(context);
        var (heading, sentence) = (HtmlEncoder.Default.Encode(title), HtmlEncoder.Default.Encode(text));
        return Results.Content($"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{heading} · ElasticDns</title></head>
            <body style="max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif"><main><h1>{heading}</h1><p>{sentence}</p></main></body>
            </html>

            """, "text/html; charset=utf-8", statusCode: status).ExecuteAsync(context);
    }
}
