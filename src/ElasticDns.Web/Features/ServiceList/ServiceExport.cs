using System.Text.Json;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared.Api;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>A port outside the cluster, in JSON.</summary>
public sealed record ExternalPortJson(string Protocol, int Port);

/// <summary>A service or database as the list of all shows it to a caller, in JSON.</summary>
public sealed record ServiceRowJson(
    string Kind, string Name, string Label, string Application, string Namespace, string Cluster, string? Reach, string? Address,
    IReadOnlyList<AddressJson> Addresses, IReadOnlyList<int> ContainerPorts, IReadOnlyList<ExternalPortJson> ExternalPorts,
    int UsedBy, int BrokenUsedBy, int Uses, int BrokenUses)
{
    /// <summary>The row for a caller; null is anywhere in the cluster.</summary>
    public static ServiceRowJson Of(CatalogRow row, Application? caller, AddressRules rules, ReferenceIndex references)
    {
        var answer = rules.For(caller, row.Home, row.Target);
        var (usedBy, uses) = (references.UsedBy(row.Home, row.Target), references.UsesOf(row.Home, row.Target));
        return new(
            row.Target is Database ? CatalogFilter.DatabaseKind : CatalogFilter.ServiceKind, row.Target.Name, row.Target.Label, row.Home.Name,
            row.Home.Namespace, row.Home.Cluster, answer.Reach?.Code(), answer.Addresses is [var first, ..] ? first.Preferred : null,
            AddressJson.Of(answer.Addresses),
            [.. Endpoints.Of(row.Target).Select(endpoint => endpoint.Port).Distinct()],
            row.Target is Service service
                ? [.. service.Ports.SelectMany(port => port.Mappings).Select(mapping => new ExternalPortJson(mapping.Protocol.ToString().ToLowerInvariant(), mapping.Port))]
                : [],
            usedBy.Declared, usedBy.Broken, uses.Declared, uses.Broken);
    }
}

/// <summary>Writes rows row by row, so that their number costs no memory.</summary>
public static class ServiceExport
{
    private const int BufferSize = 32 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a JSON array.</summary>
    public static Task WriteJsonAsync(IEnumerable<ServiceRowJson> rows, Stream body, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(body, rows, JsonSerializerOptions.Web, cancellationToken);

    /// <summary>Writes CSV as RFC 4180 has it, with a header.</summary>
    public static Task WriteCsvAsync(IEnumerable<ServiceRowJson> rows, IReadOnlyList<ExportField> fields, Stream body, CancellationToken cancellationToken) => WriteAsync(
        rows.Select(row => string.Join(',', fields.Select(field => TableText.Csv(field.Text(row))))).Prepend(string.Join(',', fields.Select(field => field.Name))),
        "\r\n", body, cancellationToken);

    /// <summary>Writes a table of GitHub-flavoured Markdown.</summary>
    public static Task WriteMarkdownAsync(IEnumerable<ServiceRowJson> rows, IReadOnlyList<ExportField> fields, Stream body, CancellationToken cancellationToken) => WriteAsync(
        rows.Select(row => MarkdownLine(fields.Select(field => TableText.Markdown(field.Text(row)))))
            .Prepend(MarkdownLine(fields.Select(_ => "---"))).Prepend(MarkdownLine(fields.Select(field => field.Title))),
        "\n", body, cancellationToken);

    private static string MarkdownLine(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static async Task WriteAsync(IEnumerable<string> lines, string lineEnd, Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, Utf8, BufferSize, leaveOpen: true);
        foreach (var line in lines)
        {
            await writer.WriteAsync(line.AsMemory(), cancellationToken);
            await writer.WriteAsync(lineEnd.AsMemory(), cancellationToken);
        }
    }
}
