using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>Writes a matrix piece by piece.</summary>
public static class MatrixExport
{
    private const int FlushAfter = 32 * 1024;

    // More columns than these are no table that anybody reads; then there is a line for each pair.
    private const int WidestGrid = 40;

    /// <summary>The codes of reach as one row for each caller.</summary>
    public static async Task WriteJsonAsync(string cluster, MatrixView view, Stream body, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(body);
        await using (var json = new Utf8JsonWriter(pipe))
        {
            json.WriteStartObject();
            json.WriteString("cluster", cluster);
            json.WriteStartArray("callers");
            foreach (var row in view.Callers) WriteEnd(json, view.Matrix.Callers[row].Application, view.Matrix.Callers[row].Service, withKind: false);
            json.WriteEndArray();
            json.WriteStartArray("targets");
            foreach (var column in view.Targets) WriteEnd(json, view.Matrix.Targets[column].Application, view.Matrix.Targets[column].Target, withKind: true);
            json.WriteEndArray();
            json.WriteStartArray("cells");
            foreach (var row in view.Callers)
            {
                json.WriteStartArray();
                foreach (var column in view.Targets) json.WriteStringValue(view.Matrix[row, column].Code());
                json.WriteEndArray();
                await FlushAsync(pipe, json, cancellationToken);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
    }

    /// <summary>The pairs that a mode shows, each with its reach, its addresses and what is declared of it.</summary>
    public static async Task WriteJsonAsync(string cluster, MatrixView view, MatrixMode mode, Stream body, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(body);
        await using (var json = new Utf8JsonWriter(pipe))
        {
            json.WriteStartObject();
            json.WriteString("cluster", cluster);
            json.WriteString("mode", MatrixModes.NameOf(mode));
            json.WriteStartArray("pairs");
            foreach (var cell in view.Cells(mode))
            {
                var ((caller, service), (home, target)) = Ends(view, cell);
                json.WriteStartObject();
                json.WritePropertyName("caller");
                WriteEnd(json, caller, service, withKind: false);
                json.WritePropertyName("target");
                WriteEnd(json, home, target, withKind: true);
                json.WriteString("reach", cell.Reach.Code());
                json.WriteString("use", Code(cell));
                json.WriteStartArray("addresses");
                foreach (var address in Addresses(cell.Reach, home, target)) json.WriteStringValue(address.Url);
                json.WriteEndArray();
                json.WriteStartArray("declared");
                foreach (var reference in cell.Use is null ? [] : view.Index.Between(caller, service, home, target))
                {
                    json.WriteStartObject();
                    json.WriteString("where", reference.Mention.Where);
                    json.WriteString("text", reference.Mention.Text);
                    json.WriteNumber("line", reference.Mention.Line);
                    json.WriteString("verdict", reference.Verdict.Code());
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
                await FlushAsync(pipe, json, cancellationToken);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
    }

    /// <summary>A line for each pair; with a mode only for those that it shows, and with what is declared of them.</summary>
    public static async Task WriteCsvAsync(MatrixView view, MatrixMode? mode, Stream body, CancellationToken cancellationToken)
    {
        var own = Written(view, end => AddressRules.OwnAddresses(end.Target));
        var others = Written(view, end => AddressRules.ClusterAddresses(end.Application, end.Target));
        var first = view.Targets.FirstOrDefault();
        var buffer = new ArrayBufferWriter<byte>(FlushAfter * 2);
        Append(buffer, $"caller_namespace,caller,target_namespace,target,target_kind,reach,addresses{(mode is null ? "" : ",use,declared_in")}\r\n");
        // Without a mode every field is a label, a code or an address, none of which has a comma, a quote or a line end, or begins like a formula.
        foreach (var cell in view.Cells(mode ?? MatrixMode.Possible))
        {
            var ((caller, service), (home, target)) = Ends(view, cell);
            var addresses = cell.Reach switch
            {
                Reach.SameCluster => others[cell.Column - first],
                Reach.SameApplication or Reach.Self => own[cell.Column - first],
                _ => "",
            };
            Append(buffer, $"{caller.Namespace},{service.Label},{home.Namespace},{target.Label},{KindOf(target)},{cell.Reach.Code()},{addresses}");
            Append(buffer, mode is null ? "\r\n" : $",{Code(cell)},{TableText.Csv(DeclaredIn(cell))}\r\n");
            if (buffer.WrittenCount < FlushAfter) continue;
            await body.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
        await body.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    /// <summary>The matrix as a table of GitHub-flavoured Markdown, or a line for each pair where it is too wide or a mode shows few.</summary>
    public static async Task WriteMarkdownAsync(string cluster, MatrixView view, MatrixMode mode, Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), FlushAfter, leaveOpen: true);
        var isGrid = mode is MatrixMode.Possible && view.Targets.Count() is > 0 and <= WidestGrid;
        await writer.WriteAsync($"# Matrix of {cluster}: {Title(mode)}\n\n");
        if (isGrid) await writer.WriteAsync("Rows call, columns are called: ● same application, ○ same cluster, ◇ itself, – no port; **bold** declared, ✗ declared and does not resolve.\n\n");
        await WriteLineAsync(isGrid ? view.Targets.Select(column => Name(view.Matrix.Targets[column])).Prepend("") : ["Caller", "Target", "Reach", "Addresses", "Declared"]);
        await WriteLineAsync(Enumerable.Repeat("---", isGrid ? view.Targets.Count() + 1 : 5));
        if (isGrid)
        {
            foreach (var row in view.Cells(mode).GroupBy(cell => cell.Row))
                await WriteLineAsync(row.Select(Sign).Prepend(Name(view.Matrix.Callers[row.Key])));
            return;
        }
        foreach (var cell in view.Cells(mode))
        {
            var (caller, (home, target)) = Ends(view, cell);
            await WriteLineAsync([Name(caller), Name((home, target)), cell.Reach.Code(), string.Join(' ', Addresses(cell.Reach, home, target).Select(address => $"`{address.Url}`")), TableText.Markdown(DeclaredIn(cell))]);
        }

        async Task WriteLineAsync(IEnumerable<string> cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.WriteAsync($"| {string.Join(" | ", cells)} |\n");
        }
    }

    /// <summary>What a mode shows, in words.</summary>
    public static string Title(MatrixMode mode) => mode switch
    {
        MatrixMode.Declared => "declared connections",
        MatrixMode.Broken => "declared connections that do not resolve",
        MatrixMode.Unneeded => "reach that no manifest declares",
        _ => "who reaches whom",
    };

    private static string Sign(MatrixCell cell)
    {
        if (cell.Use?.Use is DeclaredUse.Broken) return "✗";
        var sign = cell.Reach switch { Reach.Self => "◇", Reach.SameApplication => "●", Reach.SameCluster => "○", _ => "–" };
        return cell.Use is null ? sign : $"**{sign}**";
    }

    private static string Name<T>((Application Application, T Target) end)
        where T : Target => $"{end.Target.Label}.{end.Application.Namespace}";

    private static string Code(MatrixCell cell) => (cell.Use?.Use ?? DeclaredUse.Undeclared).Code();

    private static string DeclaredIn(MatrixCell cell) => cell.Use is not { } use ? ""
        : $"{use.First.Mention.Where} line {use.First.Mention.Line}{(use.Count > 1 ? $" and {use.Count - 1} more" : "")}";

    private static ((Application Application, Service Service) Caller, (Application Application, Target Target) Target) Ends(MatrixView view, MatrixCell cell) =>
        (view.Matrix.Callers[cell.Row], view.Matrix.Targets[cell.Column]);

    private static IReadOnlyList<ElasticDnsAddress> Addresses(Reach reach, Application home, Target target) => reach switch
    {
        Reach.SameCluster => AddressRules.ClusterAddresses(home, target),
        Reach.SameApplication or Reach.Self => AddressRules.OwnAddresses(target),
        _ => [],
    };

    private static List<string> Written(MatrixView view, Func<(Application Application, Target Target), IEnumerable<ElasticDnsAddress>> addresses) =>
        [.. view.Targets.Select(column => string.Join(' ', addresses(view.Matrix.Targets[column]).Select(address => address.Url)))];

    private static async ValueTask FlushAsync(PipeWriter pipe, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        if (pipe.UnflushedBytes + json.BytesPending < FlushAfter) return;
        await json.FlushAsync(cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    private static void WriteEnd(Utf8JsonWriter json, Application application, Target target, bool withKind)
    {
        json.WriteStartObject();
        json.WriteString("namespace", application.Namespace);
        json.WriteString("label", target.Label);
        if (withKind) json.WriteString("kind", KindOf(target));
        json.WriteEndObject();
    }

    private static void Append(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);

    private static string KindOf(Target target) => target is Database ? "database" : "service";
}
