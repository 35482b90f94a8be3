using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Impact;

/// <summary>A declared connection that an import breaks or mends, or that is broken from the start.</summary>
/// <param name="Caller">The application that declares it, as it will be.</param>
/// <param name="Service">The service that declares it, as it will be.</param>
/// <param name="Mention">What is written, with the line and column at which it will stand.</param>
/// <param name="Before">The reference that it was; null where the text was none, or was not there.</param>
/// <param name="After">The reference that it will be; null where nothing of the catalogue has the name any more.</param>
/// <param name="Verdict">Where it will lead.</param>
/// <param name="Explanation">Why, in a few sentences.</param>
/// <param name="Instead">What to write instead, where there is something.</param>
/// <param name="DidYouMean">Names that come near.</param>
/// <param name="Cause">The application whose change it is, as it will be, or as it was where it goes.</param>
public sealed record ConnectionImpact(
    Application Caller,
    Service Service,
    Mention Mention,
    Reference? Before,
    Reference? After,
    Verdict Verdict,
    string Explanation,
    Suggestion? Instead,
    IReadOnlyList<string> DidYouMean,
    Application Cause);

/// <summary>How many connections of one application an import breaks or mends.</summary>
/// <param name="Caller">The application that declares them, as it will be.</param>
/// <param name="Count">How many.</param>
public sealed record CallerCount(Application Caller, int Count);
