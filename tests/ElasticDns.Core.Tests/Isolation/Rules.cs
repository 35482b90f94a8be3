using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.References;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Isolation;

/// <summary>Rules and checks as tests write them.</summary>
internal static class Rules
{
    private static readonly string[] Patterns =
    [
        "*", "production", "staging", "*/shop", "production/payments", "*/*/api", "*/*/w*", "production/*/*b*", "service:*/shop/*", "*/n1/worker", "*/back-office", "production/api/web", "nowhere", "*/*/*a*",
    ];

    /// <summary>Rules whose sides meet often.</summary>
    public static readonly Gen<IsolationRule> Any =
        from one in Gen.Elements(Patterns)
        from other in Gen.OneOf(Gen.Elements(Patterns), Gen.Elements("database:*", "database:*/*/mysql*", "*/*/mysql", "service:production"))
        select Of(one, other);

    public static IsolationRule Of(string from, string to, string severity = "error", string reason = "")
    {
        var faults = new List<RuleFault>();
        var rule = IsolationRule.Read(from, to, severity, reason, faults);
        Assert.True(rule is not null, string.Join(' ', faults));
        return rule;
    }

    public static IsolationCheck Check(CatalogSnapshot catalog, params IEnumerable<IsolationRule> rules) =>
        new(catalog, new ReferenceIndex(catalog, new AddressRules()), new([.. rules.Select((rule, i) => rule with { Id = i + 1 })]));

    public static IsolationCheck Check(IEnumerable<Application> applications, params IEnumerable<IsolationRule> rules) => Check(CatalogSnapshot.Of(applications), rules);

    /// <summary>Every pair of a cluster: the caller, and what it may or may not call.</summary>
    public static IEnumerable<(Application From, Service Caller, Application Home, Target Target)> Pairs(CatalogSnapshot catalog) =>
        from cluster in catalog.Clusters
        from caller in cluster.Applications
        from service in caller.Services
        from home in cluster.Applications
        from target in home.Targets
        select (caller, service, home, target);
}
