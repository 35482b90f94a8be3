namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>Where a path really leads.</summary>
internal static class LinkedPath
{
    // As many as the operating system follows, too.
    private const int MostLinks = 40;

    /// <summary>
    /// The path with every link in it followed, of the folders on the way as well: a link to a place within may pass through one that leads
    /// out. Null where links lead round in a circle.
    /// </summary>
    public static string? Real(string path)
    {
        var links = 0;
        return Real(Path.GetFullPath(path), ref links);
    }

    private static string? Real(string path, ref int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target) real = next;
            else if (++links <= MostLinks && Real(Path.GetFullPath(target, real), ref links) is { } followed) real = followed;
            else return null;
        }
        return real;
    }
}
