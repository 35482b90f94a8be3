using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Isolation;

/// <summary>A rule as somebody writes it, with the places of its fields.</summary>
/// <param name="Texts">The texts by field; a field that is left out is null.</param>
/// <param name="Places">Line and column of each field, counted from 1.</param>
public sealed record WrittenRule(IReadOnlyList<string?> Texts, IReadOnlyList<(int Line, int Column)> Places);

/// <summary>A whole set of rules that was read, or why it is refused.</summary>
/// <param name="Rules">The rules; empty where anything is refused.</param>
/// <param name="Findings">What is wrong, by line: the first of them.</param>
public sealed record RuleSetReading(IReadOnlyList<IsolationRule> Rules, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether it is refused.</summary>
    public bool IsRefused => Findings.Count > 0;
}

/// <summary>Reads whole sets of rules; every fault is found, with line and column.</summary>
public static class RuleSet
{
    /// <summary>The most bytes of a set.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>The columns of the table of rules, in their order.</summary>
    public const string Header = "from,to,severity,reason";

    private const int MostFindings = 200;

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>Reads CSV (RFC 4180) with exactly the columns of <see cref="Header"/>.</summary>
    /// <param name="bytes">The text in UTF-8, with or without a byte order mark.</param>
    /// <param name="file">Its name in findings.</param>
    public static RuleSetReading ReadCsv(ReadOnlySpan<byte> bytes, string? file)
    {
        if (bytes.Length > MostBytes) return Refuse("too-large", $"The table has {bytes.Length:N0} bytes; {MostBytes:N0} is the most.", file, 0, 0);
        string text;
        try
        {
            text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (System.Text.DecoderFallbackException)
        {
            return Refuse("not-utf-8", "The table is not UTF-8; save it as \"CSV UTF-8\".", file, 0, 0);
        }
        var (rows, fault) = CsvTable.Read(text, IsolationRules.Most + 2);
        if (rows.Count == 0 && fault is null) return Refuse("csv-empty", $"The table is empty; its first line is {Header}.", file, 1, 1);
        if (rows.Count > 0 && !rows[0].Select(field => field.Text.Trim().ToLowerInvariant()).SequenceEqual(Columns, StringComparer.Ordinal))
            return Refuse("csv-header", HeaderAdvice(rows[0]), file, rows[0][0].Line, 1);
        var findings = new List<Finding>();
        var written = new List<WrittenRule>();
        foreach (var row in rows.Skip(1))
        {
            if (row.Count == Columns.Length)
                written.Add(new([.. row.Select(field => WithoutApostrophe(field.Text))], [.. row.Select(field => (field.Line, field.Column))]));
            else
                findings.Add(new(Severity.Error, "csv-fields", $"The line has {Quoting.Count(row.Count, "field", "fields")} instead of {Columns.Length} ({Header}); a comma inside a field wants double quotes around it.", file, row[0].Line, 1));
        }
        if (fault is not null) findings.Add(new(Severity.Error, fault.Code, fault.Message, file, fault.Line, fault.Column));
        return Read(written, file, findings);
    }

    /// <summary>Reads rules that are written one by one.</summary>
    /// <param name="written">The rules.</param>
    /// <param name="file">The name of the file in findings.</param>
    /// <param name="findings">What was found before.</param>
    public static RuleSetReading Read(IReadOnlyList<WrittenRule> written, string? file, IReadOnlyList<Finding> findings)
    {
        var found = findings.ToList();
        var rules = new List<IsolationRule>();
        var lines = new Dictionary<(IsolationPattern, IsolationPattern), int>();
        if (written.Count > IsolationRules.Most)
            found.Add(new(Severity.Error, "too-many-rules", $"There are more than {IsolationRules.Most:N0} rules, the most there can be; a star says much in one.", file, written[IsolationRules.Most].Places[0].Line, written[IsolationRules.Most].Places[0].Column));
        foreach (var one in written.Take(IsolationRules.Most))
        {
            var faults = new List<RuleFault>();
            var rule = IsolationRule.Read(one.Texts[0], one.Texts[1], one.Texts[2], one.Texts[3], faults);
            found.AddRange(faults.Select(fault => new Finding(Severity.Error, fault.Code, fault.Message, file,
                one.Places[(int)fault.Field].Line, one.Places[(int)fault.Field].Column + fault.Column - 1) { Path = Columns[(int)fault.Field] }));
            if (rule is null) continue;
            if (lines.TryAdd((rule.From, rule.To), one.Places[0].Line)) rules.Add(rule);
            else
                found.Add(new(Severity.Error, "rule-twice", $"This is said of '{rule.From}' and '{rule.To}' in line {lines[(rule.From, rule.To)]} already; take one of the two out.", file, one.Places[0].Line, one.Places[0].Column));
        }
        return found.Count == 0 ? new(rules, []) : new([], [.. found.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column).Take(MostFindings)]);
    }

    private static RuleSetReading Refuse(string code, string message, string? file, int line, int column) => new([], [new(Severity.Error, code, message, file, line, column)]);

    private static string HeaderAdvice(List<CsvField> header) =>
        header is [var only] && only.Text.Contains(';', StringComparison.Ordinal)
            ? $"The fields are separated by semicolons; write commas. The first line is {Header}."
            : $"The first line names the columns and is exactly {Header}.";

    // What a spreadsheet would take for a formula is written with an apostrophe in front.
    private static string WithoutApostrophe(string text)
    {
        var rest = text.AsSpan().TrimStart('\'');
        return rest.Length < text.Length && rest is ['=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }
}
