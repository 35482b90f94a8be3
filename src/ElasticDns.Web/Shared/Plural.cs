using System.Globalization;

namespace ElasticDns.Web.Shared;

/// <summary>Numbers as people read them.</summary>
public static class Plural
{
    /// <summary>A number with thousands separated, and the noun in the form that goes with it.</summary>
    public static string Of(int count, string noun) => $"{Number(count)} {Noun(count, noun)}";

    /// <summary>The same with a plural that no letter makes.</summary>
    public static string Of(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>A number with thousands separated.</summary>
    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The noun, in the plural unless there is exactly one.</summary>
    public static string Noun(int count, string noun) => count == 1 ? noun : noun + "s";
}
