using ElasticDns.Core.Catalog;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.Tests.Catalog;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Isolation;

public sealed class IsolationCheckTests
{
    private static readonly Application Web = Yml.Application("services: {web: {ports: [80], env_vars: {A: 'http://ledger.payments:9000', B: 'http://ledger.payments:9001'}}, worker: {}}", "web-front-end", name: "Web front end");
    private static readonly Application Payments = Yml.Application("services: {ledger: {ports: [9000]}, silent: {}}\ndatabases: [postgresql, couchdb]", "payments", name: "Payments");
    private static readonly Application Staging = Yml.Application("services: {preview: {ports: [80]}}", "sandbox", "staging");

    private static RuleVerdict Verdict(string from, string to) => Rules.Check([Web, Payments, Staging], Rules.Of(from, to)).Verdicts[0];

    [Theory]
    [InlineData("production/web-front-end", "production/payments", RuleState.Broken, 4)] // two callers, ledger and postgresql
    [InlineData("*/web-front-end/web", "*/*/ledger", RuleState.Broken, 1)]
    [InlineData("production", "database:production", RuleState.Broken, 4)]
    [InlineData("production", "production", RuleState.Broken, 10)] // four callers, three targets, two of them call themselves
    [InlineData("production/web-front-end/web", "production/web-front-end/web", RuleState.Kept, 0)] // a service and itself
    [InlineData("staging", "production", RuleState.Kept, 0)] // nothing connects across clusters
    [InlineData("production", "*/*/silent", RuleState.Kept, 0)] // no address
    [InlineData("production", "*/*/couchdb", RuleState.Kept, 0)] // its port is not known
    [InlineData("production/nobody", "production", RuleState.MatchesNothing, 0)]
    public void A_rule_is_broken_where_both_sides_share_a_cluster_and_the_target_has_an_address(string from, string to, RuleState state, long pairs)
    {
        var verdict = Verdict(from, to);
        Assert.Equal((state, pairs), (verdict.State, verdict.Pairs));
        Assert.Equal(pairs, verdict.List().Sum(violation => violation.Count));
    }

    [Fact]
    public void What_a_manifest_declares_comes_first_with_its_line_also_with_a_port_that_is_not_exposed()
    {
        var verdict = Verdict("production", "production");
        Assert.Equal(2, Assert.Single(verdict.Clusters).Declared);
        var first = verdict.List()[0];
        Assert.Equal(("web-front-end", "payments", 4L), (first.From.Namespace, first.To.Namespace, first.Count));
        Assert.Equal([("env_vars.A", 1), ("env_vars.B", 1)], first.Declared.Select(reference => (reference.Mention.Where, reference.Mention.Line)));
        Assert.All(verdict.List().Skip(1), violation => Assert.Empty(violation.Declared));
        Assert.Equal("Run Web front end and Payments in different clusters.", first.Fix);
    }

    [Fact]
    public void A_service_that_stands_alone_on_one_side_is_not_named_on_the_other()
    {
        var violation = Assert.Single(Verdict("*/payments/ledger", "production/payments").List());
        Assert.Equal((1, "ledger", "postgresql"), (violation.Count, Assert.Single(violation.Callers).Label, Assert.Single(violation.Targets).Label));
        Assert.Equal("Run these parts of Payments in different clusters, as applications of their own.", violation.Fix);
    }

    [Theory]
    [InlineData("prodution", "production", "No cluster of the catalogue matches 'prodution'. Did you mean 'production'?")]
    [InlineData("production/payment", "production", "No namespace of cluster 'production' matches 'payment'. Did you mean 'payments'?")]
    [InlineData("*/payments/lodger", "production", "No service of Payments matches 'lodger'. Did you mean 'ledger'?")]
    [InlineData("*/payments/postgresql", "production", "'postgresql' of Payments is a database, and a database never calls.")]
    [InlineData("production", "database:*/web-front-end", "No database belongs to Web front end.")]
    [InlineData("production", "database:*/payments/ledger", "'ledger' of Payments is no database.")]
    [InlineData("production", "production/x*", "No namespace of cluster 'production' matches 'x*'.")]
    public void A_side_that_matches_nothing_names_what_was_probably_meant(string from, string to, string hint) =>
        Assert.Equal([hint], Verdict(from, to).Hints.Select(one => one.Message));

