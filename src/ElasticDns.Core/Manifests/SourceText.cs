using System.Globalization;
using System.Text;

namespace ElasticDns.Core.Manifests;

/// <summary>Turns the bytes of a file into text, strictly: what is not UTF-8 text is refused, never repaired.</summary>
internal static class SourceText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, with its byte order mark and its line ends; null where a finding refuses the bytes.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ManifestLimits limits, FindingList findings)
    {
        if (bytes.Length > limits.FileBytes)
            return Refuse(findings, "file-too-large", $"The file has {bytes.Length:N0} bytes; {limits.FileBytes:N0} is the most.");
        if (Archive(bytes) is { } archive)
            return Refuse(findings, "archive", $"This is {archive}, not a text. Unpack it and import the service.yml inside.");
        if (Binary(bytes) is { } binary)
            return Refuse(findings, "binary-file", $"This is {binary}, not a service.yml. Choose the text file.");
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || LooksLikeUtf16(bytes))
            return Refuse(findings, "not-utf-8", "The file is encoded as UTF-16; save it as UTF-8.");
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            return Refuse(findings, "not-utf-8", $"The file is not UTF-8: byte {exception.Index} is not part of a character. Save it as UTF-8.");
        }
        return CheckCharacters(text, findings) ? text : null;
    }

    private static string? Refuse(FindingList findings, string code, string message)
    {
        findings.Error(code, message, 1, 1);
        return null;
    }

    private static string? Archive(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => "a zip archive",
        [0x1F, 0x8B, ..] => "a gzip archive",
        _ => null,
    };

    private static string? Binary(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x25, 0x50, 0x44, 0x46, ..] => "a PDF document",
        [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..] => "a picture",
        [0x7F, 0x45, 0x4C, 0x46, ..] or [0x4D, 0x5A, 0x90, ..] => "a program",
        _ => null,
    };

    // ASCII text as UTF-16 without a byte order mark has a NUL in every second byte.
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && ((bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0) || (bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0));

    private static bool CheckCharacters(string text, FindingList findings)
    {
        var at = text.AsSpan().IndexOfAny(Forbidden);
        return at < 0 || Forbid(text, at, findings);
    }

    // What YAML 1.2 does not call printable.
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c),
        .. Enumerable.Range(0x7F, 0x21).Where(c => c != 0x85).Select(c => (char)c),
        '\uFFFE', '\uFFFF',
    ]);

    private static bool Forbid(string text, int at, FindingList findings)
    {
        var message = text[at] == '\0'
            ? "The file holds a NUL byte here, so it is binary or damaged; export it as text again."
            : $"The control character U+{((int)text[at]).ToString("X4", CultureInfo.InvariantCulture)} stands here; remove it.";
        var lineStart = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, at - 1)) + 1;
        findings.Error(text[at] == '\0' ? "binary-file" : "control-character", message, LineOf(text, at), at - lineStart + 1);
        return false;
    }

    /// <summary>The line of an offset, counted from 1; CR, LF and CRLF each end a line.</summary>
    public static int LineOf(string text, int index)
    {
        var line = 1;
        for (var i = 0; i < index; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n'))) line++;
        return line;
    }

    /// <summary>The lines without their ends.</summary>
    public static IReadOnlyList<string> SplitLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
}
