using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>Redacts the comments of a text that is YAML: what stands in them is text, and often a value that somebody switched off.</summary>
internal static class SecretComments
{
    public static string Mask(string text, ref int count)
    {
        if (!HasSecretComment(text)) return text;
        var lines = SecretRedactor.Lines(text).ToArray();
        var starts = Array.ConvertAll(lines, static line => line.Line.AsSpan().TrimStart().StartsWith("#") ? 0 : line.Line.IndexOf(" #", StringComparison.Ordinal));
        // Several lines that are switched off belong together, so they are looked at without their signs, and everything else as blank.
        var comments = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++) comments.Append(starts[i] < 0 ? "" : Uncomment(lines[i].Line[starts[i]..])).Append('\n');
        var masked = SecretRedactor.Lines(ObjectText.Mask(comments.ToString(), ref count)).Select(static line => line.Line).ToArray();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, end) = lines[i];
            if (starts[i] >= 0)
            {
                var comment = line[starts[i]..];
                var sign = comment.IndexOf('#', StringComparison.Ordinal);
                if (masked[i] != Uncomment(comment)) comment = $"{comment[..(sign + 1)]}{masked[i][Math.Min(sign + 1, masked[i].Length)..]}";
                line = line[..starts[i]] + SecretPatterns.MaskLine(comment, ref count);
            }
            result.Append(line).Append(end);
        }
        return result.ToString();
    }

    // One for one, so that what is found stands where it stood.
    private static string Uncomment(string comment)
    {
        var sign = comment.IndexOf('#', StringComparison.Ordinal);
        return sign < 0 ? comment : $"{comment[..sign]} {comment[(sign + 1)..]}";
    }

    private static bool HasSecretComment(ReadOnlySpan<char> text)
    {
        for (var sign = text.IndexOf('#'); sign >= 0; sign = text.IndexOf('#'))
        {
            text = text[sign..];
            var end = text.IndexOfAny('\r', '\n') is >= 0 and var length ? length : text.Length;
            if (SecretPatterns.IsSecretKey(text[..end])) return true;
            text = text[end..];
        }
        return false;
    }
}
