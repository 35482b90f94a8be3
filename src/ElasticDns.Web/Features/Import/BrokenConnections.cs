using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>The connections of others that an import breaks, as findings of the manifests in which they stand.</summary>
internal static class BrokenConnections
{
    private const string Code = "breaks-connection";
    private const string Refusal = "fail-on-broken";

    /// <summary>The manifest of an application that is not among the files of an import, by its place.</summary>
    public static string FileOf(Application application) => $"{application.Cluster}/{application.Namespace}/service.yml";

    /// <summary>A warning for each connection that breaks, up to as many as are listed, but for those that the imported files declare: they have findings of their own.</summary>
    public static IReadOnlyList<Finding> Of(ImportResult result)
    {
        var imported = result.Applications.Select(application => application.Application).ToHashSet<Application>(ReferenceEqualityComparer.Instance);
        return
        [
            .. from broken in result.Impact.Broken
               where !imported.Contains(broken.Caller)
               select new Finding(Severity.Warning, Code,
                   $"This import breaks a declared connection: service '{broken.Service.Name}' of {broken.Caller.Name} declares '{broken.Mention.Text}' in {broken.Mention.Where}. {broken.Explanation}",
                   FileOf(broken.Caller), broken.Mention.Line, broken.Mention.Column)
               {
                   Path = $"services.{broken.Service.Name}.{broken.Mention.Where}",
               },
        ];
    }

    /// <summary>Whether they are why it is refused.</summary>
    public static bool Refuse(ImportResult result) => result.General.Any(finding => finding.Code == Refusal);

    /// <summary>Why the import is not wanted by a pipeline that says on what it fails; null where it is.</summary>
    public static Finding? Unwanted(ImportResult result, string? failOn)
    {
        if (failOn is null || result.IsRefused || result.Conflict is not null) return null;
        var warnings = result.Findings.Count(finding => finding.Severity is Severity.Warning);
        return (failOn, result.Impact.BrokenCount, warnings) switch
        {
            (_, > 0, _) => new(Severity.Error, Refusal, $"The import is refused as asked (failOn={failOn}): {result.Impact.Summary}.", null, 0, 0),
            ("warning", _, > 0) => new(Severity.Error, "fail-on-warning", $"The import is refused as asked (failOn=warning): it has {(warnings == 1 ? "1 warning" : $"{warnings:N0} warnings")}.", null, 0, 0),
            _ => null,
        };
    }
}
