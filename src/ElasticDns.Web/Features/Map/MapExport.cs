using System.Text;
using System.Text.Json;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Neighbourhood;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared.Api;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Map;

/// <summary>What a connection of a map leads to, in JSON; the kind is <c>service</c>, <c>database</c> or <c>unknown</c>.</summary>
public sealed record MapTargetJson(string? Cluster, string Namespace, string Label, string Kind);

/// <summary>A declared connection from or to an application, in JSON. The direction is <c>in</c>, <c>own</c> or <c>out</c>.</summary>
public sealed record MapConnectionJson(
    string Direction, TargetJson From, MapTargetJson To, string Verdict, string Text, string Where, int Line, string Explanation, SuggestionJson? Suggestion)
{
    public static MapConnectionJson Of(MapConnection connection, ReferenceRules rules)
    {
        var (reference, resolution) = (connection.Reference, rules.Explain(connection.Reference));
        return new(
            connection.From is MapColumn.Callers ? "in" : ReferenceEquals(connection.Home, reference.From) ? "own" : "out",
            TargetJson.Of(reference.From, reference.Caller),
            new(connection.Home?.Cluster, connection.Namespace, connection.Label, connection.Target switch { null => "unknown", Database => "database", _ => "service" }),
            reference.Verdict.Code(), reference.Mention.Text, reference.Mention.Where, reference.Mention.Line, resolution.Explanation, SuggestionJson.Of(resolution.Suggestion));
    }
}

/// <summary>Writes the connections of a map one by one, so that their number costs no memory.</summary>
public static class MapExport
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly (string Name, string Title, Func<MapConnectionJson, string?> Text)[] Fields =
    [
        ("direction", "Direction", row => row.Direction),
        ("caller_cluster", "Caller's cluster", row => row.From.Cluster),
        ("caller_namespace", "Caller's namespace", row => row.From.Namespace),
        ("caller", "Caller", row => row.From.Label),
        ("target_cluster", "Target's cluster", row => row.To.Cluster),
        ("target_namespace", "Target's namespace", row => row.To.Namespace),
        ("target", "Target", row => row.To.Label),
        ("target_kind", "Kind", row => row.To.Kind),
        ("verdict", "Verdict", row => row.Verdict),
        ("address", "Address as written", row => row.Text),
        ("where", "Where", row => row.Where),
        ("line", "Line", row => row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("explanation", "Explanation", row => row.Explanation),
    ];

    /// <summary>Writes a JSON array.</summary>
    public static Task WriteJsonAsync(IEnumerable<MapConnectionJson> rows, Stream body, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(body, rows, JsonSerializerOptions.Web, cancellationToken);

    /// <summary>Writes CSV as RFC 4180 has it, with a header; no field is taken for a formula.</summary>
    public static Task WriteCsvAsync(IEnumerable<MapConnectionJson> rows, Stream body, CancellationToken cancellationToken) => WriteAsync(
        rows.Select(row => string.Join(',', Fields.Select(field => TableText.Csv(field.Text(row) ?? "")))).Prepend(string.Join(',', Fields.Select(field => field.Name))),
        "\r\n", body, cancellationToken);

    /// <summary>Writes a table of GitHub-flavoured Markdown.</summary>
    public static Task WriteMarkdownAsync(IEnumerable<MapConnectionJson> rows, Stream body, CancellationToken cancellationToken) => WriteAsync(
        rows.Select(row => Line(Fields.Select(field => TableText.Markdown(field.Text(row) ?? "")))).Prepend(Line(Fields.Select(_ => "---"))).Prepend(Line(Fields.Select(field => field.Title))),
        "\n", body, cancellationToken);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static async Task WriteAsync(IEnumerable<string> lines, string lineEnd, Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, Utf8, leaveOpen: true);
        foreach (var line in lines)
        {
            await writer.WriteAsync(line.AsMemory(), cancellationToken);
            await writer.WriteAsync(lineEnd.AsMemory(), cancellationToken);
        }
    }
}
