using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Tests.Catalog;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class ResolveProperties
{
    private static readonly AddressRules Rules = new();

    [Fact]
    public void An_address_that_is_offered_resolves_to_its_target_for_that_caller() => Property.Holds(Catalogs.Applications, applications =>
    {
        var snapshot = CatalogSnapshot.Of(applications);
        var resolver = new AddressResolver(snapshot, Rules);
        foreach (var caller in applications)
            foreach (var home in applications)
                foreach (var target in home.Targets)
                    CheckOffered(resolver, caller, home, target);
    }, 200);

    [Fact]
    public void A_fully_qualified_address_resolves_without_a_caller_where_its_namespace_is_unique() => Property.Holds(Catalogs.Applications, applications =>
    {
        var resolver = new AddressResolver(CatalogSnapshot.Of(applications), Rules);
        foreach (var home in applications.Where(home => applications.Count(other => other.Namespace == home.Namespace) == 1))
            foreach (var target in home.Targets)
                CheckOffered(resolver, null, home, target);
    }, 200);

    [Fact]
    public void What_is_suggested_resolves_in_its_turn() => Property.Holds(Catalogs.Applications, applications =>
    {
        var resolver = new AddressResolver(CatalogSnapshot.Of(applications), Rules);
        foreach (var caller in applications)
        {
            foreach (var text in (string[])["http://apo:3000", "wep", "mysql_leopard:3306", "api.shoop", "http://payments", "worker.cloud66.local", "x1.nn", "a.b-2.svc.cluster.local"])
            {
                var resolution = resolver.Resolve(text, caller);
                if (resolution.Suggestion is not { } suggestion) continue;
                var again = resolver.Resolve(suggestion.Address.Url, caller);
                Assert.Equal(Verdict.Resolves, again.Verdict);
                Assert.Same(suggestion.Target, again.Target);
            }
        }
    }, 200);

    [Fact]
    public void An_unreachable_target_has_no_address_and_a_reachable_one_has_at_least_one() => Property.Holds(Catalogs.Applications, applications =>
    {
        foreach (var caller in applications)
            foreach (var home in applications)
                foreach (var target in home.Targets)
                {
                    var addresses = Rules.For(caller, home, target);
                    var reachable = caller.Cluster == home.Cluster && (target is Service service ? service.Ports.Any(port => port.Container is not null) : ((Database)target).Engine != "couchdb");
                    Assert.Equal(reachable, addresses.Addresses.Count > 0);
                    Assert.Equal(reachable, addresses.FullyQualifiedHost is not null);
                    Assert.Equal(addresses.Addresses.Count, addresses.Addresses.Distinct().Count());
                    Assert.Equal(reachable && target is Database, addresses.ConnectionString is not null);
                }
    }, 200);

    private static void CheckOffered(AddressResolver resolver, Application? caller, Application home, Target target)
    {
        var offered = Rules.For(caller, home, target);
        foreach (var address in offered.Addresses)
        {
            foreach (var text in (string[])[address.Url, address.HostPort, address.Host, address.Url.ToUpperInvariant(), $"{address.Host}.:{address.Port}", $"{address.Scheme}://u:p4ss@{address.HostPort}/path?q=1"])
            {
                var resolution = resolver.Resolve(text, caller);
                Assert.True(resolution.Verdict is Verdict.Resolves, $"{text} from {caller?.Namespace}: {resolution.Explanation}");
                Assert.Same(home, resolution.Home);
                Assert.Same(target, resolution.Target);
                if (text != address.Host) Assert.Equal(address.Port, resolution.Port);
            }
        }
        if (offered.FullyQualifiedHost is { } host) Assert.Same(target, resolver.Resolve(host, caller).Target);
        if (offered.ConnectionString is { } connection && connection.Contains("://", StringComparison.Ordinal)) Assert.Same(target, resolver.Resolve(connection, caller).Target);
    }
}
