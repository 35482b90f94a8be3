using System.Text;
using System.Text.RegularExpressions;

namespace ElasticDns.Core.Manifests;

/// <summary>The rules of <see cref="ObjectSecrets"/> for a text that is not YAML: line by line, rather too much than too little.</summary>
internal static partial class ObjectText
{
    private const int Farthest = 200;

    public static string Mask(string text, ref int count)
    {
        var hasData = text.Contains("data", StringComparison.OrdinalIgnoreCase);
        var hasPairs = text.Contains("value", StringComparison.Ordinal) && SecretPatterns.IsSecretKey(text);
        if (!hasData && !hasPairs) return text;
        var lines = SecretRedactor.Lines(text).ToArray();
        for (var start = 0; start < lines.Length;)
        {
            var end = start + 1;
            while (end < lines.Length && !lines[end].Line.StartsWith("---", StringComparison.Ordinal)) end++;
            if (hasPairs) MaskPairs(lines.AsSpan(start, end - start), ref count);
            if (hasData) MaskData(lines.AsSpan(start, end - start), ref count);
            start = end;
        }
        return lines.Aggregate(new StringBuilder(text.Length), static (whole, line) => whole.Append(line.Line).Append(line.End)).ToString();
    }

    // The data of a Secret, and of an object that does not say what it is.
    private static void MaskData(Span<(string Line, string End)> lines, ref int count)
    {
        var (isSecret, hasKind, isObject) = (false, false, false);
        foreach (var (line, _) in lines)
        {
            isSecret |= SecretKind().IsMatch(line);
            hasKind |= Kind().IsMatch(line);
            isObject |= line.Contains("apiVersion", StringComparison.Ordinal);
        }
        var always = isSecret || (isObject && !hasKind);
        for (var i = 0; i < lines.Length; i++)
        {
            var match = Data().Match(lines[i].Line);
            if (!match.Success || !(always || match.Groups["string"].Success)) continue;
            MaskValue(lines, ref i, match, ref count);
        }
    }

    private static void MaskPairs(Span<(string Line, string End)> lines, ref int count)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var match = Value().Match(lines[i].Line);
            if (match.Success && (SecretName().IsMatch(lines[i].Line) || IsNamedBefore(lines, i) || IsNamedAfter(lines, i))) MaskValue(lines, ref i, match, ref count);
        }
    }

    private static bool IsNamedBefore(Span<(string Line, string End)> lines, int at)
    {
        if (lines[at].Line.AsSpan().TrimStart(" \t#") is ['-', ..]) return false;
        var isComment = IsComment(lines[at].Line);
        for (var i = at - 1; i >= Math.Max(0, at - Farthest); i--)
            if (!IsBlank(lines[i].Line, isComment)) return SecretName().IsMatch(lines[i].Line);
        return false;
    }

    // The value may go on for some lines before the name follows.
    private static bool IsNamedAfter(Span<(string Line, string End)> lines, int at)
    {
        var (column, isComment) = (Indent(lines[at].Line), IsComment(lines[at].Line));
        for (var i = at + 1; i < Math.Min(lines.Length, at + Farthest); i++)
        {
            var line = lines[i].Line;
            if (IsBlank(line, isComment) || Indent(line) > column) continue;
            return line.AsSpan().TrimStart(" \t#") is not ['-', ..] && SecretName().IsMatch(line);
        }
        return false;
    }

    // The rest of the line, and what stands below it; of braces, what stands before they close.
    private static void MaskValue(Span<(string Line, string End)> lines, ref int at, Match match, ref int count)
    {
        var (column, isComment) = (Indent(lines[at].Line), IsComment(lines[at].Line));
        var value = match.Groups["value"];
        var isFlow = value.ValueSpan.TrimEnd() is [.., '{' or '['];
        var masked = false;
        if (value.Length > 0 && !SecretPatterns.HoldsNoSecret(value.Value.Trim('"', '\'')) && value.ValueSpan.TrimEnd() is not ("|" or ">" or "|-" or ">-" or "|+" or ">+" or "{" or "["))
        {
            lines[at].Line = lines[at].Line[..value.Index] + SecretPatterns.Mask;
            masked = true;
        }
        while (at + 1 < lines.Length)
        {
            var line = lines[at + 1].Line;
            if (isFlow ? line.AsSpan().TrimStart() is ['}' or ']', ..] : !IsBlank(line, isComment) && Indent(line) <= column) break;
            at++;
            var below = SecretPatterns.MaskLines(line);
            masked |= below != line;
            lines[at].Line = below;
        }
        if (masked) count++;
    }

    // Comments count among comments alone: there, what is switched off belongs together.
    private static bool IsBlank(string line, bool amongComments) => line.AsSpan().TrimStart() is [] || (!amongComments && IsComment(line));

    private static bool IsComment(string line) => line.AsSpan().TrimStart() is ['#', ..];

    // Where the key begins: a dash before it belongs to the list.
    private static int Indent(string line) => line.AsSpan().IndexOfAnyExcept(" \t-#") is >= 0 and var at ? at : line.Length;

    [GeneratedRegex(@"(?<![\w.-])kind[""']?\s*:\s*[""']?Se?c?r?e?t?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretKind();

    [GeneratedRegex(@"(?<![\w.-])kind[""']?\s*:\s*[""']?\w", RegexOptions.CultureInvariant)]
    private static partial Regex Kind();

    [GeneratedRegex(@"(?<![\w.-])(?:(?<string>stringData)|data)[""']?\s*:\s*(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Data();

    [GeneratedRegex(@"(?<![\w.-])value[""']?\s*:\s*(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<![\w.-])(?:name|key)[""']?\s*:\s*[""']?[\w.-]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
