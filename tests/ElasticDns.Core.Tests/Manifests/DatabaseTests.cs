using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class DatabaseTests
{
    private const string Service = "databases: [mysql, redis]\n";

    private static string[] Describe(IReadOnlyList<Database> databases) => [.. databases.Select(database => $"{string.Join('+', database.Hosts)}")];

    [Fact]
    public void Databases_of_a_service_belong_to_the_application() =>
        Assert.Equal(["mysql", "redis"], Yml.Accept("services:\n  web:\n    databases: [mysql, redis]\n").Databases.Select(database => database.Label));

    [Fact]
    public void Equal_entries_merge()
    {
        var manifest = Yml.Accept("services:\n  web: {databases: [mysql]}\n  api: {databases: [mysql]}\ndatabases: [mysql, redis, redis]\n");
        Assert.Equal(["mysql", "redis"], manifest.Databases.Select(database => database.Label));
    }

    [Fact]
    public void A_database_knows_its_place() =>
        Assert.Equal((3, 5), Yml.Accept("databases:\n  - redis\n  - mysql\n").Databases[0] is var mysql ? (mysql.Line, mysql.Column) : default);

    [Fact]
    public void A_single_value_is_read_with_a_warning()
    {
        var reading = Yml.Read("databases: mysql\n");
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "databases-shape").Severity);
        Assert.Equal("mysql", Assert.Single(reading.Manifest!.Databases).Label);
    }

    [Fact]
    public void A_map_is_refused_with_the_list_to_write() =>
        Assert.Contains("databases: [mysql, redis]", Yml.Refuse("databases:\n  mysql:\n  redis:\n", "databases-shape").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("databases: [[mysql]]")]
    [InlineData("databases: [{mysql: main}]")]
    public void An_item_that_is_no_name_is_refused(string text) => Yml.Refuse(text, "database-shape");

    [Theory]
    [InlineData("postgres", "postgresql")]
    [InlineData("mongo", "mongodb")]
    [InlineData("elastic", "elasticsearch")]
    public void An_engine_that_is_not_known_gets_a_warning_and_a_did_you_mean(string written, string meant)
    {
        var reading = Yml.Read($"databases:\n  - {written}\n");
        var warning = Yml.Finding(reading, "unknown-engine");
        Assert.Equal((Severity.Warning, 2, 5), (warning.Severity, warning.Line, warning.Column));
        Assert.Contains($"Did you mean '{meant}'?", warning.Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(reading.Manifest!.Databases).HasAddress);
    }

    [Fact]
    public void The_groups_of_a_manifest_yml_are_the_databases_of_the_engine() =>
        Assert.Equal(
            ["mysql+mysql-default", "mysql-leopard", "redis"],
            Describe(Yml.Accept(Service, manifestYml: "mysql:\n  groups:\n    default: {}\n    leopard: {}\n").Databases));

    [Fact]
    public void The_group_marked_default_is_the_primary_even_beside_one_called_default() =>
        Assert.Equal(
            ["mysql-default", "mysql+mysql-leopard", "redis"],
            Describe(Yml.Accept(Service, manifestYml: "mysql:\n  groups:\n    default: {}\n    leopard: {default: true}\n").Databases));

    [Fact]
    public void One_group_only_of_a_manifest_yml_answers_to_its_grouped_name() =>
        Assert.Equal(["mysql-leopard", "redis"], Describe(Yml.Accept(Service, manifestYml: "mysql:\n  groups:\n    leopard:\n").Databases));

    [Fact]
    public void Below_an_environment_the_groups_are_read_too() =>
        Assert.Equal(
            ["mysql+mysql-a", "mysql-b", "redis"],
            Describe(Yml.Accept(Service, manifestYml: "production:\n  mysql:\n    groups:\n      a: {}\n      b: {}\n").Databases));

    [Fact]
    public void A_manifest_yml_follows_the_choice_of_environment()
    {
        const string service = "production:\n  databases: [mysql]\nstaging:\n  databases: [mysql]\n";
        const string groups = "production:\n  mysql: {groups: {a: {}, b: {}}}\nstaging:\n  mysql: {groups: {c: {}, d: {}}}\n";
        Assert.Equal(["mysql+mysql-a", "mysql-b"], Describe(Yml.Accept(service, "production", groups).Databases));
        Assert.Equal(["mysql+mysql-c", "mysql-d"], Describe(Yml.Accept(service, "staging", groups).Databases));
    }

    [Fact]
    public void A_service_yml_without_environments_takes_the_asked_environment_of_its_manifest_yml()
    {
        const string groups = "production:\n  mysql: {groups: {a: {}, b: {}}}\nstaging:\n  mysql: {groups: {c: {}, d: {}}}\n";
        var reading = Yml.Read(Service, "staging", groups);
        Assert.Equal(["mysql+mysql-c", "mysql-d", "redis"], Describe(reading.Manifest!.Databases));
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData(null, "environment-required")]
    [InlineData("qa", "environment-unknown")]
    public void The_groups_of_several_environments_are_never_dropped_in_silence(string? environment, string code)
    {
        const string groups = "production:\n  mysql: {groups: {a: {}}}\nstaging:\n  mysql: {groups: {c: {}}}\n";
        var finding = Yml.Refuse(Service, code, environment, groups);
        Assert.Equal("manifest.yml", finding.File);
        Assert.Contains("'production' and 'staging'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_with_parts_of_its_own_is_no_environment() =>
        Assert.Equal(
            ["mysql-a", "redis"],
            Describe(Yml.Accept(Service, manifestYml: "mysql:\n  groups: {a: {}}\nrails:\n  part: {configuration: {}}\n").Databases));

    [Fact]
    public void Groups_of_an_engine_that_the_service_yml_does_not_list_are_warned_of()
    {
        var reading = Yml.Read(Service, manifestYml: "rails:\n  configuration: {}\npostgresql:\n  groups:\n    default: {}\n");
        var warning = Yml.Finding(reading, "groups-without-engine");
        Assert.Equal((Severity.Warning, "manifest.yml", 3), (warning.Severity, warning.File, warning.Line));
        Assert.Equal(["mysql", "redis"], reading.Manifest!.Databases.Select(database => database.Label));
    }

    [Fact]
    public void Everything_else_of_a_manifest_yml_is_ignored()
    {
        var reading = Yml.Read(Service, manifestYml: "docker:\n  servers: [{unique_name: a}]\nmysql:\n  configuration: {version: 8}\n  servers: []\nload_balancer:\n  configuration: {}\n");
        Assert.Empty(reading.Findings);
        Assert.Equal(["mysql", "redis"], Describe(reading.Manifest!.Databases));
    }

    [Fact]
    public void A_manifest_yml_alone_is_refused_saying_what_it_needs()
    {
        var finding = Yml.Refuse("mysql:\n  groups:\n    default: {}\n", "manifest-yml-alone");
        Assert.Contains("service.yml", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_yml_in_the_place_of_a_manifest_yml_is_refused() => Yml.Refuse(Service, "not-a-manifest-yml", manifestYml: Service);

    [Fact]
    public void Groups_that_are_no_map_are_refused() => Yml.Refuse(Service, "groups-shape", manifestYml: "mysql:\n  groups: [default, leopard]\n");

    [Fact]
    public void Two_groups_of_one_label_are_refused() =>
        Assert.Equal(4, Yml.Refuse(Service, "name-collision", manifestYml: "mysql:\n  groups:\n    a_b: {}\n    a-b: {}\n").Line);

    [Fact]
    public void A_group_whose_host_would_be_longer_than_63_characters_is_refused() =>
        Yml.Refuse(Service, "name-too-long", manifestYml: $"mysql:\n  groups:\n    {new string('g', 58)}: {{}}\n");

    [Fact]
    public void A_group_whose_host_has_63_characters_is_accepted() =>
        Assert.Equal(63, Yml.Accept(Service, manifestYml: $"mysql:\n  groups:\n    {new string('g', 57)}: {{}}\n").Databases[0].Label.Length);
}
