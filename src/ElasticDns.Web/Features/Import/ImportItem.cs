using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Import;

/// <summary>A file as it came in.</summary>
/// <param name="Name">Its name, possibly with folders; never used as a path.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record UploadedFile(string Name, byte[] Bytes)
{
    /// <summary>The format that the uploader asks for.</summary>
    public ManifestFormat Format { get; init; }
}

/// <summary>One application to import: its service.yml and, where there is one, the manifest.yml of the same folder.</summary>
public sealed record ImportItem(ManifestDocument ServiceYml, ManifestDocument? ManifestYml)
{
    private readonly LastReading _last = new();

    /// <summary>Where the uploader says that it goes; wins over the file.</summary>
    public Placement Given { get; init; } = Placement.None;

    /// <summary>The environment that the uploader chooses.</summary>
    public string? Environment { get; init; }

    /// <summary>Its service.yml as it came in, where it could be read in another format as well; null otherwise.</summary>
    public UploadedFile? Source { get; init; }

    /// <summary>How the revision comes to be that is made of it.</summary>
    public RevisionOrigin Origin { get; init; } = RevisionOrigin.Import;

    /// <summary>How many secrets of its texts were replaced when they were stored.</summary>
    public int RedactedBefore { get; init; }

    /// <summary>What its files say; read once, however often it is asked while a page is edited.</summary>
    /// <param name="manifestYml">Its manifest.yml, or the stored one.</param>
    public ManifestReading Read(ManifestDocument? manifestYml) => _last.Read(ServiceYml, manifestYml, Environment);

    /// <summary>
    /// Where it goes by what is given, then by the file; where both name no namespace, by a name of the form
    /// <c>cluster/namespace/service.yml</c>, which is checked like anything else that somebody gives.
    /// </summary>
    public Placement Place => Given.Or(PlaceOfFile) is { Namespace: null } place ? place.Or(PlaceOfPath(ServiceYml.Name)) : Given.Or(PlaceOfFile);

    /// <summary>Where the file says that it goes, or what it is called, where something else is given; null where the two agree.</summary>
    public string? FileSaysOtherwise
    {
        get
        {
            var file = PlaceOfFile;
            var says = new[] { ("application", Given.Application, file.Application), ("namespace", Given.Namespace, file.Namespace), ("cluster", Given.Cluster, file.Cluster) }
                .Where(part => part.Item2 is not null && part.Item3 is not null && part.Item2 != part.Item3).Select(part => $"{part.Item1} '{part.Item3}'");
            return string.Join(", ", says) is { Length: > 0 } text ? text : null;
        }
    }

    // Objects of Kubernetes name their namespace themselves.
    private Placement PlaceOfFile => ServiceYml.Format is ManifestFormat.Kubernetes
        ? new() { Namespace = Environment ?? (ServiceYml.Environments is [{ Length: > 0 } only] ? only : null) }
        : ServiceYml.Place;

    private static Placement PlaceOfPath(string name) =>
        name.Split('/') is [{ Length: > 0 } cluster, { Length: > 0 } @namespace, _] && cluster.Trim('.').Length > 0 && @namespace.Trim('.').Length > 0
            ? new() { Cluster = cluster, Namespace = @namespace }
            : Placement.None;

    /// <summary>A stored revision once more, in the place and under the name that it had.</summary>
    /// <param name="cluster">The cluster of its application.</param>
    /// <param name="namespace">The namespace of its application.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="origin">What is done with it.</param>
    public static ImportItem OfStored(string cluster, string @namespace, RevisionRow revision, RevisionOrigin origin) =>
        new(ManifestDocument.Parse(revision.FileName, revision.ServiceYaml, format: revision.Format), revision.ManifestYaml is { } groups ? ManifestDocument.Parse("manifest.yml", groups) : null)
        {
            Given = new() { Cluster = cluster, Namespace = @namespace, Application = revision.ApplicationName },
            Environment = revision.Environment,
            Origin = origin,
            RedactedBefore = revision.RedactedValues,
        };

