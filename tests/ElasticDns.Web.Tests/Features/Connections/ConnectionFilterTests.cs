using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Features.Connections;

public sealed class ConnectionFilterTests
{
    private static readonly CatalogSnapshot Catalog = CatalogSnapshot.Of(
    [
        Of("shop", [Service("web", "http://api", "http://ledger.books"), Service("api")]),
        Of("books", [Service("ledger", "http://ledger"), Service("jobs", "http://api.shop", "http://nobody.shop")]),
    ]);

    private static readonly ReferenceIndex Index = new(Catalog, new AddressRules());

    [Fact]
    public void Without_a_filter_everybody_shares_the_lists()
    {
        Assert.Same(ConnectionFilter.None.Apply(Catalog, Index).Resolving, ConnectionFilter.None.Apply(Catalog, Index).Resolving);
        Assert.Same(ConnectionFilter.None.Apply(Catalog, Index).Broken, new ConnectionFilter { Verdict = ConnectionFilter.Broken }.Apply(Catalog, Index).Broken);
    }

    [Fact]
    public void What_leads_to_an_application_comes_from_outside_and_holds_what_it_lacks()
    {
        var shown = ConnectionFilter.LeadingTo(Catalog.Find("production", "shop")!).Apply(Catalog, Index);
        Assert.Equal(["http://nobody.shop"], shown.Broken.Select(reference => reference.Mention.Text));
        Assert.Equal(["http://api.shop"], shown.Resolving.Select(reference => reference.Mention.Text));
    }

    [Fact]
    public void What_leads_to_a_service_comes_from_anybody()
    {
        var shop = Catalog.Find("production", "shop")!;
        var shown = ConnectionFilter.LeadingTo(shop, shop.Find("api")!).Apply(Catalog, Index);
        Assert.Equal(["http://api.shop", "http://api"], shown.Resolving.Select(reference => reference.Mention.Text));
        Assert.Equal(new(2, 0), Index.UsedBy(shop, shop.Find("api")!));
    }

    [Fact]
    public void What_a_service_uses_is_what_its_manifest_declares_for_it()
    {
        var books = Catalog.Find("production", "books")!;
        var jobs = books.Find("jobs")!;
        Assert.Equal(2, ConnectionFilter.DeclaredBy(books, jobs).Apply(Catalog, Index).Count);
        Assert.Equal(new(2, 1), Index.UsesOf(books, jobs));
        Assert.Equal(default, Index.UsesOf(Catalog.Find("production", "shop")!, Catalog.Find("production", "shop")!.Find("api")!));
    }

    [Fact]
    public void The_path_escapes_words_and_keeps_slashes() =>
        Assert.Equal("/connections?target=production/shop/api&verdict=broken&q=a%26b", new ConnectionFilter { Target = "production/shop/api", Verdict = ConnectionFilter.Broken, Words = "a&b" }.Path);

    private static Application Of(string @namespace, IReadOnlyList<Service> services) =>
        new("production", @namespace, @namespace, [.. services.OrderBy(service => service.Label, StringComparer.Ordinal)], []);

    private static Service Service(string label, params string[] urls) => new(label, label, [new ContainerPort(80)])
    {
        Mentions = [.. urls.Select((url, at) => new Mention(MentionForm.Url, $"env_vars.V{at}", url, "http", url["http://".Length..], null, at + 1, 1))],
    };
}
