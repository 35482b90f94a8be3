namespace ElasticDns.Web.Shared.Api;

/// <summary>Problems that the framework finds by itself say what to do, in every environment.</summary>
public static class ApiProblems
{
    public static IServiceCollection AddApiProblems(this IServiceCollection services) => services
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false)
        .AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status400BadRequest => "A parameter has a value that it does not take. The calls and their parameters are listed at /openapi/v1.json.",
            StatusCodes.Status404NotFound => "The API has no such path. The calls are listed at /openapi/v1.json.",
            StatusCodes.Status405MethodNotAllowed => "This path does not take this method. The calls are listed at /openapi/v1.json.",
            _ => null,
        });
}
