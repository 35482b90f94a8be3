using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Data;

/// <summary>A cluster as stored.</summary>
public sealed class ClusterRow
{
    public int Id { get; set; }

    public required string Name { get; set; }
}

/// <summary>An application as stored. One that was removed keeps its row, because its revisions stay.</summary>
public sealed class ApplicationRow
{
    public int Id { get; set; }

    public int ClusterId { get; set; }

    public ClusterRow? Cluster { get; set; }

    public required string Namespace { get; set; }

    public required string Name { get; set; }

    public string? Owner { get; set; }

    public string? Description { get; set; }

    public string? Docs { get; set; }

    public int Revision { get; set; }

    public DateTimeOffset ImportedAt { get; set; }

    public bool Removed { get; set; }

    /// <summary>Whether it comes from the watched folder, where alone it is changed.</summary>
    public bool FromFolder { get; set; }

    /// <summary>The version of the reader that made the rows of its services and databases.</summary>
    public int ReaderVersion { get; set; }
}

/// <summary>How a revision came to be.</summary>
public enum RevisionAction
{
    /// <summary>Somebody brought its files in.</summary>
    Imported,

    /// <summary>It is an earlier revision once more.</summary>
    Restored,

    /// <summary>The application got another name.</summary>
    Renamed,

    /// <summary>The application came here from another namespace or cluster.</summary>
    Moved,
}

/// <summary>
/// One revision of an application: the redacted texts and what was read of them. Never changed once written, but that the last one before
/// a removal notes it.
/// </summary>
public sealed class RevisionRow
{
    public int Id { get; set; }

    public int ApplicationId { get; set; }

    public ApplicationRow? Application { get; set; }

    public int Number { get; set; }

    public required string ApplicationName { get; set; }

    public string? Environment { get; set; }

    public RevisionAction Action { get; set; }

    /// <summary>The number of the revision that this one restores.</summary>
    public int? RestoredFrom { get; set; }

    /// <summary>Where a moved application was before, as <c>cluster/namespace</c>.</summary>
    public string? MovedFrom { get; set; }

    public required string FileName { get; set; }

    public ManifestFormat Format { get; set; }

    public required string ServiceYaml { get; set; }

    public string? ManifestYaml { get; set; }

    /// <summary>SHA-256 of the texts, the name and the environment, in hexadecimal.</summary>
    public required string Hash { get; set; }

    public int RedactedValues { get; set; }

    public int ServiceCount { get; set; }

    public int DatabaseCount { get; set; }

    public DateTimeOffset ImportedAt { get; set; }

    public required string ImportedBy { get; set; }

    /// <summary>What it changed, in a few words; null where an older version wrote it.</summary>
    public string? Summary { get; set; }

    /// <summary>When the application was removed while this was its revision.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    public string? RemovedBy { get; set; }

    /// <summary>Where the application went when it was moved away, as <c>cluster/namespace</c>.</summary>
    public string? MovedTo { get; set; }
}

/// <summary>A service of the current revision.</summary>
public sealed class ServiceRow
{
    public int Id { get; set; }

    public int ApplicationId { get; set; }

    public ApplicationRow? Application { get; set; }

    public required string Name { get; set; }

    public required string Label { get; set; }

    public string? Image { get; set; }

    public required string Type { get; set; }

    public bool HostNetwork { get; set; }

    public int Line { get; set; }

    public int Column { get; set; }

    public List<PortRow> Ports { get; set; } = [];

    public List<MentionRow> Mentions { get; set; } = [];
}

/// <summary>A container port, or an external mapping without one, of a service.</summary>
public sealed class PortRow
{
    public int Id { get; set; }

    public int ServiceId { get; set; }

    public int Position { get; set; }

    public int? Container { get; set; }

    public int? Http { get; set; }

    public int? Https { get; set; }

    public int? Tcp { get; set; }

    public int? Udp { get; set; }
}

/// <summary>A text of a service's manifest that is written like an address.</summary>
public sealed class MentionRow
{
    public int Id { get; set; }

    public int ServiceId { get; set; }

    public int Position { get; set; }

    public MentionForm Form { get; set; }

    public required string Where { get; set; }

    public required string Text { get; set; }

    public string? Scheme { get; set; }

    public required string Host { get; set; }

    public int? Port { get; set; }

    public int Line { get; set; }

    public int Column { get; set; }
}

/// <summary>A database of the current revision.</summary>
public sealed class DatabaseRow
{
    public int Id { get; set; }

    public int ApplicationId { get; set; }

    public ApplicationRow? Application { get; set; }

    public required string Name { get; set; }

    public required string Engine { get; set; }

    public string? Group { get; set; }

    public bool Primary { get; set; }

    public int Line { get; set; }

    public int Column { get; set; }
}

/// <summary>An isolation rule as stored; its patterns are texts.</summary>
public sealed class IsolationRuleRow
{
    public int Id { get; set; }

    public int Position { get; set; }

    public required string From { get; set; }

    public required string To { get; set; }

    public Severity Severity { get; set; }

    public required string Reason { get; set; }
}
