using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Search;

/// <summary>Where a term of a search looks.</summary>
public enum SearchField
{
    /// <summary>A plain word: name, namespace, application, host, port, image, cluster.</summary>
    Any,

    /// <summary><c>name:</c></summary>
    Name,

    /// <summary><c>namespace:</c></summary>
    Namespace,

    /// <summary><c>cluster:</c></summary>
    Cluster,

    /// <summary><c>port:</c>, a whole number: 80 is no part of 8080.</summary>
    Port,
}

/// <summary>What is searched for.</summary>
[Flags]
public enum SearchKinds
{
    /// <summary>Nothing, which is what an unknown type asks for.</summary>
    None = 0,

    /// <summary>Services.</summary>
    Service = 1,

    /// <summary>Databases.</summary>
    Database = 2,

    /// <summary>Applications.</summary>
    Application = 4,

    /// <summary>Pages of this app.</summary>
    Page = 8,

    /// <summary>What this app can do.</summary>
    Action = 16,

    /// <summary>Everything.</summary>
    All = Service | Database | Application | Page | Action,
}

/// <summary>A condition of a search.</summary>
/// <param name="Field">Where it looks.</param>
/// <param name="Value">What must be there, lower case and not empty.</param>
public sealed record SearchTerm(SearchField Field, string Value)
{
    /// <summary>The address that a plain word with a scheme or a port is; such a one may still be a part of a text, like an image with its tag.</summary>
    public AddressText? Address { get; } = Field is SearchField.Any && AddressText.Parse(Value) is { IsLocalOrNumeric: false } address && (address.Scheme ?? (object?)address.Port) is not null ? address : null;
}

/// <summary>A search as it was typed: plain words and Maestro's directives (<c>type: name: namespace: cluster: port:</c>), and <c>from:</c> for the caller.</summary>
/// <param name="Terms">The conditions; what is found meets all of them.</param>
/// <param name="Kinds">What is searched for.</param>
/// <param name="From">Which caller the search itself names, lower case; null where it names none.</param>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms, SearchKinds Kinds, string? From)
{
    /// <summary>How much of a text is read; the rest is cut off.</summary>
    public const int MaxLength = 500;

    private const char Quote = '"';

    private static readonly string[] Directives = ["type", "name", "namespace", "cluster", "port", "from"];

    private static readonly (string Name, SearchKinds Kind)[] Types =
    [
        ("services", SearchKinds.Service), ("databases", SearchKinds.Database), ("applications", SearchKinds.Application), ("pages", SearchKinds.Page), ("actions", SearchKinds.Action),
    ];

    /// <summary>Whether it asks for nothing at all.</summary>
    public bool IsEmpty => Terms is [] && Kinds is SearchKinds.All;

    /// <summary>What was probably meant by a word that looks like a directive and is none, <c>typ:service</c>; null where there is no such word.</summary>
    public (string Written, string Meant)? Mistyped
    {
        get
        {
            foreach (var term in Terms)
            {
                if (term.Field is not SearchField.Any || term.Value.Split(':', 2) is not [{ Length: > 0 } written, var rest] || rest.StartsWith("//", StringComparison.Ordinal)) continue;
                if (NearestNames.Of(written, Directives, 1) is [var meant]) return ($"{written}:", $"{meant}:");
            }
            return null;
        }
    }

    /// <summary>The search as a text that reads the same, without the caller.</summary>
    public string Text => string.Join(' ',
    [
        .. (from type in Types where Kinds is not SearchKinds.All && Kinds.HasFlag(type.Kind) select $"type:{type.Name}").Take(1),
        .. from term in Terms
           let value = term.Value.Any(char.IsWhiteSpace) ? $"{Quote}{term.Value}{Quote}" : term.Value
           select term.Field is SearchField.Any ? value : $"{term.Field.ToString().ToLowerInvariant()}:{value}",
    ]);

    /// <summary>Reads a text. Nothing that can be typed is an error: what is no directive is a word, and a directive without a value is not there yet.</summary>
    public static SearchQuery Parse(string? text)
    {
        var rest = (text is { Length: > MaxLength } ? text.AsSpan(0, MaxLength) : text.AsSpan()).Trim();
        List<SearchTerm> terms = [];
        var kinds = SearchKinds.All;
        string? from = null;
        while (!rest.IsEmpty)
        {
            var directive = TakeDirective(ref rest);
            var value = TakeValue(ref rest);
            if (value.Length == 0) continue;
            if (directive is "type") kinds &= KindsOf(value);
            else if (directive is "from") from = value;
            else terms.Add(new(FieldOf(directive), value));
        }
        return new(terms, kinds, from);
    }

    private static string? TakeDirective(ref ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOfAnyExceptInRange('A', 'z');
        if (colon < 1 || rest[colon] != ':') return null;
        var name = rest[..colon].ToString().ToLowerInvariant();
        if (!Directives.Contains(name)) return null;
        rest = rest[(colon + 1)..];
        return name;
    }

    // To the next blank, or what stands in quotes; a quote that is never closed reaches to the end.
    private static string TakeValue(ref ReadOnlySpan<char> rest)
    {
        var quoted = rest is [Quote, ..];
        if (quoted) rest = rest[1..];
        var end = 0;
        while (end < rest.Length && (quoted ? rest[end] != Quote : !char.IsWhiteSpace(rest[end]))) end++;
        var value = rest[..end].Trim().ToString().ToLowerInvariant();
        rest = rest[Math.Min(quoted ? end + 1 : end, rest.Length)..].TrimStart();
        return value;
    }

    private static SearchKinds KindsOf(string value) =>
        Types.Where(type => type.Name.StartsWith(value, StringComparison.Ordinal)).Aggregate(SearchKinds.None, (kinds, type) => kinds | type.Kind);

    private static SearchField FieldOf(string? directive) => directive switch
    {
        "name" => SearchField.Name,
        "namespace" => SearchField.Namespace,
        "cluster" => SearchField.Cluster,
        "port" => SearchField.Port,
        _ => SearchField.Any,
    };
}
