using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ElasticDns.Tests;
using Xunit.v3;

[assembly: BadInputCount]
[assembly: AssemblyFixture(typeof(BadInputReport))]

namespace ElasticDns.Tests;

/// <summary>
/// Counts what comes of every test of a row of bad input: one that has the trait <c>bad-input</c> (<c>A17</c>), or whose name begins with
/// the row (<c>A08_A09_nested_lists</c>). A row holds where all of its tests that ran have passed.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed partial class BadInputCountAttribute : BeforeAfterTestAttribute
{
    /// <summary>The trait that names the row.</summary>
    public const string Trait = "bad-input";

    private static readonly ConcurrentDictionary<string, (int Failed, int Inputs)> RowsTried = [];
    private static readonly ConcurrentDictionary<string, int> InputsOfTest = [];

    /// <summary>Says that the test that runs has tried so many inputs; a test that says nothing has tried one.</summary>
    public static void Tried(int inputs) => InputsOfTest.AddOrUpdate(TestContext.Current.Test!.UniqueID, inputs, (_, before) => before + inputs);

    /// <summary>The rows that a method names.</summary>
    public static IEnumerable<string> RowsOf(MethodInfo method) => method.GetCustomAttributes<TraitAttribute>()
        .Concat(method.DeclaringType!.GetCustomAttributes<TraitAttribute>()).Where(trait => trait.Name == Trait).Select(trait => trait.Value)
        .Concat(RowsOfName(method.Name)).Distinct();

    /// <summary>What was tried, one line for each letter: <c>bad-input A: 38 of 38 rows hold, 4,321 inputs</c>.</summary>
    public static IEnumerable<string> Lines =>
        from row in RowsTried
        group row by row.Key[0] into letter
        orderby letter.Key
        let held = letter.Count(row => row.Value.Failed == 0)
        let failed = letter.Where(row => row.Value.Failed > 0).Select(row => row.Key).Order(StringComparer.Ordinal)
        select string.Create(CultureInfo.InvariantCulture,
            $"bad-input {letter.Key}: {held} of {letter.Count()} rows hold, {letter.Sum(row => row.Value.Inputs):N0} inputs{(failed.Any() ? $"; broken: {string.Join(", ", failed)}" : "")}");

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var rows = (test.Traits.TryGetValue(Trait, out var traits) ? traits : []).Concat(RowsOfName(methodUnderTest.Name)).ToHashSet();
        if (rows.Count == 0 || TestContext.Current.TestState is not { Result: TestResult.Passed or TestResult.Failed } state) return;
        var inputs = InputsOfTest.TryRemove(test.UniqueID, out var said) ? said : 1;
        var failed = state.Result is TestResult.Failed ? 1 : 0;
        foreach (var row in rows) RowsTried.AddOrUpdate(row, (failed, inputs), (_, before) => (before.Failed + failed, before.Inputs + inputs));
    }

    private static IEnumerable<string> RowsOfName(string method) => LeadingRows().Match(method).Groups[1].Captures.Select(row => row.Value);

    [GeneratedRegex("^(?:([A-D][0-9]{2})_)+", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingRows();
}

/// <summary>Writes the numbers where a run of the tests shows them, when all of them are through.</summary>
public sealed class BadInputReport : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var line in BadInputCountAttribute.Lines) TestContext.Current.SendDiagnosticMessage(line);
        return ValueTask.CompletedTask;
    }
}
