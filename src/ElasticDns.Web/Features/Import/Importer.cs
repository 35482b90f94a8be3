using System.Security.Cryptography;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Import;

/// <summary>Reads manifests, decides what they change, and stores all of it or nothing.</summary>
public sealed class Importer(CatalogWriter writer, CatalogReader reader, CatalogStore store, AddressRules rules, TimeProvider clock)
{
    /// <summary>The code of the finding that asks whether an application is really to get another name.</summary>
    public const string NamespaceTaken = "namespace-taken";

    public async Task<ImportResult> RunAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        if (request.DryRun) return (await DecideAsync(request, store.Current, clock.GetUtcNow(), cancellationToken)).Result;
        return await writer.WriteAsync((snapshot, now) => DecideAsync(request, snapshot, now, cancellationToken), request.By, cancellationToken);
    }

    private async Task<(ImportResult Result, IReadOnlyList<NewRevision> Revisions)> DecideAsync(
        ImportRequest request, CatalogSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = new List<ItemResult>();
        var revisions = new List<NewRevision>();
        var places = new Dictionary<(string, string), string>();
        RevisionConflict? conflict = null;
        foreach (var item in request.Items)
        {
            var (result, revision) = await PlanAsync(item, request, snapshot, now, cancellationToken);
            if (result.Imported?.Application is { } application)
            {
                var place = (application.Cluster, application.Namespace);
                if (!places.TryAdd(place, item.ServiceYml.Name)) result = Refuse(result, SameApplication(item, application, places[place]));
                var current = snapshot.Find(application.Cluster, application.Namespace)?.Revision ?? 0;
                if (request.ExpectedRevision is { } expected && expected != current) conflict ??= new(expected, current);
            }
            items.Add(result);
            if (revision is not null) revisions.Add(revision);
        }
        AddReferenceFindings(items, snapshot);
        var all = new ImportResult(items) { Conflict = conflict, General = request.Items.Count == 0 ? [NoFile] : [] };
        return (all, all.IsRefused || conflict is not null ? [] : revisions);
    }

    // Judged in the catalogue as it will be: the files of one import may declare connections to each other.
    private void AddReferenceFindings(List<ItemResult> items, CatalogSnapshot snapshot)
    {
        var after = new ReferenceRules(snapshot.With(items.Select(item => item.Imported?.Application).OfType<Application>()), rules);
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

    private static Finding Error(ImportItem item, string code, string message) => new(Severity.Error, code, Redaction.OfForms(message), item.ServiceYml.Name, 0, 0);

    private async Task<(ItemResult Result, NewRevision? Revision)> PlanAsync(
        ImportItem item, ImportRequest request, CatalogSnapshot snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var place = item.Place;
        var cluster = place.Cluster ?? Placement.DefaultCluster;
        CheckPlace(item, findings);
        var before = place.Namespace is null ? null : snapshot.Find(cluster, place.Namespace);
        var stored = before is null ? null : await reader.CurrentRevisionAsync(cluster, place.Namespace!, cancellationToken);

        var manifestYml = item.ManifestYml;
        if (manifestYml is null && !request.DropStoredManifest && stored?.ManifestYaml is { } text)
        {
            manifestYml = ManifestDocument.Parse("manifest.yml", text);
            findings.Add(new(Severity.Note, "stored-manifest-yml", "Read with the manifest.yml of the revision before; send another one to replace it, or manifest=none to drop it.", item.ServiceYml.Name, 0, 0));
        }
        var reading = ManifestReader.Read(item.ServiceYml, manifestYml, item.Environment);
        var name = place.Application is { } given ? Redaction.OfForms(given) : before?.Name ?? place.Namespace;
        if (before is not null && name != before.Name && !request.Rename)
            findings.Add(Error(item, NamespaceTaken, $"Namespace '{before.Namespace}' of cluster '{cluster}' belongs to '{before.Name}', not to '{name}'. Check the namespace, or allow the new name (rename=true)."));

        findings.AddRange(reading.Findings);
        var result = new ItemResult(item, null, findings, findings.Count - reading.Findings.Count + reading.FindingCount);
        if (reading.Manifest is not { } manifest || result.IsRefused) return (result, null);

        var hash = Hash(item.ServiceYml.Text, manifestYml?.Text, name, manifest.Environment);
        var redacted = item.ServiceYml.RedactedValues + (item.ManifestYml?.RedactedValues ?? 0);
        if (before is not null && stored?.Hash == hash) return (result with { Imported = new(before, Outcome.Unchanged, redacted, []) }, null);

        var application = new Application(cluster, place.Namespace!, name!, manifest.Services, manifest.Databases)
        {
            Owner = place.Owner,
            Description = place.Description,
            Docs = place.Docs,
            Revision = before is not null ? before.Revision + 1 : await writer.NextRevisionAsync(cluster, place.Namespace!, cancellationToken),
            ImportedAt = now,
        };
        var changes = ApplicationChanges.Between(before, application, target => [.. AddressRules.OwnAddresses(target).Select(address => address.Url)]);
        return (
            result with { Imported = new(application, before is null ? Outcome.Created : Outcome.Changed, redacted, changes) },
            new(application, item.ServiceYml.Name, item.ServiceYml.Text, manifestYml?.Text, manifest.Environment, hash, redacted));
    }

    private static void CheckPlace(ImportItem item, List<Finding> findings)
    {
        Check("application-invalid", item.Place.Application, Placement.CheckApplication);
        Check("namespace-invalid", item.Place.Namespace, Placement.CheckNamespace);
        Check("cluster-invalid", item.Place.Cluster, Placement.CheckCluster);
        if (item.Place.Namespace is not null || item.ServiceYml.Kind is not FileKind.ServiceYml) return;
        var proposal = item.ProposedNamespace is { } name ? $" For example namespace={name}." : "";
        findings.Add(Error(item, "namespace-required", $"No namespace is given, and it is never guessed: name one (field or parameter 'namespace'), or write x-elastic-dns with 'namespace' into it.{proposal}"));

        void Check(string code, string? value, Func<string, string?> rule)
        {
            if (value is not null && rule(value) is { } wrong) findings.Add(Error(item, code, wrong));
        }
    }

    private static string Hash(params string?[] parts)
    {
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
