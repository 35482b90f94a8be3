using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Catalog;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("api", "api", 0)]
    [InlineData("api", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("apu", "api", 1)]
    [InlineData("ports", "port", 1)]
    [InlineData("abc", "cab", 2)]
    public void The_distance_is_the_number_of_edits(string one, string other, int distance)
    {
        Assert.Equal(distance, NearestNames.Distance(one, other));
        Assert.Equal(distance, NearestNames.Distance(other, one));
    }

    [Fact]
    public void A_long_name_has_a_distance_too() =>
        Assert.Equal(1, NearestNames.Distance(new string('a', 300), new string('a', 301)));

    [Fact]
    public void Up_to_three_names_at_two_edits_or_less_are_suggested_nearest_first() =>
        Assert.Equal(["apis", "api", "apio"], NearestNames.Of("apiss", ["queue", "apio", "api", "apis", "zpizz"]));

    [Fact]
    public void A_distance_as_long_as_the_name_itself_suggests_nothing() =>
        Assert.Empty(NearestNames.Of("db", ["pg", "es", "a"]));

    [Fact]
    public void The_wanted_name_is_not_suggested_for_itself() => Assert.Equal(["web1"], NearestNames.Of("web", ["web", "web1"]));

    [Theory]
    [InlineData("shceduler", "scheduler", true)]
    [InlineData("apu", "api", false)]
    [InlineData("apix", "api", true)]
    [InlineData("redsi", "redis", false)]
    [InlineData("rediss", "redis", true)]
    [InlineData("queue", "api", false)]
    public void Nearly_is_at_most_two_edits_and_fewer_than_a_third_of_the_longer_name(string text, string name, bool nearly) =>
        Assert.Equal(nearly, NearestNames.IsNearly(text, name));
}
