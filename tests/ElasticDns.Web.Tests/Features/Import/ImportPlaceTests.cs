namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportPlaceTests : ApiTest
{
    private const string Yaml = "services:\n  api:\n    ports: [3000]\n";
    private const string WithPlace = """
        x-elastic-dns:
          application: Back office
          namespace: backoffice-workers
          cluster: staging
          owner: Platform team
          description: Jobs and queues
          docs: https://wiki.example.com/back-office
        services:
          api:
            ports: [3000]
        """;

    [Fact]
    public async Task Without_a_namespace_the_refusal_names_the_parameter_and_the_extension()
    {
        var finding = (await App.PostAsync("cluster=production", Yaml)).ExpectRefusal("namespace-required");
        Assert.Contains("namespace", (string?)finding["message"], StringComparison.Ordinal);
        Assert.Contains("x-elastic-dns", (string?)finding["message"], StringComparison.Ordinal);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Theory]
    [InlineData("application=Back%20office", "service.yml", "back-office")]
    [InlineData("", "my_shop.yml", "my-shop")]
    [InlineData("", "web-shop/service.yml", "web-shop")]
    public async Task Without_a_namespace_the_finding_proposes_one(string query, string fileName, string proposal)
    {
        var finding = (await App.PostFilesAsync(query, (fileName, Yaml))).ExpectRefusal("namespace-required");
        Assert.EndsWith($"For example namespace={proposal}.", (string?)finding["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_the_application_is_called_by_its_namespace_and_the_cluster_is_default()
    {
        var answer = await App.PostAsync("namespace=backoffice-workers", Yaml);
        Assert.Equal(("default", "backoffice-workers"), (answer.Expect(201).String("applications[0].cluster"), answer.String("applications[0].name")));
    }

    [Fact]
    public async Task A_file_may_say_itself_where_it_goes()
    {
        (await App.PostAsync("", WithPlace)).Expect(201);
        var application = await App.GetAsync("clusters/staging/applications/backoffice-workers");
        Assert.Equal("Back office", application.Expect(200).String("name"));
        Assert.Equal("Platform team", application.String("owner"));
        Assert.Equal("Jobs and queues", application.String("description"));
        Assert.Equal("https://wiki.example.com/back-office", application.String("docs"));
    }

    [Fact]
    public async Task What_is_given_at_the_upload_wins_over_the_file()
    {
        (await App.PostAsync("cluster=production&namespace=office&application=Office", WithPlace)).Expect(201);
        var application = await App.GetAsync("clusters/production/applications/office");
        Assert.Equal("Office", application.Expect(200).String("name"));
        Assert.Equal("Platform team", application.String("owner"));
        Assert.Null(App.Store.Current.FindCluster("staging"));
    }

    [Fact]
    public async Task An_empty_parameter_is_no_parameter() =>
        Assert.Equal("staging", (await App.PostAsync("cluster=&namespace=&application=&environment=", WithPlace)).Expect(201).String("applications[0].cluster"));

    [Theory]
    [InlineData("namespace=default", "namespace-invalid")]
    [InlineData("namespace=kube-system", "namespace-invalid")]
    [InlineData("namespace=Shop", "namespace-invalid")]
    [InlineData("namespace=a%2Fb", "namespace-invalid")]
    [InlineData("namespace=..", "namespace-invalid")]
    [InlineData("namespace=%252e%252e", "namespace-invalid")]
    [InlineData("namespace=-shop", "namespace-invalid")]
    [InlineData("namespace=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "namespace-invalid")]
    [InlineData("namespace=shop&cluster=Production", "cluster-invalid")]
    [InlineData("namespace=shop&cluster=a_b", "cluster-invalid")]
    [InlineData("namespace=shop&application=a%0Ab", "application-invalid")]
    [InlineData("namespace=shop&application=%E2%80%AEa", "application-invalid")]
    [InlineData("namespace=shop&application=%20", "application-invalid")]
    public async Task A_name_that_breaks_its_rule_is_refused(string query, string code)
    {
        (await App.PostAsync(query, Yaml)).ExpectRefusal(code);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_name_of_80_characters_is_taken_and_one_of_81_is_refused()
    {
        (await App.PostAsync($"namespace=shop&application={new string('x', 80)}", Yaml)).Expect(201);
        (await App.PostAsync($"namespace=other&application={new string('x', 81)}", Yaml)).ExpectRefusal("application-invalid");
    }

    [Theory]
    [InlineData("namespace: kube-public", "namespace-invalid")]
    [InlineData("docs: javascript:alert(1)", "docs-not-https")]
    [InlineData("docs: http://wiki.example.com", "docs-not-https")]
    public async Task A_place_in_the_file_that_breaks_its_rule_is_refused_with_its_line(string line, string code)
    {
        var finding = (await App.PostAsync("namespace=shop", $"x-elastic-dns:\n  {line}\n{Yaml}")).ExpectRefusal(code);
        Assert.Equal(2, (int?)finding["line"]);
    }

    [Fact]
    public async Task An_existing_application_keeps_its_name()
    {
        await App.PostAsync("namespace=shop&application=The%20shop", Yaml);
        var answer = await App.PostAsync("namespace=shop", Yaml + "  web:\n");
        Assert.Equal("The shop", answer.Expect(200).String("applications[0].name"));
    }

    [Fact]
    public async Task A_different_name_is_refused_so_that_a_mistyped_namespace_overwrites_nobody()
    {
        await App.PostAsync("namespace=shop&application=The%20shop", Yaml);
        var rows = Sqlite.Dump(App.DatabaseFile);
        var finding = (await App.PostAsync("namespace=shop&application=Billing", Yaml)).ExpectRefusal("namespace-taken");
        Assert.Contains("'The shop'", (string?)finding["message"], StringComparison.Ordinal);
        Assert.Contains("rename=true", (string?)finding["message"], StringComparison.Ordinal);
        (await App.PostAsync("namespace=shop", "x-elastic-dns:\n  application: Billing\n" + Yaml)).ExpectRefusal("namespace-taken");
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
    }

    [Fact]
    public async Task A_rename_that_is_asked_for_is_a_change()
    {
        await App.PostAsync("namespace=shop&application=The%20shop", Yaml);
        var answer = await App.PostAsync("namespace=shop&application=Billing&rename=true", Yaml);
        Assert.Equal(("changed", "Billing"), (answer.Expect(200).String("applications[0].outcome"), answer.String("applications[0].name")));
        Assert.Equal("Billing", (await App.GetAsync("clusters/default/applications/shop")).String("name"));
    }

    [Fact]
    public async Task One_namespace_may_stand_in_two_clusters()
    {
        (await App.PostAsync("cluster=production&namespace=shop&application=One", Yaml)).Expect(201);
        (await App.PostAsync("cluster=staging&namespace=shop&application=Two", Yaml)).Expect(201);
        Assert.Equal(["One", "Two"], Json.Strings((await App.GetAsync("applications")).Json, "name"));
    }

    [Fact]
    public async Task An_application_name_with_markup_is_legal_and_comes_back_as_it_is()
    {
        (await App.PostAsync($"namespace=shop&application={Uri.EscapeDataString("<b>R&D</b> \"café\"")}", Yaml)).Expect(201);
        Assert.Equal("<b>R&D</b> \"café\"", (await App.GetAsync("clusters/default/applications/shop")).String("name"));
    }
}
