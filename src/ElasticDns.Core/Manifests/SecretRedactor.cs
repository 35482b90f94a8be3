using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>
/// Replaces secrets before anything of a manifest is stored, shown or logged. A value that is replaced keeps its number of lines, so
/// every position stays true, and the text stays the YAML that it was.
/// </summary>
internal sealed class SecretRedactor
{
    private readonly string _text;
    private readonly List<(int Start, int End, string Replacement)> _edits = [];
    private readonly HashSet<(YamlNode Node, bool Secret)> _seen = [];
    private readonly HashSet<YamlScalar> _masked = [];
    private int _count;

    private SecretRedactor(string text) => _text = text;

    /// <summary>
    /// The text without its secrets and how many there were. The values of the tree are replaced as well. Service names are names, not
    /// keys: nothing is replaced because a service is called <c>token-store</c>.
    /// </summary>
    public static (string Text, int Count) Redact(string text, YamlNode root)
    {
        var redactor = new SecretRedactor(text);
        redactor.Walk(root, secret: false, names: false, depth: 0);
        return redactor.Finish();
    }

    /// <summary>A text that is not YAML, redacted line by line.</summary>
    public static (string Text, int Count) RedactText(string text)
    {
        var count = 0;
        if (!text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
            return (SecretPatterns.MaskLine(text, ref count), count);
        text = SecretPatterns.MaskForms(text, ref count);
        var result = new StringBuilder(text.Length);
        var secretIndent = -1;
        foreach (var (line, end) in Lines(text))
        {
            var indent = line.Length - line.TrimStart().Length;
            if (secretIndent >= 0 && line.Trim().Length > 0 && indent > secretIndent)
            {
                result.Append(SecretPatterns.MaskLines(line)).Append(end);
                continue;
            }
            secretIndent = -1;
            var masked = SecretPatterns.MaskLine(line, ref count);
            if (OpensSecret(line)) secretIndent = indent;
            result.Append(masked == line ? line : masked).Append(end);
        }
        return (result.ToString(), count);
    }

    // The lines below 'password:' and 'private_key: |' are the secret.
    private static bool OpensSecret(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && SecretPatterns.IsSecretKey(line.AsSpan(0, colon)) && line.AsSpan(colon + 1).Trim() is "" or ['|' or '>', ..];
    }

    private void Walk(YamlNode node, bool secret, bool names, int depth)
    {
        if (node is not YamlScalar && !_seen.Add((node, secret))) return;
        switch (node)
        {
            case YamlScalar scalar:
                Mask(scalar, secret);
                break;
            case YamlSequence sequence:
                var afterOption = false;
                foreach (var item in sequence.Items)
                {
                    Walk(item, secret || afterOption, false, depth + 1);
                    afterOption = item is YamlScalar { Value: "--password" };
                }
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Written)
                {
                    if (entry.Key is not YamlScalar) Walk(entry.Key, secret, false, depth + 1);
                    var name = entry.Name ?? "";
                    // 'services' at the root, or below an environment, holds names.
                    var holdsNames = depth <= 1 && name == "services";
                    Walk(entry.Value, secret || (!names && SecretPatterns.IsSecretKey(name)), holdsNames, depth + 1);
                }
                break;
        }
    }

