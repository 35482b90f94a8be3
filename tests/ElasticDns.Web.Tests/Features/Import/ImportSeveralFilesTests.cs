namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportSeveralFilesTests : ApiTest
{
    private const string Yaml = "services:\n  api:\n    ports: [3000]\n";
    private const string Mysql = "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n";

    private static string Placed(string @namespace, string cluster = "production") => $"x-elastic-dns:\n  namespace: {@namespace}\n  cluster: {cluster}\n{Yaml}";

    private static string Groups(string group) => $"production:\n  mysql:\n    groups:\n      {group}: {{}}\n";

    [Fact]
    public async Task Each_goes_where_the_file_itself_says()
    {
        var answer = await App.PostFilesAsync("", ("service.yml", Placed("one")), ("service.yml", Placed("two", "staging")));
        answer.Expect(201);
        Assert.Equal(["one", "two"], Json.Strings(answer["applications"], "namespace"));
        Assert.Equal(["production", "staging"], Json.Strings(answer["applications"], "cluster"));
    }

    [Fact]
    public async Task Each_goes_where_the_name_of_its_part_says()
    {
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", Yaml), ("staging/two/service.yml", Yaml));
        answer.Expect(201);
        Assert.Equal(["one", "two"], Json.Strings(answer["applications"], "namespace"));
        Assert.Equal(["production", "staging"], Json.Strings(answer["applications"], "cluster"));
    }

    [Fact]
    public async Task The_file_wins_over_the_name_of_its_part()
    {
        var answer = await App.PostFilesAsync("", ("staging/x/service.yml", Placed("one")), ("staging/two/service.yml", Yaml));
        Assert.Equal(["one", "two"], Json.Strings(answer.Expect(201)["applications"], "namespace"));
    }

    [Fact]
    public async Task The_place_never_comes_from_the_query()
    {
        var answer = await App.PostFilesAsync("cluster=other&namespace=other&application=Other", ("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml));
        answer.Expect(201);
        Assert.Equal(["one", "two"], Json.Strings(answer["applications"], "name"));
        Assert.Equal("note", (string?)answer.Finding("place-ignored")["severity"]);

        var refused = await App.PostFilesAsync("cluster=other&namespace=other", ("a.yml", Yaml), ("b.yml", Yaml));
        refused.ExpectRefusal("namespace-required");
    }

    [Fact]
    public async Task A_single_file_may_go_where_the_name_of_its_part_says()
    {
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", Yaml));
        Assert.Equal(("production", "one"), (answer.Expect(201).String("applications[0].cluster"), answer.String("applications[0].namespace")));
    }

    [Fact]
    public async Task A_manifest_yml_belongs_to_the_service_yml_of_its_folder()
    {
        var answer = await App.PostFilesAsync(
            "",
            ("production/one/manifest.yml", Groups("venus")),
            ("production/one/service.yml", Mysql),
            ("production/two/service.yml", Mysql),
            ("production/two/manifest.yml", Groups("mars")));
        answer.Expect(201);
        Assert.Equal("mysql-venus", (await App.GetAsync("clusters/production/applications/one")).String("databases[0].label"));
        Assert.Equal("mysql-mars", (await App.GetAsync("clusters/production/applications/two")).String("databases[0].label"));
    }

    [Fact]
    public async Task A_manifest_yml_without_a_service_yml_in_its_folder_is_refused()
    {
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", Mysql), ("production/two/manifest.yml", Groups("venus")));
        Assert.Equal("production/two/manifest.yml", (string?)answer.ExpectRefusal("manifest-yml-alone")["file"]);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_manifest_yml_beside_two_service_yml_belongs_to_neither()
    {
        var answer = await App.PostFilesAsync("", ("one.yml", Placed("one")), ("two.yml", Placed("two")), ("manifest.yml", Groups("venus")));
        answer.ExpectRefusal("manifest-yml-alone");
    }

    [Fact]
    public async Task One_refused_file_refuses_all()
    {
        await App.ImportAsync("one", "services:\n  old:\n    ports: [80]\n");
        var (rows, version) = (Sqlite.Dump(App.DatabaseFile), App.Store.Current.Version);

        var answer = await App.PostFilesAsync(
            "", ("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml), ("production/three/service.yml", "services:\n  api:\n    ports: [0]\n"));

        Assert.Equal("production/three/service.yml", (string?)answer.ExpectRefusal("port-out-of-range")["file"]);
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        Assert.Equal(version, App.Store.Current.Version);
    }

    [Fact]
    public async Task All_refused_files_come_with_their_findings()
    {
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", "services:\n  api:\n    ports: [0]\n"), ("production/two/service.yml", "kind: Service\napiVersion: v1\n"));
        answer.ExpectRefusal("port-out-of-range");
        answer.ExpectRefusal("kubernetes-object");
        Assert.Equal(2, (int?)answer["findingCount"]);
    }

    [Fact]
    public async Task Two_files_for_one_application_are_refused()
    {
        var answer = await App.PostFilesAsync("", ("a.yml", Placed("one")), ("b.yml", Placed("one")));
        Assert.Contains("'a.yml'", (string?)answer.ExpectRefusal("same-application-twice")["message"], StringComparison.Ordinal);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task Any_new_application_among_several_answers_201_and_none_answers_200()
    {
        await App.ImportAsync("one", Yaml);
        var mixed = await App.PostFilesAsync("", ("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml));
        Assert.Equal(["unchanged", "created"], Json.Strings(mixed.Expect(201)["applications"], "outcome"));
        var again = await App.PostFilesAsync("", ("production/one/service.yml", Yaml + "  web:\n"), ("production/two/service.yml", Yaml));
        Assert.Equal(["changed", "unchanged"], Json.Strings(again.Expect(200)["applications"], "outcome"));
    }

    [Fact]
    public async Task The_files_of_one_call_make_one_snapshot()
    {
        var before = App.Store.Current.Version;
        (await App.PostFilesAsync("", ("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml))).Expect(201);
        Assert.Equal(before + 1, App.Store.Current.Version);
    }

    [Fact]
    public async Task The_environment_is_chosen_for_every_file()
    {
        const string both = "production:\n  services:\n    api:\n      ports: [3000]\nstaging:\n  services:\n    api:\n      ports: [4000]\n";
        (await App.PostFilesAsync("", ("production/one/service.yml", both), ("production/two/service.yml", both))).ExpectRefusal("environment-required");
        (await App.PostFilesAsync("environment=staging", ("production/one/service.yml", both), ("production/two/service.yml", both))).Expect(201);
        Assert.Equal("http://api:4000", (await App.GetAsync("clusters/production/applications/two")).String("services[0].addresses[0].url"));
    }

    [Fact]
    public async Task If_Match_is_for_a_single_application() =>
        (await App.PostFilesAsync("", [("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml)], [("If-Match", "\"1\"")])).ExpectProblem(400);
}
