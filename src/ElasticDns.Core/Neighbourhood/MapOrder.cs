namespace ElasticDns.Core.Neighbourhood;

/// <summary>Orders the nodes so that lines cross little: each column by the mean place of what its nodes are connected with.</summary>
internal static class MapOrder
{
    // The means settle after a few rounds; what is left would need a search that a map of three columns does not.
    private const int Rounds = 4;

    /// <summary>The nodes of each column from top to bottom, those of one application together.</summary>
    public static List<MapBox>[] Of(IEnumerable<MapBox>[] columns, IReadOnlyList<MapPair> pairs)
    {
        var partners = pairs.Where(pair => pair.From != pair.To).SelectMany(pair => new[] { (Box: pair.From, Other: pair.To), (Box: pair.To, Other: pair.From) })
            .ToLookup(end => end.Box, end => end.Other);
        var places = new Dictionary<MapBox, double>();
        var ordered = columns.Select(column => column.OrderBy(box => box.Group, StringComparer.Ordinal).ThenBy(box => box.Label, StringComparer.Ordinal).ToList()).ToArray();
        foreach (var column in ordered) Place(column, places);
        for (var round = 0; round < Rounds; round++)
            foreach (var column in (MapColumn[])[MapColumn.Callers, MapColumn.Uses, MapColumn.Own])
                Place(ordered[(int)column] = Sort(ordered[(int)column], partners, places), places);
        foreach (var column in (MapColumn[])[MapColumn.Callers, MapColumn.Uses])
            ordered[(int)column] = Sort(ordered[(int)column], partners, places);
        return ordered;
    }

    private static void Place(List<MapBox> column, Dictionary<MapBox, double> places)
    {
        for (var at = 0; at < column.Count; at++) places[column[at]] = (at + 0.5) / column.Count;
    }

    // What has no line goes to the end.
    private static List<MapBox> Sort(List<MapBox> column, ILookup<MapBox, MapBox> partners, Dictionary<MapBox, double> places)
    {
        var means = column.ToDictionary(box => box, box => partners[box].Select(other => places[other]).DefaultIfEmpty(double.PositiveInfinity).Average());
        return
        [
            .. column.GroupBy(box => box.Group)
                .OrderBy(group => group.Select(box => means[box]).Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Average())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => group.OrderBy(box => means[box]).ThenBy(box => box.Label, StringComparer.Ordinal)),
        ];
    }
}
