using System.Globalization;

namespace ElasticDns.Web.Features.ServiceList;

/// <summary>A field of an exported table.</summary>
/// <param name="Columns">The columns of the page that show it.</param>
/// <param name="Name">Its name in CSV.</param>
/// <param name="Title">Its heading in Markdown.</param>
/// <param name="Text">What it says of a row.</param>
public sealed record ExportField(string[] Columns, string Name, string Title, Func<ServiceRowJson, string> Text)
{
    /// <summary>Every field, in the order in which they are written.</summary>
    public static IReadOnlyList<ExportField> All { get; } =
    [
        new(["kind"], "kind", "Kind", row => row.Kind),
        new(["name"], "name", "Name", row => row.Name),
        new(["name"], "label", "Label", row => row.Label),
        new(["application"], "application", "Application", row => row.Application),
        new(["namespace"], "namespace", "Namespace", row => row.Namespace),
        new(["cluster", "application"], "cluster", "Cluster", row => row.Cluster),
        new(["reach"], "reach", "Reach", row => row.Reach ?? ""),
        new(["address"], "address", "Address", row => row.Address ?? ""),
        new(["address"], "addresses", "All addresses", row => string.Join(' ', row.Addresses.Select(address => address.Url))),
        new(["port"], "container_ports", "Container ports", row => string.Join(' ', row.ContainerPorts.Select(Number))),
        new(["external"], "external_ports", "External ports", row => string.Join(' ', row.ExternalPorts.Select(port => $"{port.Protocol}:{Number(port.Port)}"))),
        new(["used-by"], "used_by", "Used by", row => Number(row.UsedBy)),
        new(["used-by"], "broken_used_by", "Broken", row => Number(row.BrokenUsedBy)),
        new(["uses"], "uses", "Uses", row => Number(row.Uses)),
        new(["uses"], "broken_uses", "Broken", row => Number(row.BrokenUses)),
    ];

    /// <summary>The fields of the columns that a query asks for, all of them where it asks for none; null where it names a column that is none.</summary>
    public static IReadOnlyList<ExportField>? In(string? columns)
    {
        if (string.IsNullOrEmpty(columns)) return All;
        var asked = columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.Any(id => id != ColumnMenu.None && ServicesGrid.AllColumns.All(column => column.Id != id))) return null;
        var shown = ColumnMenu.In(columns).Select(column => column.Id).ToHashSet();
        return [.. All.Where(field => field.Columns.Any(shown.Contains))];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
