namespace ElasticDns.Core.Manifests;

/// <summary>
/// A number sign within quotes begins no comment. While comments are redacted, another character stands in its place, one for one, so
/// that what follows it in the value is not taken for a comment up to the end of the line, quotes and brackets included.
/// </summary>
internal static class QuotedSigns
{
    private const char Sign = '#';

    /// <summary>The text without number signs in quotes, and what stands in their place; null where there is none.</summary>
    public static (string Text, char? Stand) Hide(string text, IEnumerable<YamlNode> roots)
    {
        if (!text.Contains(Sign, StringComparison.Ordinal) || text.AsSpan().IndexOfAny('"', '\'') < 0) return (text, null);
        var places = new List<int>();
        var seen = new HashSet<YamlNode>();
        foreach (var root in roots) Find(root, text, places, seen);
        if (places.Count == 0) return (text, null);
        var stand = '\uE100';
        while (text.Contains(stand, StringComparison.Ordinal)) stand++;
        return (string.Create(text.Length, (text, places, stand), static (span, from) =>
        {
            from.text.CopyTo(span);
            foreach (var place in from.places) span[place] = from.stand;
        }), stand);
    }

    private static void Find(YamlNode node, string text, List<int> places, HashSet<YamlNode> seen)
    {
        if (node.IsShared && !seen.Add(node)) return;
        switch (node)
        {
            case YamlScalar { IsPlain: false, IsBlock: false } scalar:
                for (var at = scalar.Start; at < Math.Min(scalar.End, text.Length); at++)
                    if (text[at] == Sign) places.Add(at);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items) Find(item, text, places, seen);
                break;
            case YamlMapping mapping:
                foreach (var (key, value) in mapping.Written)
                {
                    Find(key, text, places, seen);
                    Find(value, text, places, seen);
                }
                break;
        }
    }
}
