using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Shared;

/// <summary>An address as somebody wrote it, in the parts that are coloured.</summary>
public sealed partial class WrittenAddress : ComponentBase
{
    private static readonly (string Group, string Class)[] Classes =
    [
        ("scheme", "a-scheme"), ("user", "a-scheme"), ("label", "a-host"), ("namespace", "a-namespace"), ("suffix", "a-suffix"), ("port", "a-port"), ("rest", "a-scheme"),
    ];

    /// <summary>What was written.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The parts with their CSS classes; their texts, one after the other, are what was written.</summary>
    public static IEnumerable<(string? Class, string Text)> Parts(string text)
    {
        var match = Form().Match(text);
        return match.Success
            ? [.. Classes.Select(part => ((string?)part.Class, match.Groups[part.Group].Value)).Where(part => part.Value.Length > 0)]
            : [(null, text)];
    }

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)?(?<user>[^/?#\s]*@)?(?<label>[A-Za-z0-9_-]+)(?<namespace>\.[A-Za-z0-9_-]+)?(?<suffix>[A-Za-z0-9_.-]*)(?<port>:[0-9]+)?(?<rest>[/?#]\S*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
