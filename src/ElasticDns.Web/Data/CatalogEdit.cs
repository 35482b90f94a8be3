using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Data;

/// <summary>A revision that is to be stored: the application as it will be, and the texts that it was read from.</summary>
public sealed record NewRevision(Application Application, string FileName, string ServiceYaml, string? ManifestYaml, string? Environment, string Hash, int RedactedValues)
{
    public ManifestFormat Format { get; init; }

    public RevisionOrigin Origin { get; init; } = RevisionOrigin.Import;

    /// <summary>What it changes, in a few words.</summary>
    public string? Summary { get; init; }
}

/// <summary>How a revision comes to be.</summary>
/// <param name="Action">What is done.</param>
public sealed record RevisionOrigin(RevisionAction Action)
{
    /// <summary>Files that somebody brings in.</summary>
    public static RevisionOrigin Import { get; } = new(RevisionAction.Imported);

    /// <summary>The number of the revision that is restored.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>Where an application that moves is now: it leaves that place in the same transaction.</summary>
    public (string Cluster, string Namespace)? MovedFrom { get; init; }
}

/// <summary>An application that is to be removed; its revisions stay.</summary>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="MovedTo">Where it goes, as <c>cluster/namespace</c>; null where it is just removed.</param>
public sealed record Removal(string Cluster, string Namespace, string? MovedTo = null)
{
    public static Removal Of(Application application) => new(application.Cluster, application.Namespace);
}

/// <summary>What one transaction does to the catalogue. An application that moves is a removal and a revision.</summary>
public sealed record CatalogEdit(IReadOnlyList<NewRevision> Revisions, IReadOnlyList<Removal> Removals)
{
    /// <summary>Nothing.</summary>
    public static CatalogEdit None { get; } = new([], []);

    /// <summary>Whether nothing is done.</summary>
    public bool IsEmpty => Revisions.Count == 0 && Removals.Count == 0;

    /// <summary>What is done, one by one: an application that moves is one.</summary>
    public IEnumerable<EditEntry> Entries =>
    [
        .. Revisions.Select(EditEntry.Of),
        .. Removals.Where(removal => removal.MovedTo is null).Select(removal => new EditEntry("remove", removal.Cluster, removal.Namespace)),
    ];

    /// <summary>What the audit log calls it.</summary>
    public static string ActionOf(RevisionAction action) => action switch
    {
        RevisionAction.Restored => "restore",
        RevisionAction.Renamed => "rename",
        RevisionAction.Moved => "move",
        _ => "import",
    };

    /// <summary>The catalogue afterwards.</summary>
    public CatalogSnapshot ApplyTo(CatalogSnapshot snapshot)
    {
        if (Removals.Count > 0) snapshot = snapshot.Without(Removals.Select(removal => (removal.Cluster, removal.Namespace)));
        return Revisions.Count > 0 ? snapshot.With(Revisions.Select(revision => revision.Application)) : snapshot;
    }
}

/// <summary>One thing that an edit does, as the audit log names it.</summary>
/// <param name="Action">Its code.</param>
/// <param name="Cluster">The cluster where it is done.</param>
/// <param name="Namespace">The namespace where it is done.</param>
public sealed record EditEntry(string Action, string Cluster, string Namespace)
{
    /// <summary>What it changes, in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>The place.</summary>
    public string What => $"{Cluster}/{Namespace}";

    public static EditEntry Of(NewRevision revision) => new(CatalogEdit.ActionOf(revision.Origin.Action), revision.Application.Cluster, revision.Application.Namespace)
    {
        Detail = $"revision {revision.Application.Revision}: {revision.Summary}",
    };

    /// <summary>Whether it is theirs to do: a token imports where it may, and does nothing else.</summary>
    public bool IsAllowedTo(Actor actor) => actor.IsAdmin || (Action is "import" && actor.MayImportInto(Cluster, Namespace));
}
