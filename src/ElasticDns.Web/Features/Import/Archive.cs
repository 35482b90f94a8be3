using System.Globalization;
using System.IO.Compression;
using System.Text;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Import;

/// <summary>The caps within which an archive is read. Each has its own finding.</summary>
public sealed record ArchiveLimits
{
    /// <summary>The caps that hold where nothing is set.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>The most entries, whatever they are.</summary>
    public int Entries { get; init; } = 10_000;

    /// <summary>The most service.yml, and the most manifest.yml beside them.</summary>
    public int Manifests { get; init; } = 1_000;

    /// <summary>The most bytes of all manifests together, unpacked.</summary>
    public int Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most bytes of one manifest.</summary>
    public int FileBytes { get; init; } = ManifestLimits.Default.FileBytes;

    /// <summary>How many times its packed bytes an entry may have; a text comes to 20 at most.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Entries of so many bytes at most may have any ratio: a short text of one repeated line packs very well.</summary>
    public int AnyRatioBytes { get; init; } = 64 * 1024;

    /// <summary>The longest name, folders included.</summary>
    public int NameLength { get; init; } = 512;
}

/// <summary>What an archive holds: its manifests, or the one finding that refuses it.</summary>
public sealed record ArchiveContent(IReadOnlyList<UploadedFile> Files, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing of it is imported.</summary>
    public bool IsRefused => Findings.Any(finding => finding.Severity is Severity.Error);
}

internal sealed class ArchiveRefusal(string code, string message) : Exception(message)
{
    public string Code => code;
}

/// <summary>
/// Takes the manifests out of a zip archive, in memory. An archive with anything in it that no honest one has is refused as a whole:
/// what else is in it cannot be trusted either.
/// </summary>
public static class Archive
{
    private const int Chunk = 8 * 1024;

