using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Import;

/// <summary>What there is to say about a row in a word or two.</summary>
/// <param name="Class">The CSS class of its colour.</param>
/// <param name="Icon">The symbol.</param>
/// <param name="Text">The words.</param>
public readonly record struct RowVerdict(string Class, string Icon, string Text);

/// <summary>One application on the import page: its files, where they go, and what a trial import says.</summary>
public sealed class ImportRow
{
    private readonly ImportItem _item;

    /// <param name="item">The files.</param>
    /// <param name="snapshot">The catalogue, for the name of an application that exists.</param>
    /// <param name="into">The application for which a new revision is brought in, or null.</param>
    /// <param name="caller">The caller of the page, whose cluster is proposed where nothing names one.</param>
    public ImportRow(ImportItem item, CatalogSnapshot snapshot, Application? into, Application? caller = null)
    {
        _item = item;
        Into = into;
        var place = item.Place;
        var proposed = caller?.Cluster ?? (snapshot.Clusters.Take(2).ToList() is [var only] ? only.Name : null);
        Cluster = place.Cluster ?? into?.Cluster ?? proposed ?? Placement.DefaultCluster;
        IsClusterProposed = place.Cluster is null && into is null;
        Namespace = place.Namespace ?? into?.Namespace ?? item.ProposedNamespace ?? "";
        Application = place.Application ?? snapshot.Find(Cluster, Namespace)?.Name ?? item.ProposedApplication ?? "";
        IsProposed = place.Namespace is null && into is null && Namespace.Length > 0;
        Environment = item.Environment ?? (item.ServiceYml.Environments is [{ Length: > 0 } environment] ? environment : null);
        Label = Name;
    }

    public string Application { get; set; }

    public string Namespace { get; set; }

    public string Cluster { get; set; }

    public string? Environment { get; set; }

    /// <summary>Where it lives now, if it is to move from there; null where it does not.</summary>
    public (string Cluster, string Namespace)? MovesFrom { get; set; }

    /// <summary>Whether the namespace was made of the application's name and waits to be confirmed.</summary>
    public bool IsProposed { get; set; }

    /// <summary>Whether nobody named the cluster, and it waits to be confirmed.</summary>
    public bool IsClusterProposed { get; set; }

    /// <summary>Whether it is one of those that are edited together.</summary>
    public bool IsChosen { get; set; }

    /// <summary>What a trial import says.</summary>
    public ItemResult? Result { get; set; }

    /// <summary>What the import means for those who call its application.</summary>
    public ApplicationImpact? Impact { get; set; }

    /// <summary>The application for which it was brought in, as it was then.</summary>
    public Application? Into { get; }

    public string Name => _item.ServiceYml.Name;

    /// <summary>Its name, with a number where several files have it: no two rows have the same.</summary>
    public string Label { get; internal set; }

    public ManifestDocument ServiceYml => _item.ServiceYml;

    public ManifestDocument? ManifestYml => _item.ManifestYml;

    /// <summary>Its file as it came in, where it could be read in another format.</summary>
    public UploadedFile? Source => _item.Source;

    /// <summary>Whether the file is a manifest, so that it can go somewhere.</summary>
    public bool HasPlace => ServiceYml.IsManifest;

    public bool IsRefused => Result?.IsRefused == true;

    /// <summary>How many declared connections break because of it.</summary>
    public int Breaks => Impact?.Breaks ?? 0;

    public IReadOnlyList<Finding> Findings => Result?.Findings ?? [];

    /// <summary>The environments among which there is something to choose; of Kubernetes, the namespace is what the row is about.</summary>
    public IReadOnlyList<string> Environments => ServiceYml.Format is ManifestFormat.Kubernetes ? [] : ServiceYml.Environments;

    /// <summary>The verdict: the weightiest there is to say.</summary>
    public RowVerdict Verdict
    {
        get
        {
            var errors = Findings.Count(finding => finding.Severity is Severity.Error);
            var warnings = Findings.Count(finding => finding.Severity is Severity.Warning);
            if (Findings.Any(finding => finding.Code == "from-folder")) return new("error", "lock", "Watched folder");
            if (!HasPlace && ServiceYml.IsYaml && errors > 0) return new("error", "error", $"Not {ReadFormat.Of(ServiceYml.Format).Title}");
            if (errors > 0) return new("error", "error", Plural.Of(errors, "error"));
            if (Result is null) return new("note", "clock", "Checking");
            if (Breaks > 0) return new("warning", "warning", $"Breaks {Plural.Number(Breaks)}");
            if (Result.Imported?.Outcome is Outcome.Unchanged) return new("note", "check", "Unchanged");
            return warnings > 0 ? new("warning", "warning", Plural.Of(warnings, "warning")) : new("note", "check", "Ready");
        }
    }

    /// <summary>The item with what the page says of its place.</summary>
    public ImportItem ToItem() => _item with
    {
        Given = HasPlace
            ? new() { Application = NullIfEmpty(Application), Namespace = NullIfEmpty(Namespace), Cluster = NullIfEmpty(Cluster) }
            : Placement.None,
        Environment = NullIfEmpty(Environment),
        Origin = MovesFrom is { } from && from != Place ? new(RevisionAction.Moved) { MovedFrom = from } : RevisionOrigin.Import,
    };

    /// <summary>Where it goes by its fields.</summary>
    public (string Cluster, string Namespace) Place => (NullIfEmpty(Cluster) ?? Placement.DefaultCluster, NullIfEmpty(Namespace) ?? "");

    /// <summary>
    /// The applications that may be this one in another place, so that it moves: the one that it was brought in for, or those of its name.
    /// None where its place is taken, or what lives elsewhere is not changed here.
    /// </summary>
    public IReadOnlyList<Application> Elsewhere(CatalogSnapshot snapshot)
    {
        const int most = 3;
        var place = Place;
        if (!HasPlace || place.Namespace.Length == 0 || snapshot.Find(place.Cluster, place.Namespace) is not null) return [];
        if (Into is not null && snapshot.Find(Into.Cluster, Into.Namespace) is { FromFolder: false } into) return [into];
        var name = NullIfEmpty(Application);
        return
        [
            .. snapshot.Applications.Where(application => application.Name == name && !application.FromFolder)
                .OrderBy(application => application.Cluster != place.Cluster).Take(most),
        ];
    }

    /// <summary>What is said of one of its files.</summary>
    public IReadOnlyList<Finding> FindingsOf(ManifestDocument document) =>
        [.. Findings.Where(finding => finding.File == document.Name || (finding.File is null && document == ServiceYml)).Select(PageWords.Of)];

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
