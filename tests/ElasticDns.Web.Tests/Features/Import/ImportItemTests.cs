using System.Text;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportItemTests
{
    private const string Service = "services: {api: }\n";
    private const string Groups = "mysql: {groups: {one: }}\n";

    private static IReadOnlyList<ImportItem> Group(params (string Name, string Text)[] files) =>
        ImportItem.Group(files.Select(file => new UploadedFile(file.Name, Encoding.UTF8.GetBytes(file.Text))));

    private static string Show(IReadOnlyList<ImportItem> items) => string.Join("; ", items.Select(item => item.ServiceYml.Name + (item.ManifestYml is { } manifest ? $" + {manifest.Name}" : "")));

    [Fact]
    public void A_manifest_yml_goes_with_the_service_yml_of_its_folder() => Assert.Equal(
        "a/service.yml + a/manifest.yml; b/c/service.yml + b/c/groups.yml; service.yml",
        Show(Group(("a/manifest.yml", Groups), ("a/service.yml", Service), ("b/c/service.yml", Service), ("b/c/groups.yml", Groups), ("service.yml", Service))));

    [Fact]
    public void A_manifest_yml_is_told_by_what_it_holds_and_not_by_its_name() => Assert.Equal(
        "manifest.yml + service.yml", Show(Group(("service.yml", Groups), ("manifest.yml", Service))));

    [Fact]
    public void A_manifest_yml_that_cannot_be_read_is_told_by_its_name() => Assert.Equal(
        "service.yml + manifest.yml", Show(Group(("service.yml", Service), ("manifest.yml", "mysql: ["))));

    [Fact]
    public void A_manifest_yml_that_could_belong_to_two_belongs_to_none() => Assert.Equal(
        "one.yml; two.yml; manifest.yml", Show(Group(("one.yml", Service), ("manifest.yml", Groups), ("two.yml", Service))));

    [Fact]
    public void Two_manifest_yml_of_one_folder_belong_to_nobody() => Assert.Equal(
        "service.yml; manifest.yml; other.yml", Show(Group(("service.yml", Service), ("manifest.yml", Groups), ("other.yml", Groups))));

    [Fact]
    public void A_folder_is_written_with_either_slash() => Assert.Equal(
        "a/service.yml + a/manifest.yml", Show(Group((@"a\service.yml", Service), ("a/manifest.yml", Groups))));

    [Theory]
    [InlineData("production/shop/service.yml", "production", "shop")]
    [InlineData(@"production\shop\service.yml", "production", "shop")]
    [InlineData("production/shop/app.yaml", "production", "shop")]
    [InlineData("shop/service.yml", null, null)]
    [InlineData("x/production/shop/service.yml", null, null)]
    [InlineData("production/default/service.yml", "production", "default")]
    [InlineData("production/kube-system/service.yml", "production", "kube-system")]
    [InlineData("Production/shop/service.yml", "Production", "shop")]
    [InlineData("../../service.yml", null, null)]
    [InlineData("/shop/service.yml", null, null)]
    public void A_name_of_three_parts_says_cluster_and_namespace(string name, string? cluster, string? @namespace)
    {
        var place = Assert.Single(Group((name, Service))).Place;
        Assert.Equal((cluster, @namespace), (place.Cluster, place.Namespace));
    }

    [Theory]
    [InlineData("service.yml", null, null)]
    [InlineData("services.yaml", null, null)]
    [InlineData("web-shop/service.yml", "Web shop", "web-shop")]
    [InlineData("back_office.yml", "Back office", "back-office")]
    [InlineData("repo/Payments.yml", "Payments", "payments")]
    [InlineData("default.yml", "Default", "app-default")]
    [InlineData("kube-things.yml", "Kube things", "app-kube-things")]
    [InlineData("пример.yml", "Пример", null)]
    [InlineData("___.yml", null, null)]
    public void A_name_and_a_namespace_are_proposed_from_the_folder_or_the_file(string name, string? application, string? @namespace)
    {
        var item = Assert.Single(Group((name, Service)));
        Assert.Equal((application, @namespace), (item.ProposedApplication, item.ProposedNamespace));
    }

    [Fact]
    public void A_namespace_is_proposed_from_the_name_of_the_application_first() =>
        Assert.Equal("back-office", Assert.Single(Group(("x.yml", "x-elastic-dns: {application: Back office}\n" + Service))).ProposedNamespace);

    [Fact]
    public void A_proposed_namespace_is_cut_to_a_label() =>
        Assert.Equal(new string('a', 63), Assert.Single(Group((new string('a', 80) + ".yml", Service))).ProposedNamespace);

    [Theory]
    [InlineData("a\r\nFAKE log line\u001b[31m.yml", "aFAKE log line[31m.yml")]
    [InlineData("   ", "service.yml")]
    [InlineData("mysql://u:p4ss@h.yml", "mysql://u:********@h.yml")]
    public void A_file_name_is_shown_without_control_characters_and_secrets(string name, string shown) =>
        Assert.Equal(shown, Assert.Single(Group((name, Service))).ServiceYml.Name);
}
