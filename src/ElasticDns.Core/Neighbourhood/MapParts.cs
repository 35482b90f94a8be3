using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Neighbourhood;

/// <summary>The columns of a map, from left to right.</summary>
public enum MapColumn
{
    /// <summary>Services of other applications that declare a connection into the application.</summary>
    Callers,

    /// <summary>The application's own services.</summary>
    Own,

    /// <summary>What its services use, and its own databases.</summary>
    Uses,
}

/// <summary>What a node of a map stands for.</summary>
public enum MapNodeKind
{
    /// <summary>A service.</summary>
    Service,

    /// <summary>A database.</summary>
    Database,

    /// <summary>A name that a manifest writes and nothing answers to.</summary>
    Unknown,

    /// <summary>All that one application has in a column, where that is much.</summary>
    Folded,
}

/// <summary>One box of a map. Positions are pixels from the upper left corner.</summary>
/// <param name="Index">Its place in <see cref="NeighbourhoodMap.Nodes"/>.</param>
/// <param name="Key">
/// Its name in an address: <c>namespace/label</c>, with the cluster in front where that is another one, and <c>*</c> for the label of what
/// is folded. What calls and is called has one key in two columns.
/// </param>
/// <param name="Column">The column.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Home">The application that it belongs to; null where no application has the namespace.</param>
/// <param name="Target">The service or database; null where it is unknown or folded.</param>
/// <param name="Label">The label; of what is unknown, what the manifest writes in its place; empty where it is folded.</param>
/// <param name="Count">How many services, databases or names it stands for.</param>
/// <param name="References">How many connections begin or end at it.</param>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
public sealed record MapNode(
    int Index, string Key, MapColumn Column, MapNodeKind Kind, Application? Home, Target? Target, string Label, int Count, ReferenceCount References, int X, int Y);

/// <summary>The nodes of one application in one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Home">The application; null where no application has the namespace.</param>
/// <param name="Namespace">The namespace as it is written; empty where none is.</param>
/// <param name="Nodes">Its nodes, from top to bottom.</param>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Height">The height.</param>
public sealed record MapGroup(MapColumn Column, Application? Home, string Namespace, IReadOnlyList<MapNode> Nodes, int X, int Y, int Height);

/// <summary>The declared connections between two nodes.</summary>
/// <param name="From">The node that calls, by its index.</param>
/// <param name="To">The node that is called, by its index.</param>
/// <param name="References">What the line stands for; broken ones first.</param>
/// <param name="Count">How many there are, and how many are broken.</param>
public sealed record MapLine(int From, int To, IReadOnlyList<Reference> References, ReferenceCount Count)
{
    /// <summary>Whether one of its connections leads nowhere.</summary>
    public bool IsBroken => Count.Broken > 0;
}

/// <summary>A declared connection, as the application sees it.</summary>
/// <param name="Reference">The connection.</param>
/// <param name="From">The column that it begins in.</param>
/// <param name="To">The column that it ends in.</param>
/// <param name="Home">The application that it leads to or was probably meant for; null where no application has the namespace.</param>
/// <param name="Namespace">The namespace that it leads to, as it is written where there is none.</param>
/// <param name="Target">What it leads to or was probably meant for; null where nothing answers to the name.</param>
/// <param name="Label">The label of what it leads to, as it is written where there is none.</param>
public sealed record MapConnection(Reference Reference, MapColumn From, MapColumn To, Application? Home, string Namespace, Target? Target, string Label);
