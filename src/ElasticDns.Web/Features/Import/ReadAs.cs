using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>The wish to read files in another format.</summary>
public sealed record ReadAs(IReadOnlyList<ImportRow> Rows, ManifestFormat Format);
