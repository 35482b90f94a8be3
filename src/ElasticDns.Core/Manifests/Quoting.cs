using System.Globalization;
using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>How a message shows a text that may be long or may not be printable.</summary>
internal static class Quoting
{
    private const int Longest = 80;
    private const int MostListed = 10;

    /// <summary>The text with everything outside printable ASCII as <c>\uXXXX</c>, cut after 80 characters.</summary>
    public static string Escape(string text)
    {
        if (text.Length <= Longest && Catalog.DnsLabel.IsPrintableAscii(text) && !SecretPatterns.MayHoldForm(text)) return text;
        // Before it is cut: half of a secret would not be known as one.
        var masked = 0;
        text = SecretPatterns.MaskForms(text, ref masked);
        var escaped = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            if (c is >= ' ' and <= '~') escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return text.Length > Longest ? escaped.Append('…').ToString() : escaped.ToString();
    }

    /// <summary>The text with control and formatting characters escaped, cut after 80 characters.</summary>
    public static string Shorten(string text) => text.All(IsHarmless) && text.Length <= Longest ? text : Escape(text);

    private static bool IsHarmless(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Names in a sentence: <c>'a', 'b' and 'c'</c>; of very many, the first ones.</summary>
    public static string List(IReadOnlyList<string> names, string last = "and") => names.Count switch
    {
        0 => "none",
        1 => $"'{names[0]}'",
        > MostListed => $"{string.Join(", ", names.Take(MostListed).Select(name => $"'{name}'"))} {last} {names.Count - MostListed:N0} more",
        _ => $"{string.Join(", ", names.SkipLast(1).Select(name => $"'{name}'"))} {last} '{names[^1]}'",
    };

    /// <summary>A number with its noun: <c>1 entry</c>, <c>2 entries</c>.</summary>
    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";
}
