using ElasticDns.Web.Features.Search;

namespace ElasticDns.Web.Tests.Features.Search;

public sealed class SearchQueryTests
{
    private static string Read(string? text)
    {
        var query = SearchQuery.Parse(text);
        return string.Join(' ', [.. query.Terms.Select(term => $"{term.Field}={term.Value}"), query.Kinds is SearchKinds.All ? "" : $"[{query.Kinds}]", query.From is null ? "" : $"<{query.From}>"]).Trim();
    }

    [Theory]
    [InlineData("api", "Any=api")]
    [InlineData("  Back   office ", "Any=back Any=office")]
    [InlineData("\"Back office\"", "Any=back office")]
    [InlineData("name:api port:3000 namespace:back cluster:prod", "Name=api Port=3000 Namespace=back Cluster=prod")]
    [InlineData("NAME:Api", "Name=api")]
    [InlineData("name:\"web front\" api", "Name=web front Any=api")]
    [InlineData("api from:web-front-end", "Any=api  <web-front-end>")]
    [InlineData("from:production/web from:\"Back office\"", "<back office>")]
    [InlineData("type:service", "[Service]")]
    [InlineData("type:data api", "Any=api [Database]")]
    [InlineData("type:services", "[Service]")]
    [InlineData("type:nonsense", "[None]")]
    [InlineData("type:service type:database", "[None]")]
    public void Words_and_directives_are_read(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("name:")]
    [InlineData("from: type: cluster:")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    public void What_is_not_written_yet_asks_for_nothing(string? text) => Assert.True(SearchQuery.Parse(text).IsEmpty);

    [Trait("bad-input", "D16")]
    [Theory]
    [InlineData("http://api:3000", "Any=http://api:3000")]
    [InlineData("registry.example.com/api:1.0", "Any=registry.example.com/api:1.0")]
    [InlineData("owner:me", "Any=owner:me")]
    [InlineData("(a+)+$", "Any=(a+)+$")]
    [InlineData("%", "Any=%")]
    [InlineData("_ ' * NEAR(", "Any=_ Any=' Any=* Any=near(")]
    [InlineData("\"api", "Any=api")]
    [InlineData("api\"x", "Any=api\"x")]
    [InlineData("name:\"api", "Name=api")]
    public void What_is_no_directive_is_plain_text(string text, string expected) => Assert.Equal(expected, Read(text));

    [Trait("bad-input", "D16")]
    [Fact]
    public void A_long_text_is_cut()
    {
        var term = Assert.Single(SearchQuery.Parse(new string('a', 100_000)).Terms);
        Assert.Equal(SearchQuery.MaxLength, term.Value.Length);
    }

    [Trait("bad-input", "D16")]
    [Fact]
    public void Nothing_that_can_be_typed_throws()
    {
        var random = new Random(20261122);
        const string characters = "ab:\" \t\n%_'*()-./\\\u0000\u202e\ud83dТ";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4) == 0 ? "from:" : characters[random.Next(characters.Length)].ToString()));
            Assert.All(SearchQuery.Parse(text).Terms, term => Assert.NotEqual("", term.Value));
        }
    }
}
