using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Neighbourhood;

/// <summary>
/// Who declares to use an application, and what it declares to use: callers at the left, its own services in the middle, what they use at
/// the right, laid out. However much there is, a map has at most <see cref="MostNodes"/> nodes a column and <see cref="MostLines"/> lines;
/// <see cref="Connections"/> has everything.
/// </summary>
public sealed class NeighbourhoodMap
{
    /// <summary>How many nodes a column has at most.</summary>
    public const int MostNodes = 100;

    /// <summary>How many lines there are at most.</summary>
    public const int MostLines = 500;

    /// <summary>Where another application has more than these in a column, they are one node.</summary>
    public const int MostUnfolded = 12;

    private readonly int[] _more;

    private NeighbourhoodMap(Application application, IReadOnlyList<MapConnection> connections, MapLayout layout, IReadOnlyList<MapLine> lines, int[] more)
    {
        (Application, Connections, Lines, _more) = (application, connections, lines, more);
        (Groups, Nodes, Width, Height) = (layout.Groups, layout.Nodes, MapLayout.Width, layout.Height);
        Count = new(connections.Count, connections.Count(connection => connection.Reference.IsBroken));
        NotDrawn = connections.Count - lines.Sum(line => line.References.Count);
    }

    /// <summary>The application in the middle.</summary>
    public Application Application { get; }

    /// <summary>Every declared connection from and to the application, broken ones first.</summary>
    public IReadOnlyList<MapConnection> Connections { get; }

    /// <summary>How many connections there are, and how many are broken.</summary>
    public ReferenceCount Count { get; }

    /// <summary>The groups of nodes, by column and from top to bottom.</summary>
    public IReadOnlyList<MapGroup> Groups { get; }

    /// <summary>The nodes, by column and from top to bottom.</summary>
    public IReadOnlyList<MapNode> Nodes { get; }

    /// <summary>The lines between the nodes, broken ones first.</summary>
    public IReadOnlyList<MapLine> Lines { get; }

    /// <summary>How many connections have no line, since there are too many.</summary>
    public int NotDrawn { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Whether nothing is declared, in either direction.</summary>
    public bool IsEmpty => Connections.Count == 0;

    /// <summary>How many services, databases and names a column has beyond its nodes.</summary>
    public int MoreIn(MapColumn column) => _more[(int)column];

    /// <summary>The map of an application of the catalogue.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="index">Its references.</param>
    /// <param name="application">The application.</param>
    public static NeighbourhoodMap Of(CatalogSnapshot catalog, ReferenceIndex index, Application application)
    {
        var neighbours = new MapEnds(index, application);
        neighbours.Collect(catalog);
        var connections = neighbours.Connections.OrderBy(connection => !connection.Reference.IsBroken).ToList();
        var pairs = neighbours.Fold();
        var columns = Enum.GetValues<MapColumn>().Select(column => neighbours.Of(column)).ToArray();
        var more = columns.Select(column => column.Skip(MostNodes).Sum(box => box.Count)).ToArray();
        var shown = columns.SelectMany(column => column.Take(MostNodes)).ToHashSet();
        var drawn = pairs.Where(pair => shown.Contains(pair.From) && shown.Contains(pair.To))
            .OrderByDescending(pair => pair.Count.Broken > 0).ThenByDescending(pair => pair.Count.Declared)
            .ThenBy(pair => pair.From.SortKey, StringComparer.Ordinal).ThenBy(pair => pair.To.SortKey, StringComparer.Ordinal)
            .Take(MostLines).ToList();
        var ordered = MapOrder.Of([.. columns.Select(column => column.Take(MostNodes))], drawn);
        var layout = new MapLayout(ordered, more);
        return new(application, connections, layout, [.. drawn.Select(pair => new MapLine(layout.IndexOf(pair.From), layout.IndexOf(pair.To), pair.References, pair.Count))], more);
    }
}
