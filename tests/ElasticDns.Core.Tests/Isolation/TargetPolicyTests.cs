using ElasticDns.Core.Catalog;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.Tests.Catalog;
using FsCheck.Fluent;
using YamlDotNet.RepresentationModel;

namespace ElasticDns.Core.Tests.Isolation;

/// <summary>The policies that would enforce rules, judged as Kubernetes judges them.</summary>
public sealed class TargetPolicyTests
{
    private static readonly Application Web = Yml.Application("services: {web: {ports: [80]}, worker: {}}", "web-front-end", name: "Web front end");
    private static readonly Application Other = Yml.Application("services: {batch: {}}", "404");
    private static readonly Application Payments = Yml.Application(
        "services: {ledger: {ports: [9000]}, hooks: {ports: ['5000:80:443']}, host: {ports: [80], security_context: {host_network: true}}}\ndatabases: [postgresql]", "payments", name: "Payments");

    private static string PolicyOf(string label, params (string From, string To)[] rules)
    {
        var check = Rules.Check([Web, Other, Payments], rules.Select(rule => Rules.Of(rule.From, rule.To, reason: "Card data")));
        var policy = TargetPolicy.Of(check, Payments, Payments.Find(label)!);
        return policy is null ? "none" : PolicyYaml.Of(policy);
    }

    [Fact]
    public void All_rules_of_a_target_are_one_policy_that_lets_in_all_others() => Assert.Equal(
        """
        # production/payments/ledger, which these rules keep others from:
        #   production/web-front-end -> production/payments (error): Card data
        #   */404/batch -> */*/ledger (error): Card data
        # Pods without the label "app" are let in.
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: isolate-ledger
          namespace: "payments"
        spec:
          podSelector:
            matchLabels:
              app: "ledger"
          policyTypes: [Ingress]
          ingress:
            - from:
                - namespaceSelector:
                    matchExpressions:
                      - key: kubernetes.io/metadata.name
                        operator: NotIn
                        values: ["404", "web-front-end"]
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: "404"
                  podSelector:
                    matchExpressions:
                      - key: app
                        operator: NotIn
                        values: ["batch"]

        """.ReplaceLineEndings("\n"),
        PolicyOf("ledger", ("production/web-front-end", "production/payments"), ("*/404/batch", "*/*/ledger"), ("production", "*/web-front-end")));

    [Fact]
    public void A_database_and_pods_of_the_node_get_no_policy_but_what_must_refuse_instead()
    {
        var database = PolicyOf("postgresql", ("*/404", "database:production"), ("*/*/web", "*/payments"), ("*/payments", "*/payments"));
        Assert.DoesNotContain("kind:", database, StringComparison.Ordinal);
        Assert.Contains("Its firewall must refuse:\n#   all of namespace 404\n#   all of namespace payments\n#   web of namespace web-front-end\n", database, StringComparison.Ordinal);
        var host = PolicyOf("host", ("*/404", "production"));
        Assert.DoesNotContain("kind:", host, StringComparison.Ordinal);
        Assert.Contains("in the network of their node", host, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_reaches_against_a_rule_has_no_policy() => Assert.Equal("none", PolicyOf("ledger", ("*/404", "*/web-front-end"), ("*/payments/ledger", "*/payments/ledger")));

    [Fact]
    public void A_target_that_is_reached_from_outside_says_who_is_still_let_in() =>
        Assert.Contains("It is also reached from outside", PolicyOf("hooks", ("*/404", "production")), StringComparison.Ordinal);

    [Fact]
    public void Policies_of_a_rule_are_those_of_its_targets_and_hold_the_other_rules_too()
    {
        var check = Rules.Check([Web, Other, Payments], Rules.Of("*/404", "*/*/ledger"), Rules.Of("*/web-front-end", "*/payments"));
        var policies = TargetPolicy.Of(check, check.Catalog.FindCluster("production")!, check.Rules.All[0]).ToList();
        var only = Assert.Single(policies);
        Assert.Equal(("ledger", 2), (only.Target.Label, only.Rules.Count));
        Assert.Equal(["hooks", "host", "ledger", "postgresql"], TargetPolicy.Of(check, check.Catalog.FindCluster("production")!).Select(policy => policy.Target.Label));
        Assert.Equal((4, 3, 1), (Count(10), Count(3), Count(10, check.Rules.All[0])));

        int Count(int most, IsolationRule? rule = null) => TargetPolicy.Count(check, check.Catalog.FindCluster("production")!, most, rule);
    }

    [Fact]
    public void With_the_policies_exactly_what_no_rule_forbids_gets_through() =>
        Property.Holds(
            from applications in Catalogs.Applications
            from rules in Rules.Any.UpTo(4)
            select (applications, rules),
            one =>
            {
                var check = Rules.Check(one.applications, one.rules);
                foreach (var cluster in check.Catalog.Clusters)
                {
                    var text = string.Concat(PolicyYaml.Documents(TargetPolicy.Of(check, cluster)));
                    var policies = Parse(text);
                    foreach (var (from, caller, home, target) in Rules.Pairs(check.Catalog).Where(pair => pair.Home.Cluster == cluster.Name))
                    {
                        if (target is not Service || !ReachRules.Between(from, caller.Label, home, target).IsReachable()) continue;
                        var selecting = policies.Where(policy => Selects(policy, home.Namespace, target.Label)).ToList();
                        Assert.True(selecting.Count <= 1, "Two policies select one target.");
                        Assert.Equal(
                            check.Rules.Forbidding(from, caller, home, target).Count == 0,
                            selecting.Count == 0 || selecting.Exists(policy => Admits(policy, from.Namespace, caller.Label)));
                        // Nobody whom the catalogue does not know is kept out by a rule about others.
                        Assert.All(selecting, policy => Assert.True(Admits(policy, "ingress-controllers", "edge")));
                    }
                }
            });

    private static List<YamlNode> Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => document.RootNode).Where(root => root is YamlMappingNode).Select(root =>
        {
            Assert.Equal(("networking.k8s.io/v1", "NetworkPolicy"), (root["apiVersion"].ToString(), root["kind"].ToString()));
            return root;
        })];
    }

    private static bool Selects(YamlNode policy, string @namespace, string label) =>
        policy["metadata"]["namespace"].ToString() == @namespace && Matches(policy["spec"]["podSelector"], "app", label);

    // As Kubernetes has it: each item of 'from' lets in by itself, and both selectors of an item must match.
    private static bool Admits(YamlNode policy, string @namespace, string label) =>
        ((YamlSequenceNode)policy["spec"]["ingress"]).Any(rule => ((YamlSequenceNode)rule["from"]).Cast<YamlMappingNode>().Any(peer =>
            Matches(peer["namespaceSelector"], "kubernetes.io/metadata.name", @namespace)
            && (!peer.Children.TryGetValue("podSelector", out var pods) || Matches(pods, "app", label))));

    private static bool Matches(YamlNode selector, string key, string value)
    {
        var map = (YamlMappingNode)selector;
        if (map.Children.TryGetValue("matchLabels", out var labels) && ((YamlMappingNode)labels).Any(label => label.Key.ToString() != key || label.Value.ToString() != value)) return false;
        return !map.Children.TryGetValue("matchExpressions", out var expressions) || ((YamlSequenceNode)expressions).All(expression =>
        {
            Assert.Equal(key, expression["key"].ToString());
            var isIn = ((YamlSequenceNode)expression["values"]).Any(one => one.ToString() == value);
            return expression["operator"].ToString() switch { "In" => isIn, "NotIn" => !isIn, var other => throw new InvalidOperationException(other) };
        });
    }
}
