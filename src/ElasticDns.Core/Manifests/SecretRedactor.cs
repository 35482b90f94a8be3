using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>
/// Replaces secrets before anything of a manifest is stored, shown or logged. A value that is replaced keeps its number of lines, so
/// every position stays true, and the text stays the YAML that it was.
/// </summary>
internal sealed class SecretRedactor
{
    private readonly string _text;
    private readonly ScalarText _written;
    private readonly List<(int Start, int End, string Replacement)> _edits = [];
    private readonly HashSet<(YamlNode Node, bool Secret, Place Place)> _seen = [];
    private readonly Dictionary<YamlScalar, int> _editOf = [];
    private int _count;
    private bool _hasServices;

    private SecretRedactor(string text, char? stand) => (_text, _written) = (text, new(text, stand));

    // What the keys of a map are: those of the root or of an environment, the names of services, those of a Kubernetes object, those of
    // values that are whole files, or any others.
    private enum Place
    {
        Root,
        Environment,
        Names,
        Object,
        Files,
        Below,
    }

    /// <summary>
    /// The text without its secrets and how many there were. The values of the tree are replaced as well. Service names are names, not
    /// keys: nothing is replaced because a service is called <c>token-store</c>.
    /// </summary>
    public static (string Text, int Count) Redact(string text, IReadOnlyCollection<YamlNode> roots)
    {
        (text, var stand) = QuotedSigns.Hide(text, roots);
        var redactor = new SecretRedactor(text, stand);
        foreach (var root in roots)
        {
            redactor._hasServices = root is YamlMapping map && map.Has("services");
            redactor.Walk(root, secret: false, Place.Root);
        }
        var (redacted, count) = redactor.Finish();
        return (stand is { } hidden ? redacted.Replace(hidden, '#') : redacted, count);
    }

