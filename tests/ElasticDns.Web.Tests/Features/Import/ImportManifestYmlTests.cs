namespace ElasticDns.Web.Tests.Features.Import;

/// <summary>What a revision stores beside service.yml: manifest.yml and the environment.</summary>
public sealed class ImportManifestYmlTests : ApiTest
{
    private const string Mysql = "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n";
    private const string Groups = "production:\n  mysql:\n    groups:\n      default: {}\n      leopard: {}\n";
    private const string Both = "production:\n  services:\n    api:\n      ports: [3000]\nstaging:\n  services:\n    api:\n      ports: [4000]\n";

    private async Task<string[]> DatabasesAsync() => Json.Strings((await App.GetAsync("clusters/production/applications/shop"))["databases"], "label");

    [Fact]
    public async Task A_service_yml_alone_is_read_with_the_stored_manifest_yml_and_a_note_says_so()
    {
        await App.ImportAsync("shop", Mysql, manifestYml: Groups);
        Assert.Equal(["mysql-default", "mysql-leopard"], await DatabasesAsync());

        var answer = await App.ImportAsync("shop", Mysql + "# again\n");
        Assert.Equal("note", (string?)answer.Finding("stored-manifest-yml")["severity"]);
        Assert.Equal(["mysql-default", "mysql-leopard"], await DatabasesAsync());
    }

    [Fact]
    public async Task The_same_service_yml_alone_is_unchanged()
    {
        await App.ImportAsync("shop", Mysql, manifestYml: Groups);
        Assert.Equal("unchanged", (await App.ImportAsync("shop", Mysql)).String("applications[0].outcome"));
    }

    [Fact]
    public async Task Manifest_none_drops_the_stored_manifest_yml()
    {
        await App.ImportAsync("shop", Mysql, manifestYml: Groups);
        var answer = await App.PostAsync("cluster=production&namespace=shop&manifest=none", Mysql);
        Assert.Equal("changed", answer.Expect(200).String("applications[0].outcome"));
        Assert.Empty(answer["findings"]!.AsArray());
        Assert.Equal(["mysql"], await DatabasesAsync());

        (await App.ImportAsync("shop", Mysql + "# again\n")).Expect(200);
        Assert.Equal(["mysql"], await DatabasesAsync());
    }

    [Fact]
    public async Task Another_manifest_yml_replaces_the_stored_one()
    {
        await App.ImportAsync("shop", Mysql, manifestYml: Groups);
        var answer = await App.ImportAsync("shop", Mysql, manifestYml: "mysql:\n  groups:\n    venus: {}\n");
        Assert.Equal("changed", answer.String("applications[0].outcome"));
        Assert.Equal(["mysql-venus"], await DatabasesAsync());
    }

    [Fact]
    public async Task The_change_of_a_manifest_yml_alone_is_listed_in_the_changes()
    {
        await App.ImportAsync("shop", Mysql);
        var answer = await App.ImportAsync("shop", Mysql, manifestYml: "mysql:\n  groups:\n    venus: {}\n");
        Json.Same("""
            [
              { "kind": "removed", "what": "database", "name": "mysql", "before": "mysql", "after": null },
              { "kind": "removed", "what": "address", "name": "mysql", "before": "http://mysql:3306", "after": null },
              { "kind": "added", "what": "database", "name": "mysql-venus", "before": null, "after": "mysql-venus" },
              { "kind": "added", "what": "address", "name": "mysql-venus", "before": null, "after": "http://mysql-venus:3306" }
            ]
            """, answer["applications[0].changes"]);
    }

