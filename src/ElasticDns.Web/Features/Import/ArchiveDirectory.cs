using System.Buffers.Binary;
using System.Text;

namespace ElasticDns.Web.Features.Import;

/// <summary>An entry of a zip archive, as its directory describes it; what it says of sizes is checked when it is read.</summary>
/// <param name="Name">Its name as it stands there.</param>
/// <param name="Flags">The general purpose flags.</param>
/// <param name="Method">How it is packed: 0 not at all, 8 deflated.</param>
/// <param name="Checksum">The CRC-32 of its bytes.</param>
/// <param name="Packed">How many bytes it takes in the archive.</param>
/// <param name="Size">How many bytes it is said to have.</param>
/// <param name="Mode">The mode of Unix, where it was packed there.</param>
/// <param name="Offset">Where its own header stands.</param>
internal sealed record ArchiveEntry(string Name, ushort Flags, ushort Method, uint Checksum, uint Packed, uint Size, ushort Mode, uint Offset)
{
    private const int Encrypted = 0x2041;
    private const int EncryptedWithAes = 99;

    public bool IsFolder => Name.EndsWith('/');

    /// <summary>Whether it is encrypted: plainly, strongly, with its header masked, or as WinZip does.</summary>
    public bool IsEncrypted => (Flags & Encrypted) != 0 || Method == EncryptedWithAes;

    /// <summary>Whether it is a link, a device or the like rather than a file or a folder.</summary>
    public bool IsSpecial => (Mode & 0xF000) is not (0 or 0x4000 or 0x8000);
}

/// <summary>
/// Reads the directory of a zip archive. Not <see cref="System.IO.Compression.ZipArchive"/>: that one believes the directory about how many
/// entries there are and makes them all, does not say where they stand (so that overlapping ones cannot be told), and compares no checksum.
/// </summary>
internal static class ArchiveDirectory
{
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int Utf8Flag = 0x0800;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The entries in the order of the directory.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, or written in a way that is not read.</exception>
    /// <exception cref="ArchiveRefusal">There are more entries than <paramref name="most"/>.</exception>
    public static List<ArchiveEntry> Read(ReadOnlySpan<byte> bytes, int most)
    {
        var end = EndOf(bytes);
        var record = bytes[end..];
        var count = U16(record, 10);
        // Before anything is made of them; 65,535 stands for "more than can be said here".
        if (count > most) throw new ArchiveRefusal("archive-too-many-entries", $"The archive has {(count == ushort.MaxValue ? "65,535 or more" : $"{count:N0}")} entries; {most:N0} is the most. Pack the manifests alone.");
        long length = U32(record, 12), start = U32(record, 16);
        if (length == uint.MaxValue || start == uint.MaxValue) throw new InvalidDataException("it is written as Zip64, which only archives of 4 GiB need");
        if (U32(record, 4) != 0 || U16(record, 8) != count) throw new InvalidDataException("it is a part of several");
        if (start + length > end) throw new InvalidDataException("its directory reaches beyond it");
        var entries = new List<ArchiveEntry>(count);
        var rest = bytes.Slice((int)start, (int)length);
        while (rest.Length > 0)
        {
            if (entries.Count == count) throw new InvalidDataException("its directory holds more than it says");
            entries.Add(EntryOf(rest, out var taken));
            rest = rest[taken..];
        }
        return entries.Count == count ? entries : throw new InvalidDataException("its directory holds less than it says");
    }

    /// <summary>Where the packed bytes of an entry stand.</summary>
    /// <exception cref="InvalidDataException">Its own header is damaged or tells something else than the directory.</exception>
    public static Range PackedBytes(ReadOnlySpan<byte> bytes, ArchiveEntry entry)
    {
        if (entry.Offset > bytes.Length - LocalLength || U32(bytes[(int)entry.Offset..], 0) != LocalSignature) throw new InvalidDataException("an entry is not where its directory says");
        var header = bytes[(int)entry.Offset..];
        var start = entry.Offset + (long)LocalLength + U16(header, 26) + U16(header, 28);
        if (start + entry.Packed > bytes.Length) throw new InvalidDataException("an entry reaches beyond it");
        if (U16(header, 8) != entry.Method || (U16(header, 6) & 1) != (entry.Flags & 1) || NameOf(header.Slice(LocalLength, U16(header, 26)), U16(header, 6)) != entry.Name)
            throw new InvalidDataException("an entry and its directory tell different things");
        return (int)start..(int)(start + entry.Packed);
    }

    // The record stands last, before a comment of which it tells the length.
    private static int EndOf(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.Length - EndLength; at >= Math.Max(0, bytes.Length - EndLength - ushort.MaxValue); at--)
            if (U32(bytes[at..], 0) == EndSignature && at + EndLength + U16(bytes[at..], 20) == bytes.Length) return at;
        throw new InvalidDataException("its end is missing");
    }

    private static ArchiveEntry EntryOf(ReadOnlySpan<byte> record, out int taken)
    {
        if (record.Length < EntryLength || U32(record, 0) != EntrySignature) throw new InvalidDataException("its directory cannot be read");
        int name = U16(record, 28);
        taken = EntryLength + name + U16(record, 30) + U16(record, 32);
        if (taken > record.Length) throw new InvalidDataException("its directory cannot be read");
        var flags = U16(record, 8);
        return new(NameOf(record.Slice(EntryLength, name), flags), flags, U16(record, 10), U32(record, 16), U32(record, 20), U32(record, 24), U16(record, 40), U32(record, 42));
    }

    // Packers for UTF-8 often forget to say so; what else it may be is of no weight, as the name is only shown.
    private static string NameOf(ReadOnlySpan<byte> bytes, ushort flags)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return (flags & Utf8Flag) == 0 ? Encoding.Latin1.GetString(bytes) : throw new InvalidDataException("a name in it is not UTF-8");
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
