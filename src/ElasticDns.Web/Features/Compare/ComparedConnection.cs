using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.Impact;

namespace ElasticDns.Web.Features.Compare;

/// <summary>A declared connection that is different at two moments.</summary>
/// <param name="Caller">The application that declares it: as it is, or as it was where it is declared no more.</param>
/// <param name="Service">The service that declares it.</param>
/// <param name="Mention">What is written, and where.</param>
/// <param name="Before">Where it led; null where it was not declared, or was no address of the catalogue.</param>
/// <param name="After">Where it leads; null where it is declared no more.</param>
/// <param name="Explanation">Why.</param>
/// <param name="Instead">What to write instead, where there is something.</param>
public sealed record ComparedConnection(
    Application Caller, Service Service, Mention Mention, Verdict? Before, Verdict? After, string Explanation, Suggestion? Instead = null)
{
    /// <summary>One that broke or was mended.</summary>
    public static ComparedConnection Of(ConnectionImpact impact) =>
        new(impact.Caller, impact.Service, impact.Mention, impact.Before?.Verdict, impact.Verdict, impact.Explanation, impact.Instead);

    /// <summary>One that is new.</summary>
    public static ComparedConnection New(ComparedDeclaration declared) => Of(declared, null, declared.Reference.Verdict);

    /// <summary>One that is gone.</summary>
    public static ComparedConnection Gone(ComparedDeclaration declared) => Of(declared, declared.Reference.Verdict, null);

    private static ComparedConnection Of(ComparedDeclaration declared, Verdict? before, Verdict? after) =>
        new(declared.Reference.From, declared.Reference.Caller, declared.Reference.Mention, before, after, declared.Explanation);
}

/// <summary>One list of a comparison: its name, how many there are, and the first of them.</summary>
/// <param name="Code">Its name in exports.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Count">How many there are.</param>
/// <param name="First">The first of them.</param>
public sealed record ConnectionList(string Code, string Title, int Count, IReadOnlyList<ComparedConnection> First)
{
    /// <summary>The lists of a comparison in the order in which they are read: what broke first.</summary>
    public static IReadOnlyList<ConnectionList> Of(CatalogComparison comparison) =>
    [
        new("broke", "What broke", comparison.Impact.BrokenCount, [.. comparison.Impact.Broken.Select(ComparedConnection.Of)]),
        new("mended", "What was mended", comparison.Impact.MendedCount, [.. comparison.Impact.Mended.Select(ComparedConnection.Of)]),
        new("new", "New declarations", comparison.NewCount, [.. comparison.New.Select(ComparedConnection.New)]),
        new("gone", "Gone declarations", comparison.GoneCount, [.. comparison.Gone.Select(ComparedConnection.Gone)]),
    ];
}