    /// <summary>A namespace to propose, made of the application's name, the folder, or the file's name; null where none can be.</summary>
    public string? ProposedNamespace => new[] { Place.Application, ProposedApplication }.OfType<string>().Where(DnsLabel.IsPrintableAscii).Select(Placement.ProposeNamespace).FirstOrDefault(name => name is not null);

    /// <summary>A name to propose, made of the folder or the file's name; null where both say nothing.</summary>
    public string? ProposedApplication
    {
        get
        {
            var parts = ServiceYml.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var stem = parts.Length == 0 ? "" : Path.GetFileNameWithoutExtension(parts[^1]);
            var source = stem is "service" or "services" or "" or "pasted" ? (parts.Length > 1 ? parts[^2] : "") : stem;
            source = source.Replace('_', ' ').Replace('-', ' ').Trim();
            return source.Length == 0 || Placement.CheckApplication(source) is not null ? null : char.ToUpperInvariant(source[0]) + source[1..];
        }
    }

    /// <summary>
    /// Parses files and puts each manifest.yml to the service.yml of its folder. A manifest.yml that has none, or could belong to
    /// several, stands as an item of its own, which is refused. A file with objects of several namespaces is as many applications.
    /// </summary>
    public static IReadOnlyList<ImportItem> Group(IEnumerable<UploadedFile> files)
    {
        var sources = new Dictionary<ManifestDocument, UploadedFile>();
        var documents = files.Select(Parse).ToList();
        var items = new List<ImportItem>();
        foreach (var folder in documents.GroupBy(document => FolderOf(document.Name)))
        {
            var groups = folder.Where(IsGroups).ToList();
            var services = folder.Except(groups).ToList();
            var only = services.Count == 1 && groups.Count == 1;
            items.AddRange(services.SelectMany(service => Split(new(service, only ? groups[0] : null) { Source = sources.GetValueOrDefault(service) })));
            if (!only) items.AddRange(groups.Select(group => new ImportItem(group, null)));
        }
        return items;

        // The bytes of most files are not needed any more.
        ManifestDocument Parse(UploadedFile file)
        {
            var document = ManifestDocument.Parse(CleanName(file.Name), file.Bytes, format: file.Format);
            if (document.ReadableAs is not null || file.Format is not ManifestFormat.ServiceYml) sources[document] = file;
            return document;
        }
    }

    private static IEnumerable<ImportItem> Split(ImportItem item) => item.ServiceYml is { Format: ManifestFormat.Kubernetes, Environments.Count: > 1 }
        ? item.ServiceYml.Environments.Select(@namespace => new ImportItem(item.ServiceYml, item.ManifestYml) { Environment = @namespace, Source = item.Source })
        : [item];

    private static bool IsGroups(ManifestDocument document) => document.Kind is FileKind.ManifestYml
        || (!document.IsManifest && Path.GetFileNameWithoutExtension(document.Name) == "manifest");

    private static string FolderOf(string name) => name.LastIndexOf('/') is >= 0 and var slash ? name[..slash] : "";

    // A name comes from outside: it is shown and logged, so it is short, printable and without secrets.
    private static string CleanName(string name)
    {
        const int longest = 200;
        var clean = string.Concat(name.Replace('\\', '/').Where(c => !char.IsControl(c)));
        clean = Redaction.Of(clean.Length > longest ? clean[^longest..] : clean).Trim();
        return clean.Length == 0 ? "service.yml" : clean;
    }

    // A copy of the item shares it: what is edited is mostly the place, which changes nothing in the files.
    private sealed class LastReading
    {
        private (string? ManifestYml, string? Environment, ManifestReading? Reading) _last;

        public ManifestReading Read(ManifestDocument serviceYml, ManifestDocument? manifestYml, string? environment)
        {
            var last = _last;
            if (last.Reading is { } known && last.ManifestYml == manifestYml?.Text && last.Environment == environment) return known;
            var reading = ManifestReader.Read(serviceYml, manifestYml, environment);
            _last = (manifestYml?.Text, environment, reading);
            return reading;
        }
    }
}
