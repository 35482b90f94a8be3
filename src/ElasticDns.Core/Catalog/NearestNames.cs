namespace ElasticDns.Core.Catalog;

/// <summary>Finds what was probably meant: names at a small Levenshtein distance.</summary>
public static class NearestNames
{
    internal const int FarthestDistance = 2;

    /// <summary>
    /// Up to <paramref name="count"/> of the candidates at a distance of two or less that is also shorter than the wanted name itself,
    /// nearest first, equal ones in ordinal order. The wanted name itself is not among them.
    /// </summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> candidates, int count = 3) =>
    [
        .. candidates
            .Distinct(StringComparer.Ordinal)
            .Where(candidate => candidate != wanted && Math.Abs(candidate.Length - wanted.Length) <= FarthestDistance)
            .Select(candidate => (Name: candidate, Distance: Distance(wanted, candidate)))
            .Where(near => near.Distance <= FarthestDistance && near.Distance < wanted.Length)
            .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(near => near.Name),
    ];

    /// <summary>Whether a text is nearly a name: at most two edits, and fewer than a third of the longer one's characters.</summary>
    public static bool IsNearly(string text, string name) =>
        Math.Abs(text.Length - name.Length) <= FarthestDistance
        && Distance(text, name) is var distance && distance <= FarthestDistance && distance * 3 < Math.Max(text.Length, name.Length);

    /// <summary>The number of characters to insert, delete or replace that turns one text into the other.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        // What both begin or end with costs no edit, and names of one application are much alike.
        var prefix = one.CommonPrefixLength(other);
        one = one[prefix..];
        other = other[prefix..];
        while (one.Length > 0 && other.Length > 0 && one[^1] == other[^1])
        {
            one = one[..^1];
            other = other[..^1];
        }
        Span<int> row = other.Length < 256 ? stackalloc int[other.Length + 1] : new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.Length];
    }
}
