using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace ElasticDns.Web.Features.Applications;

public sealed partial class ApplicationPage : CatalogPage
{
    private const string ServiceFile = "service.yml";
    // More than these are a file to download: no page carries the addresses of thousands of services along.
    private const int MostToCopy = 100;

    private const string ManifestFile = "manifest.yml";

    // More than these nobody reads in one file; the page of all connections lists every one.
    private const int MostReferenceFindings = 200;

    private Application? _application;
    private Application? _read;
    private StoredManifest? _manifest;
    private ReferenceIndex _index = null!;
    private (ReferenceIndex?, StoredManifest?) _found;
    private IReadOnlyList<Finding> _findings = [];
    private IReadOnlyList<Finding> _serviceFindings = [];
    private IReadOnlyList<Finding> _manifestFindings = [];
    private Dictionary<Severity, int> _further = [];
    private ReferenceCount _connections;
    private (Application?, ReferenceIndex?) _counted;
    private int _redacted;
    private string _env = "";
    private (Application?, Application?) _envOf;
    private bool _reading;
    private (StoredPlace Place, RevisionFacts Last)? _removed;
    private CatalogSnapshot? _removedIn;
    private IReadOnlyList<(string Name, string Href)> _nearest = [];

    /// <summary>The cluster's name.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    /// <summary>The application's namespace.</summary>
    [Parameter]
    public string Namespace { get; set; } = "";

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    [Inject]
    private CatalogReader Reader { get; set; } = null!;

    [Inject]
    private HistoryReader History { get; set; } = null!;

    [Inject]
    private StoredApplications Stored { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notifications { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ReferenceIndexes Indexes { get; set; } = null!;

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    private string MatrixLink => $"{PageLinks.Matrix(_application!.Cluster)}?targets={_application.Namespace}";

    // The manifest is written by anybody: no other scheme becomes a link.
    private string? DocsLink =>
        Uri.TryCreate(_application?.Docs, UriKind.Absolute, out var docs) && docs.Scheme == Uri.UriSchemeHttps ? docs.AbsoluteUri : null;

    /// <inheritdoc/>
    protected override void Refresh()
    {
        _index = Indexes.Of(Snapshot);
        _application = Snapshot.Find(Cluster, Namespace);
        // A new revision takes the place of the old one when it is read; another application's text is nothing to look at meanwhile.
        if (_read is not null && (_read.Cluster, _read.Namespace) != (_application?.Cluster, _application?.Namespace)) (_read, _manifest, _findings, _further) = (null, null, [], []);
        Judge();
        if (_application is { } home)
        {
            Count(home);
            if (ReferenceEquals(_envOf.Item1, home) && ReferenceEquals(_envOf.Item2, From.Caller)) return;
            _envOf = (home, From.Caller);
            _env = home.Targets.Count > MostToCopy ? "" : EnvText.Of(Rules, From.Caller, home.Targets.Select(target => (home, target)));
            return;
        }
        AnswerNotFound();
        var cluster = Snapshot.FindCluster(Cluster);
        _nearest = cluster is null
            ? [.. NearestNames.Of(Cluster.ToLowerInvariant(), Snapshot.Clusters.Select(one => one.Name)).Select(name => (name, From.Link($"/clusters/{name}")))]
            : [.. NearestNames.Of(Namespace.ToLowerInvariant(), cluster.ByNamespace.Keys).Select(name => (name, From.Link($"/clusters/{cluster.Name}/{name}")))];
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await ReadRemovedAsync();
        await ReadManifestAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_application is null && _removedIn != Snapshot)
        {
            await ReadRemovedAsync();
            StateHasChanged();
        }
        // A new revision, imported while the page is open, brings another manifest.
        if (_application == _read || _reading) return;
        await ReadManifestAsync();
        StateHasChanged();
    }

    // What is not there may have been there before.
    private async Task ReadRemovedAsync()
    {
        _removedIn = Snapshot;
        _removed = null;
        if (_application is not null) return;
        var (cluster, @namespace) = (Cluster.ToLowerInvariant(), Namespace.ToLowerInvariant());
        if (await History.PlaceAsync(cluster, @namespace) is { Removed: true } place
            && await History.RevisionsAsync(cluster, @namespace, null, 1) is [var last]) _removed = (place, last);
    }

    private async Task ReadManifestAsync()
    {
        if (_application is not { } application || application == _read || _reading) return;
        _reading = true;
        try
        {
            _manifest = await Reader.ManifestAsync(application.Cluster, application.Namespace);
            _read = application;
            Judge();
        }
        finally
        {
            _reading = false;
        }
    }

    // What a declared connection is worth depends on all other applications, so it is judged anew with every change of the catalogue.
    private void Judge()
    {
        if (_application is not { } application || _manifest is not { } manifest || _found == (_index, manifest)) return;
        _found = (_index, manifest);
        var declared = ReferenceFindings.Of(_index.Rules, application, ServiceFile).Take(MostReferenceFindings).ToList();
        var broken = _index.CountOf(application).Broken;
        _further = new()
        {
            [Severity.Warning] = broken - declared.Count(finding => finding.Severity is Severity.Warning),
            [Severity.Note] = ReferenceFindings.Count(_index.Rules, application) - broken - declared.Count(finding => finding.Severity is Severity.Note),
        };
        _findings =
        [
            .. manifest.Findings.Concat(declared)
                .OrderBy(finding => finding.Line).ThenBy(finding => finding.Column),
        ];
        _serviceFindings = [.. _findings.Where(finding => !IsOfManifestFile(finding))];
        _manifestFindings = [.. _findings.Where(IsOfManifestFile)];
        _redacted = ManifestLine.RedactedIn(manifest.ServiceYaml) + ManifestLine.RedactedIn(manifest.ManifestYaml ?? "");
    }

    // Both directions, as they are listed.
    private void Count(Application application)
    {
        if (_counted == (application, _index)) return;
        _counted = (application, _index);
        var declared = _index.CountOf(application);
        var leading = ConnectionFilter.LeadingTo(application).Apply(Snapshot, _index);
        _connections = new(declared.Declared + leading.Count, declared.Broken + leading.Broken.Count);
    }

    private static bool IsOfManifestFile(Finding finding) => (finding.File ?? ServiceFile).EndsWith(ManifestFile, StringComparison.OrdinalIgnoreCase);

    // A fragment alone would be one of the base address, which is another page.
    private string Section(string id) => From.Link($"{PageLinks.Of(_application!)}#{id}");
}
