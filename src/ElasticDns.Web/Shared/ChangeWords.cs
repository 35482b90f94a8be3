using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Shared;

/// <summary>What a change of the catalogue did, in a few words.</summary>
public static class ChangeWords
{
    private static readonly (string What, ChangeKind Kind)[] Order =
    [
        ("address", ChangeKind.Changed), ("address", ChangeKind.Removed), ("address", ChangeKind.Added),
        ("service", ChangeKind.Removed), ("service", ChangeKind.Added), ("service", ChangeKind.Changed),
        ("database", ChangeKind.Removed), ("database", ChangeKind.Added), ("database", ChangeKind.Changed),
    ];

    /// <summary>What became of the one application that a change is about, as its name continues.</summary>
    public static string After(Application application, CatalogChange change)
    {
        var does = application.Revision > 1 ? $" is now revision {application.Revision}" : " was imported";
        var counts = Counts(change.Changes);
        return counts.Length > 0 ? $"{does}: {counts}" : application.Revision > 1 ? $"{does}: its addresses are the same" : does;
    }

    /// <summary>The numbers of a change of several applications, or of one that is gone.</summary>
    public static string Of(CatalogChange change) => change switch
    {
        { Imported: [], Removed: [var gone] } => $"{gone.Name} was removed",
        { Imported: [], Removed: var gone } => $"{Plural.Of(gone.Count, "application")} were removed",
        { Imported: var come, Removed: [] } => $"{Plural.Of(come.Count, "application")} were imported",
        _ => $"{Plural.Of(change.Imported.Count, "application")} {(change.Imported.Count == 1 ? "was" : "were")} imported, {Plural.Number(change.Removed.Count)} removed",
    };

    // The addresses of what came or went itself are no news beside it.
    private static string Counts(IReadOnlyList<Change> changes)
    {
        var cameOrWent = changes.Where(change => change.What is "service" or "database" && change.Kind is not ChangeKind.Changed).Select(change => change.Name).ToHashSet();
        return string.Join(", ",
            from order in Order
            let count = changes.Count(change => (change.What, change.Kind) == order && (change.What is not "address" || !cameOrWent.Contains(change.Name)))
            where count > 0
            select $"{(order.What is "address" && count > 1 ? $"{Plural.Number(count)} addresses" : Plural.Of(count, order.What))} {order.Kind.ToString().ToLowerInvariant()}");
    }
}
