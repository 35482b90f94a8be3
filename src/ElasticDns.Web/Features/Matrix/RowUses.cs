using System.Runtime.InteropServices;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>What one caller declares of one target.</summary>
/// <param name="Use">Whether it resolves.</param>
/// <param name="First">The reference to tell of: one that leads nowhere before one that resolves.</param>
/// <param name="Count">How many there are.</param>
public sealed record PairUse(DeclaredUse Use, Reference First, int Count);

/// <summary>What one caller declares, by the target that it leads to or was probably meant for: one row of the matrix.</summary>
public sealed class RowUses
{
    private readonly Dictionary<Target, PairUse> _byTarget = new(ReferenceEqualityComparer.Instance);

    private RowUses()
    {
    }

    /// <summary>How many declared connections have no column anywhere, because nobody can tell what they were meant for.</summary>
    public int Lost { get; private set; }

    /// <summary>What the caller declares of a target; null is nothing.</summary>
    public PairUse? Of(Target target) => _byTarget.GetValueOrDefault(target);

    /// <summary>Every target that it declares.</summary>
    public IReadOnlyCollection<Target> Targets => _byTarget.Keys;

    /// <summary>The rows of the services of an application, found in one pass over what it declares.</summary>
    public static IReadOnlyDictionary<Target, RowUses> Of(ReferenceIndex index, Application application)
    {
        var rows = new Dictionary<Target, RowUses>(ReferenceEqualityComparer.Instance);
        foreach (var lead in index.LeadsOf(application))
        {
            var uses = RowOf(lead.Reference)._byTarget;
            var known = uses.GetValueOrDefault(lead.Target);
            var first = known is null || (lead.Reference.IsBroken && known.Use is DeclaredUse.Declared) ? lead.Reference : known.First;
            uses[lead.Target] = new(first.IsBroken ? DeclaredUse.Broken : DeclaredUse.Declared, first, (known?.Count ?? 0) + 1);
        }
        if (index.LeadsOf(application).Count < index.DeclaredBy(application).Count)
            foreach (var lost in index.DeclaredBy(application).Except(index.LeadsOf(application).Select(lead => lead.Reference), ReferenceEqualityComparer.Instance).Cast<Reference>())
                RowOf(lost).Lost++;
        return rows;

        RowUses RowOf(Reference reference)
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, reference.Caller, out _);
            return row ??= new();
        }
    }
}
