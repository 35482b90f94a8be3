using System.Globalization;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Neighbourhood;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Map;

/// <summary>What a map says in words.</summary>
public static class MapWords
{
    /// <summary>The whole map in one sentence.</summary>
    public static string Of(NeighbourhoodMap map)
    {
        if (map.IsEmpty) return $"{map.Application.Name} declares no connection, and nobody declares one to it.";
        var incoming = map.Connections.Count(connection => connection.From is MapColumn.Callers);
        var callers = incoming == 0 ? "Nobody declares a connection" : $"{Callers(map)} of other applications {(CountOf(map, MapColumn.Callers) == 1 ? "declares" : "declare")} {Plural.Of(incoming, "connection")}";
        var broken = map.Count.Broken == 0 ? "All resolve." : $"{Plural.Of(map.Count.Broken, "does not resolve", "do not resolve")}.";
        return $"{callers} to {map.Application.Name}; it declares {Plural.Of(map.Count.Declared - incoming, "connection")}. {broken}";
    }

    /// <summary>The heading of a column.</summary>
    public static string Heading(NeighbourhoodMap map, MapColumn column) => column switch
    {
        MapColumn.Callers => "Callers",
        MapColumn.Own => map.Application.Name,
        _ => "Uses",
    };

    /// <summary>How much is in a column.</summary>
    public static string About(NeighbourhoodMap map, MapColumn column) => (column, CountOf(map, column)) switch
    {
        (MapColumn.Callers, 0) => "nobody declares to use it",
        (MapColumn.Uses, 0) => "no declared connection, no database",
        (MapColumn.Own, var count) => Plural.Of(count, "service"),
        (MapColumn.Callers, _) => Callers(map),
        (_, var count) => Plural.Of(count, "service or database", "services and databases"),
    };

    /// <summary>What a node is, for who does not see it.</summary>
    public static string Of(NeighbourhoodMap map, MapNode node)
    {
        var what = node.Kind switch
        {
            MapNodeKind.Folded => $"{Folded(node)} of {Home(node)}",
            MapNodeKind.Unknown => $"{node.Label} of {Home(node)}, which does not exist",
            MapNodeKind.Database => $"{node.Label}, database of {Home(node)}",
            _ => $"{node.Label}, service of {Home(node)}",
        };
        var port = PortOf(node) is { } number ? $", port {number}" : "";
        var calls = map.Lines.Where(line => line.From == node.Index).Sum(line => line.Count.Declared);
        var called = map.Lines.Where(line => line.To == node.Index).Sum(line => line.Count.Declared);
        string[] counts =
        [
            .. called > 0 ? [$"{Plural.Of(called, "connection leads", "connections lead")} to it"] : (string[])[],
            .. calls > 0 ? [$"{Plural.Of(calls, "connection leads", "connections lead")} from it"] : (string[])[],
            .. node.References.Broken > 0 ? [Plural.Of(node.References.Broken, "does not resolve", "do not resolve")] : (string[])[],
        ];
        return $"{what}{port}: {(counts.Length == 0 ? "no declared connection" : string.Join(", ", counts))}";
    }

    /// <summary>How many services, databases or names a folded node stands for.</summary>
    public static string Folded(MapNode node) => node.Column is MapColumn.Callers ? Plural.Of(node.Count, "service") : $"{Plural.Number(node.Count)} names";

    /// <summary>Whose a node is.</summary>
    public static string Home(MapNode node) => node.Home?.Name ?? "an unknown namespace";

    /// <summary>The first port of a node; null where it has none.</summary>
    public static int? PortOf(MapNode node) => node.Target is not null && Endpoints.Of(node.Target) is [var first, ..] ? first.Port : null;

    /// <summary>
    /// The text as far as it fits, in widths of a small letter. Drawn text is not measured, so wide letters count for more.
    /// </summary>
    public static string Cut(string text, int widths)
    {
        var (room, cut) = (widths * 10, "");
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            room -= element[0] switch
            {
                >= '\u1100' => 20,
                'W' or 'M' or 'm' or 'w' or '@' or '%' => 16,
                >= 'A' and <= 'Z' => 13,
                _ => 10,
            };
            if (room < 0) return $"{cut.TrimEnd()}…";
            cut += element;
        }
        return cut;
    }

    private static int CountOf(NeighbourhoodMap map, MapColumn column) => map.Nodes.Where(node => node.Column == column).Sum(node => node.Count) + map.MoreIn(column);

    private static string Callers(NeighbourhoodMap map) => Plural.Of(CountOf(map, MapColumn.Callers), "service");
}
