using System.Globalization;
using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>Findings as compilers write them, <c>service.yml:5:18: error port-out-of-range: …</c>, one a line, and a last line that sums them up.</summary>
internal static class CompilerLines
{
    private const string Tool = "elasticdns";

    public static string Of(Report report)
    {
        var lines = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            Append(lines, finding.File ?? Tool);
            if (finding.Line > 0) lines.Append(CultureInfo.InvariantCulture, $":{finding.Line}");
            if (finding is { Line: > 0, Column: > 0 }) lines.Append(CultureInfo.InvariantCulture, $":{finding.Column}");
            lines.Append(CultureInfo.InvariantCulture, $": {finding.Severity.ToString().ToLowerInvariant()} {finding.Code}: ");
            Append(lines, finding.Message);
            lines.Append('\n');
        }
        return lines.Append(CultureInfo.InvariantCulture, $"{Tool}: {report.Summary}").Append('\n').ToString();
    }

    // Names come from outside, and the lines go to a terminal: what would begin a line of its own, or steer the terminal, is written out.
    private static void Append(StringBuilder lines, string text)
    {
        foreach (var c in text)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                lines.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                lines.Append(c);
        }
    }
}
