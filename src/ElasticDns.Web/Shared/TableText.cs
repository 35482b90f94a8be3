using System.Text;

namespace ElasticDns.Web.Shared;

/// <summary>A text as one field of a table that other programs read.</summary>
public static class TableText
{
    /// <summary>
    /// A field of CSV. What a spreadsheet would take for a formula gets an apostrophe in front, which makes it text there.
    /// </summary>
    public static string Csv(string text)
    {
        var isFormula = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];
        if (!isFormula && text.AsSpan().IndexOfAny(",\"\r\n") < 0) return text;
        return $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A cell of a Markdown table: one line, and nothing in it that Markdown or HTML would read.</summary>
    public static string Markdown(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n"))
        {
            if (letter == '\n') cell.Append("<br>");
            else
            {
                if ("\\`*_[]<>|~&#".Contains(letter, StringComparison.Ordinal)) cell.Append('\\');
                cell.Append(letter);
            }
        }
        return cell.ToString();
    }
}
