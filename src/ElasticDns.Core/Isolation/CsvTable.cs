using System.Text;

namespace ElasticDns.Core.Isolation;

/// <summary>A field of a CSV text.</summary>
/// <param name="Text">What it holds.</param>
/// <param name="Line">The line at which it starts, counted from 1.</param>
/// <param name="Column">The column at which it starts, counted from 1; within quotes.</param>
internal readonly record struct CsvField(string Text, int Line, int Column);

/// <summary>What is wrong with a CSV text, and where.</summary>
internal sealed record CsvFault(string Code, string Message, int Line, int Column);

/// <summary>
/// Reads CSV as RFC 4180 has it, and no looser: commas, double quotes around a field that are doubled in it, lines that end in CR LF or LF.
/// Lines without any text are passed over.
/// </summary>
internal sealed class CsvTable
{
    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private CsvTable(string text) => _text = text;

    private int Column => _at - _lineStart + 1;

    /// <summary>The rows of a text up to the first fault, and that fault.</summary>
    public static (List<List<CsvField>> Rows, CsvFault? Fault) Read(string text, int mostRows)
    {
        var table = new CsvTable(text);
        var rows = new List<List<CsvField>>();
        while (table._at < text.Length && rows.Count < mostRows)
        {
            var row = new List<CsvField>();
            if (table.ReadRow(row) is { } fault) return (rows, fault);
            if (row is not [{ Text.Length: 0 }]) rows.Add(row);
        }
        return (rows, null);
    }

    private CsvFault? ReadRow(List<CsvField> row)
    {
        while (true)
        {
            if (ReadField(row) is { } fault) return fault;
            if (_at == _text.Length) return null;
            if (_text[_at] == ',')
            {
                _at++;
                continue;
            }
            NextLine();
            return null;
        }
    }

    private CsvFault? ReadField(List<CsvField> row)
    {
        if (_at < _text.Length && _text[_at] == '"') return ReadQuoted(row);
        var (start, column) = (_at, Column);
        while (_at < _text.Length && _text[_at] is not (',' or '\r' or '\n'))
        {
            if (_text[_at] == '"')
                return new("csv-quote", "A double quote stands inside a field that does not begin with one; put the whole field into double quotes, and double those in it.", _line, Column);
            _at++;
        }
        row.Add(new(_text[start.._at], _line, column));
        return null;
    }

    private CsvFault? ReadQuoted(List<CsvField> row)
    {
        var (line, column) = (_line, Column);
        var field = new StringBuilder();
        _at++;
        while (true)
        {
            if (_at == _text.Length) return new("csv-open-quote", "The double quote that opens this field is never closed.", line, column);
            if (_text[_at] != '"')
            {
                field.Append(_text[_at]);
                if (_text[_at] is '\r' or '\n') NextLine();
                else _at++;
                continue;
            }
            if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                field.Append('"');
                _at += 2;
                continue;
            }
            _at++;
            if (_at < _text.Length && _text[_at] is not (',' or '\r' or '\n'))
                return new("csv-after-quote", "Something follows the double quote that closes the field; a comma or the end of the line belongs there.", _line, Column);
            row.Add(new(field.ToString(), line, column + 1));
            return null;
        }
    }

    private void NextLine()
    {
        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = _at;
    }
}
