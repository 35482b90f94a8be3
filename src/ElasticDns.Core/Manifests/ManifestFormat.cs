namespace ElasticDns.Core.Manifests;

/// <summary>The formats that can be imported. A file is read in the one that is asked for, and never as another one unasked.</summary>
public enum ManifestFormat
{
    /// <summary>A service.yml of Cloud 66 Maestro.</summary>
    ServiceYml,

    /// <summary>A Docker Compose file.</summary>
    Compose,

    /// <summary>Objects of Kubernetes, in one or several YAML documents.</summary>
    Kubernetes,
}

/// <summary>The names of the formats in parameters, and in sentences.</summary>
public static class ManifestFormats
{
    private static readonly (ManifestFormat Format, string Name, string Title)[] All =
    [
        (ManifestFormat.ServiceYml, "service.yml", "a service.yml"),
        (ManifestFormat.Compose, "compose", "a Compose file"),
        (ManifestFormat.Kubernetes, "kubernetes", "a file of Kubernetes objects"),
    ];

    /// <summary>The name of a format in parameters and answers: <c>service.yml</c>, <c>compose</c>, <c>kubernetes</c>.</summary>
    public static string Name(this ManifestFormat format) => All[(int)format].Name;

    /// <summary>Whether the text is the name of a format.</summary>
    public static bool TryParse(string text, out ManifestFormat format)
    {
        var at = Array.FindIndex(All, entry => entry.Name == text);
        format = All[Math.Max(at, 0)].Format;
        return at >= 0;
    }

    /// <summary>A file of that format, in a sentence.</summary>
    internal static string Title(this ManifestFormat format) => All[(int)format].Title;
}
