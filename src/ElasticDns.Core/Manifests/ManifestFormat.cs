namespace ElasticDns.Core.Manifests;

/// <summary>The grammar in which a manifest is written.</summary>
public enum ManifestFormat
{
    /// <summary>A service.yml of Cloud 66 Maestro.</summary>
    ServiceYml,

    /// <summary>A Compose file.</summary>
    Compose,

    /// <summary>Kubernetes objects.</summary>
    Kubernetes,
}
