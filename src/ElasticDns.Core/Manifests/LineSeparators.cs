namespace ElasticDns.Core.Manifests;

/// <summary>
/// The parser takes U+0085, U+2028 and U+2029 for line ends, as YAML 1.1 did; YAML 1.2 and every editor take them for characters of
/// the line. They travel through the parser as characters of a private use area, one for one, so that every position stays true.
/// </summary>
internal static class LineSeparators
{
    private const string Shown = "\u0085\u2028\u2029";
    private const string Hidden = "\uE085\uE028\uE029";

    public static string Hide(string text) => Translate(text, Shown, Hidden);

    public static string Show(string text) => Translate(text, Hidden, Shown);

    private static string Translate(string text, string from, string to)
    {
        if (text.AsSpan().IndexOfAny(from) < 0) return text;
        for (var i = 0; i < from.Length; i++) text = text.Replace(from[i], to[i]);
        return text;
    }
}
