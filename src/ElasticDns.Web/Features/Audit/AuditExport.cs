using System.Text;
using System.Text.Json;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Audit;

/// <summary>An entry of the log in JSON.</summary>
public sealed record AuditJson(long Id, DateTime At, string Actor, string Kind, string? From, string Action, string What, string Result, string? Detail)
{
    public static AuditJson Of(AuditRow row) => new(
        row.Id, row.At.UtcDateTime, row.Actor, row.Kind.ToString().ToLowerInvariant(), row.From, row.Action, row.What, row.Result.ToString().ToLowerInvariant(), row.Detail);
}

/// <summary>A part of the log, in JSON.</summary>
/// <param name="Entries">The entries, newest first.</param>
/// <param name="Next">The value of <c>before</c> that brings older ones, or goes on looking for them; null where there is none.</param>
public sealed record AuditPartJson(IReadOnlyList<AuditJson> Entries, long? Next);

/// <summary>Writes the log entry by entry, so that its length costs no memory.</summary>
internal static class AuditExport
{
    private const int BufferSize = 32 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string[] Columns = ["id", "at", "actor", "kind", "from", "action", "what", "result", "detail"];

    public static Task WriteJsonAsync(IAsyncEnumerable<AuditRow> rows, Stream body, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(body, rows.Select(AuditJson.Of), JsonSerializerOptions.Web, cancellationToken);

    public static Task WriteCsvAsync(IAsyncEnumerable<AuditRow> rows, Stream body, CancellationToken cancellationToken) =>
        WriteAsync([Line(Columns)], rows, cells => Line(cells.Select(TableText.Csv)), "\r\n", body, cancellationToken);

    public static Task WriteMarkdownAsync(IAsyncEnumerable<AuditRow> rows, Stream body, CancellationToken cancellationToken) =>
        WriteAsync([Row(Columns), Row(Columns.Select(_ => "---"))], rows, cells => Row(cells.Select(TableText.Markdown)), "\n", body, cancellationToken);

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells);

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string[] Cells(AuditRow row)
    {
        var entry = AuditJson.Of(row);
        return [entry.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), ReaderTime.Rfc3339(row.At), entry.Actor, entry.Kind, entry.From ?? "", entry.Action, entry.What, entry.Result, entry.Detail ?? ""];
    }

    private static async Task WriteAsync(string[] head, IAsyncEnumerable<AuditRow> rows, Func<string[], string> line, string lineEnd, Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, Utf8, BufferSize, leaveOpen: true);
        foreach (var text in head) await writer.WriteAsync($"{text}{lineEnd}".AsMemory(), cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken)) await writer.WriteAsync($"{line(Cells(row))}{lineEnd}".AsMemory(), cancellationToken);
    }
}