    /// <summary>A text that is not YAML, redacted line by line.</summary>
    public static (string Text, int Count) RedactText(string text)
    {
        var count = 0;
        text = ObjectText.Mask(text, ref count);
        if (!text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
            return (SecretPatterns.MaskLine(text, ref count), count);
        text = SecretPatterns.MaskForms(text, ref count);
        var result = new StringBuilder(text.Length);
        var secretIndent = -1;
        var counted = 0;
        foreach (var (line, end) in Lines(text))
        {
            var indent = line.Length - line.TrimStart().Length;
            if (secretIndent >= 0 && (line.AsSpan().Trim().Length == 0 || indent > secretIndent || (indent == secretIndent && line[indent] is '-' or ':')))
            {
                var below = SecretPatterns.MaskLines(line);
                // A value of several lines is one secret.
                if (below != line && counted == count) counted = ++count;
                result.Append(below).Append(end);
                continue;
            }
            var before = count;
            result.Append(SecretPatterns.MaskLine(line, ref count)).Append(end);
            secretIndent = OpensSecret(line) ? line.AsSpan().IndexOfAnyExcept(" \t-") : -1;
            counted = count > before ? -1 : count;
        }
        return (result.ToString(), count);
    }

    // What stands below 'password:', 'private_key: |', 'token: "one' or '? secret' belongs to the secret.
    private static bool OpensSecret(string line) => line.AsSpan().TrimStart().StartsWith("? ")
        ? SecretPatterns.IsSecretKey(line)
        : line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && SecretPatterns.IsSecretKey(line.AsSpan(0, colon));

    private void Walk(YamlNode node, bool secret, Place place)
    {
        if (node.IsShared && node is not YamlScalar && !_seen.Add((node, secret, place))) return;
        switch (node)
        {
            case YamlScalar scalar:
                Mask(scalar, secret);
                if (place is Place.Files) MaskFile(scalar);
                break;
            case YamlSequence sequence:
                var afterOption = false;
                foreach (var item in sequence.Items)
                {
                    if (item is YamlScalar entry) Mask(entry, secret || afterOption, isEntry: true);
                    else Walk(item, secret || afterOption, place is Place.Object or Place.Files ? place : Place.Below);
                    afterOption = EndsInOption(item);
                }
                break;
            case YamlMapping mapping:
                foreach (var value in ObjectSecrets.Of(mapping)) Walk(value, true, Place.Below);
                var isObject = place is not Place.Files && ObjectSecrets.IsObject(mapping);
                foreach (var (key, value) in mapping.Written)
                {
                    var isData = isObject && key is YamlScalar { Value: "data" or "binaryData" };
                    WalkEntry(key, value, secret, isData ? ObjectSecrets.HoldsFiles(mapping) ? Place.Files : Place.Below : isObject ? Place.Object : place);
                }
                break;
        }
    }

    // '--password' alone, or as a key that has no value.
    private static bool EndsInOption(YamlNode item) => item switch
    {
        YamlScalar scalar => scalar.Value.EndsWith("--password", StringComparison.OrdinalIgnoreCase),
        YamlMapping { Written: [.., (YamlScalar key, { IsNull: true })] } => EndsInOption(key),
        _ => false,
    };

    private void WalkEntry(YamlNode key, YamlNode value, bool secret, Place place)
    {
        var name = (key as YamlScalar)?.Value ?? "";
        var isDocumented = ManifestKeys.Documented.Contains(name);
        if (!isDocumented && key is YamlScalar written) Mask(written, secret: false, isKey: true);
        else if (!isDocumented) Walk(key, secret, Place.Below);
        var below = place switch
        {
            Place.Root or Place.Environment when name == "services" => Place.Names,
            Place.Root when !ManifestKeys.IsExtension(name) && FileKinds.IsEnvironment(value) => Place.Environment,
            // A Compose file may hold the files that it configures its containers with.
            Place.Root when name == "configs" => Place.Files,
            Place.Object or Place.Files => place,
            _ => Place.Below,
        };
        var isName = (place is Place.Names && value is YamlMapping) || (place is Place.Object && ObjectSecrets.HoldsNames(name, value))
            || (place is Place.Root && !_hasServices && value is YamlMapping service && (service.Has("image") || service.Has("build")));
        Walk(value, secret || (!isName && !isDocumented && SecretPatterns.IsSecretKey(name)), below);
    }

    // A value that is a file of its own, of whatever kind: what stands in it is redacted line by line.
    private void MaskFile(YamlScalar scalar)
    {
        if (scalar.Value == SecretPatterns.Mask) return;
        var (value, count) = RedactText(scalar.Value);
        if (count == 0) return;
        var (start, raw) = _written.Of(scalar);
        if (scalar.IsBlock && raw.AsSpan().IndexOfAny('\n', '\r') is >= 0 and var header)
            Edit(scalar, start, raw, raw[..header] + RedactText(raw[header..]).Text, value);
        else
            MaskWhole(scalar);
    }

    // An entry of a list may be KEY=VALUE, of which the whole value is the secret; in any other text only the word after the sign is.
    private void Mask(YamlScalar scalar, bool secret, bool isEntry = false, bool isKey = false)
    {
        // A stored value of several lines that are all masked is one mask, as it was when its secret stood there.
        if (SecretPatterns.IsMasks(scalar.Value)) scalar.Value = SecretPatterns.Mask;
        if (_edits.Count > 0 && _editOf.ContainsKey(scalar) && (!secret || scalar.Value == SecretPatterns.Mask)) return;
        if (secret && (_written.LooksLikeSyntax(scalar) || !(scalar.IsNull || SecretPatterns.HoldsNoSecret(scalar.Value))))
        {
            MaskWhole(scalar);
            return;
        }
        // What is no secret by its key may hold one by its form: _env(URL:mysql://user:password@mysql).
        if (!SecretPatterns.MayHoldForm(scalar.Value)) return;
        var equals = scalar.Value.IndexOf('=', StringComparison.Ordinal);
        if (isEntry && equals > 0 && SecretPatterns.IsSecretKey(scalar.Value.AsSpan(0, equals)) && !scalar.Value.AsSpan(0, equals).Trim().ContainsAny(' ', '\n')
            && !SecretPatterns.HoldsNoSecret(scalar.Value[(equals + 1)..]))
        {
            MaskAssignment(scalar, equals);
            return;
        }
        var count = 0;
        var value = SecretPatterns.MaskForms(scalar.Value, ref count);
        var (start, raw) = _written.Of(scalar);
        if (count == 0)
        {
            // With its escapes it looks like one, which is redacted: it is what is read then.
            if (!ScalarText.HasEscapes(raw) || SecretPatterns.MaskForms(raw, ref count) is not { } masked || masked == raw) return;
            if (_written.ReadBack(masked) is { } left) Edit(scalar, start, raw, masked, left);
            else MaskWhole(scalar);
            return;
        }
        var text = SecretPatterns.MaskForms(raw, ref count);
        if (ScalarText.HasEscapes(text) && _written.ReadBack(text) != value) text = raw.AsSpan().IndexOfAny('\r', '\n') < 0 ? ScalarText.DoubleQuoted(value) : raw;
        if (text == raw || (secret && !SecretPatterns.HoldsNoSecret(value)) || scalar.Value.Contains("-----BEGIN ", StringComparison.Ordinal) || (scalar.IsPlain && (text.StartsWith('*') || (isKey && text.EndsWith('*'))))
            || (!scalar.IsBlock && SecretPatterns.HoldsFormAcrossLines(text)))
        {
            // The form is written with escapes on several lines or fills the value, what is left of a secret is no variable alone any more, a plain value
            // would begin like an alias, as which the parser also takes the end of a key, or a form goes on in the next line: all goes.
            MaskWhole(scalar);
            return;
        }
        Edit(scalar, start, raw, text, value);
    }

    private void Edit(YamlScalar scalar, int start, string raw, string replacement, string value)
    {
        scalar.Value = value;
        if (_editOf.TryGetValue(scalar, out var edit))
        {
            _edits[edit] = (start, start + raw.Length, replacement);
            return;
        }
        _editOf[scalar] = _edits.Count;
        _edits.Add((start, start + raw.Length, replacement));
        _count++;
    }

    // 'KEY=value' in a list: the key stays readable, where it is one and stands in one line with its value.
    private void MaskAssignment(YamlScalar scalar, int equals)
    {
        var (start, raw) = _written.Of(scalar);
        var key = scalar.Value[..equals];
        var at = raw.IndexOf(key + "=", StringComparison.Ordinal);
        var forms = 0;
        SecretPatterns.MaskForms(key, ref forms);
        if (at < 0 || scalar.IsBlock || forms > 0 || raw.AsSpan(at).IndexOfAny('\r', '\n') >= 0)
        {
            MaskWhole(scalar);
            return;
        }
        var quote = raw[0] is '"' or '\'' ? raw[..1] : "";
        var rest = raw[(at + key.Length + 1)..(raw.Length - quote.Length)];
        Edit(scalar, start, raw, raw[..(at + key.Length + 1)] + SecretPatterns.Mask + quote, $"{key}={SecretPatterns.Mask}");
    }

    private void MaskWhole(YamlScalar scalar)
    {
        var (start, raw) = _written.Of(scalar);
        string replacement;
        if (scalar.IsBlock)
        {
            var header = raw.AsSpan().IndexOfAny('\n', '\r') is >= 0 and var end ? end : raw.Length;
            replacement = raw[..header] + SecretPatterns.MaskLines(raw[header..]);
        }
        else
        {
            // A mask begins like an alias, so a plain value takes quotes.
            var quote = raw is ['"' or '\'', ..] ? raw[0] : '"';
            replacement = $"{quote}{MaskEachLine(raw.Trim('"', '\''))}{quote}";
        }
        Edit(scalar, start, raw, replacement, SecretPatterns.Mask);
    }

    private static string MaskEachLine(string text) => text.AsSpan().IndexOfAny('\n', '\r') < 0 ? SecretPatterns.Mask : SecretPatterns.MaskLines(text);

    private (string Text, int Count) Finish()
    {
        // What is left over: comments, keys, and values that are written in pieces.
        var text = SecretPatterns.MaskLeftovers(_edits.Count == 0 ? _text : ApplyEdits(), ref _count);
        return (SecretComments.Mask(text, ref _count), _count);
    }

    private string ApplyEdits()
    {
        var parts = new List<ReadOnlyMemory<char>>(_edits.Count * 2 + 1);
        var copied = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(edit => edit.Start))
        {
            if (start < copied) continue;
            parts.Add(_text.AsMemory(copied, start - copied));
            parts.Add(replacement.AsMemory());
            copied = end;
        }
        parts.Add(_text.AsMemory(copied));
        return string.Create(parts.Sum(part => part.Length), parts, static (whole, pieces) =>
        {
            foreach (var piece in pieces)
            {
                piece.Span.CopyTo(whole);
                whole = whole[piece.Length..];
            }
        });
    }

    /// <summary>The lines of a text, each with its end.</summary>
    public static IEnumerable<(string Line, string End)> Lines(string text)
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
