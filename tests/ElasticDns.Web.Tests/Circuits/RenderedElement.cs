using System.Buffers.Binary;
using System.Text;

namespace ElasticDns.Web.Tests.Circuits;

/// <summary>An element that a circuit rendered, with the text in it and the numbers of its event handlers.</summary>
/// <param name="Name">Its tag.</param>
/// <param name="Text">The text in it, that of components in it left out.</param>
/// <param name="Attributes">Its attributes; one without a value has none.</param>
/// <param name="Handlers">By the name of the attribute, as <c>onclick</c>.</param>
internal sealed record RenderedElement(string Name, string Text, IReadOnlyDictionary<string, string?> Attributes, IReadOnlyDictionary<string, long> Handlers)
{
    private const int FrameBytes = 20;

    private enum Frame { Element = 1, Text = 2, Attribute = 3, Region = 5, Markup = 8 }

    /// <summary>The elements of a batch, and all text in it.</summary>
    public static (IReadOnlyList<RenderedElement> Elements, string Text) Read(byte[] batch)
    {
        // The places of the five tables stand at the end: changed components, frames, what is gone twice, strings.
        var (frames, strings) = (Int(batch, batch.Length - 16) + 4, Int(batch, batch.Length - 4));
        var count = Int(batch, frames - 4);
        var elements = new List<RenderedElement>();
        for (var i = 0; i < count; i++)
        {
            if (KindOf(i) is not Frame.Element) continue;
            var attributes = new Dictionary<string, string?>();
            var handlers = new Dictionary<string, long>();
            for (var at = i + 1; at < i + First(i) && KindOf(at) is Frame.Attribute; at++)
            {
                var handler = BinaryPrimitives.ReadInt64LittleEndian(batch.AsSpan(frames + at * FrameBytes + 12));
                if (handler > 0) handlers[String(First(at))!] = handler;
                else attributes[String(First(at))!] = String(Second(at));
            }
            elements.Add(new(String(Second(i))!, TextOf(i, i + First(i)), attributes, handlers));
        }
        return (elements, TextOf(0, count));

        Frame KindOf(int frame) => (Frame)Int(batch, frames + frame * FrameBytes);
        int First(int frame) => Int(batch, frames + frame * FrameBytes + 4);
        int Second(int frame) => Int(batch, frames + frame * FrameBytes + 8);
        string TextOf(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Where(frame => KindOf(frame) is Frame.Text or Frame.Markup).Select(frame => String(First(frame))));

        string? String(int index)
        {
            if (index < 0) return null;
            var at = Int(batch, strings + index * 4);
            var (length, shift) = (0, 0);
            do length |= (batch[at] & 0x7f) << (7 * shift++); while ((batch[at++] & 0x80) != 0);
            return Encoding.UTF8.GetString(batch, at, length);
        }
    }

    private static int Int(byte[] batch, int at) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(at));
}
