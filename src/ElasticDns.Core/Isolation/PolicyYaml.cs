using System.Text;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Isolation;

/// <summary>
/// Writes what would enforce rules as Kubernetes NetworkPolicies (networking.k8s.io/v1). A policy says who is let in and nothing else, so
/// to keep some out it lets all the others in.
/// </summary>
public static class PolicyYaml
{
    /// <summary>The pod label that is taken to hold the label of the service; the catalogue knows no labels of pods.</summary>
    public const string PodLabel = "app";

    private const string NamespaceLabel = "kubernetes.io/metadata.name";
    private const int MostRules = 20;

    /// <summary>What the reader has to know of all of them.</summary>
    public static string Preamble { get; } = $"""
        # What would enforce the isolation rules. Check before you apply it:
        # - It assumes that the pods of a service carry the label "{PodLabel}: SERVICE". The catalogue does not know pod labels; put yours in.
        # - A policy is an allow-list: all other namespaces are let in, also those that the catalogue does not know.
        #   One that is imported later is not kept out until this is made anew.
        # - Policies add up: another one that selects the same pods lets in whom it names. So all rules of a target stand in one.
        # - ElasticDns evaluates no NetworkPolicies: a rule stays reported as broken as long as both sides share a cluster.

        """.ReplaceLineEndings("\n");

    /// <summary>The policy of a target as one YAML document, or a comment that says what must refuse instead where no policy can.</summary>
    public static string Of(TargetPolicy policy)
    {
        var yaml = new StringBuilder();
        var (home, target) = (policy.Home, policy.Target);
        Comment(yaml, $"{home.Cluster}/{home.Namespace}/{target.Label}, which these rules keep others from:");
        foreach (var rule in policy.Rules.Take(MostRules))
            Comment(yaml, $"  {rule.From} -> {rule.To} ({IsolationRule.Word(rule.Severity)}){(rule.Reason.Length > 0 ? $": {rule.Reason}" : "")}");
        if (policy.Rules.Count > MostRules) Comment(yaml, $"  and {policy.Rules.Count - MostRules:N0} more rules");
        if (!policy.CanEnforce)
        {
            Comment(yaml, target is Database
                ? "A managed database has no pods, so no NetworkPolicy selects it. Its firewall must refuse:"
                : "Its pods run in the network of their node, where policies do not apply. Only another cluster keeps these out:");
            foreach (var @namespace in policy.Namespaces) Comment(yaml, $"  all of namespace {@namespace}");
            foreach (var pod in policy.Pods)
                Comment(yaml, pod.LetIn ? $"  all of namespace {pod.Namespace}{(target is Database ? "" : " but itself")}" : $"  {string.Join(", ", pod.Labels)} of namespace {pod.Namespace}");
            return yaml.ToString();
        }
        if (((Service)target).Ports.SelectMany(port => port.Mappings).Any())
            Comment(yaml, "It is also reached from outside: an ingress controller is let in by its namespace, a load balancer only if you add its addresses as an ipBlock.");
        if (policy.Pods.Any(pod => !pod.LetIn))
            Comment(yaml, $"Pods without the label \"{PodLabel}\" are let in.");
        yaml.Append(
            $"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: isolate-{target.Label}
              namespace: "{home.Namespace}"
            spec:
              podSelector:
                matchLabels:
                  {PodLabel}: "{target.Label}"
              policyTypes: [Ingress]
              ingress:
                - from:
                    - namespaceSelector:
                        matchExpressions:
                          - key: {NamespaceLabel}
                            operator: NotIn
                            values: [{List(policy.Namespaces.Concat(policy.Pods.Select(pod => pod.Namespace)).Order(StringComparer.Ordinal))}]

            """.ReplaceLineEndings("\n"));
        foreach (var pod in policy.Pods)
            yaml.Append(
                $"""
                        - namespaceSelector:
                            matchLabels:
                              {NamespaceLabel}: "{pod.Namespace}"
                          podSelector:
                            matchExpressions:
                              - key: {PodLabel}
                                operator: {(pod.LetIn ? "In" : "NotIn")}
                                values: [{List(pod.Labels)}]

                """.ReplaceLineEndings("\n"));
        return yaml.ToString();
    }

    /// <summary>Policies as one stream of YAML documents: the preamble, then one after another.</summary>
    public static IEnumerable<string> Documents(IEnumerable<TargetPolicy> policies) => policies.Select(policy => "---\n" + Of(policy)).Prepend(Preamble);

    // Labels are made of a-z, 0-9 and '-', and "404" or "no" would be no text without quotes.
    private static string List(IEnumerable<string> labels) => string.Join(", ", labels.Select(label => $"\"{label}\""));

    private static void Comment(StringBuilder yaml, string text) => yaml.Append("# ").Append(text).Append('\n');
}
