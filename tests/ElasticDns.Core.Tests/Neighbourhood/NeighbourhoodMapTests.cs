using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Neighbourhood;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.Neighbourhood;

public sealed class NeighbourhoodMapTests
{
    private static readonly Application Shop = Yml.Application("""
        services:
          api: {ports: [3000], env_vars: {DB: "mysql://mysql:3306", LEDGER: "http://ledger.payments:4000"}}
          web: {ports: [80], env_vars: {API: "http://api:3000", GONE: "http://ghost", FAR: "http://api.nowhere-at-all.svc.cluster.local"}}
          idle: {}
        databases: [mysql, redis]
        """, "shop", name: "Web shop");

    private static readonly Application Payments = Yml.Application("""
        services:
          ledger: {ports: [4000]}
          hooks: {env_vars: {A: "http://api.shop:3000", B: "http://api.shop", C: "mysql://mysql.shop", D: "http://zzzzzz.shop"}}
        """, "payments", name: "Payments");

    private static readonly Application Abroad = Yml.Application("services: {probe: {env_vars: {A: 'http://web.shop.svc.cluster.local'}}}", "lab", "staging");

    private static NeighbourhoodMap Map(Application application, params IEnumerable<Application> others)
    {
        var catalog = CatalogSnapshot.Of([application, .. others]);
        return NeighbourhoodMap.Of(catalog, new ReferenceIndex(catalog, new AddressRules()), application);
    }

    private static string[] Lines(NeighbourhoodMap map) =>
    [
        .. map.Lines.Select(line => $"{map.Nodes[line.From].Key} > {map.Nodes[line.To].Key} {line.Count.Declared - line.Count.Broken}/{line.Count.Declared}").Order(StringComparer.Ordinal),
    ];

    private static string[] Keys(NeighbourhoodMap map, MapColumn column) => [.. map.Nodes.Where(node => node.Column == column).Select(node => node.Key).Order(StringComparer.Ordinal)];

    /// <summary>How often two lines between the same two columns cross.</summary>
    private static int Crossings(NeighbourhoodMap map)
    {
        var lines = map.Lines.Select(line => (From: map.Nodes[line.From], To: map.Nodes[line.To])).Where(line => line.From.Column != line.To.Column).ToList();
        return lines.SelectMany((one, at) => lines.Skip(at + 1).Where(other => one.From.Column == other.From.Column && one.To.Column == other.To.Column && (one.From.Y - other.From.Y) * (one.To.Y - other.To.Y) < 0)).Count();
    }

    [Fact]
    public void Callers_are_left_own_services_in_the_middle_and_what_they_use_is_right()
    {
        var map = Map(Shop, Payments, Abroad);
        Assert.Equal(["payments/hooks", "staging/lab/probe"], Keys(map, MapColumn.Callers));
        Assert.Equal(["shop/api", "shop/idle", "shop/web", "shop/zzzzzz"], Keys(map, MapColumn.Own));
        Assert.Equal(["nowhere-at-all/api", "payments/ledger", "shop/ghost", "shop/mysql", "shop/redis"], Keys(map, MapColumn.Uses));
        Assert.All(map.Nodes, node => Assert.Equal(MapLayout.XOf(node.Column) + MapLayout.Padding, node.X));
    }

    [Fact]
    public void A_line_joins_a_pair_and_stands_for_all_that_is_declared_between_them()
    {
        var map = Map(Shop, Payments, Abroad);
        Assert.Equal(
            [
                "payments/hooks > shop/api 1/2", "payments/hooks > shop/mysql 1/1", "payments/hooks > shop/zzzzzz 0/1", "shop/api > payments/ledger 1/1", "shop/api > shop/mysql 1/1",
                "shop/web > nowhere-at-all/api 0/1", "shop/web > shop/api 1/1", "shop/web > shop/ghost 0/1", "staging/lab/probe > shop/web 0/1",
            ],
            Lines(map));
        Assert.Equal((10, 5), (map.Count.Declared, map.Count.Broken));
        Assert.Equal(0, map.NotDrawn);
        Assert.Equal(10, map.Lines.SelectMany(line => line.References).Distinct().Count());
        var mixed = map.Lines.Single(line => line.References.Count == 2);
        Assert.True(mixed.IsBroken && mixed.References[0].IsBroken && !mixed.References[1].IsBroken);
        Assert.Equal(map.Connections.Select(connection => connection.Reference.IsBroken).OrderDescending(), map.Connections.Select(connection => connection.Reference.IsBroken));
    }

    [Fact]
    public void What_does_not_exist_is_a_node_of_its_own()
    {
        var map = Map(Shop, Payments, Abroad);
        var unknown = map.Nodes.Where(node => node.Kind is MapNodeKind.Unknown).ToDictionary(node => node.Key);
        Assert.Equal(["nowhere-at-all/api", "shop/ghost", "shop/zzzzzz"], unknown.Keys.Order(StringComparer.Ordinal));
        Assert.Null(unknown["nowhere-at-all/api"].Home);
        Assert.Same(Shop, unknown["shop/ghost"].Home);
        Assert.All(unknown.Values, node => Assert.Null(node.Target));
    }

    [Fact]
    public void What_was_probably_meant_for_the_application_leads_to_it()
    {
        var typo = Yml.Application("services: {web: {env_vars: {API: 'http://api.shopp:3000'}}}", "front");
        Assert.Contains("front/web > shop/api 0/1", Lines(Map(Shop, typo)));
    }

