using System.Diagnostics.CodeAnalysis;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>What a token is for. It does nothing else: no token removes, renames, restores or manages.</summary>
/// <param name="Reads">Whether it reads everything that a viewer sees.</param>
/// <param name="Imports">Where it imports.</param>
public sealed record TokenScope(bool Reads, ImportPlaces Imports)
{
    /// <summary>So many places a token names at most.</summary>
    public const int MostPlaces = 50;

    private const int LongestPlace = 127;

    private static readonly char[] Between = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>The places of a text, with blanks, commas or line ends between.</summary>
    public static string[] Split(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a scope. The places need not exist yet, but could: each is <c>*</c>, a cluster, or <c>cluster/namespace</c>.</summary>
    public static bool TryRead(bool reads, IReadOnlyCollection<string> places, [NotNullWhen(true)] out TokenScope? scope, [NotNullWhen(false)] out string? fault)
    {
        scope = null;
        var names = places.Select(place => place.Trim().ToLowerInvariant()).ToList();
        fault = names.Find(name => !IsPlace(name)) is { } wrong ? $"'{Show(wrong)}' is no place. Write a cluster (staging), a namespace of one (production/payments), or * for everything; names have a-z, 0-9 and '-'."
            : names.Count > MostPlaces ? $"A token names {MostPlaces} places at most. Name their clusters instead."
            : !reads && names.Count == 0 ? "A token without a scope could do nothing. Let it read, import, or both."
            : null;
        if (fault is not null) return false;
        scope = new(reads, ImportPlaces.Of(names.Contains(ImportPlaces.Everywhere) ? [ImportPlaces.Everywhere] : names));
        return true;
    }

    /// <summary>The scope as it is stored: its places with blanks between.</summary>
    internal string Stored => string.Join(' ', Imports.All);

    /// <summary>What it may do, as a phrase: <c>read, import into staging</c>.</summary>
    public string Words => string.Join(", ", new[] { Reads ? "read" : null, Imports.IsEmpty ? null : $"import into {Imports.Words}" }.OfType<string>());

    /// <summary>The scope of a row.</summary>
    internal static TokenScope Of(bool reads, string stored) => new(reads, ImportPlaces.Of(stored.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static bool IsPlace(string text) => text == ImportPlaces.Everywhere
        || (text.Length <= LongestPlace && text.Split('/') is { Length: 1 or 2 } parts && parts.All(DnsLabel.IsLabel));

    private static string Show(string text) => string.Concat((text.Length > LongestPlace ? text[..LongestPlace] : text).Where(c => !char.IsControl(c)));
}
