using ElasticDns.Core.Manifests;
using ElasticDns.Tests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>What is no YAML is said at the place that has to be mended, not at the one where the parser gave up.</summary>
public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("services:\n  api:\n    ports: [80\n", 3, 12)]
    [InlineData("services:\n  api:\n    ports: [80\n\n\n", 3, 12)]
    [InlineData("services:\n  api: {ports: [80], image: a\n", 2, 8)]
    [InlineData("services:\n  api: {ports: [80, image: a}\n", 2, 16)]
    [InlineData("services:\n  api:\n    ports: [\n      80,\n      81\n    image: a[b\n", 3, 12)]
    [InlineData("a: \"[\"\nb: [1\n", 2, 4)]
    [InlineData("a: x # [\nb: [1\n", 2, 4)]
    [InlineData("a: it's [\nb: [1\n", 2, 4)]
    public void A_bracket_that_is_not_closed_is_named_where_it_opens(string text, int line, int column)
    {
        var finding = Yml.Refuse(ManifestReader.Read(Yml.Parse(text)), "yaml-syntax");
        Assert.Contains("that opens here is not closed", finding.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (finding.Line, finding.Column));
    }

    [Fact]
    public void A_long_line_before_a_bracket_costs_no_more_than_its_length() =>
        Watchdog.Run(() => Yml.Parse($"a: {new string(' ', 400_000)}[{new string('[', 20)}{new string(' ', 50_000)}"));
}
