using ElasticDns.Core.Neighbourhood;

namespace ElasticDns.Web.Features.Map;

/// <summary>How a line is drawn.</summary>
/// <param name="Path">The curve, as the data of an SVG path.</param>
/// <param name="Head">The head of the arrow at its end.</param>
/// <param name="MiddleX">Where the middle of the curve is, from the left.</param>
/// <param name="MiddleY">Where the middle of the curve is, from above.</param>
public readonly record struct MapCurve(string Path, string Head, int MiddleX, int MiddleY)
{
    private const int HeadLength = 7;
    private const int HeadWidth = 4;

    /// <summary>The curve from a node that calls to one that is called.</summary>
    public static MapCurve Between(MapNode from, MapNode to)
    {
        var (x1, y1) = (from.X + MapLayout.NodeWidth, from.Y + (MapLayout.NodeHeight / 2));
        var y2 = to.Y + (MapLayout.NodeHeight / 2);
        if (from.Column != to.Column)
        {
            var (x2, bend) = (to.X, (to.X - x1) / 2);
            return new($"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}", Arrow(x2, y2, -HeadLength), x1 + bend, (y1 + y2) / 2);
        }
        // Within a column it goes out at the right and comes back, further out the further it goes.
        if (from == to) (y1, y2) = (y1 - 7, y2 + 7);
        var far = x1 + 26 + Math.Min(56, Math.Abs(y2 - y1) / 6);
        return new($"M{x1} {y1}C{far} {y1} {far} {y2} {x1} {y2}", Arrow(x1, y2, HeadLength), x1 + ((far - x1) * 3 / 4), (y1 + y2) / 2);
    }

    private static string Arrow(int x, int y, int back) => $"M{x + back} {y - HeadWidth}L{x} {y}L{x + back} {y + HeadWidth}";
}
