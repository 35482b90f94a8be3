using System.Text;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>The isolation rules themselves: one by one, or the whole set as JSON or CSV.</summary>
internal static class RulesApi
{
    private const string CsvType = "text/csv";
    private const string JsonType = "application/json";

    public static void MapRules(this IEndpointRouteBuilder isolation)
    {
        var rules = isolation.MapGroup("/rules");
        rules.MapGet("", List).WithSummary("All isolation rules, with an ETag for If-Match; format is json or csv (from,to,severity,reason)")
            .Produces<IReadOnlyList<RuleJson>>(StatusCodes.Status200OK, JsonType, CsvType).ProducesProblem(StatusCodes.Status400BadRequest);
        Changes(rules.MapPost("", AddAsync).AddOpenApiOperationTransformer(DescribeRule).WithSummary("Adds a rule; If-Match takes the ETag of the rules it rests on, as with every change")).Produces<RuleJson>(StatusCodes.Status201Created);
        Changes(rules.MapPut("", ReplaceAsync).WithSummary("Puts a whole set of rules, a JSON array or CSV, in the place of all: all or none; If-Match takes the ETag of those it rests on"))
            .AddOpenApiOperationTransformer(DescribeSet).Produces<IReadOnlyList<RuleJson>>();
        Changes(rules.MapPut("/{id:int}", ChangeAsync).AddOpenApiOperationTransformer(DescribeRule).WithSummary("Changes a rule")).Produces<RuleJson>().ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapDelete("/{id:int}", RemoveAsync).WithSummary("Removes a rule").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    internal static ProblemHttpResult NoRule(int id) =>
        TypedResults.Problem($"There is no isolation rule {id}. GET /api/v1/isolation/rules lists them.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    private static RouteHandlerBuilder Changes(RouteHandlerBuilder call) => call
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithMetadata(new RequestSizeLimitAttribute(RuleSet.MostBytes)).DisableAntiforgery();

    private static Task DescribeRule(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => DescribeBody(operation, new() { [JsonType] = new() { Schema = Rule } });

    private static Task DescribeSet(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => DescribeBody(operation, new()
    {
        [JsonType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Rule } },
        [CsvType] = new() { Schema = Text },
    });

    // 'Accepts' would describe it too, but refuse any other content type before the answer can say what curl needs.
    private static Task DescribeBody(OpenApiOperation operation, Dictionary<string, OpenApiMediaType> content)
    {
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Rule => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "from", "to" },
        Properties = RuleSet.Header.Split(',').ToDictionary(name => name, _ => (IOpenApiSchema)Text),
    };

    private static IResult List(IsolationStore store, HttpRequest request, HttpResponse response, string? format = null)
    {
        if (IsolationApi.FormatOf(request, format) is not ("json" or "csv") and var other && (format is not null || other is null)) return IsolationApi.Wrong("format", "Write format=json or csv.");
        var rules = store.Current;
        response.Headers.Vary = "Accept";
        response.Headers.ETag = $"\"{IsolationStore.TagOf(rules)}\"";
        return IsolationApi.FormatOf(request, format) == "csv"
            ? TypedResults.Bytes(Encoding.UTF8.GetBytes(IsolationExport.RulesCsv(rules)), "text/csv; charset=utf-8", "isolation-rules.csv")
            : TypedResults.Ok(rules.All.Select(RuleJson.Of));
    }

    private static async Task<IResult> AddAsync(HttpRequest request, RuleEdits edits, CancellationToken cancellationToken)
    {
        var (reading, problem) = await ReadAsync(request, isSet: false, cancellationToken);
        if (problem is not null) return problem;
        var result = await edits.AddAsync(Actor.Of(request.HttpContext.User), reading!.Rules[0], ExpectedTag(request), cancellationToken);
        return result.Outcome is EditOutcome.Done ? TypedResults.Created($"/api/v1/isolation/rules/{result.Rule!.Id}", RuleJson.Of(result.Rule)) : Refuse(result);
    }

    private static async Task<IResult> ChangeAsync(int id, HttpRequest request, RuleEdits edits, CancellationToken cancellationToken)
    {
        var (reading, problem) = await ReadAsync(request, isSet: false, cancellationToken);
        if (problem is not null) return problem;
        var result = await edits.ChangeAsync(Actor.Of(request.HttpContext.User), id, reading!.Rules[0], ExpectedTag(request), cancellationToken);
        return result.Outcome switch
        {
            EditOutcome.Done => TypedResults.Ok(RuleJson.Of(result.Rule!)),
            EditOutcome.Gone => NoRule(id),
            _ => Refuse(result),
        };
    }

    private static async Task<IResult> RemoveAsync(int id, HttpRequest request, RuleEdits edits, CancellationToken cancellationToken)
    {
        var result = await edits.RemoveAsync(Actor.Of(request.HttpContext.User), id, ExpectedTag(request), cancellationToken);
        return result.Outcome switch
        {
            EditOutcome.Done => TypedResults.NoContent(),
            EditOutcome.Gone => NoRule(id),
            _ => Refuse(result),
        };
    }

    private static async Task<IResult> ReplaceAsync(HttpRequest request, HttpResponse response, RuleEdits edits, IsolationStore store, CancellationToken cancellationToken)
    {
        var (reading, problem) = await ReadAsync(request, isSet: true, cancellationToken);
        if (problem is not null) return problem;
        var result = await edits.ReplaceAsync(Actor.Of(request.HttpContext.User), reading!.Rules, ExpectedTag(request), cancellationToken);
        if (result.Outcome is not EditOutcome.Done) return Refuse(result);
        var rules = store.Current;
        response.Headers.ETag = $"\"{IsolationStore.TagOf(rules)}\"";
        return TypedResults.Ok(rules.All.Select(RuleJson.Of));
    }

    // A proxy that compresses an answer makes its tag a weak one.
    private static string? ExpectedTag(HttpRequest request)
    {
        var match = request.Headers.IfMatch.ToString().Trim();
        if (match.StartsWith("W/", StringComparison.Ordinal)) match = match[2..];
        return match is "" or "*" ? null : match.Trim('"');
    }

    private static async Task<(RuleSetReading? Reading, IResult? Problem)> ReadAsync(HttpRequest request, bool isSet, CancellationToken cancellationToken)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        var isCsv = CsvType.Equals(type, StringComparison.OrdinalIgnoreCase);
        if (!JsonType.Equals(type, StringComparison.OrdinalIgnoreCase) && !(isSet && isCsv))
            return (null, Problem(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", isSet
                ? "Send a JSON array, or CSV. With curl: add -H 'Content-Type: text/csv' to --data-binary @rules.csv."
                : "Send a rule as JSON. With curl: add -H 'Content-Type: application/json' to --data."));
        using var bytes = new MemoryStream();
        try
        {
            var buffer = new byte[16 * 1024];
            while (bytes.Length <= RuleSet.MostBytes && await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read) bytes.Write(buffer, 0, read);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge);
        }
        catch (IOException)
        {
            return (null, Problem(StatusCodes.Status400BadRequest, "Bad request", "The body ended before it was complete."));
        }
        if (bytes.Length > RuleSet.MostBytes) return (null, TooLarge);
        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var reading = isCsv ? RuleSet.ReadCsv(all, null) : isSet ? RuleJsonReader.ReadSet(all) : RuleJsonReader.ReadOne(all);
        return reading.IsRefused ? (null, Refuse(reading.Findings)) : (reading, null);
    }

    private static ProblemHttpResult TooLarge => Problem(StatusCodes.Status413PayloadTooLarge, "Too large", $"A set of rules has {RuleSet.MostBytes / 1024 / 1024} MiB at most.");

    private static ProblemHttpResult Refuse(IReadOnlyList<Finding> findings) => TypedResults.Problem(
        $"{(findings.Count == 1 ? "1 fault was" : $"{findings.Count:N0} faults were")} found. Nothing was changed.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "The rules are refused",
        extensions: new Dictionary<string, object?> { ["findings"] = findings.Select(FindingJson.Of) });

    private static ProblemHttpResult Refuse(EditResult result) => Problem(StatusCodes.Status409Conflict, result.Outcome is EditOutcome.Conflict ? "Changed in between" : "The rule is not taken", result.Message);

    private static ProblemHttpResult Problem(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
