using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Compare;

/// <summary>The words of a comparison, which page and exports have in common.</summary>
public static class CompareWords
{
    /// <summary>The totals of both moments.</summary>
    public static IReadOnlyList<(string What, long Before, long After)> Totals(CatalogComparison comparison)
    {
        var (was, @is) = (comparison.TotalsBefore, comparison.TotalsAfter);
        return
        [
            ("applications", was.Applications, @is.Applications), ("services", was.Services, @is.Services), ("databases", was.Databases, @is.Databases),
            ("possible pairs", was.Possible, @is.Possible), ("declared", was.Declared, @is.Declared), ("broken", was.Broken, @is.Broken),
        ];
    }

    /// <summary>What became of an application, with what came and went in it.</summary>
    public static string Of(ComparedApplication application)
    {
        var (before, after) = (application.Impact.Before, application.Impact.After);
        var parts = new List<string>();
        if (application.Impact.Fate is { } fate) parts.Add(fate.TrimEnd('.'));
        else if (before!.Revision != after!.Revision) parts.Add($"revision {before.Revision} became {after.Revision}");
        if (before is not null && after is not null)
        {
            Say(application.TargetsCame, "came");
            Say(application.TargetsWent, "went");
        }
        else
        {
            parts.Add($"with {Plural.Of((after ?? before)!.Services.Count, "service")} and {Plural.Of((after ?? before)!.Databases.Count, "database")}");
        }
        return string.Join("; ", parts);

        void Say(IReadOnlyList<string> labels, string verb)
        {
            if (labels.Count > 0) parts.Add($"{string.Join(", ", labels)} {verb}");
        }
    }

    /// <summary>A verdict of one of the two moments.</summary>
    public static string Of(Verdict? verdict) => verdict is { } known ? VerdictSign.Words(known) : "not declared";

    /// <summary>What became of a pair, without colour.</summary>
    public static string Of(CellChange change) => change switch
    {
        CellChange.Broke => "declared, leads nowhere now",
        CellChange.Mended => "mended",
        CellChange.BecamePossible => "became possible",
        CellChange.NoLongerPossible => "possible no more",
        CellChange.Declared => "declared now",
        CellChange.DeclaredNoMore => "declared no more",
        _ => "no change",
    };

    /// <summary>The sign that stands in a cell that changed.</summary>
    public static string SignOf(CellChange change) => change switch
    {
        CellChange.Broke => "!",
        CellChange.Mended => "✓",
        CellChange.BecamePossible => "+",
        CellChange.NoLongerPossible => "−",
        CellChange.Declared => "»",
        _ => "×",
    };

    /// <summary>How a caller stands to a target at one moment.</summary>
    public static string Of(CellState? state) => state is not { } known ? "not there" : ReachSign.Words(known.Reach).ToLowerInvariant() + known.Use switch
    {
        DeclaredUse.Declared => ", declared",
        DeclaredUse.Broken => ", declared and broken",
        _ => "",
    };

    /// <summary>The CSS class of the sign of one moment.</summary>
    public static string ClassOf(CellState? state) => state is not { } known ? "absent" : ReachSign.Symbol(known.Reach) + known.Use switch
    {
        DeclaredUse.Declared => " declared",
        DeclaredUse.Broken => " broken",
        _ => "",
    };
}
