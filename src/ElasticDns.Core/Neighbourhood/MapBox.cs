using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Neighbourhood;

/// <summary>A node that has no place yet.</summary>
internal sealed class MapBox(MapColumn column, MapNodeKind kind, Application? home, string group, string @namespace, Target? target, string label)
{
    public const string AllLabels = "*";

    public MapColumn Column { get; } = column;

    public MapNodeKind Kind { get; } = kind;

    public Application? Home { get; } = home;

    /// <summary>What the key of every node of its application begins with.</summary>
    public string Group { get; } = group;

    public string Namespace { get; } = @namespace;

    public Target? Target { get; } = target;

    public string Label { get; } = label;

    public int Count { get; init; } = 1;

    public ReferenceCount References { get; set; }

    public string Key => $"{Group}/{(Kind is MapNodeKind.Folded ? AllLabels : Label)}";

    /// <summary>Orders nodes of all columns without regard to their lines.</summary>
    public string SortKey => $"{(int)Column}/{Key}";
}

/// <summary>What is declared from one node to another.</summary>
internal sealed class MapPair(MapBox from, MapBox to, IReadOnlyList<Reference> references)
{
    public MapBox From { get; } = from;

    public MapBox To { get; } = to;

    public IReadOnlyList<Reference> References { get; } = [.. references.OrderBy(reference => !reference.IsBroken)];

    public ReferenceCount Count { get; } = ReferenceCount.Of(references);
}
