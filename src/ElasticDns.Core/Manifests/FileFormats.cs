using ElasticDns.Core.Manifests.Compose;

namespace ElasticDns.Core.Manifests;

/// <summary>Whether a file is of the format that is asked for.</summary>
internal static class FileFormats
{
    /// <summary>The format that files of that kind have; null where there is none that can be imported.</summary>
    public static ManifestFormat? Of(FileKind kind) => kind switch
    {
        FileKind.ServiceYml => ManifestFormat.ServiceYml,
        FileKind.Compose => ManifestFormat.Compose,
        FileKind.Kubernetes => ManifestFormat.Kubernetes,
        _ => null,
    };

    /// <summary>The kind of the file in that format; <see cref="FileKind.Other"/> where a finding refuses it.</summary>
    public static FileKind Check(ManifestFormat format, Recognised recognised, YamlNode? root, FindingList findings)
    {
        if (recognised.Kind is FileKind.ManifestYml && format is ManifestFormat.ServiceYml) return FileKind.ManifestYml;
        if (Of(recognised.Kind) == format) return recognised.Kind;
        if (format is ManifestFormat.Compose && recognised.Kind is FileKind.ServiceYml && IsPlainCompose(root)) return FileKind.Compose;
        var (code, message) = format switch
        {
            ManifestFormat.ServiceYml => (recognised.Code, recognised.Message),
            _ when recognised.Code is "empty-document" => ("empty-document", $"The document is empty: it holds nothing, or only comments. {Wanted(format)}"),
            _ when recognised.Code is "unrendered-template" or "html-page" =>
                (recognised.Code, recognised.Message.Replace(ManifestFormat.ServiceYml.Title(), format.Title(), StringComparison.Ordinal)),
            _ => (format is ManifestFormat.Compose ? "not-a-compose-file" : "not-kubernetes",
                $"This is {(recognised.What.Length > 0 ? $"{recognised.What}, not {format.Title()}" : $"not {format.Title()}")}. {Wanted(format)}{Offer(recognised.Kind)}"),
        };
        findings.Error(code, message, recognised.Line, recognised.Column);
        return FileKind.Other;
    }

    // A service with nothing but an image and ports is written alike in both; a key that only Maestro has tells. Version 1 has its
    // services at the root.
    private static bool IsPlainCompose(YamlNode? root)
    {
        if (root is not YamlMapping map || map.Has("databases")) return false;
        if (map["services"] is { } services) return services.IsNull || (services is YamlMapping written && !FileKinds.HasMaestroKey(written));
        if (map.Has("include")) return true;
        var entries = ComposeReader.FirstVersion(map);
        return entries.Count > 0 && !FileKinds.HasMaestroKey(map) && entries.TrueForAll(entry => entry.Value is YamlMapping service && service.Has("image"));
    }

    private static string Wanted(ManifestFormat format) => format is ManifestFormat.Compose
        ? "A Compose file has 'services' at its top level."
        : "A Kubernetes object has 'apiVersion' and 'kind'.";

    private static string Offer(FileKind kind) => Of(kind) is { } format ? $" Import it with format={format.Name()}." : "";
}
