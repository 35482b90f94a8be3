using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace ElasticDns.Core.Manifests;

/// <summary>Turns what the parser says about a text that is not YAML into a finding at the place that a person has to look at.</summary>
internal static partial class SyntaxErrors
{
    private const string NotClosed = "a bracket or brace that opens here is not closed, or a comma is missing.";

    private const string Breaks = "the structure breaks here; check indentation, quotes and brackets of this line and the one before.";

    private const string NoColon = "this line has no colon after its key. Write 'key: value'.";

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
        // Where something is missing at the end, the parser names a line that is not there, or one that is empty.
        var line = Math.Clamp((int)at.Line, 1, lines.Count);
        while (line > 1 && lines[line - 1].Length == 0) line--;
        var column = at.Line > line ? lines[line - 1].Length + 1 : Math.Clamp((int)at.Column, 1, lines[line - 1].Length + 1);
        if (StartsWithLongKey(lines[line - 1], column, limits))
        {
            findings.Error("key-too-long", $"This key has more than {limits.KeyLength:N0} characters.", line, 1);
            return;
        }
        var reason = Explain(lines, line, exception);
        if (reason is NotClosed or Breaks or NoColon && OpenBracket(lines, line, column) is var (openLine, openColumn))
            (reason, line, column) = (openLine == line ? NotClosed : $"the bracket or brace that opens here is not closed, or a comma is missing before line {line + 1}.", openLine, openColumn);
        findings.Error("yaml-syntax", $"This is not valid YAML: {reason}", line, column);
    }

    // The parser itself takes no key of more than 1,024 characters: to it the colon after one stands in a wrong place.
    private static bool StartsWithLongKey(string line, int column, ManifestLimits limits) =>
        line[..Math.Clamp(column - 1, 0, line.Length)].Trim() is var before && before.Length > limits.KeyLength && !before.Contains(": ", StringComparison.Ordinal);

    private static string Explain(IReadOnlyList<string> lines, int line, YamlException? exception)
    {
        if (lines[line - 1].Trim() is { Length: > 0 } content && content[0] is not ('-' or '#' or '"' or '\'' or '[' or '{' or '&' or '*')
            && !content.Contains(':', StringComparison.Ordinal))
            return NoColon;
        var reason = exception?.Message ?? "";
        if (reason.Contains("expected ':'", StringComparison.Ordinal))
            return "a line here has neither a colon after its key nor a dash before it. Write 'key: value'.";
        if (reason.Contains("block", StringComparison.OrdinalIgnoreCase) || reason.Contains("not allowed in this context", StringComparison.Ordinal))
            return "the line is indented otherwise than the lines around it, or a quote or bracket before it is not closed.";
        if (reason.Contains("flow", StringComparison.OrdinalIgnoreCase))
            return NotClosed;
        if (reason.Contains("quoted", StringComparison.OrdinalIgnoreCase))
            return "the quotes that open here are not closed.";
        if (reason.Contains("cannot start any token", StringComparison.Ordinal))
            return "a value cannot start with this character; put it in quotes.";
        return Breaks;
    }

    // The last bracket that is open where the parser gave up: quotes and comments hold none, and a plain value may have one within.
    private static (int Line, int Column)? OpenBracket(IReadOnlyList<string> lines, int untilLine, int untilColumn)
    {
        var open = new Stack<(char Close, int Line, int Column)>();
        var quote = '\0';
        for (var i = 0; i < untilLine; i++)
        {
            var line = i + 1 < untilLine ? lines[i] : lines[i][..Math.Min(untilColumn, lines[i].Length)];
            var (before, isApart) = ('\0', true);
            for (var at = 0; at < line.Length; at++)
            {
                var c = line[at];
                var beginsValue = before is '\0' or '[' or '{' or ',' || (isApart && before is ':' or '-' or '?');
                if (quote != '\0')
                {
                    if (c == '\\' && quote == '"') at++;
                    else if (c == quote) quote = '\0';
                }
                else if (c == '#' && isApart) break;
                else if (c is '"' or '\'' && beginsValue) quote = c;
                else if (c is '[' or '{' && beginsValue) open.Push((c == '[' ? ']' : '}', i + 1, at + 1));
                else if (c is ']' or '}' && open.Count > 0)
                {
                    // One that is closed by the other kind is not closed.
                    if (open.Peek().Close != c) return (open.Peek().Line, open.Peek().Column);
                    open.Pop();
                }
                isApart = c is ' ' or '\t';
                if (!isApart) before = c;
            }
        }
        return open.Count > 0 ? (open.Peek().Line, open.Peek().Column) : null;
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
