using System.Runtime.CompilerServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Targets;

/// <summary>A piece of a text to copy.</summary>
/// <param name="Text">The text.</param>
/// <param name="Class">The CSS class that colours it; null where it is plain.</param>
public readonly record struct SnippetPart(string Text, string? Class);

/// <summary>
/// A text to copy, in pieces that the page colours; one after the other, and nothing else, they are what is copied. Written as an
/// interpolated string, whose holes keep their colour.
/// </summary>
[InterpolatedStringHandler]
public sealed class Snippet
{
    private const string PlaceholderClass = "ph";

    private readonly List<SnippetPart> _parts;

    /// <summary>An empty text, which the compiler fills.</summary>
    public Snippet(int literalLength, int formattedCount) => _parts = new(formattedCount + (literalLength > 0 ? formattedCount + 1 : 0));

    /// <summary>The pieces, in their order.</summary>
    public IReadOnlyList<SnippetPart> Parts => _parts;

    /// <summary>Whether it holds a variable or a word to fill in.</summary>
    public bool HasPlaceholders => _parts.Exists(part => part.Class == PlaceholderClass);

    /// <summary>A name that is set to a value.</summary>
    public static SnippetPart Key(string text) => new(text, "k");

    /// <summary>A variable, or a word that stands for what the reader fills in.</summary>
    public static SnippetPart Placeholder(string text) => new(text, PlaceholderClass);

    /// <summary>An address as a URL.</summary>
    public static Snippet Url(ElasticDnsAddress address) => Of(AddressSegment.Of(address, hostAndPort: false));

    /// <summary>Host and port of an address.</summary>
    public static Snippet HostPort(ElasticDnsAddress address) => Of(AddressSegment.Of(address, hostAndPort: true));

    /// <summary>The host of an address.</summary>
    public static Snippet Host(ElasticDnsAddress address) =>
        Of(AddressSegment.Of(address, hostAndPort: true).Where(segment => segment.Part is not AddressPart.Port));

    /// <summary>The port of an address.</summary>
    public static SnippetPart Port(ElasticDnsAddress address) => new($"{address.Port}", "a-port");

    /// <summary>The texts one after the other, with something between them.</summary>
    public static Snippet Join(string between, IEnumerable<Snippet> snippets)
    {
        var all = new Snippet(0, 0);
        foreach (var snippet in snippets)
        {
            if (all._parts.Count > 0) all.AppendLiteral(between);
            all.AppendFormatted(snippet);
        }
        return all;
    }

    /// <summary>Adds plain text.</summary>
    public void AppendLiteral(string text) => _parts.Add(new(text, null));

    /// <summary>Adds plain text.</summary>
    public void AppendFormatted(string text) => AppendLiteral(text);

    /// <summary>Adds a piece.</summary>
    public void AppendFormatted(SnippetPart part) => _parts.Add(part);

    /// <summary>Adds the pieces of another text.</summary>
    public void AppendFormatted(Snippet snippet) => _parts.AddRange(snippet._parts);

    /// <summary>What is copied.</summary>
    public override string ToString() => string.Concat(_parts.Select(part => part.Text));

    private static Snippet Of(IEnumerable<AddressSegment> segments)
    {
        var snippet = new Snippet(0, 0);
        foreach (var segment in segments) snippet.AppendFormatted(new SnippetPart(segment.Text, segment.Class));
        return snippet;
    }
}
