using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Catalog;

public sealed class DnsLabelTests
{
    [Theory]
    [InlineData("custom_web", "custom-web")]
    [InlineData("Web", "web")]
    [InlineData("-a", "a")]
    [InlineData("a-", "a")]
    [InlineData("a..b", "a--b")]
    [InlineData("A_b", "a-b")]
    [InlineData("api.", "api")]
    [InlineData("my service", "my-service")]
    [InlineData("__proto__", "proto")]
    [InlineData("404", "404")]
    [InlineData("*", "")]
    [InlineData("", "")]
    [InlineData("api", "api")]
    public void A_name_is_lower_cased_other_characters_become_dashes_and_dashes_are_trimmed(string name, string label) =>
        Assert.Equal(label, DnsLabel.Fold(name));

    [Fact]
    public void A_long_name_is_never_cut() => Assert.Equal(64, DnsLabel.Fold(new string('a', 64)).Length);

    [Theory]
    [InlineData("api", true)]
    [InlineData("web-front-end", true)]
    [InlineData("9to5", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("-api", false)]
    [InlineData("api-", false)]
    [InlineData("Api", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("\u0430pi", false)]
    [InlineData("a/b", false)]
    public void A_label_is_a_to_z_digits_and_dashes_with_a_letter_or_digit_at_both_ends(string text, bool isLabel) =>
        Assert.Equal(isLabel, DnsLabel.IsLabel(text));

    [Fact]
    public void A_label_has_at_most_63_characters()
    {
        Assert.True(DnsLabel.IsLabel(new string('a', 63)));
        Assert.False(DnsLabel.IsLabel(new string('a', 64)));
    }
}
