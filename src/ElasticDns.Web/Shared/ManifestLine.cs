using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Shared;

/// <summary>A line of a manifest, and what there is to say about it.</summary>
/// <param name="Number">The number, counted from 1.</param>
/// <param name="Text">The text, without the line's end.</param>
/// <param name="Findings">The findings that stand at it, the weightiest first.</param>
public sealed record ManifestLine(int Number, string Text, IReadOnlyList<Finding> Findings)
{
    private const string EndsOfWords = " :,]}\"'\t";

    /// <summary>The lines of a text with the findings that stand at them.</summary>
    public static IReadOnlyList<ManifestLine> Of(string text, IReadOnlyList<Finding> findings)
    {
        var byLine = findings.ToLookup(finding => finding.Line);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // The end of the last line begins no further one.
        var count = lines is [.., ""] ? lines.Length - 1 : lines.Length;
        return
        [
            .. lines.Take(count).Select((line, at) => new ManifestLine(at + 1, line, [.. byLine[at + 1].OrderBy(finding => finding.Severity)])),
        ];
    }

    /// <summary>The line in three parts, of which the second is the word that the first finding is about.</summary>
    public (string Before, string Word, string After) Split()
    {
        if (Findings is not [{ Column: > 0 } first, ..] || first.Column > Text.Length) return (Text, "", "");
        var start = first.Column - 1;
        var end = start;
        while (end < Text.Length && !EndsOfWords.Contains(Text[end], StringComparison.Ordinal)) end++;
        return (Text[..start], Text[start..end], Text[end..]);
    }
}
