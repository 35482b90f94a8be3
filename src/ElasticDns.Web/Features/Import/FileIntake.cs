using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components.Forms;

namespace ElasticDns.Web.Features.Import;

/// <summary>What came of files that were chosen or dropped.</summary>
/// <param name="Items">The applications in them.</param>
/// <param name="Findings">What there is to say about archives among them.</param>
/// <param name="Problem">What was left out, and why.</param>
public sealed record CameIn(IReadOnlyList<ImportItem> Items, IReadOnlyList<Finding> Findings, string? Problem);

/// <summary>Reads files that somebody chose or dropped on the import page, within its limits.</summary>
public static class FileIntake
{
    /// <summary>The most files at once: a service.yml and a manifest.yml an application.</summary>
    public const int MostFiles = 2 * ImportDraft.MostRows;

    /// <summary>The most bytes at once.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Reads and parses the files; archives are opened. Nothing that a file holds makes it throw.</summary>
    /// <param name="chosen">The files.</param>
    /// <param name="work">Hears how far it is, and stops it.</param>
    /// <param name="paint">Shows how far it is.</param>
    public static async Task<CameIn> ReadAsync(InputFileChangeEventArgs chosen, ImportWork work, Func<Task> paint)
    {
        if (chosen.FileCount > MostFiles) return TooMany(chosen.FileCount);
        var all = chosen.GetMultipleFiles(MostFiles);
        await using var bundle = all is [{ ContentType: FileBundle.ContentType } only] ? await FileBundle.OpenAsync(only, work.Token) : null;
        if (bundle is { Files: null }) return Nothing("The list of the files could not be read. Choose them again, or a .zip of them.");
        if (bundle is { Files: { } bundled }) all = bundled;
        if (all.Count > MostFiles) return TooMany(all.Count);
        if (all.Sum(file => file.Size) > MostBytes) return Nothing($"The files have more than {MostBytes / 1024 / 1024} MiB together, the most at once. Nothing was read. Bring them in several steps.");

        var files = new List<UploadedFile>();
        var findings = new List<Finding>();
        string? problem = null;
        var painted = Environment.TickCount64;
        foreach (var (at, file) in all.Index())
        {
            work.Token.ThrowIfCancellationRequested();
            work.Reach(at, all.Count);
            if (Environment.TickCount64 - painted > ImportWork.Pause)
            {
                await paint();
                painted = Environment.TickCount64;
            }
            var isArchive = file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
            if (!isArchive && file.Size > ManifestLimits.Default.FileBytes)
            {
                problem = $"'{file.Name}' has {file.Size:N0} bytes; {ManifestLimits.Default.FileBytes:N0} is the most. It is left out.";
                if (bundle is not null) await FileBundle.SkipAsync(file, work.Token);
                continue;
            }
            try
            {
                using var bytes = new MemoryStream((int)file.Size);
                await using var content = file.OpenReadStream(MostBytes, work.Token);
                await content.CopyToAsync(bytes, work.Token);
                var taken = new UploadedFile(file.Name, bytes.ToArray());
                if (isArchive || Archive.IsArchive(taken.Bytes))
                {
                    var archive = await Task.Run(() => Archive.Open(taken.Name, taken.Bytes), work.Token);
                    findings.AddRange(archive.Findings);
                    files.AddRange(archive.Files);
                }
                else
                {
                    files.Add(taken);
                }
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException && !work.IsCancelled)
            {
                problem = $"'{file.Name}' could not be read to its end. Choose it again.";
                // What follows in a bundle begins where this one ended.
                if (bundle is not null) return Nothing($"{problem} Nothing was read.");
            }
        }
        if (files.Sum(file => (long)file.Bytes.Length) > MostBytes) return Nothing($"Unpacked, the files have more than {MostBytes / 1024 / 1024} MiB together, the most at once. Bring them in several steps.");

        work.Reach(0, files.Count);
        await paint();
        var items = await Task.Run(() => ImportItem.Group(files.Select(Counted)), work.Token);
        return new(items, findings, problem);

        UploadedFile Counted(UploadedFile file, int at)
        {
            work.Token.ThrowIfCancellationRequested();
            work.Reach(at + 1, files.Count);
            if (Environment.TickCount64 - painted > ImportWork.Pause)
            {
                painted = Environment.TickCount64;
                _ = paint();
            }
            return file;
        }
    }

    private static CameIn TooMany(int count) =>
        Nothing($"{Plural.Number(count)} files were chosen; {Plural.Number(MostFiles)} is the most at once. Nothing was read. A .zip of them holds more.");

    private static CameIn Nothing(string problem) => new([], [], problem);
}
