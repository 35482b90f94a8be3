namespace ElasticDns.Core.Manifests;

/// <summary>A node of a manifest with its position: line and column count from 1, offsets from 0.</summary>
internal abstract class YamlNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>How many nodes this one is where every alias is written out, itself included.</summary>
    public int ExpandedNodes { get; set; } = 1;

    /// <summary>How many characters its scalars have where every alias is written out.</summary>
    public int ExpandedCharacters { get; set; }

    /// <summary>How many maps and lists stand within one another here where every alias is written out, itself included.</summary>
    public int Height { get; set; }

    /// <summary>Whether an alias uses it, so that it stands in more than one place.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether nothing is written: an empty value, <c>~</c> or <c>null</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>What it is, in words for a message.</summary>
    public abstract string Kind { get; }
}

internal sealed class YamlScalar(string value, bool isPlain, bool isBlock, int start, int end, int line, int column) : YamlNode(line, column)
{
    /// <summary>The text, as YAML reads it; redaction replaces it.</summary>
    public string Value { get; set; } = value;

    public bool IsPlain { get; } = isPlain;

    public bool IsBlock { get; } = isBlock;

    public int Start { get; } = start;

    public int End { get; } = end;

    public override bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

internal sealed class YamlSequence(int line, int column) : YamlNode(line, column)
{
    public List<YamlNode> Items { get; } = [];

    public override string Kind => "a list";
}

internal readonly record struct YamlEntry(YamlNode Key, YamlNode Value)
{
    /// <summary>The key's text; null where the key is a map or a list.</summary>
    public string? Name => (Key as YamlScalar)?.Value;
}

internal sealed class YamlMapping(int line, int column) : YamlNode(line, column)
{
    private List<YamlEntry>? _merged;

    /// <summary>The entries as written, merge keys among them.</summary>
    public List<YamlEntry> Written { get; } = [];

    /// <summary>The entries that count: own ones first, then those of merge keys that no earlier one has.</summary>
    public List<YamlEntry> Entries => _merged ?? Written;

    public override string Kind => "a map";

    public YamlNode? this[string name]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Name == name) return entry.Value;
            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>The first map under that key. A key may stand twice: that refuses the file, and the rest is read all the same.</summary>
    public YamlMapping MapOf(string name) => Entries.Where(entry => entry.Name == name).Select(entry => entry.Value).OfType<YamlMapping>().First();

    public YamlNode KeyOf(string name) => Entries.First(entry => entry.Name == name).Key;

    public void Merge(IEnumerable<YamlMapping> sources, YamlEntry mergeKey)
    {
        _merged ??= [.. Written];
        _merged.Remove(mergeKey);
        var names = _merged.Select(entry => entry.Name).ToHashSet();
        foreach (var entry in sources.SelectMany(source => source.Entries))
            if (entry.Name is null || names.Add(entry.Name)) _merged.Add(entry);
    }
}
