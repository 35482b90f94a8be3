namespace ElasticDns.Web;

/// <summary>Where <c>appsettings.json</c> and <c>wwwroot/</c> are: beside the published app, or at the root of the repository.</summary>
public static class ContentRoot
{
    /// <summary>The nearest folder, upwards from the app's assembly, that holds both; the assembly's own folder where none does.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "appsettings.json")) && Directory.Exists(Path.Combine(folder.FullName, "wwwroot")))
                return folder.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
