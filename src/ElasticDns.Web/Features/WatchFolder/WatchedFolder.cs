using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>
/// Makes the catalogue what the watched folder says: one look at the whole folder is one import. A file that is refused is left out, and
/// its application stays as it was; one that vanished takes its application with it, unless the folder could not be read whole.
/// </summary>
public sealed partial class WatchedFolder(FolderSettings settings, Importer importer, CatalogStore store, TimeProvider clock, ILogger<WatchedFolder> logger) : IDisposable
{
    /// <summary>Who is said to have imported what comes from the folder.</summary>
    public const string By = "folder";

    private const int MostTexts = 20;

    private readonly SemaphoreSlim _one = new(1, 1);
    private FolderStatus _status = new(settings.Folder ?? "");
    private string? _fingerprint;

    /// <summary>Raised when the status says something else, on the thread of the scan.</summary>
    public event Action? Changed;

    /// <summary>The caps.</summary>
    internal FolderLimits Limits { get; init; } = FolderLimits.Default;

    /// <summary>What came of the last look; null where no folder is watched.</summary>
    public FolderStatus? Status => settings.IsWatched ? Volatile.Read(ref _status) : null;

    /// <summary>Looks at the folder, and imports and removes what differs. Where nothing was written since the last time, nothing is read.</summary>
    public async Task ScanAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var listing = FolderListing.Of(settings.Path, Limits);
            if (listing.Problem is { } problem)
            {
                _fingerprint = null;
                Fail(problem, listing.Findings);
                return;
            }
            var fingerprint = listing.Fingerprint;
            if (fingerprint == _fingerprint)
            {
                Volatile.Write(ref _status, _status with { ScannedAt = clock.GetUtcNow() });
                return;
            }
            _fingerprint = null;
            var content = FolderContent.Read(listing, Limits);
            if (content.Problem is { } tooMuch)
            {
                Fail(tooMuch, listing.Findings);
                return;
            }
            Tell(await ImportAsync(content, listing, cancellationToken));
            // What could not be read is tried again the next time.
            if (listing.IsComplete && content.IsComplete) _fingerprint = fingerprint;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FolderStatus> ImportAsync(FolderContent content, FolderListing listing, CancellationToken cancellationToken)
    {
        var vanished = store.Current.Applications.Where(application => application.FromFolder && !listing.MayHave(application.Cluster, application.Namespace));
        List<Removal> removals = [.. vanished.Select(Removal.Of)];
        IReadOnlyList<ImportItem> items = [.. content.Items];
        var results = new Dictionary<ImportItem, ItemResult>(ReferenceEqualityComparer.Instance);
        while (items.Count > 0 || removals.Count > 0)
        {
            var result = await importer.RunAsync(new(items) { Rename = true, DropStoredManifest = true, FromFolder = true, Removals = removals, By = Actor.Folder }, cancellationToken);
            foreach (var item in result.Items) results[item.Item] = item;
            if (!result.IsRefused)
            {
                LogChanges(result, removals);
                break;
            }
            items = [.. result.Items.Where(item => !item.IsRefused).Select(item => item.Item)];
        }
        var texts = 0;
        var files = content.Refused.Concat(content.Items.Select(item => FileOf(item, results[item])));
        return new(settings.Folder!)
        {
            ScannedAt = clock.GetUtcNow(),
            General = [.. listing.Findings, .. content.General],
            Files = [.. files.OrderBy(file => file.Cluster, StringComparer.Ordinal).ThenBy(file => file.Namespace, StringComparer.Ordinal)],
        };

        FolderFile FileOf(ImportItem item, ItemResult result)
        {
            List<Finding> findings = [.. FolderContent.PlaceIgnored(item), .. result.Findings];
            return new(item.ServiceYml.Name, item.Given.Cluster!, item.Given.Namespace!, result.IsRefused, findings, result.FindingCount + findings.Count - result.Findings.Count)
            {
                Text = result.IsRefused && ++texts <= MostTexts ? item.ServiceYml.Text : null,
            };
        }
    }

    private void LogChanges(ImportResult result, List<Removal> removals)
    {
        var changed = result.Applications.Count(application => application.Outcome is Outcome.Created or Outcome.Changed);
        if (changed + removals.Count > 0) LogImported(changed, removals.Count);
    }

    private void Fail(string problem, IReadOnlyList<Finding> findings)
    {
        if (_status.Problem != problem) LogProblem(settings.Folder!, problem);
        Tell(_status with { ScannedAt = clock.GetUtcNow(), Problem = problem, General = findings });
    }

    private void Tell(FolderStatus status)
    {
        var known = _status.Files.Where(file => file.IsRefused).Select(file => file.File).ToHashSet();
        foreach (var file in status.Files.Where(file => file.IsRefused && !known.Contains(file.File)))
            LogRefused(file.File, string.Join(", ", file.Findings.Where(finding => finding.Severity is Severity.Error).Select(finding => finding.Line > 0 ? $"{finding.Code} in line {finding.Line}" : finding.Code).Take(5)));
        Volatile.Write(ref _status, status);
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Information, "The watched folder changed {Changed} and removed {Removed} applications.")]
    private partial void LogImported(int changed, int removed);

    [LoggerMessage(LogLevel.Warning, "The watched folder: '{File}' is refused ({Codes}); its application stays as it was.")]
    private partial void LogRefused(string file, string codes);

    [LoggerMessage(LogLevel.Warning, "The watched folder '{Folder}' is passed over, and nothing is removed: {Problem}")]
    private partial void LogProblem(string folder, string problem);
}
