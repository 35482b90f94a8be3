namespace ElasticDns.Web.Features.Accounts;

/// <summary>Which passwords are taken: long ones that are not the first that somebody else would try. Nothing is asked about the kinds of characters.</summary>
public static class PasswordRule
{
    public const int Shortest = 12;
    public const int Longest = 256;

    private const int FewestDistinct = 5;
    private const int LeastOfOne = 8;

    // What everybody tries first says nothing by itself.
    private static readonly string[] Worn =
        ["elasticdns", "administrator", "password", "passwort", "welcome", "changeme", "letmein", "iloveyou", "sunshine", "football", "baseball", "princess", "superman", "trustno", "qwerty", "admin", "login", "secret", "monkey", "dragon", "master"];

    private static readonly string[] Rows = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"];

    /// <summary>The rule in a sentence.</summary>
    public static string Words => $"{Shortest} characters or more, of any kind. A few words that do not belong together are easy to remember and hard to guess.";

    /// <summary>Why a password is not taken, in a sentence; null where it is.</summary>
    /// <param name="password">The password, exactly as it was written.</param>
    /// <param name="name">The name of the account.</param>
    public static string? FaultOf(string password, string name)
    {
        var length = password.EnumerateRunes().Count();
        if (length < Shortest) return $"Write {Shortest} characters or more.";
        if (password.Length > Longest) return $"Write {Longest} characters at most.";
        var plain = password.ToLowerInvariant();
        if (plain.Distinct().Count() < FewestDistinct) return "It repeats the same few characters. Write something less regular.";
        if (IsRepeated(plain)) return "It repeats one short text. Write something less regular.";
        if (IsSequence(plain)) return "It follows the alphabet, the digits or the keyboard. Write something less regular.";
        var rest = name.Length == 0 ? plain : plain.Replace(name.ToLowerInvariant(), "", StringComparison.Ordinal);
        if (rest.Length < LeastOfOne) return "It is little more than the name of the account. Add more of your own.";
        foreach (var word in Worn) rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < LeastOfOne ? "It is little more than a word that is tried first. Add more of your own." : null;
    }

    // A text is made of a shorter one where it is found in itself, moved.
    private static bool IsRepeated(string text) => Enumerable.Range(1, text.Length / 2).Any(period => text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)));

    // Three steps in four lead to the next or the same character.
    private static bool IsSequence(string text) => Enumerable.Range(1, text.Length - 1).Count(at => IsStep(text[at - 1], text[at])) * 4 >= (text.Length - 1) * 3;

    private static bool IsStep(char before, char after) =>
        Math.Abs(after - before) <= 1 || (before, after) is ('9', '0') or ('0', '9')
        || Array.Exists(Rows, row => row.IndexOf(before, StringComparison.Ordinal) is >= 0 and var from && row.IndexOf(after, StringComparison.Ordinal) is >= 0 and var to && Math.Abs(from - to) == 1);
}
