using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>One cell that an export tells of.</summary>
/// <param name="Row">The caller, counted from 0 in the whole matrix.</param>
/// <param name="Column">The target, counted from 0 in the whole matrix.</param>
/// <param name="Reach">How the caller stands to the target.</param>
/// <param name="Use">What the caller declares of it; null is nothing.</param>
public readonly record struct MatrixCell(int Row, int Column, Reach Reach, PairUse? Use);

/// <summary>Some rows and columns of a matrix, next to each other, with what manifests declare. A cell is made when it is its turn.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Index">What manifests declare.</param>
/// <param name="Rows">The callers.</param>
/// <param name="Columns">The targets.</param>
public sealed record MatrixView(ReachMatrix Matrix, ReferenceIndex Index, Range Rows, Range Columns)
{
    private (int Offset, int Length) AllRows => Rows.GetOffsetAndLength(Matrix.Callers.Count);

    private (int Offset, int Length) AllColumns => Columns.GetOffsetAndLength(Matrix.Targets.Count);

    /// <summary>How many cells there are.</summary>
    public long Count => (long)AllRows.Length * AllColumns.Length;

    /// <summary>The numbers of the callers.</summary>
    public IEnumerable<int> Callers => Enumerable.Range(AllRows.Offset, AllRows.Length);

    /// <summary>The numbers of the targets.</summary>
    public IEnumerable<int> Targets => Enumerable.Range(AllColumns.Offset, AllColumns.Length);

    /// <summary>The cells that a mode shows, row by row.</summary>
    public IEnumerable<MatrixCell> Cells(MatrixMode mode)
    {
        var columns = mode switch
        {
            MatrixMode.Possible => [.. Targets],
            MatrixMode.Unneeded => [.. Targets.Where(column => MatrixCounts.IsUnneeded(Index, Matrix.Targets[column].Application, Matrix.Targets[column].Target))],
            _ => Array.Empty<int>(),
        };
        // Of what is declared only that is looked at: a row of twenty thousand targets declares two.
        var numbers = new Dictionary<Target, int>(ReferenceEqualityComparer.Instance);
        if (mode is MatrixMode.Declared or MatrixMode.Broken)
            foreach (var column in Targets) numbers[Matrix.Targets[column].Target] = column;
        foreach (var (row, uses) in UsesByRow())
        {
            IEnumerable<int> shown = mode is MatrixMode.Possible or MatrixMode.Unneeded
                ? columns
                : (uses?.Targets ?? []).Where(numbers.ContainsKey).Select(target => numbers[target]).Order();
            foreach (var column in shown)
            {
                var cell = new MatrixCell(row, column, Matrix[row, column], uses?.Of(Matrix.Targets[column].Target));
                if (mode is MatrixMode.Broken && cell.Use?.Use is not DeclaredUse.Broken) continue;
                if (mode is MatrixMode.Unneeded && cell.Reach is Reach.Self) continue;
                yield return cell;
            }
        }
    }

    private IEnumerable<(int Row, RowUses? Uses)> UsesByRow()
    {
        Application? application = null;
        IReadOnlyDictionary<Target, RowUses> rows = new Dictionary<Target, RowUses>();
        foreach (var row in Callers)
        {
            var (of, service) = Matrix.Callers[row];
            if (!ReferenceEquals(application, of)) (application, rows) = (of, RowUses.Of(Index, of));
            yield return (row, rows.GetValueOrDefault(service));
        }
    }
}
