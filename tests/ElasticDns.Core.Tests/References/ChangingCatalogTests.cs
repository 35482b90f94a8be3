using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.References;

/// <summary>A verdict is that of one catalogue: it changes when another application comes, goes or moves.</summary>
public sealed class ChangingCatalogTests
{
    private static readonly ReferenceIndexes Indexes = new(new());

    private static readonly Application Shop = Yml.Application(
        "services: {web: {ports: [80], command: 'http://ledger.payments:4000 http://db thrift://ledger.payment'}}", "shop");

    private static readonly Application Payments = Yml.Application("services: {ledger: {ports: [4000]}}", "payments");

    private static string Declares(CatalogSnapshot catalog) => Declared.Show(Indexes.Of(catalog).DeclaredBy(catalog.Find(Declared.Cluster, "shop")!));

    [Fact]
    public void What_is_misspelt_counts_where_it_was_meant_for()
    {
        var meant = Yml.Application("services: {web: {ports: [80], command: 'http://ledger.payment:4000 http://ledgr.payments http://nobody-at-all'}}", "shop");
        var index = Indexes.Of(CatalogSnapshot.Of([meant, Payments]));
        Assert.Equal("http://ledger.payment:4000 UNKNOWN_NAMESPACE; http://ledgr.payments UNKNOWN_SERVICE", Declared.Show(index.LeadingTo(Payments, Payments.Find("ledger")!)));
        Assert.Equal(new(2, 2), index.UsedBy(Payments, Payments.Find("ledger")!));
    }

    [Fact]
    public void An_application_comes_changes_moves_and_goes()
    {
        var catalog = CatalogSnapshot.Of([Shop]);
        Assert.Equal("http://db UNKNOWN_SERVICE", Declares(catalog));

        catalog = catalog.With(Payments);
        Assert.Equal("http://ledger.payments:4000 RESOLVES ledger.payments; http://db UNKNOWN_SERVICE", Declares(catalog));

        var moved = catalog.With(Yml.Application("services: {ledger: {ports: [4001]}}", "payments"));
        Assert.Equal("http://ledger.payments:4000 PORT_NOT_EXPOSED ledger.payments; http://db UNKNOWN_SERVICE", Declares(moved));

        var renamed = catalog.With(Yml.Application("services: {ledgers: {ports: [4000]}}", "payments"));
        Assert.Equal("http://ledger.payments:4000 UNKNOWN_SERVICE; http://db UNKNOWN_SERVICE", Declares(renamed));

        var elsewhere = catalog.Without((Declared.Cluster, "payments")).With(Payments with { Cluster = "staging" });
        Assert.Equal("http://ledger.payments:4000 DIFFERENT_CLUSTER ledger.payments; http://db UNKNOWN_SERVICE", Declares(elsewhere));

        Assert.Equal("http://db UNKNOWN_SERVICE", Declares(catalog.Without((Declared.Cluster, "payments"))));
        // What was asked for first still has the verdicts of its own time.
        Assert.Equal("http://ledger.payments:4000 RESOLVES ledger.payments; http://db UNKNOWN_SERVICE", Declares(catalog));
    }

    [Fact]
    public void An_application_of_its_own_that_changes_is_judged_anew()
    {
        var catalog = CatalogSnapshot.Of([Shop, Payments]);
        Declares(catalog);
        var grown = Yml.Application("services: {web: {ports: [80], command: 'http://db'}, db: {ports: [80]}}", "shop");
        Assert.Equal("http://db RESOLVES db", Declares(catalog.With(grown)));
        Assert.Equal("http://ledger.payments:4000 RESOLVES ledger.payments; http://db UNKNOWN_SERVICE", Declares(catalog.With(grown).With(Shop)));
    }

    [Fact]
    public void The_same_manifest_in_another_namespace_is_judged_there()
    {
        var text = "services: {web: {ports: [80], command: 'http://web._env(NAMESPACE) http://web.shop'}}";
        var (one, two) = (Yml.Application(text, "shop"), Yml.Application(text, "shop-2", "staging"));
        var index = Indexes.Of(CatalogSnapshot.Of([one, two]));
        Assert.Equal("http://web._env(NAMESPACE) RESOLVES web; http://web.shop RESOLVES web", Declared.Show(index.DeclaredBy(one)));
        Assert.Equal("http://web._env(NAMESPACE) RESOLVES web; http://web.shop DIFFERENT_CLUSTER web.shop", Declared.Show(index.DeclaredBy(two)));
    }

    [Fact]
    public void The_index_counts_and_finds_what_leads_to_a_target()
    {
        var sandbox = Yml.Application("services: {x: {command: 'http://ledger.payments:4000 http://web.shop http://y'}, y: }", "sandbox");
        var catalog = CatalogSnapshot.Of([Shop, Payments, sandbox, Declared.Staging]);
        var index = Indexes.Of(catalog);
        Assert.Same(index, Indexes.Of(catalog));
        Assert.Equal(new(5, 2), index.CountOf(catalog.FindCluster(Declared.Cluster)!));
        Assert.Equal(new(0, 0), index.CountOf(catalog.FindCluster("staging")!));
        Assert.Equal(new(2, 1), index.CountOf(Shop));
        Assert.Equal(new(3, 1), index.CountOf(sandbox));
        Assert.Equal(new(0, 0), index.CountOf(Payments));
        Assert.Equal(["sandbox/x", "shop/web"], index.LeadingTo(Payments, Payments.Services[0]).Select(reference => $"{reference.From.Namespace}/{reference.Caller.Label}"));
        Assert.Equal("http://y PORT_NOT_EXPOSED y", Declared.Show(index.LeadingTo(sandbox, sandbox.Services[1])));
        Assert.Empty(index.DeclaredBy(sandbox, sandbox.Services[1]));
        Assert.Equal(3, index.DeclaredBy(sandbox, sandbox.Services[0]).Count);
    }
}
