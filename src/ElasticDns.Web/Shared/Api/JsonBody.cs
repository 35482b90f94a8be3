using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Shared.Api;

/// <summary>
/// The small JSON objects that some calls take. A parameter would read them too, but have any other content type refused before it is
/// looked at who asks.
/// </summary>
public static class JsonBody
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Describes what a call takes, by the names and types of its members.</summary>
    public static RouteHandlerBuilder TakesJson(this RouteHandlerBuilder call, params (string Name, JsonSchemaType Type)[] members) => call
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = members.ToDictionary(member => member.Name, member => SchemaOf(member.Type)) };
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } } };
            return Task.CompletedTask;
        });

    /// <summary>Reads the object, or says why it cannot.</summary>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        if (!request.HasJsonContentType())
            return (null, TypedResults.Problem("Send JSON. With curl: add -H 'Content-Type: application/json' to --data.", statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Unsupported media type"));
        try
        {
            if (await request.ReadFromJsonAsync<T>(request.HttpContext.RequestAborted) is { } body) return (body, null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TypedResults.Problem($"The body has {MostBytes / 1024} KiB at most.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too large"));
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            // Answered below, as what is no object is; an unknown charset too.
        }
        return (null, TypedResults.Problem("The body is not the JSON object that this call takes. It is described at /openapi/v1.json.", statusCode: StatusCodes.Status400BadRequest, title: "Bad request"));
    }

    private static IOpenApiSchema SchemaOf(JsonSchemaType type) =>
        type is JsonSchemaType.Array ? new OpenApiSchema { Type = type, Items = new OpenApiSchema { Type = JsonSchemaType.String } } : new OpenApiSchema { Type = type };
}
