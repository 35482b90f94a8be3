using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>Which names accounts have. Capitals do not tell two names apart.</summary>
public static class AccountName
{
    public const int Longest = 64;

    /// <summary>Why a name is not taken, in a sentence; null where it is.</summary>
    public static string? FaultOf(string name) =>
        name.Length is 0 or > Longest ? $"Write a name of 1 to {Longest} characters."
        : !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@') || !char.IsAsciiLetterOrDigit(name[0]) ? "A name has letters a to z, digits and . _ - @, and begins with a letter or a digit."
        : Actor.IsReserved(name) ? $"'{name}' is what the app itself goes by in the history. Choose another name."
        : null;
}
