using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace ElasticDns.Core.Manifests;

/// <summary>Turns what the parser says about a text that is not YAML into a finding at the place that a person has to look at.</summary>
internal static partial class SyntaxErrors
{
    public static void Report(string text, YamlException? exception, Mark lastRead, ManifestLimits limits, FindingList findings)
    {
        if (MergeConflict().Match(text) is { Success: true } conflict)
        {
            findings.Error("merge-conflict", "This line is the mark of a merge conflict; resolve the conflict and remove its marks.", SourceText.LineOf(text, conflict.Index), 1);
            return;
        }
        var lines = SourceText.SplitLines(text);
        // The parser reports a tab at the start of the file, wherever it stands.
        var placeless = exception is not { Start.Index: > 0 } && lastRead.Index > 0;
        var at = exception is null || exception.Start.Line == 0 || placeless ? lastRead : exception.Start;
        if (LeadingTab(lines, (int)Math.Min(lastRead.Line, at.Line)) is var (tabLine, tabColumn) && (placeless || tabLine <= Math.Max(exception?.End.Line ?? 0, at.Line) + 1))
        {
            findings.Error("tab-indentation", "This line is indented with a tab; YAML takes blanks only.", tabLine, tabColumn);
            return;
        }
        // Where something is missing at the end, the parser names a line that is not there.
        var line = Math.Clamp((int)at.Line, 1, lines.Count);
        var column = at.Line > lines.Count ? lines[^1].Length + 1 : Math.Clamp((int)at.Column, 1, lines[line - 1].Length + 1);
        if (StartsWithLongKey(lines[line - 1], column, limits))
        {
            findings.Error("key-too-long", $"This key has more than {limits.KeyLength:N0} characters.", line, 1);
            return;
        }
        findings.Error("yaml-syntax", $"This is not valid YAML: {Explain(lines, line, exception)}", line, column);
    }

    // The parser itself takes no key of more than 1,024 characters: to it the colon after one stands in a wrong place.
    private static bool StartsWithLongKey(string line, int column, ManifestLimits limits) =>
        line[..Math.Clamp(column - 1, 0, line.Length)].Trim() is var before && before.Length > limits.KeyLength && !before.Contains(": ", StringComparison.Ordinal);

    private static string Explain(IReadOnlyList<string> lines, int line, YamlException? exception)
    {
        if (lines[line - 1].Trim() is { Length: > 0 } content && content[0] is not ('-' or '#' or '"' or '\'' or '[' or '{' or '&' or '*')
            && !content.Contains(':', StringComparison.Ordinal))
            return "this line has no colon after its key. Write 'key: value'.";
        var reason = exception?.Message ?? "";
        if (reason.Contains("expected ':'", StringComparison.Ordinal))
            return "a line here has neither a colon after its key nor a dash before it. Write 'key: value'.";
        if (reason.Contains("block", StringComparison.OrdinalIgnoreCase) || reason.Contains("not allowed in this context", StringComparison.Ordinal))
            return "the line is indented otherwise than the lines around it, or a quote or bracket before it is not closed.";
        if (reason.Contains("flow", StringComparison.OrdinalIgnoreCase))
            return "a bracket or brace that opens here is not closed, or a comma is missing.";
        if (reason.Contains("quoted", StringComparison.OrdinalIgnoreCase))
            return "the quotes that open here are not closed.";
        if (reason.Contains("cannot start any token", StringComparison.Ordinal))
            return "a value cannot start with this character; put it in quotes.";
        return "the structure breaks here; check indentation, quotes and brackets of this line and the one before.";
    }

    private static (int Line, int Column)? LeadingTab(IReadOnlyList<string> lines, int fromLine)
    {
        for (var i = Math.Max(fromLine, 1) - 1; i < lines.Count; i++)
            if (lines[i].AsSpan().IndexOfAnyExcept(' ') is >= 0 and var blanks && lines[i][blanks] == '\t') return (i + 1, blanks + 1);
        return null;
    }

    [GeneratedRegex(@"^(?:<{7}|>{7})(?: |$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MergeConflict();
}
