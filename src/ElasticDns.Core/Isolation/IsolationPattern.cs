using System.Diagnostics.CodeAnalysis;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Isolation;

/// <summary>Which side of a rule a pattern is.</summary>
public enum PatternSide
{
    /// <summary>Who must not call: services alone, since a database never calls.</summary>
    From,

    /// <summary>What must not be called: services and databases.</summary>
    To,
}

/// <summary>Which kind of target a pattern is about.</summary>
public enum PatternKind
{
    /// <summary>Services and databases.</summary>
    Anything,

    /// <summary>Services alone.</summary>
    Service,

    /// <summary>Databases alone.</summary>
    Database,
}

/// <summary>Why a text is no pattern.</summary>
/// <param name="Code">A stable code, lower case with dashes.</param>
/// <param name="Message">What is wrong and what to write, in one or two sentences.</param>
/// <param name="Column">Where in the text, counted from 1.</param>
public sealed record PatternFault(string Code, string Message, int Column);

/// <summary>
/// Names services and databases of a catalogue: <c>[service:|database:]cluster/namespace/label</c>. Parts at the end may be left out and
/// stand for any, and a star in a part for any characters: <c>production</c>, <c>production/payments</c>, <c>database:*/*/postgresql*</c>.
/// Two patterns are equal where they mean the same.
/// </summary>
public sealed class IsolationPattern : IEquatable<IsolationPattern>
{
    /// <summary>The most characters of a pattern.</summary>
    public const int MaxLength = 250;

    private const string ServicePrefix = "service";
    private const string DatabasePrefix = "database";

    private static readonly string[] PartNames = ["cluster", "namespace", "label"];

    private readonly string _key;

    private IsolationPattern(string text, PatternKind kind, LabelPattern cluster, LabelPattern @namespace, LabelPattern label)
    {
        (Text, Kind, Cluster, Namespace, Label) = (text, kind, cluster, @namespace, label);
        _key = $"{kind}:{cluster}/{@namespace}/{label}";
    }

    /// <summary>The pattern as it is written, in lower case.</summary>
    public string Text { get; }

    /// <summary>What it is about; of the calling side, always services.</summary>
    public PatternKind Kind { get; }

    internal LabelPattern Cluster { get; }

    internal LabelPattern Namespace { get; }

    internal LabelPattern Label { get; }

    /// <summary>Reads a pattern; where it is none, the fault says where and what to write.</summary>
    public static bool TryParse(string? text, PatternSide side, [NotNullWhen(true)] out IsolationPattern? pattern, [NotNullWhen(false)] out PatternFault? fault)
    {
        (pattern, fault) = (null, null);
        var trimmed = (text ?? "").Trim(' ', '\t').ToLowerInvariant();
        var blanks = text is null ? 0 : text.Length - text.TrimStart(' ', '\t').Length;
        if (trimmed.Length == 0)
        {
            fault = new("pattern-empty", "Nothing is written here; write a cluster, or cluster/namespace, or cluster/namespace/label, as in production/payments. A star stands for any.", 1);
            return false;
        }
        if (trimmed.Length > MaxLength)
        {
            fault = new("pattern-too-long", $"The pattern has {trimmed.Length:N0} characters; {MaxLength} is the most.", blanks + MaxLength + 1);
            return false;
        }
        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        var kind = PatternKind.Anything;
        if (colon >= 0 && (fault = ReadKind(trimmed[..colon], side, blanks + 1, out kind)) is not null) return false;
        if (side is PatternSide.From) kind = PatternKind.Service;

        var parts = trimmed[(colon + 1)..].Split('/');
        var read = new LabelPattern[] { new(LabelPattern.Any), new(LabelPattern.Any), new(LabelPattern.Any) };
        var column = blanks + colon + 2;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == PartNames.Length)
            {
                fault = new("pattern-parts", "A pattern has three parts at most, cluster/namespace/label; take out what follows the label.", column - 1);
                return false;
            }
            if ((fault = CheckPart(parts[i], i, column, parts.Length)) is not null) return false;
            read[i] = new(WithoutDoubleStars(parts[i]));
            column += parts[i].Length + 1;
        }
        pattern = new(trimmed, kind, read[0], read[1], read[2]);
        return true;
    }

    /// <summary>Whether anything of that cluster can match.</summary>
    public bool MatchesCluster(string cluster) => Cluster.Matches(cluster);

    /// <summary>Whether anything of that application can match.</summary>
    public bool MatchesPlace(Application application) => Cluster.Matches(application.Cluster) && Namespace.Matches(application.Namespace);

    /// <summary>Whether a service or database of an application matches; a database group that is its engine's primary by either of its names.</summary>
    public bool Matches(Application home, Target target) => MatchesPlace(home) && MatchesTarget(target);

    /// <summary>Whether the kind and the label match, wherever the application is.</summary>
    internal bool MatchesTarget(Target target) => target switch
    {
        Database database => Kind is not PatternKind.Service && (Label.Matches(database.Label) || (database.Primary && Label.Matches(database.Engine))),
        _ => Kind is not PatternKind.Database && Label.Matches(target.Label),
    };

    /// <inheritdoc/>
    public bool Equals(IsolationPattern? other) => other is not null && other._key == _key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IsolationPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static PatternFault? ReadKind(string word, PatternSide side, int column, out PatternKind kind)
    {
        kind = word switch
        {
            ServicePrefix => PatternKind.Service,
            DatabasePrefix => PatternKind.Database,
            _ => PatternKind.Anything,
        };
        if (kind is PatternKind.Anything)
            return new("pattern-kind", $"'{Quoting.Escape(word)}' is no kind; before the colon stands service or database, or leave both away.", column);
        return kind is PatternKind.Database && side is PatternSide.From
            ? new("pattern-database-calls", "A database never calls anybody, so it cannot be on this side; name the services that must not call.", column)
            : null;
    }

    private static PatternFault? CheckPart(string part, int index, int column, int count)
    {
        var name = PartNames[index];
        if (part.Length == 0)
            return new("pattern-part-empty", index > 0 && index == count - 1
                ? $"The {name} after the slash is empty; write * for any, or leave the slash away."
                : $"The {name} is empty; write * for any.", column);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '*') continue;
            var shown = part[i] == ' ' ? "A blank" : $"'{Quoting.Escape(part[i].ToString())}'";
            var advice = DnsLabel.IsPrintableAscii(part) && DnsLabel.Fold(part) is { Length: > 0 } label && !part.Contains('*', StringComparison.Ordinal)
                ? $"write '{label}'"
                : "it has a-z, 0-9 and '-', and * for any characters";
            return new("pattern-character", $"{shown} cannot stand in a {name}; {advice}.", column + i);
        }
        if (part.Length > DnsLabel.MaxLength)
            return new("pattern-part-too-long", $"The {name} has {part.Length} characters; no {name} has more than {DnsLabel.MaxLength}.", column + DnsLabel.MaxLength);
        if (part[0] == '-') return new("pattern-dash", $"No {name} starts with '-'; write what comes before it, or *.", column);
        return part[^1] == '-' ? new("pattern-dash", $"No {name} ends with '-'; write what follows it, or *.", column + part.Length - 1) : null;
    }

    private static string WithoutDoubleStars(string part)
    {
        while (part.Contains("**", StringComparison.Ordinal)) part = part.Replace("**", "*", StringComparison.Ordinal);
        return part;
    }
}
