using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Features.Matrix;

namespace ElasticDns.Web.Tests.Features.Matrix;

/// <summary>The table beside a large matrix: one row, or one column, in windows.</summary>
public sealed class PeerListTests
{
    private static readonly CatalogSnapshot Catalog = CatalogSnapshot.Of(
    [
        Read("a", "services: {one: {ports: [80]}, two: {}, three: {ports: [80], command: 'http://api.core http://gone.core'}}"),
        Read("core", "services: {api: {ports: [80], command: 'http://web http://one.a:81'}, job: {}, web: {ports: [80]}}\ndatabases: [mysql]"),
        Read("empty", "databases: [redis]"),
        Read("z", "services: {last: {ports: [80], command: 'http://api.core:81'}}"),
    ]);

    private static Application Read(string @namespace, string yaml)
    {
        var manifest = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(yaml))).Manifest!;
        return new("production", @namespace, @namespace, manifest.Services, manifest.Databases);
    }

    private static PeerList List(string @namespace, string label, bool callers)
    {
        var home = Catalog.Find("production", @namespace)!;
        return new(Catalog.FindCluster("production")!, new(Catalog, new()), home, home.Find(label)!, callers);
    }

    private static List<string> Lines(PeerList list, int start = 0, int count = 100, string? words = null) =>
        [.. list.Window(start, count, words).Rows.Select(row => row.Count > 0 ? $"{row.Group} {row.Count}" : row.Peer is null ? row.References[0].Mention.Text : $"{row.Home!.Namespace}/{row.Peer.Label}")];

    [Fact]
    public void A_row_lists_what_is_declared_then_the_application_then_the_cluster()
    {
        var list = List("core", "api", callers: false);
        Assert.Equal(["Declared 2", "core/web", "a/one", "SameApplication 1", "core/mysql", "SameCluster 3", "a/three", "empty/redis", "z/last"], Lines(list));
        Assert.Equal((6, (2, 1)), (list.Reachable, list.Declared));
    }

    [Fact]
    public void A_column_lists_who_declares_it_then_who_else_can_call_it()
    {
        var list = List("core", "api", callers: true);
        Assert.Equal(["Declared 2", "a/three", "z/last", "SameApplication 2", "core/job", "core/web", "SameCluster 2", "a/one", "a/two"], Lines(list));
        Assert.Equal((6, (2, 1)), (list.Reachable, list.Declared));
        Assert.Equal(["SameApplication 3", "core/api", "core/job", "core/web", "SameCluster 4", "a/one", "a/three", "a/two", "z/last"], Lines(List("core", "mysql", callers: true)));
    }

    [Fact]
    public void What_has_no_port_is_called_by_nobody_and_what_leads_nowhere_is_listed_as_it_is_written()
    {
        Assert.Empty(Lines(List("core", "job", callers: true)));
        Assert.Contains("http://gone.core", Lines(List("a", "three", callers: false)));
    }

    [Fact]
    public void Every_window_is_a_part_of_the_whole_and_so_is_what_matches_a_word()
    {
        foreach (var callers in (bool[])[true, false])
        {
            var list = List("core", "api", callers);
            var all = Lines(list);
            Assert.Equal(all.Count, list.Window(0, 1, null).Total);
            for (var start = 0; start <= all.Count; start++)
                for (var count = 0; count <= all.Count; count++) Assert.Equal(all.Skip(start).Take(count), Lines(list, start, count));
        }
        Assert.Equal(["SameCluster 1", "z/last"], Lines(List("core", "api", callers: false), words: "z LAST"));
        Assert.Empty(Lines(List("core", "api", callers: false), words: "nothing"));
    }

    [Fact]
    public void All_rows_together_are_what_the_matrix_says_can_be_reached()
    {
        var cluster = Catalog.FindCluster("production")!;
        var matrix = ReachMatrix.Of(cluster);
        for (var row = 0; row < matrix.Callers.Count; row++)
        {
            var (home, service) = matrix.Callers[row];
            var list = new PeerList(cluster, new(Catalog, new()), home, service, callers: false);
            var expected = Enumerable.Range(0, matrix.Targets.Count).Where(column => matrix[row, column] is Reach.SameApplication or Reach.SameCluster)
                .Select(column => $"{matrix.Targets[column].Application.Namespace}/{matrix.Targets[column].Target.Label}").Order(StringComparer.Ordinal);
            Assert.Equal(expected, list.Window(0, 100, null).Rows.Where(line => line.Peer is { HasAddress: true }).Select(line => $"{line.Home!.Namespace}/{line.Peer!.Label}").Order(StringComparer.Ordinal));
        }
    }
}
