using System.Security.Cryptography;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Import;

/// <summary>Reads manifests, decides what they change, and stores all of it or nothing.</summary>
public sealed class Importer(CatalogWriter writer, CatalogReader reader, CatalogStore store, AuditLog audit, AddressRules rules, TimeProvider clock)
{
    /// <summary>The code of the finding that asks whether an application is really to get another name.</summary>
    public const string NamespaceTaken = "namespace-taken";

    public async Task<ImportResult> RunAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        await DemandAsync(request);
        if (request.DryRun) return (await DecideAsync(request, store.Current, clock.GetUtcNow(), cancellationToken)).Result;
        var result = await writer.WriteAsync((snapshot, now) => DecideAsync(request, snapshot, now, cancellationToken), request.By, cancellationToken);
        if (result.IsRefused || result.Conflict is not null) await audit.WriteAsync(request.By, ActionOf(request), WhatOf(request), AuditResult.Refused, WhyOf(result));
        return result;
    }

    // Before anything is read of the catalogue: whoever may not import somewhere does not learn what an import would change there.
    private async Task DemandAsync(ImportRequest request)
    {
        var by = request.By;
        if (by.IsAdmin || (request.DryRun && by.MayView)) return;
        var isOwn = request.Items.All(item => item.Origin.MovedFrom is null && (item.Place.Namespace is not { } @namespace || by.MayImportInto(item.Place.ClusterOrDefault, @namespace)));
        if (by.MayImport && !request.Rename && request.Removals.Count == 0 && isOwn) return;
        await audit.DenyAsync(request.By, ActionOf(request), WhatOf(request));
    }

    private static string ActionOf(ImportRequest request) => request.Items switch
    {
        [] when request.Removals.Count > 0 => "remove",
        [var item, ..] => CatalogEdit.ActionOf(item.Origin.Action),
        _ => "import",
    };

    private static string WhatOf(ImportRequest request)
    {
        var places = request.Items.Select(item => $"{item.Place.ClusterOrDefault}/{item.Place.Namespace ?? "?"}").Concat(request.Removals.Select(removal => $"{removal.Cluster}/{removal.Namespace}")).Distinct().ToList();
        return places.Count > 3 ? $"{string.Join(", ", places.Take(3))} and {places.Count - 3} more" : string.Join(", ", places);
    }

    // The codes of the errors say enough, and hold nothing of the file.
    private static string WhyOf(ImportResult result) => result.Conflict is { } conflict
        ? $"revision {conflict.Current} came in between"
        : string.Join(", ", result.Findings.Where(finding => finding.Severity is Severity.Error).Select(finding => finding.Code).Distinct().Take(10));

    private async Task<(ImportResult Result, CatalogEdit Edit)> DecideAsync(
        ImportRequest request, CatalogSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = await reader.StoredAsync(request.Items.Select(item => item.Place).Where(place => place.Namespace is not null).Select(place => (place.ClusterOrDefault, place.Namespace!)), cancellationToken);
        var items = new List<ItemResult>();
        var revisions = new List<NewRevision>();
        // What somebody else has removed meanwhile is removed.
        var removals = request.Removals.Where(removal => snapshot.Find(removal.Cluster, removal.Namespace) is not null).DistinctBy(removal => (removal.Cluster, removal.Namespace)).ToList();
        var removed = removals.ConvertAll(removal => snapshot.Find(removal.Cluster, removal.Namespace)!);
        var refused = request.FromFolder ? [] : removed.Where(application => application.FromFolder).Select(application => OfFolder(application, null)).ToList();
        var places = new Dictionary<(string, string), string>();
        var conflict = request.Items.Count == 0 && request.ExpectedRevision is { } wanted && removed is [var only] && only.Revision != wanted ? new RevisionConflict(wanted, only.Revision) : null;
        foreach (var item in request.Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (result, revision) = Plan(item, request, snapshot, stored, now);
            if (result.Imported?.Application is { } application)
            {
                var place = (application.Cluster, application.Namespace);
                if (!places.TryAdd(place, item.ServiceYml.Name)) (result, revision) = (Refuse(result, SameApplication(item, application, places[place])), null);
                // An application that moves is changed where it is now.
                var rests = item.Origin.MovedFrom ?? place;
                var current = snapshot.Find(rests.Cluster, rests.Namespace)?.Revision ?? 0;
                if (request.ExpectedRevision is { } expected && expected != current) conflict ??= new(expected, current);
            }
            items.Add(result);
            request.Progress?.Report(new(items.Count, request.Items.Count));
            if (revision is null) continue;
            revisions.Add(revision);
            if (item.Origin.MovedFrom is var (cluster, @namespace)) removals.Add(new(cluster, @namespace, $"{revision.Application.Cluster}/{revision.Application.Namespace}"));
        }
        var planned = new CatalogEdit(revisions, removals);
        var after = planned.ApplyTo(snapshot);
        var judge = new ReferenceRules(after, rules);
        AddReferenceFindings(items, judge);
        var moves = revisions.Where(revision => revision.Origin.MovedFrom is not null)
            .Select(revision => new ApplicationMove(revision.Origin.MovedFrom!.Value, (revision.Application.Cluster, revision.Application.Namespace))).ToList();
        var all = new ImportResult(items)
        {
            LazyImpact = new(() => CatalogImpact.Between(snapshot, after, rules, new(snapshot, rules), judge, moves)),
            Conflict = conflict,
            General = request.Items.Count == 0 && request.Removals.Count == 0 ? [NoFile] : refused,
            Removed = [.. removed.Select(application => new ImportedApplication(application, Outcome.Removed, 0, Gone(application)))],
        };
        if (request.Veto?.Invoke(all) is { } unwanted) all = all with { General = [.. all.General, unwanted] };
        return (all, all.IsRefused || conflict is not null ? CatalogEdit.None : planned);
    }

    // Judged in the catalogue as it will be: the files of one import may declare connections to each other.
    private static void AddReferenceFindings(List<ItemResult> items, ReferenceRules after)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { Imported.Application: { } application } item) continue;
            var found = ReferenceFindings.Of(after, application, item.Item.ServiceYml.Name).Take(ManifestLimits.Default.Findings);
            items[i] = item with { Findings = [.. item.Findings, .. found], FindingCount = item.FindingCount + ReferenceFindings.Count(after, application) };
        }
    }

    private static readonly Finding NoFile = new(Severity.Error, "no-file",
        "No file was sent. Send a service.yml as the body, or as a part 'file' of multipart/form-data.", null, 0, 0);

    private static ItemResult Refuse(ItemResult result, Finding error) =>
        result with { Imported = null, Findings = [error, .. result.Findings], FindingCount = result.FindingCount + 1 };

    private static Finding SameApplication(ImportItem item, Application application, string first) => Error(item, "same-application-twice",
        $"'{first}' goes to namespace '{application.Namespace}' of cluster '{application.Cluster}' as well; one import changes an application once.");

    private static Finding OfFolder(Application application, string? file) => new(Severity.Error, "from-folder",
        $"'{application.Name}' comes from the watched folder, which alone changes it: change the file there.", file, 0, 0);

    private static IReadOnlyList<Change> Gone(Application application) =>
        [.. application.Targets.Select(target => new Change(ChangeKind.Removed, target is Service ? "service" : "database", target.Label, target.Name, null))];

    private static Finding Error(ImportItem item, string code, string message) => new(Severity.Error, code, Redaction.OfForms(message), item.ServiceYml.Name, 0, 0);

    private static (ItemResult Result, NewRevision? Revision) Plan(
        ImportItem item, ImportRequest request, CatalogSnapshot snapshot, Dictionary<(string, string), StoredRevision> storedAt, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        var place = item.Place;
        var cluster = place.ClusterOrDefault;
        CheckPlace(item, findings);
        var before = place.Namespace is null ? null : snapshot.Find(cluster, place.Namespace);
        var stored = place.Namespace is null ? null : storedAt.GetValueOrDefault((cluster, place.Namespace));
        var moved = item.Origin.MovedFrom is var (fromCluster, fromNamespace) ? snapshot.Find(fromCluster, fromNamespace) : null;
        if (item.Origin.MovedFrom is { } from) CheckMove(item, from, moved, before, findings);
        if (item.Origin.Action is RevisionAction.Moved or RevisionAction.Renamed && item.FileSaysOtherwise is { } says)
            findings.Add(new(Severity.Warning, "place-in-file", $"The file itself says {Redaction.OfForms(says)}, and so will its next import unless you give another one there. Change it in the file too.", item.ServiceYml.Name, 0, 0));
        if (!request.FromFolder && new[] { moved, before }.FirstOrDefault(application => application?.FromFolder == true) is { } ofFolder) findings.Add(OfFolder(ofFolder, item.ServiceYml.Name));

        var manifestYml = item.ManifestYml;
        if (manifestYml is null && item.Origin.Action is RevisionAction.Imported && !request.DropStoredManifest && before is not null && stored?.ManifestYaml is { } text)
        {
            manifestYml = ManifestDocument.Parse("manifest.yml", text);
            findings.Add(new(Severity.Note, "stored-manifest-yml", "Read with the manifest.yml of the revision before; send another one to replace it, or manifest=none to drop it.", item.ServiceYml.Name, 0, 0));
        }
        var reading = item.Read(manifestYml);
        var name = place.Application is { } given ? Redaction.OfForms(given) : (before ?? moved)?.Name ?? place.Namespace;
        if (before is not null && name != before.Name && !request.Rename)
            findings.Add(Error(item, NamespaceTaken, $"Namespace '{before.Namespace}' of cluster '{cluster}' belongs to '{before.Name}', not to '{name}'. Check the namespace, or allow the new name (rename=true)."));

        findings.AddRange(reading.Findings);
        var result = new ItemResult(item, null, findings, findings.Count - reading.Findings.Count + reading.FindingCount);
        if (reading.Manifest is not { } read || result.IsRefused) return (result, null);
        var manifest = AsStored(item, manifestYml, read);

        var hash = Hash(item.ServiceYml.Text, manifestYml?.Text, name, manifest.Environment, item.ServiceYml.Format);
        var redacted = item.RedactedBefore + item.ServiceYml.RedactedValues + (item.ManifestYml?.RedactedValues ?? 0);
        if (before is not null && stored?.Hash == hash && before.FromFolder == request.FromFolder)
            return (result with { Imported = new(before, Outcome.Unchanged, redacted, []) }, null);

        var application = new Application(cluster, place.Namespace!, name!, manifest.Services, manifest.Databases)
        {
            Owner = place.Owner,
            Description = place.Description,
            Docs = place.Docs,
            FromFolder = request.FromFolder,
            Revision = (stored?.Number ?? 0) + 1,
            ImportedAt = now,
        };
        var changes = ApplicationChanges.Between(before ?? moved, application, target => [.. AddressRules.OwnAddresses(target).Select(address => address.Url)]);
        return (
            result with { Imported = new(application, before is null && moved is null ? Outcome.Created : Outcome.Changed, redacted, changes) },
            new(application, item.ServiceYml.Name, item.ServiceYml.Text, manifestYml?.Text, manifest.Environment, hash, redacted)
            {
                Format = item.ServiceYml.Format,
                Origin = item.Origin,
                Summary = SummaryOf(item, before ?? moved, stored, name!, changes),
            });
    }

    // The text is stored without its secrets, and what stands behind a mask in its line stands elsewhere than in the file. The positions
    // are those in the stored text, as they are when it is read again.
    private static Manifest AsStored(ImportItem item, ManifestDocument? manifestYml, Manifest manifest)
    {
        if (item.ServiceYml.RedactedValues == 0) return manifest;
        var lines = item.ServiceYml.Text.ReplaceLineEndings("\n").Split('\n');
        return manifest.Services.SelectMany(service => service.Mentions).Any(mention => mention.Line > lines.Length || lines[mention.Line - 1].Contains(Redaction.Mask, StringComparison.Ordinal))
            ? ManifestReader.Read(ManifestDocument.Parse(item.ServiceYml.Name, item.ServiceYml.Text, format: item.ServiceYml.Format), manifestYml, item.Environment).Manifest ?? manifest
            : manifest;
    }

    // What is not in the files comes first: another name, another place, a return.
    private static string SummaryOf(ImportItem item, Application? was, StoredRevision? stored, string name, IReadOnlyList<Change> changes)
    {
        var parts = new List<string>();
        if (item.Origin.MovedFrom is var (cluster, @namespace)) parts.Add($"moved from {cluster}/{@namespace}");
        if (was is null && stored is not null) parts.Add("brought back");
        if (was is not null && was.Name != name) parts.Add($"renamed from {was.Name}");
        return parts.Count > 0 && (was is null || changes.Count == 0)
            ? string.Join(", ", parts)
            : string.Join(", ", [.. parts, ChangeSummary.Of(changes, first: was is null)]);
    }

    private static void CheckMove(ImportItem item, (string Cluster, string Namespace) from, Application? moved, Application? before, List<Finding> findings)
    {
        if (moved is null)
            findings.Add(Error(item, "move-unknown", $"There is no application in namespace '{from.Namespace}' of cluster '{from.Cluster}' that could move."));
        else if (before is not null)
            findings.Add(Error(item, "move-taken", $"Namespace '{before.Namespace}' of cluster '{before.Cluster}' belongs to '{before.Name}'. Choose another one, or remove that application first."));
    }

    private static void CheckPlace(ImportItem item, List<Finding> findings)
    {
        Check("application-invalid", item.Place.Application, Placement.CheckApplication);
        Check("namespace-invalid", item.Place.Namespace, value => Placement.CheckNamespace(value, item.ServiceYml.Format));
        Check("cluster-invalid", item.Place.Cluster, Placement.CheckCluster);
        if (item.Place.Namespace is not null || !item.ServiceYml.IsManifest) return;
        var proposal = item.ProposedNamespace is { } name ? $" For example namespace={name}." : "";
        findings.Add(Error(item, "namespace-required", $"No namespace is given, and it is never guessed: name one (field or parameter 'namespace'), {(item.ServiceYml.Format is ManifestFormat.Kubernetes ? "or write 'namespace' into the metadata of its objects" : "or write x-elastic-dns with 'namespace' into it")}.{proposal}"));

        void Check(string code, string? value, Func<string, string?> rule)
        {
            if (value is not null && rule(value) is { } wrong) findings.Add(Error(item, code, wrong));
        }
    }

    private static string Hash(string serviceYaml, string? manifestYaml, string? name, string? environment, ManifestFormat format)
    {
        string?[] parts = [serviceYaml, manifestYaml, name, environment, .. format is ManifestFormat.ServiceYml ? [] : new[] { format.Name() }];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // The length stands before each part, so that no two lists of parts run together alike.
            hash.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
