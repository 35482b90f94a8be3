using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

public sealed class ManifestLineTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("services:", 1)]
    [InlineData("  - container: 3000", 5)]
    [InlineData("    URL: mysql://u:********@mysql:3306/db", 10)]
    [InlineData("    URL: mysql://u:********@mysql:3306/db", 22)]
    [InlineData("    A: ******** ********", 0)]
    [InlineData("  ********: x", 3)]
    [InlineData("no key here", 99)]
    public void The_pieces_are_the_line(string text, int column) =>
        Assert.Equal(text, string.Concat(Line(text, column).Pieces().Select(piece => piece.Text)));

    [Fact]
    public void Keys_redactions_and_the_word_of_the_finding_are_told_apart()
    {
        var pieces = Line("  URL: mysql://u:********@mysql", 8).Pieces();
        Assert.Equal(["URL"], pieces.Where(piece => piece.IsKey).Select(piece => piece.Text));
        Assert.Equal(["********"], pieces.Where(piece => piece.IsRedacted).Select(piece => piece.Text));
        Assert.Equal(["mysql://u:", "********", "@mysql"], pieces.Where(piece => piece.IsMarked).Select(piece => piece.Text));
        Assert.Equal(2, ManifestLine.RedactedIn("a: ********\nb: ********"));
    }

    [Fact]
    public void Of_a_very_long_line_the_beginning_is_shown()
    {
        var line = Assert.Single(ManifestLine.Of(string.Concat(Enumerable.Repeat("******** ", 100_000)), []));
        Assert.EndsWith("… and 898,000 more characters", line.Text, StringComparison.Ordinal);
        Assert.InRange(line.Pieces().Count, 1, 1_000);
    }

    [Theory]
    [InlineData("  URL: http://api.shop:3000", 8, "http://api.shop:3000")]
    [InlineData("  URL: \"http://api.shop:3000\"", 9, "http://api.shop:3000")]
    [InlineData("  URLS: [tcp://a:1, tcp://b:2]", 10, "tcp://a:1")]
    [InlineData("  port: 1", 3, "port")]
    [InlineData("  port:", 3, "port")]
    public void A_mark_covers_a_whole_address_and_ends_before_the_colon_of_a_key(string text, int column, string marked) =>
        Assert.Equal(marked, string.Concat(Line(text, column).Pieces().Where(piece => piece.IsMarked).Select(piece => piece.Text)));

    private static ManifestLine Line(string text, int column) => new(1, text, column == 0 ? [] : [new(Severity.Warning, "code", "message", null, 1, column)]);
}
