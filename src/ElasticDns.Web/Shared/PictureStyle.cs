using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Shared;

/// <summary>
/// The look of a drawing for a picture that stands alone: its style sheet, with the value of one theme in the place of every token, since
/// not every program that shows pictures knows custom properties.
/// </summary>
public static partial class PictureStyle
{
    private static readonly ConcurrentDictionary<(string Sheet, bool Dark), string> Made = [];

    /// <summary>A style sheet of <c>wwwroot/css</c> that is embedded in the app, in the light or the dark theme.</summary>
    public static string Of(string sheet, bool dark) => Made.GetOrAdd((sheet, dark), static key => Make(key.Sheet, key.Dark));

    private static string Make(string sheet, bool dark)
    {
        var tokens = Token().Matches(Read("tokens")).GroupBy(match => match.Groups["name"].Value)
            .ToDictionary(group => group.Key, group => group.First().Groups[dark && group.First().Groups["dark"].Success ? "dark" : "light"].Value);
        var style = Use().Replace(Comment().Replace(Read(sheet), ""), match => tokens[match.Groups["name"].Value]);
        return string.Join(' ', style.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Read(string sheet)
    {
        using var reader = new StreamReader(typeof(PictureStyle).Assembly.GetManifestResourceStream($"Styles.{sheet}.css")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\s*--(?<name>[a-z0-9-]+):\s*(?:light-dark\((?<light>[^,;]+),\s*(?<dark>[^,;]+)\)|(?<light>[^;]+));$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"var\(--(?<name>[a-z0-9-]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Use();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
