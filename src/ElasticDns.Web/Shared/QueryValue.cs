using System.Globalization;
using System.Numerics;

namespace ElasticDns.Web.Shared;

/// <summary>
/// What a parameter of a page's address says. Pages take it as text: one that asked for a number would fail where somebody wrote a word.
/// What is no value of the parameter is as if it were not there.
/// </summary>
public static class QueryValue
{
    /// <summary>Whether it says <c>true</c>.</summary>
    public static bool IsTrue(string? text) => bool.TryParse(text, out var value) && value;

    /// <summary>The number that it says, in digits alone.</summary>
    public static T? Number<T>(string? text)
        where T : struct, INumberBase<T> => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
