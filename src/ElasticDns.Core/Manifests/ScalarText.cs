using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ElasticDns.Core.Manifests;

/// <summary>What stands in the text of a file for the values of its tree.</summary>
/// <param name="text">The text.</param>
/// <param name="stand">What stands in it for a number sign in quotes; null where there is none.</param>
internal sealed class ScalarText(string text, char? stand)
{
    /// <summary>What stands in the file for a value: without its anchor before and without the line end after it.</summary>
    public (int Start, string Raw) Of(YamlScalar scalar)
    {
        var start = Math.Min(scalar.Start, text.Length);
        var raw = Written(scalar, start);
        if (raw.StartsWith('&') && !LooksLikeSyntax(scalar))
        {
            var anchor = raw.AsSpan().IndexOfAny(" \t\r\n") is >= 0 and var end ? end : raw.Length;
            anchor = raw.Length - raw.AsSpan(anchor).TrimStart().Length;
            (start, raw) = (start + anchor, raw[anchor..]);
        }
        // Not what .NET calls white space: U+0085 and its like are characters of the value, and what stood after the quotes would be no YAML.
        return (start, raw.TrimEnd(' ', '\t', '\r', '\n'));
    }

    /// <summary>A secret without quotes may begin like an alias, a tag or an anchor: <c>*s3cret</c> is read as an alias that nobody defined.</summary>
    public bool LooksLikeSyntax(YamlScalar scalar)
    {
        if (scalar.Value.Length > 0 || scalar.IsBlock || scalar.Start >= text.Length) return false;
        var raw = Written(scalar, scalar.Start).Trim();
        return raw is ['!' or '*', ..] || (raw is ['&', ..] && !text.Contains($"*{raw[1..]}", StringComparison.Ordinal));
    }

    /// <summary>What a text in quotes says, as an escape may be a part of a form or go on with it; null where it is none.</summary>
    public string? ReadBack(string raw)
    {
        try
        {
            var parser = new Parser(new StringReader(raw));
            while (parser.MoveNext())
                if (parser.Current is Scalar scalar) return stand is { } hidden ? scalar.Value.Replace(hidden, '#') : scalar.Value;
        }
        catch (YamlException)
        {
            // What is left of it is no text in quotes.
        }
        return null;
    }

    /// <summary>Whether a text in quotes may say something else than what stands there.</summary>
    public static bool HasEscapes(string raw) => raw is ['"', ..] && raw.Contains('\\', StringComparison.Ordinal);

    /// <summary>A value in quotes, in one line. A number sign is an escape, or it would be taken for a comment when comments are redacted.</summary>
    public static string DoubleQuoted(string value)
    {
        var quoted = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~' and not '#') quoted.Append(c);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return quoted.Append('"').ToString();
    }

    // Of an empty value the parser knows the end only when it is past what follows.
    private string Written(YamlScalar scalar, int start)
    {
        // Nor does it always know that: of an empty value with a tag, the end stands before its start.
        var raw = text[start..Math.Max(start, Math.Min(scalar.End, text.Length))];
        if (scalar.Value.Length > 0) return raw;
        return (raw.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? raw[..end] : raw).TrimEnd(',', ']', '}');
    }
}
