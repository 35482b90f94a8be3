namespace ElasticDns.Core.Neighbourhood;

/// <summary>Where everything stands, in pixels. Page and picture are drawn from these numbers alone.</summary>
public sealed class MapLayout
{
    /// <summary>The width of a node.</summary>
    public const int NodeWidth = 224;

    /// <summary>The height of a node.</summary>
    public const int NodeHeight = 34;

    /// <summary>The width of a group.</summary>
    public const int GroupWidth = NodeWidth + (2 * Padding);

    /// <summary>The height of a group's heading; the application in the middle has none, as its column is called by its name.</summary>
    public const int GroupHead = 44;

    /// <summary>The width of all columns.</summary>
    public const int Width = (3 * GroupWidth) + (2 * Gutter) + (2 * Margin);

    /// <summary>The height of what stands above the groups: the headings of the columns.</summary>
    public const int Top = 52;

    /// <summary>Between a group's edge and its nodes.</summary>
    public const int Padding = 8;

    /// <summary>The height of the line below a column that tells how many more there are.</summary>
    public const int MoreHeight = 28;

    private const int Margin = 12;
    private const int Gutter = 92;
    private const int NodeGap = 6;
    private const int GroupGap = 14;

    // Short columns stand beside the middle of long ones, but not so far down that they are out of sight.
    private const int MostDown = 160;

    private readonly Dictionary<MapBox, int> _indexes = [];
    private readonly List<MapNode> _nodes = [];
    private readonly List<MapGroup> _groups = [];

    internal MapLayout(List<MapBox>[] columns, int[] more)
    {
        var heights = columns.Select((boxes, at) => HeightOf(boxes) + (more[at] > 0 ? MoreHeight : 0)).ToArray();
        var tallest = heights.Max();
        for (var at = 0; at < columns.Length; at++) Stack(columns[at], XOf((MapColumn)at), Top + Math.Min((tallest - heights[at]) / 2, MostDown));
        Height = Top + tallest + Margin;
    }

    internal IReadOnlyList<MapNode> Nodes => _nodes;

    internal IReadOnlyList<MapGroup> Groups => _groups;

    internal int Height { get; }

    /// <summary>The left edge of the groups of a column.</summary>
    public static int XOf(MapColumn column) => Margin + ((int)column * (GroupWidth + Gutter));

    internal int IndexOf(MapBox box) => _indexes[box];

    private static int HeadOf(MapBox box) => box.Column is MapColumn.Own ? 0 : GroupHead;

    private static int HeightOf(IReadOnlyList<MapBox> group, int head) => head + (2 * Padding) + (group.Count * (NodeHeight + NodeGap)) - NodeGap;

    private static int HeightOf(List<MapBox> column)
    {
        var groups = column.GroupBy(box => box.Group).Select(group => HeightOf([.. group], HeadOf(group.First()))).ToList();
        return groups.Sum() + (Math.Max(0, groups.Count - 1) * GroupGap);
    }

    private void Stack(List<MapBox> column, int x, int y)
    {
        foreach (var group in column.GroupBy(box => box.Group).Select(group => group.ToList()))
        {
            var (first, head) = (group[0], HeadOf(group[0]));
            var from = _nodes.Count;
            foreach (var box in group)
            {
                _indexes[box] = _nodes.Count;
                _nodes.Add(new(
                    _nodes.Count, box.Key, box.Column, box.Kind, box.Home, box.Target, box.Label, box.Count, box.References,
                    x + Padding, y + head + Padding + ((_nodes.Count - from) * (NodeHeight + NodeGap))));
            }
            var height = HeightOf(group, head);
            _groups.Add(new(first.Column, first.Home, first.Namespace, _nodes[from..], x, y, height));
            y += height + GroupGap;
        }
    }
}
