using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.History;

/// <summary>The files that a revision stores.</summary>
public static class StoredFile
{
    /// <summary>The manifest.</summary>
    public const string Service = "service.yml";

    /// <summary>The groups of its databases.</summary>
    public const string Groups = "manifest.yml";

    /// <summary>The name under which the manifest of a revision is shown and downloaded; the folders of an upload say nothing any more.</summary>
    public static string NameOf(RevisionFacts revision) =>
        revision.Format is ManifestFormat.ServiceYml ? Service : revision.FileName[(revision.FileName.LastIndexOf('/') + 1)..];
}

/// <summary>A file as it stands in two revisions; null where it does not.</summary>
public sealed record ComparedText(string Name, string? Before, string? After);

/// <summary>Two revisions side by side.</summary>
/// <param name="Before">The one; null where the other is compared with nothing.</param>
/// <param name="After">The other.</param>
/// <param name="Changes">What differs in services, databases, ports and addresses; null where the text of one of them is refused today.</param>
/// <param name="Texts">The files of both.</param>
public sealed record Comparison(RevisionFacts? Before, RevisionFacts After, IReadOnlyList<Change>? Changes, IReadOnlyList<ComparedText> Texts)
{
    /// <summary>Compares two revisions, with addresses as somebody writes them.</summary>
    public static Comparison Of(StoredRevisionTexts? before, StoredRevisionTexts after, Func<Application, Target, IReadOnlyList<ElasticDnsAddress>> addressesOf)
    {
        var (was, @is) = (before?.ReadApplication(), after.ReadApplication());
        return new(
            before?.Facts, after.Facts,
            @is is null || (was is null && before is not null) ? null : ApplicationChanges.Between(was, @is, target => [.. addressesOf(@is, target).Select(address => address.Url)]),
            [
                new(StoredFile.NameOf(after.Facts), before?.Row.ServiceYaml, after.Row.ServiceYaml),
                .. before?.Row.ManifestYaml is null && after.Row.ManifestYaml is null ? [] : new[] { new ComparedText(StoredFile.Groups, before?.Row.ManifestYaml, after.Row.ManifestYaml) },
            ]);
    }
}
