using System.Buffers.Binary;
using System.Text;

namespace ElasticDns.Web.Tests.Circuits;

/// <summary>As much of MessagePack as the messages of a circuit have.</summary>
internal static class MessagePack
{
    /// <summary>A message as it goes over the wire: behind its length.</summary>
    public static byte[] Framed(params object?[] message)
    {
        using var body = new MemoryStream();
        Write(body, message);
        using var framed = new MemoryStream();
        var length = (uint)body.Length;
        for (; length > 0x7f; length >>= 7) framed.WriteByte((byte)(length | 0x80));
        framed.WriteByte((byte)length);
        body.WriteTo(framed);
        return framed.ToArray();
    }

    /// <summary>Takes the first message off a buffer; null where it is not complete yet.</summary>
    public static object?[]? TakeFramed(List<byte> buffer)
    {
        var (length, shift, at) = (0, 0, 0);
        while (true)
        {
            if (at == buffer.Count) return null;
            length |= (buffer[at] & 0x7f) << shift;
            shift += 7;
            if ((buffer[at++] & 0x80) == 0) break;
        }
        if (buffer.Count < at + length) return null;
        var body = buffer.GetRange(at, length).ToArray();
        buffer.RemoveRange(0, at + length);
        var position = 0;
        return (object?[])Read(body, ref position)!;
    }

    private static void Write(Stream to, object? value)
    {
        switch (value)
        {
            case null: to.WriteByte(0xc0); break;
            case bool flag: to.WriteByte(flag ? (byte)0xc3 : (byte)0xc2); break;
            case int number: Write(to, (long)number); break;
            case long number: Head(to, 0xd3, number, 8); break;
            case string text: Head(to, 0xdb, Encoding.UTF8.GetByteCount(text), 4); to.Write(Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Head(to, 0xc6, bytes.Length, 4); to.Write(bytes); break;
            case object?[] items: Head(to, 0xdd, items.Length, 4); Array.ForEach(items, item => Write(to, item)); break;
            case Dictionary<string, string>: to.WriteByte(0x80); break;
            default: throw new NotSupportedException($"{value.GetType()} is not written.");
        }
    }

    private static void Head(Stream to, byte kind, long number, int bytes)
    {
        to.WriteByte(kind);
        for (var shift = 8 * (bytes - 1); shift >= 0; shift -= 8) to.WriteByte((byte)(number >> shift));
    }

    private static object? Read(byte[] from, ref int at)
    {
        var kind = from[at++];
        switch (kind)
        {
            case <= 0x7f: return (long)kind;
            case >= 0xe0: return (long)(sbyte)kind;
            case >= 0x80 and <= 0x8f: return Map(from, ref at, kind & 0x0f);
            case >= 0x90 and <= 0x9f: return Items(from, ref at, kind & 0x0f);
            case >= 0xa0 and <= 0xbf: return Text(from, ref at, kind & 0x1f);
            case 0xc0: return null;
            case 0xc2: return false;
            case 0xc3: return true;
            case 0xc4 or 0xc5 or 0xc6:
                var length = (int)Number(from, ref at, 1 << (kind - 0xc4));
                at += length;
                return from[(at - length)..at];
            case 0xca: at += 4; return (double)BinaryPrimitives.ReadSingleBigEndian(from.AsSpan(at - 4));
            case 0xcb: at += 8; return BinaryPrimitives.ReadDoubleBigEndian(from.AsSpan(at - 8));
            case >= 0xcc and <= 0xcf: return Number(from, ref at, 1 << (kind - 0xcc));
            case 0xd0: return (long)(sbyte)Number(from, ref at, 1);
            case 0xd1: return (long)(short)Number(from, ref at, 2);
            case 0xd2: return (long)(int)Number(from, ref at, 4);
            case 0xd3: return Number(from, ref at, 8);
            case 0xd9 or 0xda or 0xdb: return Text(from, ref at, (int)Number(from, ref at, 1 << (kind - 0xd9)));
            case 0xdc or 0xdd: return Items(from, ref at, (int)Number(from, ref at, 2 << (kind - 0xdc)));
            case 0xde or 0xdf: return Map(from, ref at, (int)Number(from, ref at, 2 << (kind - 0xde)));
            default: throw new NotSupportedException($"0x{kind:x2} is not read.");
        }
    }

    private static long Number(byte[] from, ref int at, int bytes)
    {
        long number = 0;
        for (var i = 0; i < bytes; i++) number = number << 8 | from[at++];
        return number;
    }

    private static string Text(byte[] from, ref int at, int length) => Encoding.UTF8.GetString(from, (at += length) - length, length);

    private static object?[] Items(byte[] from, ref int at, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++) items[i] = Read(from, ref at);
        return items;
    }

    private static Dictionary<string, object?> Map(byte[] from, ref int at, int count)
    {
        var map = new Dictionary<string, object?>();
        for (var i = 0; i < count; i++) map[(string)Read(from, ref at)!] = Read(from, ref at);
        return map;
    }
}
