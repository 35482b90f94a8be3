using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Isolation;

/// <summary>Reads rules written in JSON, with the place of every field; a deserializer would stop at the first fault and know no place.</summary>
internal ref struct RuleJsonReader
{
    private const int MostFindings = 200;

    private static readonly string[] Fields = RuleSet.Header.Split(',');

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<WrittenRule> _written = [];
    private readonly List<Finding> _findings = [];
    private Utf8JsonReader _reader;

    // The places that were asked for come one after another, so each is counted from the one before.
    private int _line = 1;
    private int _column = 1;
    private int _seen;

    private RuleJsonReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _reader = new(bytes);
    }

    /// <summary>Reads an array of rules.</summary>
    public static RuleSetReading ReadSet(ReadOnlySpan<byte> bytes) => Read(bytes, isSet: true);

    /// <summary>Reads one rule.</summary>
    public static RuleSetReading ReadOne(ReadOnlySpan<byte> bytes) => Read(bytes, isSet: false);

    private static RuleSetReading Read(ReadOnlySpan<byte> bytes, bool isSet)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes)) return RuleSet.Read([], null, [new(Severity.Error, "not-utf-8", "The JSON is not UTF-8; save it as UTF-8.", null, 0, 0)]);
        var reader = new RuleJsonReader(bytes);
        try
        {
            reader._reader.Read();
            if (!isSet) reader.ReadRule();
            else if (reader._reader.TokenType is JsonTokenType.StartArray)
                while (reader._reader.Read() && reader._reader.TokenType is not JsonTokenType.EndArray && reader._written.Count <= IsolationRules.Most) reader.ReadRule();
            else reader.Add("json-no-array", $"All rules together are an array: [{{\"from\": …, \"to\": …, \"severity\": \"error\", \"reason\": …}}].");
            // What follows the end is a fault too.
            while (reader._written.Count <= IsolationRules.Most && reader._reader.Read()) { }
        }
        catch (JsonException exception)
        {
            reader._findings.Add(new(Severity.Error, "json-syntax", "This is no JSON from here on.", null, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1));
        }
        return RuleSet.Read(reader._written, null, reader._findings);
    }

    private void ReadRule()
    {
        if (_reader.TokenType is not JsonTokenType.StartObject)
        {
            Add("json-no-object", "A rule is an object with from, to, severity and reason.");
            _reader.Skip();
            return;
        }
        var texts = new string?[Fields.Length];
        var places = new (int Line, int Column)[Fields.Length];
        Array.Fill(places, Place());
        var isWhole = true;
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = Text(ref isWhole);
            var field = Array.FindIndex(Fields, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (name is not null && field < 0 && !name.Equals("id", StringComparison.OrdinalIgnoreCase)) isWhole = Add("json-member", $"A rule has from, to, severity and reason, and no '{Shown(name)}'.");
            _reader.Read();
            if (field >= 0 && _reader.TokenType is JsonTokenType.String)
            {
                var (line, column) = Place();
                (texts[field], places[field]) = (Text(ref isWhole), (line, column + 1));
            }
            else if (field >= 0 && _reader.TokenType is not JsonTokenType.Null)
            {
                isWhole = Add("json-no-text", $"The value of {Fields[field]} is a text in double quotes.");
            }
            _reader.Skip();
        }
        if (isWhole) _written.Add(new(texts, places));
    }

    // An escape may write half of a character, which no text can hold.
    private string? Text(ref bool isWhole)
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            isWhole = Add("json-surrogate", "The text escapes half of a character (\\ud800 to \\udfff without its other half); write the character itself.");
            return null;
        }
    }

    private bool Add(string code, string message)
    {
        var (line, column) = Place();
        if (_findings.Count < MostFindings) _findings.Add(new(Severity.Error, code, message, null, line, column));
        return false;
    }

    private (int Line, int Column) Place()
    {
        var at = (int)_reader.TokenStartIndex;
        while (_bytes[_seen..at].IndexOf((byte)'\n') is >= 0 and var next)
        {
            _seen += next + 1;
            (_line, _column) = (_line + 1, 1);
        }
        _column += Encoding.UTF8.GetCharCount(_bytes[_seen..at]);
        _seen = at;
        return (_line, _column);
    }

    private static string Shown(string name) => string.Concat((name.Length > 40 ? name[..40] : name).Where(c => c is >= ' ' and <= '~'));
}
