using System.Text;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportFormatTests : ApiTest
{
    private static string Service(string @namespace, int port) => $"""
        apiVersion: v1
        kind: Service
        metadata: {"{"}name: api, namespace: {@namespace}{"}"}
        spec:
          ports: [{"{"}port: {port}{"}"}]
          selector: {"{"}app: api{"}"}
        ---

        """;

    [Fact]
    public async Task Objects_of_several_namespaces_go_to_the_cluster_that_is_given()
    {
        var answer = (await App.PostAsync("format=kubernetes&cluster=staging&namespace=ignored&application=Ignored", Service("one", 80) + Service("two", 81))).Expect(201);
        Assert.Equal(["staging/one", "staging/two"], Places());
        Assert.Equal("note", (string?)answer.Finding("place-ignored")["severity"]);
    }

    [Fact]
    public async Task One_namespace_of_several_is_chosen()
    {
        (await App.PostAsync("format=kubernetes&cluster=staging&environment=two", Service("one", 80) + Service("two", 81))).Expect(201);
        Assert.Equal(["staging/two"], Places());
    }

    [Fact]
    public async Task A_namespace_that_no_object_has_is_refused_with_those_there_are()
    {
        var message = (string?)(await App.PostAsync("format=kubernetes&environment=three", Service("one", 80) + Service("two", 81))).ExpectRefusal("environment-unknown")["message"];
        Assert.Contains("'one' and 'two'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_whole_file_is_said_once()
    {
        var answer = await App.PostAsync("format=kubernetes", Service("one", 80) + Service("two", 81) + Service("two", 82).Replace(", namespace: two", "", StringComparison.Ordinal));
        answer.ExpectRefusal("namespace-missing");
        Assert.Equal((1, 1), (answer["findings"]!.AsArray().Count, (int?)answer["findingCount"]));
    }

    [Fact]
    public async Task A_file_of_very_many_namespaces_is_refused_before_each_of_them_is_read()
    {
        var text = string.Concat(Enumerable.Range(1, 5_000).Select(number => Service($"n{number}", 80)));
        var answer = await App.PostAsync("format=kubernetes", text);
        answer.ExpectRefusal("too-many-namespaces");
        Assert.True((int?)answer["findingCount"] < 10);
        (await App.PostAsync("format=kubernetes", string.Concat(Enumerable.Range(1, 100).Select(number => Service($"n{number}", 80))))).Expect(201);
    }

    [Fact]
    public async Task Every_namespace_of_many_files_counts_as_a_manifest()
    {
        var files = Enumerable.Range(1, 11).Select(file => ($"{file}.yml", string.Concat(Enumerable.Range(1, 100).Select(number => Service($"n{file}-{number}", 80))))).ToArray();
        (await App.PostFilesAsync("format=kubernetes", files)).ExpectProblem(413);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task The_application_of_a_Compose_file_is_given_by_the_query()
    {
        (await App.PostAsync("format=compose&cluster=production&namespace=shop&application=Shop", "services:\n  web:\n    build: .\n    ports: [\"8080:3000\"]\n")).Expect(201);
        Assert.Equal("Shop", App.Store.Current.Find("production", "shop")!.Name);
    }

    [Theory]
    [InlineData("application/zip")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-zip-compressed")]
    public async Task An_archive_is_unpacked(string type)
    {
        var zip = ZipText.Honest("repo/production/one/service.yml", "repo/production/two/service.yml", "repo/README.md");
        var answer = (await App.PostAsync("", zip, type)).Expect(201);
        Assert.Equal(["production/one", "production/two"], Places());
        Assert.Equal("note", (string?)answer.Finding("archive-passed-over")["severity"]);
    }

    [Fact]
    public async Task An_archive_larger_than_a_manifest_may_be_is_unpacked_as_a_part_of_a_form()
    {
        var random = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(random);
        var zip = ZipText.Of(("production/one/service.yml", Encoding.UTF8.GetBytes(ZipText.Manifest)), ("picture.png", random));
        var form = new MultipartFormDataContent { { new ByteArrayContent(zip), "file", "all.zip" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(ZipText.Manifest)), "file", "staging/two/service.yml" } };
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports", form)).Expect(201);
        Assert.Equal(["production/one", "staging/two"], Places());
    }

    [Fact]
    public async Task An_archive_that_is_refused_refuses_the_call_and_is_named()
    {
        var zip = ZipText.Raw(ZipText.Stored("../one/service.yml", ZipText.Manifest));
        var form = new MultipartFormDataContent { { new ByteArrayContent(zip), "file", "all.zip" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(ZipText.Manifest)), "file", "staging/two/service.yml" } };
        var answer = await App.SendAsync(HttpMethod.Post, "/api/v1/imports", form, ("Accept", "text/plain"));
        Assert.StartsWith("all.zip: error archive-path: ", answer.Expect(422).Text, StringComparison.Ordinal);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_thousand_manifests_of_an_archive_are_one_import_and_one_more_is_refused()
    {
        (await App.PostAsync("", ZipText.Honest([.. Enumerable.Range(0, 1_000).Select(i => $"production/n{i}/service.yml")]), "application/zip")).Expect(201);
        Assert.Equal(1_000, App.Store.Current.ApplicationCount);
        (await App.PostAsync("", ZipText.Honest([.. Enumerable.Range(0, 1_001).Select(i => $"production/m{i}/service.yml")]), "application/zip")).ExpectRefusal("archive-too-many-manifests");
    }

    private string[] Places() => [.. App.Store.Current.Applications.Select(application => $"{application.Cluster}/{application.Namespace}")];
}
