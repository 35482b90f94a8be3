using System.Globalization;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>The folder that is watched, as it is configured.</summary>
/// <param name="Folder">As it is written; null where none is watched.</param>
/// <param name="Path">The full path.</param>
/// <param name="Rescan">How often the whole folder is looked through, as not every change of a file is told.</param>
public sealed record FolderSettings(string? Folder, string Path, TimeSpan Rescan)
{
    public const string FolderKey = "Import:Folder";
    public const string RescanKey = "Import:RescanSeconds";

    private const int MostSeconds = 24 * 60 * 60;

    /// <summary>How often, where nothing is set.</summary>
    private const int DefaultSeconds = 30;

    /// <summary>Whether a folder is watched.</summary>
    public bool IsWatched => Folder is not null;

    /// <summary>Reads the configuration. What is wrong with it is added to the errors; the app does not start with any.</summary>
    public static FolderSettings Of(IConfiguration configuration, IHostEnvironment environment, ICollection<string> errors)
    {
        var folder = configuration[FolderKey] is { } written && !string.IsNullOrWhiteSpace(written) ? written.Trim() : null;
        var path = "";
        if (folder is not null && folder.Contains('\0', StringComparison.Ordinal))
            errors.Add($"{FolderKey} holds a NUL character. Write the path of a folder.");
        else if (folder is not null && File.Exists(path = System.IO.Path.GetFullPath(folder, environment.ContentRootPath)))
            errors.Add($"{FolderKey} names a file: '{folder}'. Name the folder that holds CLUSTER/NAMESPACE/service.yml, or remove the setting.");
        var seconds = DefaultSeconds;
        if (configuration[RescanKey] is { Length: > 0 } rescan
            && (!int.TryParse(rescan, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < 1 or > MostSeconds))
            errors.Add($"{RescanKey} is '{rescan}'. Write whole seconds from 1 to {MostSeconds}, or remove the setting for {DefaultSeconds}.");
        return new(folder, path, TimeSpan.FromSeconds(seconds));
    }
}
