using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Import;

/// <summary>What an import is asked to do. All items are applied, or none is.</summary>
public sealed record ImportRequest(IReadOnlyList<ImportItem> Items)
{
    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether an existing application may get another name.</summary>
    public bool Rename { get; init; }

    /// <summary>Whether the stored manifest.yml is dropped where none is given.</summary>
    public bool DropStoredManifest { get; init; }

    /// <summary>The revision on which a single import rests; another one is a conflict.</summary>
    public int? ExpectedRevision { get; init; }

    /// <summary>Applications that are removed together with the import.</summary>
    public IReadOnlyList<Removal> Removals { get; init; } = [];

    /// <summary>Whether it comes from the watched folder.</summary>
    public bool FromFolder { get; init; }

    /// <summary>A further rule, asked when everything else is decided: the error that refuses what would be done, or null.</summary>
    public Func<ImportResult, Finding?>? Veto { get; init; }

    /// <summary>Who imports.</summary>
    public required Actor By { get; init; }

    /// <summary>Is told how far it is.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>How many items of an import have been looked at.</summary>
public sealed record ImportProgress(int Done, int Of);

/// <summary>What becomes of an application.</summary>
public enum Outcome
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It gets a new revision.</summary>
    Changed,

    /// <summary>Files, name and environment are those of its current revision.</summary>
    Unchanged,

    /// <summary>It leaves the catalogue.</summary>
    Removed,
}

/// <summary>One application of an import.</summary>
public sealed record ImportedApplication(Application Application, Outcome Outcome, int RedactedValues, IReadOnlyList<Change> Changes);

/// <summary>The import rests on a revision that is no longer the current one; 0 stands for none.</summary>
public sealed record RevisionConflict(int Expected, int Current);

/// <summary>What became of one item: what it changes, or the errors that refuse it.</summary>
public sealed record ItemResult(ImportItem Item, ImportedApplication? Imported, IReadOnlyList<Finding> Findings, int FindingCount)
{
    /// <summary>Whether an error refuses it.</summary>
    public bool IsRefused => Findings.Any(finding => finding.Severity is Severity.Error);
}

/// <summary>What an import did, would do, or why it did nothing.</summary>
public sealed record ImportResult(IReadOnlyList<ItemResult> Items)
{
    private const int FindingsKept = 200;

    /// <summary>Findings that are about no item.</summary>
    public IReadOnlyList<Finding> General { get; init; } = [];

    /// <summary>
    /// What it means for those who call: worked out when it is asked for. Of an import that is refused, what the items would do that are not.
    /// </summary>
    public Impact Impact => LazyImpact.Value;

    internal Lazy<Impact> LazyImpact { get; init; } = new(Impact.None);

    /// <summary>Set where somebody else was faster; nothing was changed.</summary>
    public RevisionConflict? Conflict { get; init; }

    /// <summary>The applications that are removed, other than by a move.</summary>
    public IReadOnlyList<ImportedApplication> Removed { get; init; } = [];

    /// <summary>Whether an error refused everything.</summary>
    public bool IsRefused => Items.Any(item => item.IsRefused) || General.Any(finding => finding.Severity is Severity.Error);

    /// <summary>The applications that are changed, or would be; none where the import is refused.</summary>
    public IReadOnlyList<ImportedApplication> Applications =>
        IsRefused || Conflict is not null ? [] : [.. Items.Select(item => item.Imported).OfType<ImportedApplication>(), .. Removed];

    /// <summary>The findings of all items. Errors decide, so where there are too many they are not crowded out by what only warns.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            var all = Said.Distinct().ToList();
            return all.Count <= FindingsKept ? all : [.. all.OrderBy(finding => finding.Severity is not Severity.Error).Take(FindingsKept)];
        }
    }

    /// <summary>How many findings there are.</summary>
    public int FindingCount => General.Count + Items.Sum(item => item.FindingCount) - (Said.Count() - Said.Distinct().Count());

    // A file with objects of several namespaces is as many items; what is said of the whole file is said once.
    private IEnumerable<Finding> Said => General.Concat(Items.SelectMany(item => item.Findings));
}
