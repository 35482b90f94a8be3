using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Comparing;

/// <summary>How a caller stands to a target at one moment.</summary>
/// <param name="Reach">Whether it reaches it.</param>
/// <param name="Use">What its manifest says about it.</param>
public readonly record struct CellState(Reach Reach, DeclaredUse Use)
{
    /// <summary>Whether a connection can be opened to something else.</summary>
    public bool IsPossible => Reach is Reach.SameApplication or Reach.SameCluster;
}

/// <summary>What became of a pair of a caller and a target.</summary>
public enum CellChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A connection is declared that leads nowhere: it resolved before, or was not declared.</summary>
    Broke,

    /// <summary>A connection that led nowhere resolves.</summary>
    Mended,

    /// <summary>It can be reached now.</summary>
    BecamePossible,

    /// <summary>It can be reached no more.</summary>
    NoLongerPossible,

    /// <summary>A manifest declares it now.</summary>
    Declared,

    /// <summary>No manifest declares it any more.</summary>
    DeclaredNoMore,
}

/// <summary>A pair of a caller and a target at two moments.</summary>
/// <param name="Before">How it was; null where one of the two was not there.</param>
/// <param name="After">How it is; null where one of the two is there no more.</param>
public readonly record struct ComparedCell(CellState? Before, CellState? After)
{
    /// <summary>The weightiest of what became of it.</summary>
    public CellChange Change
    {
        get
        {
            var (was, @is) = (Before?.Use ?? DeclaredUse.Undeclared, After?.Use ?? DeclaredUse.Undeclared);
            var (could, can) = (Before is { IsPossible: true }, After is { IsPossible: true });
            return @is is DeclaredUse.Broken && was is not DeclaredUse.Broken ? CellChange.Broke
                : was is DeclaredUse.Broken && @is is DeclaredUse.Declared ? CellChange.Mended
                : can && !could ? CellChange.BecamePossible
                : could && !can ? CellChange.NoLongerPossible
                : @is is not DeclaredUse.Undeclared && was is DeclaredUse.Undeclared ? CellChange.Declared
                : was is not DeclaredUse.Undeclared && @is is DeclaredUse.Undeclared ? CellChange.DeclaredNoMore
                : CellChange.None;
        }
    }
}

/// <summary>A row or column of two moments: a service or database by its place and label.</summary>
/// <param name="Before">The application and what it was; null where it was not there.</param>
/// <param name="After">The application and what it is; null where it is there no more.</param>
public sealed record ComparedEnd((Application Home, Target Target)? Before, (Application Home, Target Target)? After)
{
    /// <summary>Its newest form.</summary>
    public (Application Home, Target Target) Newest => (After ?? Before)!.Value;

    /// <summary>Whether it was not there before.</summary>
    public bool Came => Before is null;

    /// <summary>Whether it is there no more.</summary>
    public bool Went => After is null;
}

/// <summary>
/// The matrix of a cluster at two moments: whatever called or was called at either is a row or a column. A row is worked out when it is
/// asked for.
/// </summary>
public sealed class ComparedMatrix
{
    private readonly ReferenceIndex _before;
    private readonly ReferenceIndex _after;

    /// <summary>The matrix of a cluster.</summary>
    public ComparedMatrix(ClusterComparison cluster)
    {
        (_before, _after) = (cluster.BeforeIndex, cluster.AfterIndex);
        var places = cluster.Places().ToList();
        Rows = [.. places.SelectMany(place => Union(place.Before, place.After, application => application.Services))];
        Columns = [.. places.SelectMany(place => Union(place.Before, place.After, application => application.Targets))];
    }

    /// <summary>Who called or calls, by namespace and label.</summary>
    public IReadOnlyList<ComparedEnd> Rows { get; }

    /// <summary>What was or is called, by namespace and label.</summary>
    public IReadOnlyList<ComparedEnd> Columns { get; }

    /// <summary>How many rows or columns, whichever are more, the matrix of a cluster has.</summary>
    public static int SizeOf(ClusterComparison cluster) =>
        cluster.Places().Sum(place => Union(place.Before, place.After, application => application.Targets).Count());

    /// <summary>The cells of a row, which is counted from 0.</summary>
    public IReadOnlyList<ComparedCell> Row(int row)
    {
        var caller = Rows[row];
        var (was, @is) = (UsesBy(_before, caller.Before), UsesBy(_after, caller.After));
        return [.. Columns.Select(column => new ComparedCell(StateOf(caller.Before, column.Before, was), StateOf(caller.After, column.After, @is)))];
    }

    // A connection that leads nowhere is not made up for by one that resolves.
    private static Dictionary<Target, DeclaredUse>? UsesBy(ReferenceIndex index, (Application Home, Target Target)? caller)
    {
        if (caller is not var (home, service)) return null;
        var uses = new Dictionary<Target, DeclaredUse>(ReferenceEqualityComparer.Instance);
        foreach (var lead in index.LeadsOf(home).Where(lead => ReferenceEquals(lead.Reference.Caller, service)))
            if (uses.GetValueOrDefault(lead.Target) is not DeclaredUse.Broken)
                uses[lead.Target] = lead.Reference.IsBroken ? DeclaredUse.Broken : DeclaredUse.Declared;
        return uses;
    }

    private static CellState? StateOf(
        (Application Home, Target Target)? caller, (Application Home, Target Target)? target, Dictionary<Target, DeclaredUse>? uses) =>
        caller is var (from, service) && target is var (home, called)
            ? new(ReachRules.Between(from, service.Label, home, called), uses!.GetValueOrDefault(called))
            : null;

    private static IEnumerable<ComparedEnd> Union(Application? before, Application? after, Func<Application, IEnumerable<Target>> of)
    {
        var was = before is null ? [] : of(before).ToDictionary(target => target.Label);
        var @is = after is null ? [] : of(after).ToDictionary(target => target.Label);
        return was.Keys.Union(@is.Keys).Order(StringComparer.Ordinal).Select(label => new ComparedEnd(
            was.TryGetValue(label, out var old) ? (before!, old) : null, @is.TryGetValue(label, out var now) ? (after!, now) : null));
    }
}
