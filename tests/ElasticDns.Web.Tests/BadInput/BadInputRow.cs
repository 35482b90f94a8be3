using System.Text;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>A row of bad input that is a file, or a family of files.</summary>
/// <param name="Id">Its number in the register: <c>A17</c>.</param>
/// <param name="What">What is bad about it.</param>
/// <param name="Files">The files, made when the row is tried.</param>
internal sealed record BadInputRow(string Id, string What, Func<IEnumerable<BadFile>> Files)
{
    public BadInputRow(string id, string what, params BadFile[] files) : this(id, what, () => files)
    {
    }
}

/// <summary>What is answered to a file.</summary>
internal enum Outcome
{
    /// <summary>422, and nothing has changed.</summary>
    Refused,

    /// <summary>It is imported.</summary>
    Accepted,

    /// <summary>The one or the other, and nothing else: only checked, so that nothing changes.</summary>
    Either,

    /// <summary>413: it is not even read.</summary>
    TooLarge,
}

/// <summary>A file, and what must be answered to it.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Outcome">What is answered.</param>
/// <param name="Code">The code of the error that refuses it, or of a finding that goes with an accepted one; null for none.</param>
internal sealed record BadFile(byte[] Bytes, Outcome Outcome, string? Code = null)
{
    /// <summary>The line that the finding names; null where any will do.</summary>
    public int? Line { get; init; }

    /// <summary>The column that the finding names.</summary>
    public int? Column { get; init; }

    /// <summary>Words of the message.</summary>
    public string? Says { get; init; }

    /// <summary>The path of keys that the finding names.</summary>
    public string? Path { get; init; }

    /// <summary>The services that are imported: <c>name:label</c>, or the name alone where both are equal, and the ports of the first.</summary>
    public string? Gives { get; init; }

    /// <summary>The namespace of the call; null for the one of the row.</summary>
    public string? Namespace { get; init; }

    public static BadFile Refused(string text, string code, int? line = null, int? column = null, string? says = null) => Refused(Encoding.UTF8.GetBytes(text), code, line, column, says);

    public static BadFile Refused(byte[] bytes, string code, int? line = null, int? column = null, string? says = null) =>
        new(bytes, Outcome.Refused, code) { Line = line, Column = column, Says = says };

    public static BadFile Accepted(string text, string? code = null, string? gives = null, int? line = null) =>
        new(Encoding.UTF8.GetBytes(text), Outcome.Accepted, code) { Gives = gives, Line = line };

    public static BadFile Either(byte[] bytes) => new(bytes, Outcome.Either);
}