    private void Mask(YamlScalar scalar, bool secret)
    {
        if (_masked.Contains(scalar)) return;
        var (start, raw) = Raw(scalar);
        if (secret)
        {
            if (SecretPatterns.HoldsNoSecret(scalar.Value) || scalar.IsNull) return;
            MaskWhole(scalar, start, raw);
            return;
        }
        var equals = scalar.Value.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && SecretPatterns.IsSecretKey(scalar.Value.AsSpan(0, equals)) && !scalar.Value.AsSpan(0, equals).ContainsAny(' ', '\n'))
        {
            if (SecretPatterns.HoldsNoSecret(scalar.Value[(equals + 1)..])) return;
            MaskAssignment(scalar, start, raw, equals);
            return;
        }
        var count = 0;
        var value = SecretPatterns.MaskForms(scalar.Value, ref count);
        if (count == 0) return;
        var text = SecretPatterns.MaskForms(raw, ref count);
        if (text == raw || scalar.Value.Contains("-----BEGIN ", StringComparison.Ordinal) || (scalar.IsPlain && text.StartsWith('*')))
        {
            // The form is written with escapes or fills the value, or a plain value would begin like an alias: the whole value goes.
            MaskWhole(scalar, start, raw);
            return;
        }
        scalar.Value = value;
        _masked.Add(scalar);
        _count++;
        _edits.Add((start, start + raw.Length, text));
    }

    // 'KEY=value' in a list: the key stays readable.
    private void MaskAssignment(YamlScalar scalar, int start, string raw, int equals)
    {
        var key = scalar.Value[..equals];
        var at = raw.IndexOf(key + "=", StringComparison.Ordinal);
        if (at < 0 || scalar.IsBlock)
        {
            MaskWhole(scalar, start, raw);
            return;
        }
        var quote = raw[0] is '"' or '\'' ? raw[..1] : "";
        var rest = raw[(at + key.Length + 1)..(raw.Length - quote.Length)];
        _edits.Add((start, start + raw.Length, raw[..(at + key.Length + 1)] + MaskEachLine(rest) + quote));
        scalar.Value = $"{key}={SecretPatterns.Mask}";
        _masked.Add(scalar);
        _count++;
    }

    private void MaskWhole(YamlScalar scalar, int start, string raw)
    {
        string replacement;
        if (scalar.IsBlock)
        {
            var header = raw.AsSpan().IndexOfAny('\n', '\r') is >= 0 and var end ? end : raw.Length;
            replacement = raw[..header] + SecretPatterns.MaskLines(raw[header..]);
        }
        else
        {
            // A mask begins like an alias, so a plain value takes quotes.
            var quote = raw[0] is '"' or '\'' ? raw[0] : '"';
            replacement = $"{quote}{MaskEachLine(raw.Trim('"', '\''))}{quote}";
        }
        _edits.Add((start, start + raw.Length, replacement));
        scalar.Value = SecretPatterns.Mask;
        _masked.Add(scalar);
        _count++;
    }

    private static string MaskEachLine(string text) => text.AsSpan().IndexOfAny('\n', '\r') < 0 ? SecretPatterns.Mask : SecretPatterns.MaskLines(text);

    // What stands in the file for the value: without its anchor before and without the line end after it.
    private (int Start, string Raw) Raw(YamlScalar scalar)
    {
        var start = Math.Min(scalar.Start, _text.Length);
        var raw = _text[start..Math.Min(scalar.End, _text.Length)];
        if (raw.StartsWith('&'))
        {
            var anchor = raw.AsSpan().IndexOfAny(" \t\r\n") is >= 0 and var end ? end : raw.Length;
            anchor = raw.Length - raw.AsSpan(anchor).TrimStart().Length;
            (start, raw) = (start + anchor, raw[anchor..]);
        }
        return (start, raw.TrimEnd());
    }

    private (string Text, int Count) Finish()
    {
        var result = new StringBuilder(_text.Length);
        var copied = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(edit => edit.Start))
        {
            if (start < copied) continue;
            result.Append(_text, copied, start - copied).Append(replacement);
            copied = end;
        }
        var text = copied == 0 ? _text : result.Append(_text, copied, _text.Length - copied).ToString();
        // What is left over: comments, keys, and values that are written in pieces.
        text = SecretPatterns.MaskForms(text, ref _count);
        return (text.Contains('#', StringComparison.Ordinal) && SecretPatterns.MentionsSecretKey(text) ? MaskComments(text) : text, _count);
    }

    private string MaskComments(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var (line, end) in Lines(text))
        {
            var comment = line.AsSpan().TrimStart().StartsWith("#") ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
            result.Append(comment < 0 ? line : line[..comment] + SecretPatterns.MaskLine(line[comment..], ref _count)).Append(end);
        }
        return result.ToString();
    }

    private static IEnumerable<(string Line, string End)> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (end < 0)
            {
                yield return (text[start..], "");
                yield break;
            }
            var width = text[start + end] == '\r' && start + end + 1 < text.Length && text[start + end + 1] == '\n' ? 2 : 1;
            yield return (text.Substring(start, end), text.Substring(start + end, width));
            start += end + width;
        }
    }
}
