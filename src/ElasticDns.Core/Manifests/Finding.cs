namespace ElasticDns.Core.Manifests;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Refuses the file.</summary>
    Error,

    /// <summary>The file is read, but probably not as its author meant.</summary>
    Warning,

    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,
}

/// <summary>Something that the reader of a manifest has to say about it.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Code">A stable code, lower case with dashes: <c>port-out-of-range</c>.</param>
/// <param name="Message">What is wrong and what to do, in one or two sentences. Never quotes a secret.</param>
/// <param name="File">The name of the file, or null where the finding is about a parameter.</param>
/// <param name="Line">The line, counted from 1; 0 where there is none.</param>
/// <param name="Column">The column, counted from 1; 0 where there is none.</param>
public sealed record Finding(Severity Severity, string Code, string Message, string? File, int Line, int Column)
{
    /// <summary>The path of keys to the value, where that helps: <c>services.web.ports[0].container</c>.</summary>
    public string? Path { get; init; }
}

/// <summary>Collects findings; an unreadable file may have very many of them, so what is kept is bounded.</summary>
internal sealed class FindingList(string? file, int limit)
{
    private readonly List<Finding> _errors = [];
    private readonly List<Finding> _others = [];

    public int Count { get; private set; }

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public void Error(string code, string message, int line, int column, string? path = null) =>
        Add(_errors, Severity.Error, code, message, line, column, path);

    public void Warning(string code, string message, int line, int column, string? path = null) =>
        Add(_others, Severity.Warning, code, message, line, column, path);

    public void Note(string code, string message, int line, int column, string? path = null) =>
        Add(_others, Severity.Note, code, message, line, column, path);

    public void Error(string code, string message, YamlNode at, string? path = null) => Error(code, message, at.Line, at.Column, path);

    public void Warning(string code, string message, YamlNode at, string? path = null) => Warning(code, message, at.Line, at.Column, path);

    public void Note(string code, string message, YamlNode at, string? path = null) => Note(code, message, at.Line, at.Column, path);

    /// <summary>What is kept, by line: errors before anything else where there are too many, since they decide.</summary>
    public IReadOnlyList<Finding> ToList() =>
        [.. _errors.Concat(_others).Take(limit).OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];

    public void AddAll(FindingList others)
    {
        Count += others.Count;
        ErrorCount += others.ErrorCount;
        _errors.AddRange(others._errors.Take(limit - _errors.Count));
        _others.AddRange(others._others.Take(limit - _others.Count));
    }

    public FindingList Copy()
    {
        var copy = new FindingList(file, limit);
        copy.AddAll(this);
        return copy;
    }

    private void Add(List<Finding> list, Severity severity, string code, string message, int line, int column, string? path)
    {
        var masked = 0;
        Count++;
        if (severity is Severity.Error) ErrorCount++;
        if (list.Count < limit) list.Add(new(severity, code, SecretPatterns.MaskForms(message, ref masked), file, line, column) { Path = path });
    }
}
