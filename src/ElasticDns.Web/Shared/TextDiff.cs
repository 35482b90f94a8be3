using DiffPlex;
using DiffPlex.Chunkers;

namespace ElasticDns.Web.Shared;

/// <summary>What became of a stretch of lines.</summary>
public enum DiffKind
{
    /// <summary>They stand in both texts.</summary>
    Same,

    /// <summary>They stood in the old text alone.</summary>
    Removed,

    /// <summary>They stand in the new text alone.</summary>
    Added,
}

/// <summary>Lines one after the other that had the same fate.</summary>
/// <param name="Kind">What became of them.</param>
/// <param name="Before">Where they stand in the old text, counted from 0; of added ones, the line before which they were put.</param>
/// <param name="After">Where they stand in the new text, counted from 0; of removed ones, the line before which they stood.</param>
/// <param name="Count">How many they are.</param>
public readonly record struct DiffStretch(DiffKind Kind, int Before, int After, int Count);

/// <summary>
/// What differs between two texts, line by line. The texts may be hostile: a line is a place in its text and no string of its own, and
/// what would take too long to compare is shown as removed and added as a whole (<see cref="IsCoarse"/>).
/// </summary>
public sealed class TextDiff
{
    // The most lines that are put into a table, and the most steps that comparing may take: some tenths of a second each.
    private const int MostLines = 50_000;
    private const long MostSteps = 20_000_000;

    private readonly List<DiffStretch> _stretches = [];
    private readonly TextLines _before;
    private readonly TextLines _after;
    private long _steps = MostSteps;

    private TextDiff(string? before, string? after)
    {
        (_before, _after) = (new(before ?? ""), new(after ?? ""));
        Compare(0, _before.Count, 0, _after.Count, mayAnchor: true);
        IsSame = before == after;
        Added = _stretches.Where(stretch => stretch.Kind is DiffKind.Added).Sum(stretch => stretch.Count);
        Removed = _stretches.Where(stretch => stretch.Kind is DiffKind.Removed).Sum(stretch => stretch.Count);
    }

    /// <summary>The stretches in their order; what is removed stands before what is added in its place.</summary>
    public IReadOnlyList<DiffStretch> Stretches => _stretches;

    /// <summary>How many lines were added.</summary>
    public int Added { get; }

    /// <summary>How many lines were removed.</summary>
    public int Removed { get; }

    /// <summary>Whether the texts are equal to the last character; without it, no line may differ and the line ends do.</summary>
    public bool IsSame { get; }

    /// <summary>Whether a part of the texts was not compared line by line, as it is too long and differs too much.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>The differences; null stands for a text that does not exist.</summary>
    public static TextDiff Of(string? before, string? after) => new(before, after);

    /// <summary>A line of a stretch, without its end.</summary>
    public ReadOnlySpan<char> Line(DiffStretch stretch, int at) => stretch.Kind is DiffKind.Removed ? _before[stretch.Before + at] : _after[stretch.After + at];

    // Lines `before..beforeEnd` of the old text and `after..afterEnd` of the new one.
    private void Compare(int before, int beforeEnd, int after, int afterEnd, bool mayAnchor)
    {
        var head = 0;
        while (before + head < beforeEnd && after + head < afterEnd && _before[before + head].SequenceEqual(_after[after + head])) head++;
        Add(DiffKind.Same, before, after, head);
        (before, after) = (before + head, after + head);
        var tail = 0;
        while (before < beforeEnd - tail && after < afterEnd - tail && _before[beforeEnd - tail - 1].SequenceEqual(_after[afterEnd - tail - 1])) tail++;
        CompareMiddle(before, beforeEnd - tail, after, afterEnd - tail, mayAnchor);
        Add(DiffKind.Same, beforeEnd - tail, afterEnd - tail, tail);
    }

