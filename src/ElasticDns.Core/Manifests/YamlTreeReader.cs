using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ElasticDns.Core.Manifests;

/// <summary>
/// One guarded pass over the parser's events that makes a tree with positions. It keeps a stack of its own, so that no nesting can
/// exhaust the thread's; an alias shares the node of its anchor, and what writing it out would cost is only counted.
/// </summary>
internal sealed class YamlTreeReader
{
    private readonly string _text;
    private readonly bool _hidden;
    private readonly ManifestLimits _limits;
    private readonly YamlDocuments _result;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode?> _anchors = [];
    private readonly Stack<Open> _open = new();
    private FindingList _findings;
    private int _events;
    private int _aliases;
    private int _documents;
    private int _complete;

    // What the documents before this one count towards the caps, which hold for all of them together.
    private int _anchorsBefore;
    private int _nodesBefore;
    private int _charactersBefore;

    private YamlTreeReader(string name, string text, ManifestLimits limits)
    {
        _result = new(name, limits) { End = text.Length };
        (_text, _limits, _findings) = (LineSeparators.Hide(text), limits, _result.FirstFindings);
        _hidden = !ReferenceEquals(_text, text);
        _parser = new Parser(new StringReader(_text));
    }

    // A collection whose end is not yet read. Of a map, Key is the key that waits for its value.
    private sealed class Open(YamlNode node, string? anchor)
    {
        public YamlNode Node { get; } = node;

        public string? Anchor { get; } = anchor;

        public YamlNode? Key { get; set; }
    }

    /// <summary>The documents of a text, as far as it can be read: to its end, to where it is not YAML, or to where it exceeds a cap.</summary>
    public static YamlDocuments Read(string name, string text, ManifestLimits limits)
    {
        var reader = new YamlTreeReader(name, text, limits);
        var result = reader._result;
        if (reader.ReadDocuments()) return result;
        // What of the broken document was read already does not count.
        result.Roots.RemoveRange(reader._complete, result.Roots.Count - reader._complete);
        result.IsBroken = result.Second is null;
        return result;
    }

    private bool ReadDocuments()
    {
        while (true)
        {
            var before = _parser.Current;
            try
            {
                if (!_parser.MoveNext())
                {
                    _result.End = _text.Length;
                    return true;
                }
            }
            catch (Exception exception)
            {
                // The scanner throws more than YamlException on ordinary mistakes; whatever it throws, the text is not YAML.
                SyntaxErrors.Report(_text, exception as YamlException, before?.End ?? Mark.Empty, _limits, _findings);
                return false;
            }
            var current = _parser.Current!;
            if (++_events > _limits.Events)
                return Fatal("too-many-events", $"The file has more than {_limits.Events:N0} values, keys and brackets; split it.", current.Start);
            if (current is DocumentStart && ++_documents > 1) BeginDocument(current.Start);
            if (!Take(current)) return false;
        }
    }

    private void BeginDocument(in Mark start)
    {
        _findings = _result.LaterFindings;
        _result.Second ??= ((int)start.Line, (int)start.Column);
        _result.End = (int)start.Index;
        _complete = _result.Roots.Count;
        _anchorsBefore += _anchors.Count;
        _anchors.Clear();
        if (_result.Roots is not [.., var last]) return;
        _nodesBefore += last.ExpandedNodes;
        _charactersBefore += last.ExpandedCharacters;
    }

