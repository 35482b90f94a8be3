namespace ElasticDns.Web.Shared;

/// <summary>A row of a diff as it is drawn: a line, or in place of many without change how many they are.</summary>
/// <param name="Kind">What became of the line.</param>
/// <param name="Before">Its number in the old text, counted from 1; null where it is not there.</param>
/// <param name="After">Its number in the new text, counted from 1; null where it is not there.</param>
/// <param name="Text">Its text, shortened where it is very long.</param>
/// <param name="Hidden">How many lines without change stand here instead of a line; 0 where it is one.</param>
/// <param name="Stretch">The stretch that the row is of.</param>
public sealed record DiffRow(DiffKind Kind, int? Before, int? After, string Text, int Hidden, int Stretch)
{
    /// <summary>The most rows that are drawn: a text may have a million lines, and a browser must not be given them all.</summary>
    public const int Most = 2_000;

    private const int Context = 3;
    private const int LongestShown = 500;

    /// <summary>The line in pieces, for its colours.</summary>
    public IReadOnlyList<ManifestPiece> Pieces { get; } = Hidden > 0 ? [] : new ManifestLine(0, Text, []).Pieces();

    /// <summary>The first rows of a diff, at most <paramref name="most"/> and one more where there are more.</summary>
    /// <param name="diff">The diff.</param>
    /// <param name="unfolded">How many lines of a stretch without change are shown beyond those around the changes.</param>
    /// <param name="most">The most rows.</param>
    public static IReadOnlyList<DiffRow> Of(TextDiff diff, IReadOnlyDictionary<int, int> unfolded, int most = Most) => [.. All(diff, unfolded).Take(most + 1)];

    private static IEnumerable<DiffRow> All(TextDiff diff, IReadOnlyDictionary<int, int> unfolded)
    {
        for (var index = 0; index < diff.Stretches.Count; index++)
        {
            var stretch = diff.Stretches[index];
            // A change stands before and after each stretch without one, but for the first and the last.
            var head = stretch.Kind is not DiffKind.Same ? stretch.Count : (index == 0 ? 0 : Context) + unfolded.GetValueOrDefault(index);
            var tail = stretch.Kind is not DiffKind.Same || index == diff.Stretches.Count - 1 ? 0 : Context;
            // To say that one line is left out takes a line.
            var hidden = stretch.Count - head - tail is > 1 and var left ? left : 0;
            for (var at = 0; at < stretch.Count; at++)
            {
                if (hidden > 0 && at == head)
                {
                    yield return new(DiffKind.Same, null, null, "", hidden, index);
                    at += hidden;
                    if (at >= stretch.Count) break;
                }
                yield return LineOf(diff, stretch, at, index);
            }
        }
    }

    private static DiffRow LineOf(TextDiff diff, DiffStretch stretch, int at, int index)
    {
        var line = diff.Line(stretch, at);
        var text = line.Length <= LongestShown ? line.ToString() : $"{line[..LongestShown]} … and {Plural.Of(line.Length - LongestShown, "more character")}";
        return new(stretch.Kind, stretch.Kind is DiffKind.Added ? null : stretch.Before + at + 1, stretch.Kind is DiffKind.Removed ? null : stretch.After + at + 1, text, 0, index);
    }
}
