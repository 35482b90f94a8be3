using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Data;

public sealed class CatalogChangeTests
{
    private static Application Make(string @namespace, string cluster = "production", int revision = 1) => new(cluster, @namespace, @namespace, [], []) { Revision = revision };

    private static CatalogSnapshot Before { get; } = CatalogSnapshot.Of([Make("a"), Make("b"), Make("c", "staging")]);

    private static string Text(CatalogChange change) =>
        $"+ {string.Join(' ', change.Imported.Select(one => $"{one.Namespace}{one.Revision}"))} - {string.Join(' ', change.Removed.Select(one => one.Namespace))}";

    [Fact]
    public void A_new_application_and_a_new_revision_are_imported() =>
        Assert.Equal("+ a2 d1 - ", Text(CatalogChange.Between(Before, Before.With(Make("a", revision: 2), Make("d")))));

    [Fact]
    public void What_is_gone_is_removed_with_or_without_its_cluster() =>
        Assert.Equal("+  - b c", Text(CatalogChange.Between(Before, Before.Without(("production", "b"), ("staging", "c")))));

    [Fact]
    public void The_same_namespace_of_another_cluster_is_another_application() =>
        Assert.Equal("+ a1 - ", Text(CatalogChange.Between(Before, Before.With(Make("a", "staging")))));

    [Fact]
    public void Nothing_is_different_between_a_snapshot_and_itself() => Assert.True(CatalogChange.Between(Before, Before).IsEmpty);

    [Fact]
    public void Two_changes_become_one_with_the_last_word_on_each_application()
    {
        var first = new CatalogChange([Make("a", revision: 2), Make("d")], [Make("b")]);
        Assert.Equal("+ d1 a3 - b", Text(first.Then(new([Make("a", revision: 3)], []))));
        Assert.Equal("+ a2 b2 - d", Text(first.Then(new([Make("b", revision: 2)], [Make("d")]))));
    }

    [Fact]
    public void The_change_of_one_application_says_what_became_of_its_addresses()
    {
        Application Ports(int revision, params (string Label, int Port)[] services) =>
            new("production", "shop", "Shop", [.. services.Select(one => new Service(one.Label, one.Label, [new(one.Port)]))], []) { Revision = revision };
        var before = Before.With(Ports(3, ("api", 3000), ("web", 80), ("old", 80)));
        var one = CatalogChange.Between(before, before.With(Ports(4, ("api", 3001), ("web", 81))));
        Assert.Equal(" is now revision 4: 2 addresses changed, 1 service removed", ChangeWords.After(one.Imported[0], one));
        var same = CatalogChange.Between(before, before.With(Ports(4, ("api", 3000), ("web", 80), ("old", 80))));
        Assert.Equal(" is now revision 4: its addresses are the same", ChangeWords.After(same.Imported[0], same));
        var added = CatalogChange.Between(Before, before);
        Assert.Equal(" is now revision 3: 3 services added", ChangeWords.After(added.Imported[0], added));
        Assert.Empty(CatalogChange.Between(before, before.With(Ports(4, ("api", 3001)), Make("d"))).Changes);
        Assert.Equal("2 applications were imported", ChangeWords.Of(CatalogChange.Between(Before, before.With(Make("d")))));
    }

    [Fact]
    public void Whoever_listens_is_told_the_difference_once_for_each_change()
    {
        var store = new CatalogStore(new(new()));
        store.Replace(Before);
        var told = new List<string>();
        store.Changed += change => told.Add(Text(change));
        store.Replace(store.Current.With(Make("b", revision: 2)));
        store.Replace(store.Current.Without(("production", "a")));
        Assert.Equal(["+ b2 - ", "+  - a"], told);
    }
}
