using ElasticDns.Core.Manifests;

namespace ElasticDns.Web.Features.Import;

/// <summary>Findings as the import page words them: what is a parameter of the API is a field or a button there.</summary>
public static class PageWords
{
    private static readonly Dictionary<string, (string Said, string Shown)[]> Words = new()
    {
        ["namespace-required"] = [("name one (field or parameter 'namespace')", "fill in the field 'Namespace'"), ("For example namespace=", "For example ")],
        [Importer.NamespaceTaken] = [("allow the new name (rename=true)", "tick 'Give the application its new name' below")],
        ["stored-manifest-yml"] = [("manifest=none to drop it", "tick 'Without the stored manifest.yml' below to drop it")],
        ["environment-required"] = [("Choose one (parameter 'environment')", "Choose one in the field 'Environment'")],
    };

    private static readonly string[] Formats = [" (format=compose)", " (format=kubernetes)"];

    /// <summary>The finding in the words of the page.</summary>
    public static Finding Of(Finding finding)
    {
        var message = finding.Message;
        foreach (var (said, shown) in Words.GetValueOrDefault(finding.Code) ?? []) message = message.Replace(said, shown, StringComparison.Ordinal);
        foreach (var format in Formats) message = message.Replace(format, "", StringComparison.Ordinal);
        foreach (var format in ReadFormat.All) message = message.Replace($"Import it with format={format.Format.Name()}.", $"Import it as {format.As}.", StringComparison.Ordinal);
        return message == finding.Message ? finding : finding with { Message = message };
    }
}
