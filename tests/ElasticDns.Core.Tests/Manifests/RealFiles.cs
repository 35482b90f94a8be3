namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Real files of other people, which are read where they lie beside the repository.</summary>
internal static class RealFiles
{
    /// <summary>The folder of that name; null where it does not lie there.</summary>
    public static string? Find(string folder)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "ElasticDns.sln"))) continue;
            var path = Path.Combine(directory.FullName, "..", "shared", folder);
            return Directory.Exists(path) ? path : null;
        }
        return null;
    }
}
