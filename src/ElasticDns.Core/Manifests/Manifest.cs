using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>What a service.yml, with the database groups of a manifest.yml, says of an application.</summary>
/// <param name="Services">Its services, in ordinal order of their labels.</param>
/// <param name="Databases">Its databases, in ordinal order of their labels.</param>
/// <param name="Place">Where the file says that it goes.</param>
/// <param name="Environment">The environment that was read; null where the files have none.</param>
public sealed record Manifest(IReadOnlyList<Service> Services, IReadOnlyList<Database> Databases, Placement Place, string? Environment);

/// <summary>A manifest as read, with all that there is to say about it.</summary>
/// <param name="Manifest">The manifest; null where an error refuses it.</param>
/// <param name="Findings">The findings, by line; the first 200 of them.</param>
/// <param name="FindingCount">How many findings there are.</param>
public sealed record ManifestReading(Manifest? Manifest, IReadOnlyList<Finding> Findings, int FindingCount);