    [Fact]
    public async Task A_manifest_yml_alone_is_refused_and_says_what_it_needs()
    {
        var finding = (await App.PostAsync("namespace=shop", Groups)).ExpectRefusal("manifest-yml-alone");
        Assert.Contains("service.yml", (string?)finding["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_of_the_manifest_yml_refuses_both_and_names_the_file()
    {
        var answer = await App.PostFilesAsync("namespace=shop", ("service.yml", Mysql), ("manifest.yml", "mysql:\n  groups:\n    '*': {}\n"));
        var finding = answer.ExpectRefusal("name-empty");
        Assert.Equal(("manifest.yml", 3), ((string?)finding["file"], (int?)finding["line"]));
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task Groups_of_an_engine_that_the_service_yml_does_not_list_are_a_warning()
    {
        var answer = await App.PostFilesAsync("namespace=shop", ("service.yml", "databases: [redis]\n"), ("manifest.yml", Groups));
        Assert.Equal("warning", (string?)answer.Expect(201).Finding("groups-without-engine")["severity"]);
    }

    [Fact]
    public async Task A_removed_application_is_imported_again_without_its_old_manifest_yml()
    {
        await App.ImportAsync("shop", Mysql, manifestYml: Groups);
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        Assert.Empty((await App.ImportAsync("shop", Mysql))["findings"]!.AsArray());
        Assert.Equal(["mysql"], await DatabasesAsync());
    }

    [Fact]
    public async Task Of_several_environments_one_must_be_chosen()
    {
        var message = (string?)(await App.PostAsync("namespace=shop", Both)).ExpectRefusal("environment-required")["message"];
        Assert.Contains("production", message, StringComparison.Ordinal);
        Assert.Contains("staging", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("production", "http://api:3000")]
    [InlineData("staging", "http://api:4000")]
    public async Task The_chosen_environment_is_read(string environment, string url)
    {
        (await App.PostAsync($"cluster=production&namespace=shop&environment={environment}", Both)).Expect(201);
        Assert.Equal(url, (await App.GetAsync("clusters/production/applications/shop")).String("services[0].addresses[0].url"));
    }

    [Fact]
    public async Task An_environment_that_the_file_lacks_is_refused_with_those_it_has()
    {
        var message = (string?)(await App.PostAsync("namespace=shop&environment=qa", Both)).ExpectRefusal("environment-unknown")["message"];
        Assert.Contains("'qa'", message, StringComparison.Ordinal);
        Assert.Contains("staging", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_for_a_file_without_any_is_ignored_with_a_note() =>
        Assert.Equal("note", (string?)(await App.PostAsync("namespace=shop&environment=qa", Mysql)).Expect(201).Finding("environment-ignored")["severity"]);

    [Fact]
    public async Task Another_environment_of_the_same_text_is_a_change()
    {
        await App.PostAsync("cluster=production&namespace=shop&environment=production", Both);
        var answer = await App.PostAsync("cluster=production&namespace=shop&environment=staging", Both);
        Assert.Equal("changed", answer.Expect(200).String("applications[0].outcome"));
        Assert.Equal("staging", Sqlite.Value(App.DatabaseFile, "SELECT Environment FROM Revisions WHERE Number = 2"));
    }

    [Fact]
    public async Task A_manifest_yml_follows_the_choice_of_the_environment()
    {
        const string groups = "production:\n  mysql:\n    groups: {one: {}}\nstaging:\n  mysql:\n    groups: {two: {}}\n";
        (await App.PostFilesAsync("cluster=production&namespace=shop&environment=staging", ("service.yml", "staging:\n  databases: [mysql]\nproduction:\n  databases: [mysql]\n"), ("manifest.yml", groups))).Expect(201);
        Assert.Equal(["mysql-two"], await DatabasesAsync());
    }

    [Fact]
    public async Task A_revision_stores_both_texts_and_the_environment()
    {
        (await App.PostFilesAsync("namespace=shop&environment=staging", ("service.yml", Both), ("manifest.yml", Groups.Replace("production", "staging", StringComparison.Ordinal)))).Expect(201);
        Assert.Equal(
            $"{Both}|{Groups.Replace("production", "staging", StringComparison.Ordinal)}|staging|service.yml|local",
            Sqlite.Value(App.DatabaseFile, "SELECT ServiceYaml || '|' || ManifestYaml || '|' || Environment || '|' || FileName || '|' || ImportedBy FROM Revisions"));
    }
}
