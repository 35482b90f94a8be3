using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;

namespace ElasticDns.Core.Tests.Impact;

public sealed class ChangeSummaryTests
{
    private static string Between(string before, string after) => ChangeSummary.Of(
        ApplicationChanges.Between(Yml.Application(before, "shop"), Yml.Application(after, "shop"), target => [.. AddressRules.OwnAddresses(target).Select(address => address.Url)]), false);

    [Theory]
    [InlineData("services: {api: {ports: [1]}}", "services: {api: {ports: [1]}}", "nothing changed")]
    [InlineData("services: {api: {ports: [1]}}", "services: {api: {ports: [2]}}", "1 address changed")]
    [InlineData("services: {api: {ports: [1, 2]}}", "services: {api: {ports: [3, 4]}, web: {ports: [80]}}", "2 addresses changed, 1 service added")]
    [InlineData("services: {api: {ports: [1]}, web: {ports: [80]}}", "services: {api: {ports: [1]}}\ndatabases: [mysql, redis]", "1 service removed, 2 databases added")]
    [InlineData("services: {api: {image: 'a:1'}}", "services: {api: {image: 'a:2'}}", "image of api changed")]
    [InlineData("services: {api: {image: 'a:1'}, web: {image: 'b:1'}}", "services: {api: {image: 'a:2'}, web: {image: 'b:2'}}", "image of 2 services changed")]
    [InlineData("services: {api: {image: 'a:1'}}", "services: {api: {image: 'a:2', type: daemon_set}}", "image and type of api changed")]
    [InlineData("services: {api: {ports: [{container: 80, http: 81}]}}", "services: {api: {ports: [{container: 80, http: 82}]}}", "1 port changed")]
    public void A_revision_is_told_in_a_few_words(string before, string after, string words) => Assert.Equal(words, Between(before, after));

    [Fact]
    public void The_first_revision_is_the_first_import() => Assert.Equal("first import", ChangeSummary.Of([], true));
}