    [Theory]
    [InlineData("production/payments", PatternSide.From, "2 services of 1 application", 1)]
    [InlineData("production/payments", PatternSide.To, "2 services and 2 databases of 1 application", 2)]
    [InlineData("*", PatternSide.From, "5 services of 3 applications", 2)]
    [InlineData("database:*", PatternSide.To, "2 databases of 1 application", 1)]
    [InlineData("nowhere", PatternSide.To, "nothing", 0)]
    public void A_pattern_says_how_much_it_matches(string text, PatternSide side, string words, int withoutAddress)
    {
        Assert.True(IsolationPattern.TryParse(text, side, out var pattern, out _));
        var match = PatternMatch.Of(CatalogSnapshot.Of([Web, Payments, Staging]), pattern, side);
        Assert.Equal((words, withoutAddress), (match.Words, match.WithoutAddress));
    }

    [Fact]
    public void Counts_and_lists_are_those_of_looking_at_every_pair() =>
        Property.Holds(
            from applications in Catalogs.Applications
            from rules in Rules.Any.UpTo(4)
            select (applications, rules),
            one =>
            {
                var check = Rules.Check(one.applications, one.rules);
                foreach (var (rule, verdict) in check.Rules.All.Zip(check.Verdicts))
                {
                    var pairs = Rules.Pairs(check.Catalog).Where(pair =>
                        check.Rules.Forbidding(pair.From, pair.Caller, pair.Home, pair.Target).Contains(rule)
                        && ReachRules.Between(pair.From, pair.Caller.Label, pair.Home, pair.Target).IsReachable()).ToList();
                    Assert.Equal(pairs.Count, verdict.Pairs);
                    Assert.Equal(pairs.Select(pair => (pair.From, pair.Home)).Distinct().LongCount(), verdict.Clusters.Sum(cluster => cluster.Groups));
                    Assert.Equal(
                        pairs.GroupBy(pair => (pair.From, pair.Home)).Select(group => (group.Key.From.Cluster, group.Key.From.Namespace, To: group.Key.Home.Namespace, Count: group.LongCount(),
                            Callers: Labels(group.Select(pair => pair.Caller)), Targets: Labels(group.Select(pair => pair.Target)))).Order(),
                        verdict.List().Select(violation => (violation.From.Cluster, violation.From.Namespace, To: violation.To.Namespace, violation.Count, Callers: Labels(violation.Callers), Targets: Labels(violation.Targets))).Order());
                    var both = one.applications.SelectMany(home => home.Targets, (home, target) => (home, target)).ToList();
                    Assert.Equal(both.Count(pair => rule.From.Matches(pair.home, pair.target)), verdict.From.Services);
                    Assert.Equal(both.Count(pair => rule.To.Matches(pair.home, pair.target)), verdict.To.Services + verdict.To.Databases);
                    Assert.Equal(verdict.From.IsNothing || verdict.To.IsNothing, verdict.Hints.Count > 0);
                    foreach (var cluster in check.Catalog.Clusters)
                        Assert.Equal(pairs.Count(pair => pair.From.Cluster == cluster.Name), verdict.In(cluster.Name).Sum(part => part.Pairs));
                }
            });

    private static string Labels(IEnumerable<Target> targets) => string.Join(' ', targets.Select(target => target.Label).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Severities_and_clusters_decide_what_fails()
    {
        var check = Rules.Check([Web, Payments, Staging], Rules.Of("production", "*/payments", "warning"), Rules.Of("staging", "staging", "error"));
        Assert.True(check.Fails(Severity.Warning, null) && check.Fails(Severity.Note, "production"));
        Assert.False(check.Fails(Severity.Error, null) || check.Fails(Severity.Note, "staging"));
        Assert.Equal((1, 1, 0), (check.BrokenIn(null), check.BrokenIn("production"), check.BrokenIn("staging")));
        Assert.Equal(["staging"], check.About("staging").Select(verdict => verdict.Rule.From.Text));
    }

    [Fact]
    public void Four_hundred_million_pairs_are_counted_and_a_few_listed()
    {
        var ports = new ContainerPort[] { new(80, null, null, null, null) };
        var catalog = CatalogSnapshot.Of(Enumerable.Range(0, 1_000).Select(number => new Application(
            "production", $"app-{number:d4}", $"App {number}", [.. Enumerable.Range(0, 20).Select(service => new Service($"s{service:d2}", $"s{service:d2}", ports))], [])));
        Watchdog.Run(() =>
        {
            var check = Rules.Check(catalog, Enumerable.Range(0, 200).Select(number => Rules.Of("production", number == 0 ? "production" : $"*/*-{number:d3}*/s*")));
            Assert.Equal(20_000L * 20_000 - 20_000, check.Verdicts[0].Pairs);
            Assert.Equal(1_000_000, check.Verdicts[0].Clusters[0].Groups);
            Assert.Equal(RuleVerdict.MostListed, check.Verdicts[0].List().Count);
        });
    }
}