    private bool Take(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                RefuseTag(scalar);
                var value = _hidden ? LineSeparators.Show(scalar.Value) : scalar.Value;
                var start = scalar.Start;
                var node = new YamlScalar(value, scalar.Style == ScalarStyle.Plain, scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded,
                    (int)start.Index, (int)scalar.End.Index, (int)start.Line, (int)start.Column)
                {
                    ExpandedCharacters = value.Length,
                };
                return Anchor(scalar, node) && Attach(node, start);
            case SequenceStart sequence:
                return Begin(sequence, new YamlSequence((int)sequence.Start.Line, (int)sequence.Start.Column));
            case MappingStart mapping:
                return Begin(mapping, new YamlMapping((int)mapping.Start.Line, (int)mapping.Start.Column));
            case SequenceEnd or MappingEnd:
                var closed = _open.Pop();
                // Of '  : value' the parser loses the value, and takes every later key for a value: such a map says nothing that is true.
                if (closed.Key is not null)
                    return Fatal("yaml-syntax", "This is not valid YAML: a line of this map begins with a colon. Write a key before it.", (int)closed.Node.Line, (int)closed.Node.Column);
                if (closed.Node is YamlMapping map) ApplyMergeKeys(map);
                if (closed.Anchor is not null) _anchors[closed.Anchor] = closed.Node;
                return Attach(closed.Node, current.Start);
            case AnchorAlias alias:
                return TakeAlias(alias);
            default:
                return true;
        }
    }

    private bool Begin(NodeEvent start, YamlNode node)
    {
        RefuseTag(start);
        if (_open.Count >= _limits.Depth)
            return TooDeep(start.Start);
        // An anchor that is not complete yet is known without a node: using it is a recursion.
        if (!Anchor(start, null)) return false;
        node.Height = 1;
        _open.Push(new(node, start.Anchor.IsEmpty ? null : start.Anchor.Value));
        return true;
    }

    private bool Anchor(NodeEvent carrier, YamlNode? node)
    {
        if (carrier.Anchor.IsEmpty) return true;
        _anchors[carrier.Anchor.Value] = node;
        return _anchorsBefore + _anchors.Count <= _limits.Anchors
            || Fatal("too-many-anchors", $"The file has more than {_limits.Anchors:N0} anchors (&name); write the values out.", carrier.Start);
    }

    private bool TakeAlias(AnchorAlias alias)
    {
        if (++_aliases > _limits.Aliases)
            return Fatal("too-many-aliases", $"The file uses aliases (*name) more than {_limits.Aliases:N0} times; write the values out.", alias.Start);
        var (line, column) = ((int)alias.Start.Line, (int)alias.Start.Column);
        var name = StandsUnderSecret ? "" : $" '*{Quoting.Shorten(alias.Value.Value)}'";
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            _findings.Error("unknown-alias", $"No anchor stands before the alias{name}; define it, or write the value out in quotes.", line, column);
        else if (node is null)
            _findings.Error("recursive-alias", $"The alias{name} stands inside its own anchor; a manifest cannot contain itself.", line, column);
        node?.IsShared = true;
        // Aliases that stack up could go deeper than any thread can follow.
        if (_open.Count + node?.Height > _limits.Depth) return TooDeep(alias.Start);
        return Attach(node ?? new YamlScalar("", true, false, (int)alias.Start.Index, (int)alias.End.Index, line, column), alias.Start);
    }

    private bool TooDeep(Mark at) =>
        Fatal("nesting-too-deep", $"Maps and lists are nested more than {_limits.Depth} deep here; a service.yml needs about 6.", at);

    // What is taken for a tag or an alias may be the beginning of a secret that lacks its quotes.
    private bool StandsUnderSecret => _open.Any(open => open.Key is YamlScalar { Value: var key } && SecretPatterns.IsSecretKey(key));

    private bool Attach(YamlNode node, in Mark at)
    {
        if (_open.Count == 0)
        {
            _result.Roots.Add(node);
            return true;
        }
        var parent = _open.Peek();
        parent.Node.ExpandedNodes += node.ExpandedNodes;
        parent.Node.ExpandedCharacters += node.ExpandedCharacters;
        parent.Node.Height = Math.Max(parent.Node.Height, node.Height + 1);
        if (_nodesBefore + parent.Node.ExpandedNodes > _limits.ExpandedNodes)
            return Fatal("aliases-too-large", $"With its aliases written out the file would have more than {_limits.ExpandedNodes:N0} values; use fewer aliases.", at);
        if (_charactersBefore + parent.Node.ExpandedCharacters > _limits.ExpandedCharacters)
            return Fatal("aliases-too-large", $"With its aliases written out the file would have more than {_limits.ExpandedCharacters:N0} characters; use fewer aliases.", at);
        if (parent.Node is YamlSequence sequence)
        {
            sequence.Items.Add(node);
        }
        else if (parent.Key is null)
        {
            parent.Key = node;
            return node is not YamlScalar { Value.Length: var length } || length <= _limits.KeyLength
                || Fatal("key-too-long", $"This key has {length:N0} characters; {_limits.KeyLength:N0} is the most.", at);
        }
        else
        {
            Add((YamlMapping)parent.Node, new(parent.Key, node));
            parent.Key = null;
        }
        return true;
    }

    private readonly Dictionary<YamlMapping, Dictionary<string, YamlNode>> _keysOfLargeMaps = [];

    private void Add(YamlMapping mapping, YamlEntry entry)
    {
        if (entry.Name is { } name)
        {
            if (FirstOf(mapping, name, entry.Key) is { } first)
                _findings.Error("duplicate-key", $"Key '{Quoting.Shorten(name)}' is given twice in one map: it stands in line {first.Line} already. Remove one of the two.", entry.Key);
        }
        mapping.Written.Add(entry);
    }

    private YamlNode? FirstOf(YamlMapping mapping, string name, YamlNode key)
    {
        const int small = 12;
        if (mapping.Written.Count < small)
        {
            foreach (var entry in mapping.Written)
                if (entry.Name == name) return entry.Key;
            return null;
        }
        if (!_keysOfLargeMaps.TryGetValue(mapping, out var keys))
        {
            _keysOfLargeMaps[mapping] = keys = [];
            foreach (var entry in mapping.Written)
                if (entry.Name is not null) keys.TryAdd(entry.Name, entry.Key);
        }
        return keys.TryAdd(name, key) ? null : keys[name];
    }

    private void ApplyMergeKeys(YamlMapping mapping)
    {
        foreach (var entry in mapping.Written.Where(entry => entry.Key is YamlScalar { IsPlain: true, Value: "<<" }).ToArray())
        {
            var sources = entry.Value is YamlSequence list ? list.Items : [entry.Value];
            if (sources.Find(source => source is not YamlMapping && !source.IsNull) is { } wrong)
                _findings.Error("merge-key", $"A merge key '<<' takes a map or a list of maps, not {wrong.Kind}.", entry.Key);
            mapping.Merge(sources.OfType<YamlMapping>(), entry);
        }
    }

    private void RefuseTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
            _findings.Error("tag", StandsUnderSecret ? "A value that begins with '!' is a tag, and tags are not read; put it in quotes." : $"Tags are not read: remove '{Quoting.Shorten(node.Tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal))}' and keep the value.", (int)node.Start.Line, (int)node.Start.Column);
    }

    private bool Fatal(string code, string message, Mark at) => Fatal(code, message, (int)at.Line, (int)at.Column);

    private bool Fatal(string code, string message, int line, int column)
    {
        _findings.Error(code, message, line, column);
        return false;
    }
}
