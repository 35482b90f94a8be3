using Microsoft.AspNetCore.OpenApi;

namespace ElasticDns.Web.Shared;

/// <summary>Monitors and caches ask for the head of an answer alone. Whatever answers GET answers them, the same but for the body, which the server leaves out.</summary>
public static class HeadRequests
{
    public static TBuilder AnswersHead<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
            if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head)) endpoint.Metadata.Add(new HttpMethodMetadata([.. methods, HttpMethods.Head]));
        });
        return endpoints;
    }

    /// <summary>Leaves them out of the document: they are no calls of their own.</summary>
    public static OpenApiOptions WithoutHead(this OpenApiOptions options)
    {
        var isIncluded = options.ShouldInclude;
        options.ShouldInclude = call => isIncluded(call) && !HttpMethods.Head.Equals(call.HttpMethod, StringComparison.OrdinalIgnoreCase);
        return options;
    }
}
