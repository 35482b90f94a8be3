using System.Globalization;
using System.Reflection;
using ElasticDns.Tests;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>
/// Every row of bad input has its tests, which bear its number: <c>dotnet run --project tests/ElasticDns.Web.Tests -- -trait bad-input=A17</c>
/// runs one. A and B are files (<see cref="StructureRows"/>, <see cref="ValueRows"/>); the tests of C and D stand in
/// <see cref="OutputRows"/>, <see cref="RequestRows"/> and with the features that they are about, marked with the same trait.
/// </summary>
public sealed class Register
{
    // The last number of each letter.
    private static readonly (char Letter, int Last)[] Letters = [('A', 38), ('B', 11), ('C', 7), ('D', 18)];

    /// <summary>The rows that are files.</summary>
    internal static IReadOnlyList<BadInputRow> Files { get; } = [.. StructureRows.All, .. ValueRows.All];

    [Fact]
    public void Every_row_has_a_test()
    {
        var rows = Letters.SelectMany(letter => Enumerable.Range(1, letter.Last).Select(number => string.Create(CultureInfo.InvariantCulture, $"{letter.Letter}{number:00}")));
        var marked = from type in typeof(Register).Assembly.GetTypes()
                     from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                     where method.GetCustomAttributes<FactAttribute>().Any()
                     from row in BadInputCountAttribute.RowsOf(method)
                     select row;
        var tested = Files.Select(row => row.Id).Concat(marked).ToHashSet();
        Assert.Equal([], rows.Where(row => !tested.Contains(row)));
    }
}