    [Fact]
    public void A_service_may_call_itself()
    {
        var map = Map(Yml.Application("services: {api: {ports: [3000], env_vars: {SELF: 'http://api:3000'}}}", "shop"));
        Assert.Equal(["shop/api > shop/api 1/1"], Lines(map));
        Assert.Equal(1, Assert.Single(map.Nodes).References.Declared);
    }

    [Fact]
    public void Without_any_connection_it_is_empty()
    {
        var map = Map(Yml.Application("services: {api: {ports: [3000]}}\ndatabases: [redis]", "alone"), Payments);
        Assert.True(map.IsEmpty);
        Assert.Equal(["alone/api", "alone/redis"], map.Nodes.Select(node => node.Key));
    }

    [Fact]
    public void Lines_do_not_cross_where_an_order_without_crossings_is_found()
    {
        var mirror = Yml.Application("services: {" + string.Join(", ", Enumerable.Range(0, 9).Select(at => $"s{at}: {{ports: [80], env_vars: {{A: 'http://t.app-{8 - at}'}}}}")) + "}", "shop");
        var apps = Enumerable.Range(0, 9).Select(at => Yml.Application($"services: {{t: {{ports: [80], env_vars: {{A: 'http://s{(at * 5) % 9}.shop'}}}}}}", $"app-{at}"));
        var map = Map(mirror, apps);
        Assert.Equal(18, map.Lines.Count);
        Assert.Equal(0, Crossings(map));
    }

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_catalogue()
    {
        var apps = Enumerable.Range(0, 9).Select(at => Yml.Application($"services: {{t: {{ports: [80], env_vars: {{A: 'http://api.shop:3000', B: 'http://web.shop'}}}}}}", $"app-{at}")).ToList();
        var (one, other) = (Map(Shop, apps), Map(Shop, Enumerable.Reverse(apps)));
        Assert.Equal(one.Nodes.Select(node => (node.Key, node.X, node.Y)), other.Nodes.Select(node => (node.Key, node.X, node.Y)));
        Assert.Equal(Lines(one), Lines(other));
    }

    [Fact]
    public void Nodes_lie_in_their_groups_and_no_two_overlap()
    {
        var map = Map(Shop, [Payments, Abroad, .. Enumerable.Range(0, 30).Select(at => Yml.Application("services: {a: {env_vars: {A: 'http://api.shop:3000'}}, b: {env_vars: {A: 'http://web.shop'}}}", $"app-{at}"))]);
        foreach (var group in map.Groups)
        {
            Assert.All(group.Nodes, node => Assert.InRange(node.Y, group.Y, group.Y + group.Height - MapLayout.NodeHeight));
            Assert.InRange(group.Y + group.Height, 0, map.Height);
            Assert.InRange(group.X + MapLayout.GroupWidth, 0, map.Width);
        }
        foreach (var column in map.Groups.GroupBy(group => group.Column))
            Assert.All(column.Zip(column.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height < pair.Second.Y));
        Assert.All(map.Groups.SelectMany(group => group.Nodes.Zip(group.Nodes.Skip(1))), pair => Assert.True(pair.First.Y + MapLayout.NodeHeight < pair.Second.Y));
        Assert.Equal(Enumerable.Range(0, map.Nodes.Count), map.Nodes.Select(node => node.Index));
    }

    [Fact]
    public void Many_callers_of_one_application_are_one_node()
    {
        var front = Yml.Application("services: {" + string.Join(", ", Enumerable.Range(0, 40).Select(at => $"s{at}: {{env_vars: {{A: 'http://api.shop:{(at == 7 ? 9 : 3000)}'}}}}")) + "}", "front", name: "Front");
        var map = Map(Shop, front, Payments);
        var folded = Assert.Single(map.Nodes, node => node.Kind is MapNodeKind.Folded);
        Assert.Equal(("front/*", 40, 40, 1), (folded.Key, folded.Count, folded.References.Declared, folded.References.Broken));
        Assert.Contains("front/* > shop/api 39/40", Lines(map));
        Assert.Contains("payments/hooks", Keys(map, MapColumn.Callers));
    }

    [Fact]
    public void Thousands_are_drawn_up_to_a_bound_and_none_is_forgotten()
    {
        var callers = Enumerable.Range(0, 10_000).Select(at => Yml.Application("services: {a: {env_vars: {A: 'http://s0.big', B: 'http://s1.big:9'}}}", $"app-{at}")).ToList();
        var big = Yml.Application("services: {" + string.Join(", ", Enumerable.Range(0, 2_000).Select(at => $"s{at}: {{ports: [80], env_vars: {{A: 'http://s{(at * 7) % 2_000}', B: 'http://gone-{at}'}}}}")) + "}", "big");
        Watchdog.Run(() =>
        {
            var map = Map(big, callers);
            foreach (var column in Enum.GetValues<MapColumn>()) Assert.InRange(map.Nodes.Count(node => node.Column == column), 1, NeighbourhoodMap.MostNodes);
            Assert.InRange(map.Lines.Count, 1, NeighbourhoodMap.MostLines);
            Assert.Equal((9_900, 1_900), (map.MoreIn(MapColumn.Callers), map.MoreIn(MapColumn.Own)));
            Assert.Equal(24_000, map.Connections.Count);
            Assert.Equal(24_000 - map.Lines.Sum(line => line.References.Count), map.NotDrawn);
            // What is broken is seen before what is not.
            Assert.All(map.Nodes.Where(node => node.Column is MapColumn.Callers), node => Assert.True(node.References.Broken > 0));
        });
    }
}
