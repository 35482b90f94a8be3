using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class PlacementTests
{
    private static ManifestReading Read(string extension) => Yml.Read($"x-elastic-dns:\n{extension}services: {{web: {{}}}}\n");

    [Fact]
    public void The_extension_says_where_the_file_goes()
    {
        var place = Yml.Accept("""
            x-elastic-dns:
              application: Back office
              namespace: backoffice-workers
              cluster: production
              owner: Platform team
              description: Jobs and queues
              docs: https://wiki.example.com/back-office
            services: {web: {}}
            """).Place;
        Assert.Equal(
            ("Back office", "backoffice-workers", "production", "Platform team", "Jobs and queues", "https://wiki.example.com/back-office"),
            (place.Application, place.Namespace, place.Cluster, place.Owner, place.Description, place.Docs));
    }

    [Fact]
    public void What_is_given_at_the_upload_wins_over_the_file()
    {
        var file = new Placement { Application = "Shop", Namespace = "shop", Cluster = "staging", Owner = "Team" };
        var place = new Placement { Namespace = "web-shop", Cluster = "production" }.Or(file);
        Assert.Equal(("Shop", "web-shop", "production", "Team"), (place.Application, place.Namespace, place.Cluster, place.Owner));
    }

    [Fact]
    public void A_missing_cluster_is_default() => Assert.Equal("default", Placement.DefaultCluster);

    [Theory]
    [InlineData("  namespace: default\n", "namespace-invalid")]
    [InlineData("  namespace: kube-system\n", "namespace-invalid")]
    [InlineData("  namespace: kube-public\n", "namespace-invalid")]
    [InlineData("  namespace: Back Office\n", "namespace-invalid")]
    [InlineData("  namespace: a/b\n", "namespace-invalid")]
    [InlineData("  namespace: ..\n", "namespace-invalid")]
    [InlineData("  namespace: \"%2e%2e\"\n", "namespace-invalid")]
    [InlineData("  namespace: shop_1\n", "namespace-invalid")]
    [InlineData("  cluster: Production EU\n", "cluster-invalid")]
    [InlineData("  cluster: ../x\n", "cluster-invalid")]
    [InlineData("  application: \"a\\u202Eb\"\n", "text-invalid")]
    [InlineData("  application: \"a\\nb\"\n", "text-invalid")]
    [InlineData("  application: \"   \"\n", "text-invalid")]
    [InlineData("  owner: \"a\\u0007b\"\n", "text-invalid")]
    [InlineData("  docs: http://wiki.example.com\n", "docs-not-https")]
    [InlineData("  docs: javascript:alert(1)\n", "docs-not-https")]
    [InlineData("  docs: \"data:text/html,x\"\n", "docs-not-https")]
    [InlineData("  docs: //wiki.example.com\n", "docs-not-https")]
    [InlineData("  docs: wiki\n", "docs-not-https")]
    [InlineData("  application: [a]\n", "extension-shape")]
    [InlineData("  namespace: {a: b}\n", "extension-shape")]
    public void What_may_not_be_is_refused_at_its_place(string extension, string code) => Assert.Equal(2, Yml.Refuse(Read(extension), code).Line);

    [Fact]
    public void An_extension_that_is_no_map_is_refused() => Yml.Refuse("x-elastic-dns: shop\nservices: {}\n", "extension-shape");

    [Fact]
    public void Other_extensions_are_silent() => Assert.Empty(Yml.Read("x-team: {a: [b]}\nservices:\n  web: {x-note: hello}\n").Findings);

    [Fact]
    public void An_unknown_key_of_the_extension_is_warned_of() =>
        Assert.Contains("Did you mean 'namespace'?", Yml.Finding(Read("  namspace: shop\n"), "unknown-key").Message, StringComparison.Ordinal);

    [Fact]
    public void Nulls_are_not_said() => Assert.Equal(Placement.None, Read("  application:\n  namespace: ~\n").Manifest!.Place);

    [Fact]
    public void An_application_may_be_called_anything_printable() =>
        Assert.Equal("<Shop> & \u00c4pfel", Read("  application: \"<Shop> & \u00c4pfel\"\n").Manifest!.Place.Application);

    [Fact]
    public void An_application_has_a_name_of_1_to_80_characters()
    {
        Assert.Null(Placement.CheckApplication(new string('a', 80)));
        Assert.Null(Placement.CheckApplication(string.Concat(Enumerable.Repeat("\U0001F600", 80))));
        Assert.NotNull(Placement.CheckApplication(new string('a', 81)));
        Assert.NotNull(Placement.CheckApplication(""));
    }

    [Theory]
    [InlineData("Back office", "back-office")]
    [InlineData("Web_Shop 2", "web-shop-2")]
    [InlineData("shop", "shop")]
    public void A_namespace_is_proposed_by_folding_the_name(string name, string proposal) => Assert.Equal(proposal, Placement.ProposeNamespace(name));

    [Theory]
    [InlineData("default")]
    [InlineData("Default")]
    [InlineData("kube-system")]
    [InlineData("Kube System")]
    [InlineData("kube-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("kube-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa---aaaaaaaaaaaaaaaa")]
    public void A_proposed_namespace_is_always_one_that_is_accepted(string name)
    {
        var proposal = Placement.ProposeNamespace(name);
        Assert.NotNull(proposal);
        Assert.Null(Placement.CheckNamespace(proposal));
    }

    [Fact]
    public void Of_nothing_no_namespace_is_proposed() => Assert.Null(Placement.ProposeNamespace("***"));

    [Fact]
    public void A_wrong_namespace_is_refused_with_a_proposal() =>
        Assert.Contains("write 'back-office'?", Placement.CheckNamespace("Back Office"), StringComparison.Ordinal);
}
