using System.Buffers;

namespace ElasticDns.Core.Catalog;

/// <summary>
/// A DNS label as RFC 1123 has it: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>, which starts and ends with a letter
/// or a digit.
/// </summary>
public static class DnsLabel
{
    /// <summary>The most characters that a label may have (RFC 1035, section 2.3.4).</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the text is a label as it stands.</summary>
    public static bool IsLabel(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] != '-' && text[^1] != '-'
        && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>
    /// The host label of a name: lower case, every other character turned into <c>-</c>, and <c>-</c> trimmed from the ends.
    /// Idempotent. The result is empty where nothing remains, and it is never cut: a caller refuses what is longer than
    /// <see cref="MaxLength"/>. Names outside printable ASCII are not to be folded, see <see cref="IsPrintableAscii"/>.
    /// </summary>
    public static string Fold(string name) => IsLabel(name)
        ? name
        : string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = char.ToLowerInvariant(source[i]);
                span[i] = c is >= 'a' and <= 'z' or >= '0' and <= '9' ? c : '-';
            }
        }).Trim('-');

    /// <summary>Whether every character is one of U+0020 to U+007E; a look-alike from another script is not folded but refused.</summary>
    public static bool IsPrintableAscii(string name) => !name.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
