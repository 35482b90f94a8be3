using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Explaining;

/// <summary>What a line of a manifest has to do with an explanation. Each value has a stable code, see <see cref="ExplainedLine.Code"/>.</summary>
public enum LineKind
{
    /// <summary>There the caller is declared.</summary>
    Caller,

    /// <summary>There the target is declared, with or without its ports.</summary>
    Target,

    /// <summary>There the caller declares the connection.</summary>
    Connection,
}

/// <summary>A line of a stored service.yml on which an explanation rests.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Application">Whose manifest it is.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Text">What stands there, in words: <c>service 'api', container port 3000</c>.</param>
public sealed record ExplainedLine(LineKind Kind, Application Application, int Line, int Column, string Text)
{
    /// <summary>The code that the API uses.</summary>
    public string Code => Kind switch
    {
        LineKind.Caller => "CALLER",
        LineKind.Target => "TARGET",
        _ => "CONNECTION",
    };
}

/// <summary>Why a caller reaches a target or does not, and what its manifest says about it.</summary>
/// <param name="Reach">How the caller stands to the target.</param>
/// <param name="Use">What the caller's manifest declares.</param>
/// <param name="Sentence">Both, with the reason, in one sentence.</param>
/// <param name="Cautions">What may stand in the way although the rules allow it; mostly none.</param>
/// <param name="Lines">The lines of the manifests on which it rests: caller, target, then each declared connection.</param>
/// <param name="References">The declared connections.</param>
public sealed record Explanation(
    Reach Reach, DeclaredUse Use, string Sentence, IReadOnlyList<string> Cautions, IReadOnlyList<ExplainedLine> Lines, IReadOnlyList<Reference> References);
