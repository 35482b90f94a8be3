using System.IO.Pipelines;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using Microsoft.Net.Http.Headers;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>What the canvas of a large matrix draws from, for the page's own script alone: its form may change with any release.</summary>
public static class MatrixDataApi
{
    /// <summary>The media type of the answer; it is compressed like a text.</summary>
    public const string ContentType = "application/vnd.elasticdns.matrix";

    // Versions of the catalogue are counted from the start of the process, so an answer of an earlier one must not pass for this one's.
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];

    public static void MapMatrixData(this IEndpointRouteBuilder app) => app.MapGet("/matrix/{cluster}/data", Get).ExcludeFromDescription();

    /// <summary>Where the data of a cluster is.</summary>
    public static string PathOf(string cluster) => $"/matrix/{cluster}/data";

    private static IResult Get(string cluster, CatalogStore store, ReferenceIndexes indexes, HttpResponse response, CancellationToken cancellationToken)
    {
        var snapshot = store.Current;
        if (snapshot.FindCluster(cluster) is not { } found) return Results.NotFound();
        response.Headers.CacheControl = "no-cache";
        return Results.Stream(
            async body =>
            {
                var pipe = PipeWriter.Create(body);
                await MatrixData.WriteAsync(found, indexes.Of(snapshot), pipe, cancellationToken);
                await pipe.CompleteAsync();
            },
            ContentType,
            entityTag: new EntityTagHeaderValue($"\"{Run}-{snapshot.Version}\"", isWeak: true));
    }
}
