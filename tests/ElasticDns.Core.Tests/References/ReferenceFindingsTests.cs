using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.References;

public sealed class ReferenceFindingsTests
{
    private static IReadOnlyList<Finding> Findings(string body, params Application[] others)
    {
        var shop = Declared.ShopOf(body);
        return [.. ReferenceFindings.Of(Declared.Rules([shop, .. others]), shop, "shop/service.yml")];
    }

    [Theory]
    [InlineData("http://nothing", Severity.Warning, "reference-unknown-service")]
    [InlineData("http://api", Severity.Warning, "reference-port-not-exposed")]
    [InlineData("http://ledger.payment", Severity.Warning, "reference-unknown-namespace")]
    [InlineData("http://preview.sandbox:5000", Severity.Warning, "reference-different-cluster")]
    [InlineData("http://api.cloud66.local:3000", Severity.Note, "reference-v1-name")]
    [InlineData("http://api.cloud66.local", Severity.Warning, "reference-port-not-exposed")]
    public void Each_that_leads_nowhere_is_warned_of_and_a_V1_name_noted(string value, Severity severity, string code)
    {
        var finding = Assert.Single(Findings($"env_vars:\n  A: x\n  B: {value}", Declared.Payments, Declared.Staging));
        Assert.Equal((severity, code), (finding.Severity, finding.Code));
        Assert.Equal(("shop/service.yml", Declared.FirstLine + 2), (finding.File, finding.Line));
        Assert.Equal("services.caller.env_vars.B", finding.Path);
        Assert.StartsWith($"Service 'caller' declares '{value}' in env_vars.B", finding.Message, StringComparison.Ordinal);
        Assert.Equal(severity is Severity.Warning, finding.Message.Contains(", which leads nowhere: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_resolves_is_passed_over_in_silence() => Assert.Empty(Findings("command: http://api:3000 ledger.payments https://example.com", Declared.Payments));

    [Fact]
    public void They_are_counted_without_their_words()
    {
        var shop = Declared.ShopOf("command: http://nothing http://api:3000 http://api.cloud66.local:3000 http://site https://example.com");
        var rules = Declared.Rules(shop);
        Assert.Equal(2, ReferenceFindings.Of(rules, shop, "service.yml").Count());
        Assert.Equal(2, ReferenceFindings.Count(rules, shop));
    }

    [Fact]
    public void As_many_as_a_file_may_hold_are_judged_and_the_first_explained_in_no_time()
    {
        var others = Enumerable.Range(0, 500).Select(number => Yml.Application($"services: {{a{number}: {{ports: [80]}}, b{number}: {{ports: [80]}}}}", $"application-{number}")).ToList();
        var words = string.Join(' ', Enumerable.Range(0, 10_000).Select(number => $"http://servise-{number}"));
        var shop = Yml.Application($"services: {{{string.Concat(Enumerable.Range(0, 300).Select(number => $"service-{number}: , "))}caller: {{command: '{words}'}}}}", "shop");
        var rules = Declared.Rules([shop, .. others]);
        Watchdog.Run(() =>
        {
            Assert.Equal(10_000, ReferenceFindings.Count(rules, shop));
            Assert.Equal(200, ReferenceFindings.Of(rules, shop, "service.yml").Take(200).Count());
        });
    }
}
