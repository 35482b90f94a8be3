using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.References;

/// <summary>What there is to say about the connections that a manifest declares: a warning for each that leads nowhere.</summary>
public static class ReferenceFindings
{
    /// <summary>
    /// The findings of an application of the catalogue, in the order of its references: a warning where one does not resolve, and a
    /// note where only an older Maestro answers the name. The words cost more than the verdict, so take no more than are shown.
    /// </summary>
    /// <param name="rules">The rules of the catalogue.</param>
    /// <param name="application">The application.</param>
    /// <param name="file">The name of its service.yml.</param>
    public static IEnumerable<Finding> Of(ReferenceRules rules, Application application, string file)
    {
        foreach (var reference in rules.Of(application).Where(IsTold))
        {
            var mention = reference.Mention;
            yield return new(
                reference.IsBroken ? Severity.Warning : Severity.Note,
                reference.IsBroken ? $"reference-{reference.Verdict.Code().ToLowerInvariant().Replace('_', '-')}" : "reference-v1-name",
                $"Service '{Quoting.Escape(reference.Caller.Name)}' declares '{Quoting.Shorten(mention.Text)}' in {Quoting.Shorten(mention.Where)}{(reference.IsBroken ? ", which leads nowhere" : "")}: {rules.Explain(reference).Explanation}",
                file, mention.Line, mention.Column)
            {
                Path = $"services.{reference.Caller.Name}.{mention.Where}",
            };
        }
    }

    /// <summary>How many findings there are.</summary>
    /// <param name="rules">The rules of the catalogue.</param>
    /// <param name="application">The application.</param>
    public static int Count(ReferenceRules rules, Application application) => rules.Of(application).Count(IsTold);

    private static bool IsTold(Reference reference) => reference.IsBroken || reference.IsLegacy;
}
