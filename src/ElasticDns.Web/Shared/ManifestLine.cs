using System.Text.RegularExpressions;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Shared;

/// <summary>A piece of a line of a manifest.</summary>
/// <param name="Text">The text; the pieces one after the other are the line.</param>
/// <param name="IsKey">Whether it is a key.</param>
/// <param name="IsRedacted">Whether it stands in the place of a secret.</param>
/// <param name="IsMarked">Whether it is what the first finding is about.</param>
public readonly record struct ManifestPiece(string Text, bool IsKey, bool IsRedacted, bool IsMarked);

/// <summary>A line of a manifest, and what there is to say about it.</summary>
/// <param name="Number">The number, counted from 1.</param>
/// <param name="Text">The text, without the line's end.</param>
/// <param name="Findings">The findings that stand at it, the weightiest first.</param>
public sealed partial record ManifestLine(int Number, string Text, IReadOnlyList<Finding> Findings)
{
    // A file may be one line of millions of characters, and a browser must not be given them all.
    private const int LongestShown = 2_000;

    private const string EndsOfWords = " ,]}\"'\t";

    // What stands in the place of a secret.
    private const string Redacted = "********";

    /// <summary>The lines of a text with the findings that stand at them.</summary>
    public static IReadOnlyList<ManifestLine> Of(string text, IReadOnlyList<Finding> findings)
    {
        var byLine = findings.ToLookup(finding => finding.Line);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // The end of the last line begins no further one.
        var count = lines is [.., ""] ? lines.Length - 1 : lines.Length;
        return
        [
            .. lines.Take(count).Select((line, at) => new ManifestLine(at + 1, Shown(line), [.. byLine[at + 1].OrderBy(finding => finding.Severity)])),
        ];
    }

    private static string Shown(string line) =>
        line.Length <= LongestShown ? line : $"{line.AsSpan(0, LongestShown)} … and {Plural.Of(line.Length - LongestShown, "more character")}";

    /// <summary>How many secrets of a text are redacted.</summary>
    public static int RedactedIn(string text)
    {
        var count = 0;
        for (var at = text.IndexOf(Redacted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Redacted, at + Redacted.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    /// <summary>The line in pieces: keys, redactions, the word that the first finding is about, and what is between them.</summary>
    public IReadOnlyList<ManifestPiece> Pieces()
    {
        var marked = Marked();
        var key = Key().Match(Text) is { Success: true } match ? match.Groups["key"].Index..(match.Groups["key"].Index + match.Groups["key"].Length) : 0..0;
        var cuts = new SortedSet<int> { 0, Text.Length, marked.Start.Value, marked.End.Value, key.Start.Value, key.End.Value };
        var redacted = new HashSet<int>();
        for (var at = Text.IndexOf(Redacted, StringComparison.Ordinal); at >= 0; at = Text.IndexOf(Redacted, at + Redacted.Length, StringComparison.Ordinal))
        {
            redacted.Add(at);
            cuts.UnionWith([at, at + Redacted.Length]);
            // One piece each: a mark does not cut through it.
            cuts.RemoveWhere(cut => cut > at && cut < at + Redacted.Length);
        }
        return
        [
            .. cuts.Zip(cuts.Skip(1), (start, end) => new ManifestPiece(
                Text[start..end], start >= key.Start.Value && end <= key.End.Value, redacted.Contains(start), start >= marked.Start.Value && end <= marked.End.Value)),
        ];
    }

    private Range Marked()
    {
        if (Findings is not [{ Column: > 0 } first, ..] || first.Column > Text.Length) return 0..0;
        var start = first.Column - 1;
        var end = start;
        while (end < Text.Length && !EndsOfWords.Contains(Text[end], StringComparison.Ordinal) && !IsEndOfKey(end)) end++;
        return start..end;
    }

    // A colon within a word is part of it, as in an address.
    private bool IsEndOfKey(int at) => Text[at] == ':' && (at + 1 == Text.Length || char.IsWhiteSpace(Text[at + 1]));

    [GeneratedRegex(@"^\s*(?:- +)*(?<key>[A-Za-z0-9_.<-]+)\s*:(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
