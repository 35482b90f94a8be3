using System.Text.RegularExpressions;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Isolation;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Isolation;

public sealed class IsolationPatternTests
{
    private static readonly Application Shop = Yml.Application("services: {web: {ports: [80]}, web-worker: {}}\ndatabases: [mysql-default, mysql-leopard, redis]", "shop");

    [Theory]
    [InlineData("production", "web web-worker mysql-default mysql-leopard redis")]
    [InlineData("*", "web web-worker mysql-default mysql-leopard redis")]
    [InlineData("production/shop", "web web-worker mysql-default mysql-leopard redis")]
    [InlineData("*/shop/*", "web web-worker mysql-default mysql-leopard redis")]
    [InlineData("PROD*/s**p/Web", "web")]
    [InlineData("*/*/web*", "web web-worker")]
    [InlineData("*/*/*-*", "web-worker mysql-default mysql-leopard")]
    [InlineData("service:production", "web web-worker")]
    [InlineData("database:*/*/mysql*", "mysql-default mysql-leopard")]
    [InlineData("database:*/*/mysql", "mysql-default")]
    [InlineData("service:*/*/mysql*", "")]
    [InlineData("staging", "")]
    [InlineData("production/shops", "")]
    [InlineData(" production/shop/redis\t", "redis")]
    public void A_pattern_names_targets(string text, string expected)
    {
        Assert.True(IsolationPattern.TryParse(text, PatternSide.To, out var pattern, out var fault), fault?.Message);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Shop.Targets.Where(target => pattern.Matches(Shop, target)).Select(target => target.Label).Order());
    }

    [Fact]
    public void The_calling_side_names_services_alone()
    {
        Assert.True(IsolationPattern.TryParse("production", PatternSide.From, out var pattern, out _));
        Assert.Equal(["web", "web-worker"], Shop.Targets.Where(target => pattern.Matches(Shop, target)).Select(target => target.Label).Order());
    }

    [Theory]
    [InlineData("", "pattern-empty", 1, "as in production/payments")]
    [InlineData("   ", "pattern-empty", 1, "Nothing is written")]
    [InlineData("production/", "pattern-part-empty", 12, "The namespace after the slash is empty; write * for any, or leave the slash away.")]
    [InlineData("/payments", "pattern-part-empty", 1, "The cluster is empty")]
    [InlineData("a//b", "pattern-part-empty", 3, "The namespace is empty; write * for any.")]
    [InlineData("a/b/c/d", "pattern-parts", 6, "three parts at most")]
    [InlineData("a/b/c/", "pattern-parts", 6, "three parts at most")]
    [InlineData("production/shop/custom_web", "pattern-character", 23, "'_' cannot stand in a label; write 'custom-web'.")]
    [InlineData("  production/sh op", "pattern-character", 16, "A blank cannot stand in a namespace; write 'sh-op'.")]
    [InlineData("production/b*.c", "pattern-character", 14, "* for any characters")]
    [InlineData("production/pаyments", "pattern-character", 13, "\\u0430")]
    [InlineData("db:production", "pattern-kind", 1, "'db' is no kind; before the colon stands service or database")]
    [InlineData("production/shop:80", "pattern-kind", 1, "no kind")]
    [InlineData("production/-web", "pattern-dash", 12, "starts with '-'")]
    [InlineData("production/web-", "pattern-dash", 15, "ends with '-'")]
    public void What_is_no_pattern_is_refused_with_its_place_and_what_to_write(string text, string code, int column, string message)
    {
        Assert.False(IsolationPattern.TryParse(text, PatternSide.To, out _, out var fault));
        Assert.Equal((code, column), (fault.Code, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_patterns_and_databases_that_call_are_refused()
    {
        Assert.False(IsolationPattern.TryParse("database:production", PatternSide.From, out _, out var fault));
        Assert.Equal(("pattern-database-calls", 1), (fault.Code, fault.Column));
        Assert.False(IsolationPattern.TryParse($"p/{new string('a', 64)}", PatternSide.To, out _, out fault));
        Assert.Equal(("pattern-part-too-long", 66), (fault.Code, fault.Column));
        Assert.False(IsolationPattern.TryParse(new string('a', 251), PatternSide.To, out _, out fault));
        Assert.Equal("pattern-too-long", fault.Code);
        Assert.True(IsolationPattern.TryParse($"p/{new string('a', 63)}", PatternSide.To, out _, out _));
    }

    [Theory]
    [InlineData("production", "Production/*/*", true)]
    [InlineData("a/**b", "a/*b/*", true)]
    [InlineData("service:production", "production", false)]
    [InlineData("production/a", "production/b", false)]
    public void Patterns_are_equal_where_they_mean_the_same(string one, string other, bool same)
    {
        Assert.True(IsolationPattern.TryParse(one, PatternSide.To, out var first, out _));
        Assert.True(IsolationPattern.TryParse(other, PatternSide.To, out var second, out _));
        Assert.Equal(same, first.Equals(second));
        if (same) Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void A_star_stands_for_what_it_stands_for_in_a_regular_expression() =>
        Property.Holds(
            from pattern in Gen.Elements('a', 'b', '*').UpTo(8)
            from label in Gen.Elements('a', 'b').UpTo(10)
            where pattern.Count > 0 && label.Count > 0
            select (Pattern: new string([.. pattern]), Label: new string([.. label])),
            one => Assert.Equal(
                Regex.IsMatch(one.Label, $"^{one.Pattern.Replace("*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking),
                Matches(one.Pattern, one.Label)),
            cases: 2_000);

    [Fact]
    public void Many_stars_cost_no_time()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 30)) + "b";
        Watchdog.Run(() => Assert.False(Matches(pattern, new string('a', 63))));
    }

    private static bool Matches(string label, string of)
    {
        Assert.True(IsolationPattern.TryParse($"*/*/{label}", PatternSide.To, out var pattern, out var fault), fault?.Message);
        return pattern.Matches(Shop, new Service(of, of, []));
    }
}