    private void CompareMiddle(int before, int beforeEnd, int after, int afterEnd, bool mayAnchor)
    {
        var (removed, added) = (beforeEnd - before, afterEnd - after);
        var isFew = removed <= MostLines && added <= MostLines;
        if (removed > 0 && added > 0 && isFew && mayAnchor && Anchors(before, beforeEnd, after, afterEnd) is { Count: > 0 } anchors)
        {
            foreach (var (inBefore, inAfter) in anchors)
            {
                Compare(before, inBefore, after, inAfter, mayAnchor: false);
                Add(DiffKind.Same, inBefore, inAfter, 1);
                (before, after) = (inBefore + 1, inAfter + 1);
            }
            Compare(before, beforeEnd, after, afterEnd, mayAnchor: false);
            return;
        }
        // At worst every line is compared with every other.
        var steps = (long)removed * added;
        if (steps == 0 || !isFew || steps > _steps)
        {
            IsCoarse |= steps > 0;
            Add(DiffKind.Removed, before, after, removed);
            Add(DiffKind.Added, beforeEnd, after, added);
            return;
        }
        _steps -= steps;
        var blocks = Differ.Instance.CreateDiffs(_before.Joined(before, beforeEnd), _after.Joined(after, afterEnd), false, false, new CustomFunctionChunker(text => text[1..].Split('\n'))).DiffBlocks;
        var (inOld, inNew) = (0, 0);
        foreach (var block in blocks)
        {
            Add(DiffKind.Same, before + inOld, after + inNew, block.DeleteStartA - inOld);
            Add(DiffKind.Removed, before + block.DeleteStartA, after + block.InsertStartB, block.DeleteCountA);
            (inOld, inNew) = (block.DeleteStartA + block.DeleteCountA, block.InsertStartB + block.InsertCountB);
            Add(DiffKind.Added, before + inOld, after + block.InsertStartB, block.InsertCountB);
        }
        Add(DiffKind.Same, before + inOld, after + inNew, removed - inOld);
    }

    // Lines that stand once in each text and in the same order, as names of services do. Between them little is left to compare, however
    // long the texts are; and a brace or an empty line is never taken for the one of another place.
    private List<(int Before, int After)> Anchors(int before, int beforeEnd, int after, int afterEnd)
    {
        var places = new Dictionary<string, (int Before, int After)>(StringComparer.Ordinal);
        const int none = -1, several = -2;
        for (var at = before; at < beforeEnd; at++)
        {
            var line = _before[at].ToString();
            places[line] = places.ContainsKey(line) ? (several, none) : (at, none);
        }
        for (var at = after; at < afterEnd; at++)
        {
            var line = _after[at].ToString();
            if (places.TryGetValue(line, out var place)) places[line] = (place.Before, place.After == none ? at : several);
        }
        return Rising([.. places.Values.Where(place => place is { Before: >= 0, After: >= 0 }).OrderBy(place => place.Before)]);
    }

    // The longest choice of them that rises in the new text too, by patience sorting.
    private static List<(int Before, int After)> Rising(List<(int Before, int After)> places)
    {
        var piles = new List<int>();
        var below = new int[places.Count];
        for (var at = 0; at < places.Count; at++)
        {
            var pile = piles.BinarySearch(at, Comparer<int>.Create((x, y) => places[x].After.CompareTo(places[y].After)));
            if (pile < 0) pile = ~pile;
            below[at] = pile == 0 ? -1 : piles[pile - 1];
            if (pile == piles.Count) piles.Add(at);
            else piles[pile] = at;
        }
        var rising = new List<(int, int)>();
        for (var at = piles is [.., var last] ? last : -1; at >= 0; at = below[at]) rising.Add(places[at]);
        rising.Reverse();
        return rising;
    }

    private void Add(DiffKind kind, int before, int after, int count)
    {
        if (count == 0) return;
        if (_stretches is [.., var last] && last.Kind == kind) _stretches[^1] = last with { Count = last.Count + count };
        else _stretches.Add(new(kind, before, after, count));
    }

    /// <summary>The lines of a text as places in it.</summary>
    private sealed class TextLines
    {
        private readonly string _text;
        private readonly List<int> _ends = [];

        public TextLines(string text)
        {
            _text = text;
            for (var at = 0; at < text.Length; at++)
                if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n'))) _ends.Add(at + 1);
            // The end of the last line begins no further one.
            if (text.Length > (_ends is [.., var last] ? last : 0)) _ends.Add(text.Length);
        }

        public int Count => _ends.Count;

        public ReadOnlySpan<char> this[int line] => _text.AsSpan()[(line == 0 ? 0 : _ends[line - 1]).._ends[line]].TrimEnd("\r\n");

        /// <summary>Lines with a line end before each: a text of one empty line would be taken for none.</summary>
        public string Joined(int start, int end) => string.Concat(Enumerable.Range(start, end - start).Select(line => $"\n{this[line]}"));
    }
}
