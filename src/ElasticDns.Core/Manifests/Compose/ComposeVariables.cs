using System.Text.RegularExpressions;

namespace ElasticDns.Core.Manifests.Compose;

/// <summary>The variables of a Compose file: <c>${PORT:-80}</c> stands for its default, and one without a default for nothing that is known.</summary>
internal static partial class ComposeVariables
{
    private const int Deepest = 8;

    /// <summary>What a variable leaves whose value nobody knows.</summary>
    public const char Unknown = '\uE001';

    public static string Put(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        for (var depth = 0; depth < Deepest; depth++)
        {
            var before = text;
            text = Default().Replace(text, "${default}");
            if (text == before) break;
        }
        return Variable().Replace(text, $"{Unknown}");
    }

    // The innermost first.
    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*:?-(?<default>[^{}$]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    [GeneratedRegex(@"\$\{[^{}]*\}|\$[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
