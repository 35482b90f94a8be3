using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportRowTests
{
    private const string Service = "services: {api: {ports: [3000]}}\n";

    private static readonly Application BackOffice = new("production", "backoffice-workers", "Back office", [], []);

    private static CatalogSnapshot Catalog(params Application[] applications) => CatalogSnapshot.Empty.With(applications);

    private static ImportRow Row(string name, string text = Service, CatalogSnapshot? catalog = null, Application? into = null, Application? caller = null) =>
        new(Assert.Single(ImportItem.Group([new(name, Encoding.UTF8.GetBytes(text))])), catalog ?? CatalogSnapshot.Empty, into, caller);

    private static string Show(ImportRow row) => $"{row.Application} / {row.Namespace} / {row.Cluster}{(row.IsProposed ? ", namespace proposed" : "")}{(row.IsClusterProposed ? ", cluster proposed" : "")}";

    [Fact]
    public void What_the_file_says_of_its_place_is_no_proposal() => Assert.Equal(
        "Back office / backoffice-workers / production",
        Show(Row("x/service.yml", $"x-elastic-dns: {{application: Back office, namespace: backoffice-workers, cluster: production}}\n{Service}")));

    [Fact]
    public void Names_of_folders_are_proposed_where_the_file_says_nothing() => Assert.Equal(
        "Web front end / web-front-end / default, namespace proposed, cluster proposed", Show(Row("web-front_end/service.yml")));

    [Fact]
    public void A_path_of_cluster_and_namespace_names_both() => Assert.Equal("Orders / orders / staging", Show(Row("staging/orders/service.yml")));

    [Fact]
    public void The_cluster_of_the_caller_is_proposed_else_the_only_one_there_is()
    {
        Assert.Equal("production", Row("a/service.yml", catalog: Catalog(BackOffice)).Cluster);
        var two = Catalog(BackOffice, BackOffice with { Cluster = "staging" });
        Assert.Equal("default", Row("a/service.yml", catalog: two).Cluster);
        Assert.Equal("staging", Row("a/service.yml", catalog: two, caller: BackOffice with { Cluster = "staging" }).Cluster);
    }

    [Fact]
    public void A_new_revision_goes_where_its_application_lives() => Assert.Equal(
        "Back office / backoffice-workers / production", Show(Row("service.yml", catalog: Catalog(BackOffice), into: BackOffice)));

    [Fact]
    public void In_another_place_it_may_be_the_application_for_which_it_was_brought_in()
    {
        var catalog = Catalog(BackOffice);
        var row = Row("service.yml", catalog: catalog, into: BackOffice);
        Assert.Empty(row.Elsewhere(catalog));

        row.Cluster = "staging";
        Assert.Equal([BackOffice], row.Elsewhere(catalog));
    }

    [Fact]
    public void An_application_of_its_name_elsewhere_may_be_the_same_one_unless_the_place_is_taken()
    {
        var row = Row("service.yml");
        (row.Application, row.Namespace, row.Cluster) = ("Back office", "office", "production");
        var staging = BackOffice with { Cluster = "staging" };
        Assert.Equal([BackOffice, staging], row.Elsewhere(Catalog(staging, BackOffice)));
        Assert.Empty(row.Elsewhere(Catalog(BackOffice, new Application("production", "office", "Office", [], []))));
        Assert.Empty(row.Elsewhere(Catalog(BackOffice with { FromFolder = true })));
    }

    [Fact]
    public void What_moves_is_said_to_the_import_as_long_as_the_places_differ()
    {
        var row = Row("service.yml", into: BackOffice);
        row.MovesFrom = ("production", "backoffice-workers");
        Assert.Equal(RevisionAction.Imported, row.ToItem().Origin.Action);

        row.Namespace = "office";
        Assert.Equal(new RevisionOrigin(RevisionAction.Moved) { MovedFrom = ("production", "backoffice-workers") }, row.ToItem().Origin);
    }

    [Fact]
    public void A_file_of_another_format_keeps_its_bytes_and_an_ordinary_one_does_not()
    {
        Assert.Null(Row("service.yml").Source);
        var compose = Row("docker-compose.yml", "services:\n  web:\n    build: .\n    environment:\n      DB_PASSWORD: hunter2\n");
        Assert.Equal(ManifestFormat.Compose, compose.ServiceYml.ReadableAs);
        var read = Assert.Single(ImportItem.Group([compose.Source! with { Format = ManifestFormat.Compose }]));
        Assert.True(read.ServiceYml.IsManifest);
        Assert.Equal(1, read.ServiceYml.RedactedValues);
    }

    [Fact]
    public void A_file_of_several_namespaces_is_as_many_rows_with_a_place_each()
    {
        const string text = "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: one}\nspec: {ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: two}\nspec: {ports: [{port: 80}]}\n";
        var rows = ImportItem.Group([new("all.yml", Encoding.UTF8.GetBytes(text)) { Format = ManifestFormat.Kubernetes }]).Select(item => new ImportRow(item, CatalogSnapshot.Empty, null)).ToList();
        Assert.Equal(["one", "two"], rows.Select(row => row.Namespace));
        Assert.Equal(["one", "two"], rows.Select(row => row.ToItem().Environment));
        Assert.All(rows, row => Assert.Empty(row.Environments));
    }
}