    private static readonly string[] ArchiveEndings = [".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".jar", ".war", ".ear", ".bz2", ".tbz", ".xz", ".txz", ".zst", ".lz4", ".cab"];

    private static readonly uint[] ChecksumTable = [.. Enumerable.Range(0, 256).Select(ChecksumOf)];

    /// <summary>Whether these bytes are an archive of any kind, which <see cref="Open"/> reads or refuses; told by how they begin, not by a name.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> bytes) => KindOf(bytes) is not null;

    /// <summary>The manifests of an archive, with the folders that say something; or why it is refused, and then no file.</summary>
    public static ArchiveContent Open(string name, byte[] bytes, ArchiveLimits? limits = null)
    {
        try
        {
            return Open(Escape(name), bytes, limits ?? ArchiveLimits.Default);
        }
        catch (ArchiveRefusal refusal)
        {
            return new([], [new(Severity.Error, refusal.Code, refusal.Message, Escape(name), 0, 0)]);
        }
        catch (InvalidDataException exception)
        {
            return new([], [new(Severity.Error, "archive-corrupt", $"The archive cannot be read: {exception.Message}. Pack it anew.", Escape(name), 0, 0)]);
        }

        static ArchiveContent Open(string name, byte[] bytes, ArchiveLimits limits)
        {
            if (KindOf(bytes) is not "zip") throw new ArchiveRefusal("archive-kind", $"This is {(KindOf(bytes) is { } kind ? $"a {kind}" : "no")} archive; only .zip is read. Pack the manifests as .zip.");
            var entries = ArchiveDirectory.Read(bytes, limits.Entries);
            foreach (var entry in entries) Check(entry, limits);
            if (entries.CountBy(entry => entry.Name).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
                throw new ArchiveRefusal("archive-duplicate", $"'{Escape(twice)}' stands in the archive twice. Keep one of them.");
            CheckOverlaps(bytes, entries);
            return Take(name, bytes, entries, limits);
        }
    }

    private static ArchiveContent Take(string archive, byte[] bytes, List<ArchiveEntry> entries, ArchiveLimits limits)
    {
        var files = entries.Where(entry => !entry.IsFolder).ToDictionary(entry => entry.Name);
        var names = files.Keys.ToList();
        var chosen = ManifestNames.Choose(names);
        if (chosen.Count == 0) throw new ArchiveRefusal("archive-no-manifest", "The archive holds no .yml and no .yaml. Pack the service.yml of each application into it.");
        if (chosen.CountBy(ManifestNames.IsGroups).Any(kind => kind.Value > limits.Manifests))
            throw new ArchiveRefusal("archive-too-many-manifests", $"The archive holds {chosen.Count:N0} manifests; {limits.Manifests:N0} is the most at once. Make several archives of it.");
        var wrapper = ManifestNames.Wrapper(names, chosen).Length;
        var left = limits.Bytes;
        var unpacked = new List<UploadedFile>(chosen.Count);
        using var room = new MemoryStream();
        foreach (var name in chosen)
        {
            Unpack(files[name], bytes, room, limits, left);
            left -= (int)room.Length;
            var content = room.ToArray();
            if (KindOf(content) is { } kind) throw new ArchiveRefusal("archive-nested", $"'{Escape(name)}' is itself a {kind} archive. Unpack it first: archives in archives are not read.");
            unpacked.Add(new(name[wrapper..], content));
        }
        var others = names.Count - chosen.Count;
        return new(unpacked, others == 0 ? [] : [new(Severity.Note, "archive-passed-over", $"{Plural.Of(others, "other file")} of the archive {(others == 1 ? "was" : "were")} passed over: only service.yml and manifest.yml are read.", archive, 0, 0)]);
    }

    // What can be said without opening the entry.
    private static void Check(ArchiveEntry entry, ArchiveLimits limits)
    {
        var shown = Escape(entry.Name);
        if (FaultOf(entry.Name, limits) is { } fault) throw new ArchiveRefusal("archive-path", $"The archive holds '{shown}': {fault}. Pack it anew from within its folder.");
        if (entry.IsSpecial) throw new ArchiveRefusal("archive-symlink", $"'{shown}' is a link and no file of its own. Pack the file that it leads to.");
        if (entry.IsEncrypted) throw new ArchiveRefusal("archive-encrypted", $"'{shown}' is encrypted. Pack it without a password.");
        if (entry.Method is not (0 or 8)) throw new ArchiveRefusal("archive-method", $"'{shown}' is packed by method {entry.Method}; only 'deflate' and 'store' are read. Pack it anew with the usual settings.");
        if (!entry.IsFolder && ArchiveEndings.FirstOrDefault(ending => entry.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is not null)
            throw new ArchiveRefusal("archive-nested", $"The archive holds another one, '{shown}'. Take it out, or unpack it first: archives in archives are not read.");
        CheckRatio(entry, entry.Size, limits);
    }

    private static string? FaultOf(string name, ArchiveLimits limits)
    {
        if (name.Length > limits.NameLength) return $"a name of {name.Length:N0} characters, where {limits.NameLength} is the most";
        if (name.AsSpan().Contains('\\')) return "folders are divided by '/' and never by '\\'";
        if (name.StartsWith('/') || name is [_, ':', ..]) return "a path from the root of a disk";
        if (!name.All(IsPlain)) return "a name with a control or formatting character";
        var parts = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        return parts.Any(part => part is ".." or ".") ? "a path that leads elsewhere" : parts.Contains("") ? "an empty name" : null;
    }

    private static void CheckRatio(ArchiveEntry entry, long size, ArchiveLimits limits)
    {
        if (size > limits.AnyRatioBytes && size > (long)entry.Packed * limits.Ratio)
            throw new ArchiveRefusal("archive-ratio", $"'{Escape(entry.Name)}' unpacks to more than {limits.Ratio} times its size, as no manifest does. Leave it out.");
    }

    // Entries that share their bytes make a small archive out of as much as one likes.
    private static void CheckOverlaps(byte[] bytes, List<ArchiveEntry> entries)
    {
        var end = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Offset))
        {
            var packed = ArchiveDirectory.PackedBytes(bytes, entry);
            if (entry.Offset < end) throw new ArchiveRefusal("archive-overlap", $"'{Escape(entry.Name)}' lies within another entry of the archive, as in no honest one. Pack it anew.");
            end = packed.End.Value;
        }
    }

    // Counts what comes: what the directory says of sizes may be a lie.
    private static void Unpack(ArchiveEntry entry, byte[] bytes, MemoryStream room, ArchiveLimits limits, int left)
    {
        var packed = ArchiveDirectory.PackedBytes(bytes, entry);
        using var source = new MemoryStream(bytes, packed.Start.Value, packed.End.Value - packed.Start.Value, writable: false);
        using Stream content = entry.Method == 0 ? source : new DeflateStream(source, CompressionMode.Decompress);
        room.SetLength(0);
        var checksum = uint.MaxValue;
        Span<byte> chunk = stackalloc byte[Chunk];
        while (content.Read(chunk) is > 0 and var read)
        {
            var size = room.Length + read;
            CheckRatio(entry, size, limits);
            if (size > limits.FileBytes) throw new ArchiveRefusal("archive-too-large", $"'{Escape(entry.Name)}' has more than {limits.FileBytes:N0} bytes, the most of a manifest. Leave it out.");
            if (size > left) throw new ArchiveRefusal("archive-too-large", $"The manifests of the archive come to more than {limits.Bytes:N0} bytes. Make several archives of it.");
            room.Write(chunk[..read]);
            foreach (var one in chunk[..read]) checksum = ChecksumTable[(byte)checksum ^ one] ^ (checksum >> 8);
        }
        if (room.Length != entry.Size || ~checksum != entry.Checksum) throw new InvalidDataException($"'{Escape(entry.Name)}' is damaged");
    }

    private static uint ChecksumOf(int value)
    {
        var result = (uint)value;
        for (var bit = 0; bit < 8; bit++) result = (result & 1) == 0 ? result >> 1 : (result >> 1) ^ 0xEDB88320;
        return result;
    }

    private static string? KindOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => "zip",
        [0x1F, 0x8B, ..] => "gzip",
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] => "7z",
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, ..] => "rar",
        [0x42, 0x5A, 0x68, >= 0x31 and <= 0x39, 0x31, 0x41, 0x59, ..] => "bzip2",
        [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, ..] => "xz",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
        _ when bytes.Length > 262 && bytes.Slice(257, 5).SequenceEqual("ustar"u8) => "tar",
        _ => null,
    };

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // A name as a message shows it: short, without secrets, and with what cannot be seen written out.
    private static string Escape(string name)
    {
        const int longest = 120;
        var shown = new StringBuilder();
        // Before it is cut: half of a secret would not be known as one.
        name = Redaction.Of(name);
        foreach (var c in name.Length > longest ? $"{name.AsSpan(0, longest)}…" : name)
        {
            if (IsPlain(c) && !char.IsSurrogate(c)) shown.Append(c);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return shown.ToString();
    }
}
