using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared.Api;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>The reachability of a cluster. Both formats are streamed row by row, so the size of a cluster costs no memory.</summary>
public static class MatrixApi
{
    private const int FlushAfter = 32 * 1024;

    public static void MapMatrix(this IEndpointRouteBuilder api) =>
        api.MapGet("/clusters/{cluster}/matrix", Get)
            .WithSummary("The reach of every caller to every target; callers and targets name namespaces, format is json or csv")
            .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Get(string cluster, CatalogStore store, string[] callers, string[] targets, CancellationToken cancellationToken, string format = "json")
    {
        if (!store.Current.TryFind(cluster, out var found, out var problem)) return problem;
        if (format is not ("json" or "csv"))
            return TypedResults.Problem("Write format=json or format=csv.", statusCode: StatusCodes.Status400BadRequest, title: "Unknown format");
        if (Choose(found, store.Current, callers, out problem) is not { } rows || Choose(found, store.Current, targets, out problem) is not { } columns) return problem!;
        var matrix = new ReachMatrix(rows, columns);
        return format == "json"
            ? Results.Stream(body => WriteJsonAsync(found.Name, matrix, body, cancellationToken), "application/json")
            : Results.Stream(body => WriteCsvAsync(matrix, body, cancellationToken), "text/csv; charset=utf-8", $"{found.Name}-matrix.csv");
    }

    private static List<Application>? Choose(Cluster cluster, CatalogSnapshot snapshot, string[] namespaces, out Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? problem)
    {
        problem = null;
        var chosen = new List<Application>();
        foreach (var name in namespaces.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!snapshot.TryFind(cluster.Name, name, out var application, out problem)) return null;
            chosen.Add(application);
        }
        return namespaces.Length == 0 ? [.. cluster.Applications] : [.. chosen.OrderBy(application => application.Namespace, StringComparer.Ordinal)];
    }

    internal static async Task WriteJsonAsync(string cluster, ReachMatrix matrix, Stream body, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(body);
        await using (var json = new Utf8JsonWriter(pipe))
        {
            json.WriteStartObject();
            json.WriteString("cluster", cluster);
            json.WriteStartArray("callers");
            foreach (var (application, service) in matrix.Callers) WriteEnd(json, application, service, withKind: false);
            json.WriteEndArray();
            json.WriteStartArray("targets");
            foreach (var (application, target) in matrix.Targets) WriteEnd(json, application, target, withKind: true);
            json.WriteEndArray();
            json.WriteStartArray("cells");
            for (var row = 0; row < matrix.Callers.Count; row++)
            {
                json.WriteStartArray();
                for (var column = 0; column < matrix.Targets.Count; column++) json.WriteStringValue(matrix[row, column].Code());
                json.WriteEndArray();
                if (pipe.UnflushedBytes + json.BytesPending < FlushAfter) continue;
                await json.FlushAsync(cancellationToken);
                await pipe.FlushAsync(cancellationToken);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
    }

    private static void WriteEnd(Utf8JsonWriter json, Application application, Target target, bool withKind)
    {
        json.WriteStartObject();
        json.WriteString("namespace", application.Namespace);
        json.WriteString("label", target.Label);
        if (withKind) json.WriteString("kind", KindOf(target));
        json.WriteEndObject();
    }

    // Every field is a label, a code or an address, none of which has a comma, a quote or a line end, or begins like a formula.
    internal static async Task WriteCsvAsync(ReachMatrix matrix, Stream body, CancellationToken cancellationToken)
    {
        var own = matrix.Targets.Select(end => Join(AddressRules.OwnAddresses(end.Target))).ToList();
        var others = matrix.Targets.Select(end => Join(AddressRules.ClusterAddresses(end.Application, end.Target))).ToList();
        var buffer = new ArrayBufferWriter<byte>(FlushAfter * 2);
        Append(buffer, "caller_namespace,caller,target_namespace,target,target_kind,reach,addresses\r\n");
        for (var row = 0; row < matrix.Callers.Count; row++)
        {
            var (caller, service) = matrix.Callers[row];
            for (var column = 0; column < matrix.Targets.Count; column++)
            {
                var (home, target) = matrix.Targets[column];
                var reach = matrix[row, column];
                var addresses = reach switch { Reach.SameCluster => others[column], Reach.SameApplication or Reach.Self => own[column], _ => "" };
                Append(buffer, $"{caller.Namespace},{service.Label},{home.Namespace},{target.Label},{KindOf(target)},{reach.Code()},{addresses}\r\n");
                if (buffer.WrittenCount < FlushAfter) continue;
                await body.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }
        await body.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    private static string Join(IEnumerable<ElasticDnsAddress> addresses) => string.Join(' ', addresses.Select(address => address.Url));

    private static void Append(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);

    private static string KindOf(Target target) => target is Database ? "database" : "service";
}
