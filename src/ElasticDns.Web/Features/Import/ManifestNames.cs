namespace ElasticDns.Web.Features.Import;

/// <summary>
/// Which files of a folder or an archive are meant, and what they are called; by their names alone. <c>wwwroot/js/folders.js</c> does the
/// same in the browser, where a folder is dropped.
/// </summary>
public static class ManifestNames
{
    // Folders that are never meant: what a Mac adds to an archive, and what a package manager fetched.
    private static readonly string[] Foreign = ["__MACOSX", "node_modules"];

    /// <summary>
    /// The names to import, in their order: every <c>service*.yml</c> and <c>manifest.yml</c> (or <c>.yaml</c>); where no file is called
    /// service, every <c>.yml</c> and <c>.yaml</c>. What lies in a folder like <c>.git</c> is not looked at.
    /// </summary>
    public static IReadOnlyList<string> Choose(IReadOnlyList<string> names)
    {
        List<string> texts = [.. names.Where(name => !IsHidden(name) && IsYaml(name))];
        return texts.Exists(IsService) ? [.. texts.Where(name => IsService(name) || IsGroups(name))] : texts;
    }

    /// <summary>Whether a file is called like one that names database groups: <c>manifest.yml</c>.</summary>
    public static bool IsGroups(string name) => Path.GetFileNameWithoutExtension(FileOf(name)).Equals("manifest", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file is hidden, or lies in a folder that nobody means.</summary>
    public static bool IsHidden(string name) => name.Split('/').Any(part => part.StartsWith('.') || Foreign.Contains(part, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The first folders, with their last slash, that only wrap what is meant (<c>repo-main/</c>); empty where they say something. In
    /// <c>cluster/namespace/service.yml</c> each folder does, and so does the only folder of <c>payments/service.yml</c>: it names the application.
    /// </summary>
    /// <param name="names">All files that came, as those beside the manifests tell the folder of a repository from that of a cluster.</param>
    /// <param name="chosen">Those that are meant.</param>
    public static string Wrapper(IReadOnlyList<string> names, IReadOnlyList<string> chosen)
    {
        List<string> seen = [.. names.Where(name => !IsHidden(name))];
        var wrapper = "";
        while (chosen.Count > 0 && chosen[0].IndexOf('/', wrapper.Length) is >= 0 and var slash)
        {
            var folder = chosen[0][..(slash + 1)];
            if (!seen.Concat(chosen).All(name => name.StartsWith(folder, StringComparison.Ordinal))) break;
            var deepest = chosen.Max(name => name.AsSpan(folder.Length).Count('/'));
            if (deepest == 0 || (deepest == 1 && !seen.Exists(name => name.IndexOf('/', folder.Length) < 0))) break;
            wrapper = folder;
        }
        return wrapper;
    }

    private static string FileOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static bool IsYaml(string name) => name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    private static bool IsService(string name) => FileOf(name).StartsWith("service", StringComparison.OrdinalIgnoreCase);
}
