using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Resolve;

public sealed partial class StepText : ComponentBase
{
    /// <summary>A sentence in which names stand between apostrophes.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    private IEnumerable<(bool IsName, string Part)> Parts
    {
        get
        {
            var at = 0;
            foreach (Match match in Name().Matches(Text))
            {
                yield return (false, Text[at..match.Index]);
                yield return (true, match.Groups["name"].Value);
                at = match.Index + match.Length;
            }
            yield return (false, Text[at..]);
        }
    }

    // An apostrophe within a word or between words opens nothing: what is no name stays as it is written.
    [GeneratedRegex(@"(?<!\w)'(?<name>[\w.:/\[\]-]+)'(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
