using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>Makes applications of the files and the parameters of a call.</summary>
internal static class ImportCall
{
    /// <summary>The applications, and what is to be said of parameters that cannot be meant for all of them.</summary>
    public static (IReadOnlyList<ImportItem> Items, IReadOnlyList<Finding> Notes) ItemsOf(ImportBody body, LintQuery query)
    {
        var (items, notes) = (Choose(ImportItem.Group(body.Files.Select(file => file with { Format = query.Asked })), query.Chosen), body.Findings);
        var given = query.Given;
        if (items.Count(item => item.ServiceYml.IsManifest) <= 1)
            return ([.. items.Select(item => item with { Given = given })], notes);
        if (query.Asked is not ManifestFormat.Kubernetes)
            return (items, given == Placement.None ? notes : [.. notes, PlaceIgnored]);
        // Objects name their namespace and never their cluster, so this is the one place where it can be said.
        return (
            [.. items.Select(item => item with { Given = new() { Cluster = given.Cluster } })],
            given.Namespace is null && given.Application is null ? notes : [.. notes, NamespaceIgnored]);
    }

    /// <summary>Says with which manifest.yml an application that moves is read.</summary>
    public static Finding ManifestYmlMoved((string Cluster, string Namespace) from) => new(Severity.Note, "stored-manifest-yml",
        $"Read with the manifest.yml of '{Redaction.OfForms($"{from.Cluster}/{from.Namespace}")}'; send another one to replace it, or manifest=none to drop it.", null, 0, 0);

    // The environment of the older grammar, for all; of a file that holds several namespaces, the one namespace.
    private static IReadOnlyList<ImportItem> Choose(IReadOnlyList<ImportItem> items, string? chosen) => chosen is null ? items :
    [
        .. items.GroupBy(item => item.ServiceYml).SelectMany(file => file.Any(IsOneOfSeveral) && file.Any(item => item.Environment == chosen)
            ? file.Where(item => item.Environment == chosen)
            : file.Take(1).Select(item => item with { Environment = chosen })),
    ];

    private static bool IsOneOfSeveral(ImportItem item) => item.ServiceYml is { Format: ManifestFormat.Kubernetes, Environments.Count: > 1 };

    private static readonly Finding PlaceIgnored = new(Severity.Note, "place-ignored",
        "With several service.yml, cluster, application and namespace come from each file (x-elastic-dns, or a name cluster/namespace/service.yml); the parameters are ignored.",
        null, 0, 0);

    private static readonly Finding NamespaceIgnored = new(Severity.Note, "place-ignored",
        "With objects of several namespaces, each namespace is an application and comes from 'metadata.namespace'; the parameters namespace and application are ignored.",
        null, 0, 0);
}
