using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>A finding, in JSON.</summary>
public sealed record FindingJson(string Severity, string Code, string Message, string? File, int? Line, int? Column, string? Path)
{
    public static FindingJson Of(Finding finding) => new(
        finding.Severity.ToString().ToLowerInvariant(), finding.Code, finding.Message, finding.File,
        finding.Line > 0 ? finding.Line : null, finding.Column > 0 ? finding.Column : null, finding.Path);
}

/// <summary>A change, in JSON.</summary>
public sealed record ChangeJson(string Kind, string What, string Name, string? Before, string? After)
{
    public static ChangeJson Of(Change change) => new(change.Kind.ToString().ToLowerInvariant(), change.What, change.Name, change.Before, change.After);
}

/// <summary>An application that an import concerns, in JSON.</summary>
public sealed record ImportedApplicationJson(
    string Cluster, string Namespace, string Name, int Revision, string Outcome, int RedactedValues, IReadOnlyList<ChangeJson> Changes)
{
    public static ImportedApplicationJson Of(ImportedApplication imported) => new(
        imported.Application.Cluster, imported.Application.Namespace, imported.Application.Name, imported.Application.Revision,
        imported.Outcome.ToString().ToLowerInvariant(), imported.RedactedValues,
        [.. imported.Changes.Select(ChangeJson.Of)]);
}

/// <summary>The answer to an import, in JSON.</summary>
public sealed record ImportJson(IReadOnlyList<ImportedApplicationJson> Applications, IReadOnlyList<FindingJson> Findings, int FindingCount, ImpactJson Impact);

/// <summary>The answer to a check, in JSON.</summary>
public sealed record LintJson(int Files, IReadOnlyList<FindingJson> Findings, int FindingCount);
