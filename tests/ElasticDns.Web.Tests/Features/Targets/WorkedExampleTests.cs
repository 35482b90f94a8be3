namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>The worked examples of the address rules, through the API.</summary>
public sealed class WorkedExampleTests : ApiTest
{
    private const string Own = "production/backoffice-workers";
    private const string Other = "production/web-front-end";

    // What a caller sees of a target of backoffice-workers.
    private async Task<Answer> AddressesAsync(string label, string from) =>
        (await App.GetAsync($"clusters/production/applications/backoffice-workers/services/{label}/addresses?from={from}")).Expect(200);

    private async Task ImportAsync(string yaml, string? manifestYml = null)
    {
        await App.ImportAsync("backoffice-workers", yaml, manifestYml: manifestYml);
        await App.ImportAsync("web-front-end", "services: {web-worker: {ports: [8080]}}\n");
    }

    [Theory]
    [InlineData("{container: 3000}", "http://api:3000", "api:3000", "http://api.backoffice-workers:3000")]
    [InlineData("{container: 80}", "http://api", "api:80", "http://api.backoffice-workers")]
    [InlineData("{container: 3000, http: 80, https: 443}", "http://api:3000", "api:3000", "http://api.backoffice-workers:3000")]
    [InlineData("{container: 8000, tcp: 9000}", "tcp://api:8000", "api:8000", "tcp://api.backoffice-workers:8000")]
    [InlineData("{container: 80, udp: 111}", "udp://api", "api:80", "udp://api.backoffice-workers")]
    [InlineData("{container: 5454, udp: 111}", "udp://api:5454", "api:5454", "udp://api.backoffice-workers:5454")]
    [InlineData(
        "{container: 3000, http: 80, tcp: 25, udp: 111}", "http://api:3000 tcp://api:3000 udp://api:3000", "api:3000 api:3000 api:3000",
        "http://api.backoffice-workers:3000 tcp://api.backoffice-workers:3000 udp://api.backoffice-workers:3000")]
    [InlineData("{container: 443}", "https://api", "api:443", "https://api.backoffice-workers")]
    [InlineData("{container: 443, https: 8443}", "https://api", "api:443", "https://api.backoffice-workers")]
    [InlineData("{container: 443, http: 8443}", "http://api:443", "api:443", "http://api.backoffice-workers:443")]
    [InlineData("{http: 80}", "", "", "")]
    [InlineData("80, {container: 80, tcp: 9000}", "tcp://api", "api:80", "tcp://api.backoffice-workers")]
    [InlineData("3000, 3000", "http://api:3000", "api:3000", "http://api.backoffice-workers:3000")]
    [InlineData("6379", "http://api:6379", "api:6379", "http://api.backoffice-workers:6379")]
    [InlineData("22:22", "http://api:22", "api:22", "http://api.backoffice-workers:22")]
    public async Task The_ports_of_a_service_give_these_addresses(string ports, string urls, string hostPorts, string fromElsewhere)
    {
        await ImportAsync($"services:\n  api:\n    ports: [{ports}]\n");
        var own = await AddressesAsync("api", Own);
        Assert.Equal(urls, string.Join(' ', Json.Strings(own["addresses"], "url")));
        Assert.Equal(hostPorts, string.Join(' ', Json.Strings(own["addresses"], "hostPort")));
        Assert.Equal(fromElsewhere, string.Join(' ', Json.Strings((await AddressesAsync("api", Other))["addresses"], "url")));
        Json.Same(own["addresses"]!.ToJsonString(), (await App.GetAsync("clusters/production/applications/backoffice-workers"))["services[0].addresses"]);
    }

    [Theory]
    [InlineData("web-front-end", "web-worker: {ports: [8080]}", "web-worker", "http://web-worker.web-front-end:8080")]
    [InlineData("backoffice-workers", "scheduler: {ports: [{container: 8000, tcp: 9000}]}", "scheduler", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("backoffice-workers", "processor: {ports: [80]}", "processor", "http://processor.backoffice-workers")]
    public async Task From_another_application_of_the_cluster(string @namespace, string service, string label, string url)
    {
        await App.ImportAsync(@namespace, $"services:\n  {service}\n");
        await App.ImportAsync("caller", "services: {x: }\n");
        var answer = await App.GetAsync($"clusters/production/applications/{@namespace}/services/{label}/addresses?from=production/caller");
        Assert.Equal([url], Json.Strings(answer["addresses"], "url"));
        Assert.Equal($"{label}.{@namespace}.svc.cluster.local", answer.String("fullyQualifiedHost"));
    }

    [Theory]
    [InlineData("mysql", "http://mysql:3306", "mysql:3306", "mysql://USER:PASSWORD@mysql:3306/DATABASE", "MYSQL_USERNAME MYSQL_PASSWORD MYSQL_DATABASE")]
    [InlineData("postgresql", "http://postgresql:5432", "postgresql:5432", "postgresql://USER:PASSWORD@postgresql:5432/DATABASE", "POSTGRESQL_USERNAME POSTGRESQL_PASSWORD POSTGRESQL_DATABASE")]
    [InlineData("postgis", "http://postgis:5432", "postgis:5432", "postgresql://USER:PASSWORD@postgis:5432/DATABASE", "POSTGIS_USERNAME POSTGIS_PASSWORD POSTGIS_DATABASE")]
    [InlineData("redis", "http://redis:6379", "redis:6379", "redis://redis:6379", "")]
    [InlineData("mongodb", "http://mongodb:27017", "mongodb:27017", "mongodb://mongodb:27017/DATABASE", "MONGODB_DATABASE")]
    [InlineData("elasticsearch", "http://elasticsearch:9200 http://elasticsearch:9300", "elasticsearch:9200 elasticsearch:9300", "http://elasticsearch:9200", "")]
    [InlineData("rabbitmq", "http://rabbitmq:5672 http://rabbitmq:15672", "rabbitmq:5672 rabbitmq:15672", "amqp://USER:PASSWORD@rabbitmq:5672", "RABBITMQ_USERNAME RABBITMQ_PASSWORD")]
    [InlineData("memcached", "http://memcached:11211", "memcached:11211", "memcached://memcached:11211", "")]
    [InlineData("influxdb", "http://influxdb:8086", "influxdb:8086", "http://influxdb:8086", "")]
    [InlineData("glusterfs", "http://glusterfs:24007", "glusterfs:24007", "glusterfs:24007", "")]
    public async Task A_database_has_the_documented_form_and_its_own_connection_string(string engine, string urls, string hostPorts, string connectionString, string variables)
    {
        await ImportAsync($"databases: [{engine}]\n");
        var answer = await AddressesAsync(engine, Own);
        Assert.Equal(urls, string.Join(' ', Json.Strings(answer["addresses"], "url")));
        Assert.Equal(hostPorts, string.Join(' ', Json.Strings(answer["addresses"], "hostPort")));
        Assert.Equal(connectionString, answer.String("connectionString"));
        Assert.Equal(variables, string.Join(' ', Json.Strings(answer["variables"])));
        Assert.Equal(connectionString, (await App.GetAsync("clusters/production/applications/backoffice-workers")).String("databases[0].connectionString"));
    }

    [Fact]
    public async Task Of_several_groups_the_primary_also_answers_to_the_plain_name_which_comes_first()
    {
        await ImportAsync("databases: [mysql]\n", "mysql:\n  groups:\n    leopard: {}\n    default: {}\n");
        var answer = await AddressesAsync("mysql-default", Own);
        Assert.Equal(["http://mysql:3306", "http://mysql-default:3306"], Json.Strings(answer["addresses"], "url"));
        Assert.Equal("mysql://USER:PASSWORD@mysql:3306/DATABASE", answer.String("connectionString"));
        Assert.Equal("mysql.backoffice-workers.svc.cluster.local", answer.String("fullyQualifiedHost"));
        Assert.Equal(["MYSQL_USERNAME", "MYSQL_PASSWORD", "MYSQL_DATABASE"], Json.Strings(answer["variables"]));
        Assert.Equal(["http://mysql.backoffice-workers:3306", "http://mysql-default.backoffice-workers:3306"], Json.Strings((await AddressesAsync("mysql-default", Other))["addresses"], "url"));

        var leopard = await AddressesAsync("mysql-leopard", Own);
        Assert.Equal(["http://mysql-leopard:3306"], Json.Strings(leopard["addresses"], "url"));
        Assert.Equal("mysql://USER:PASSWORD@mysql-leopard:3306/DATABASE", leopard.String("connectionString"));
        Assert.Equal(["MYSQL_LEOPARD_USERNAME", "MYSQL_LEOPARD_PASSWORD", "MYSQL_LEOPARD_DATABASE"], Json.Strings(leopard["variables"]));
    }

    [Fact]
    public async Task A_primary_is_found_under_either_name()
    {
        await ImportAsync("databases: [mysql]\n", "mysql:\n  groups: {default: {}, leopard: {}}\n");
        Assert.Equal((await AddressesAsync("mysql-default", Own)).Text, (await AddressesAsync("mysql", Own)).Text);
        Assert.Equal("mysql-default", (await AddressesAsync("mysql", Own)).String("target.label"));
    }

    [Theory]
    [InlineData("{one: {}, two: {default: true}, default: {}}", "mysql-two")]
    [InlineData("{one: {}, default: {}}", "mysql-default")]
    [InlineData("{zebra: {}, ant: {}}", "mysql-zebra")]
    public async Task The_primary_is_the_marked_group_else_the_one_called_default_else_the_first(string groups, string primary)
    {
        await ImportAsync("databases: [mysql]\n", $"mysql:\n  groups: {groups}\n");
        var databases = (await App.GetAsync("clusters/production/applications/backoffice-workers"))["databases"]!.AsArray();
        Assert.Equal([primary], databases.Where(database => (bool)database!["primary"]!).Select(database => (string?)database!["label"]));
    }

    [Fact]
    public async Task One_group_alone_answers_to_its_own_name_only()
    {
        await ImportAsync("databases: [mysql]\n", "mysql:\n  groups: {leopard: {}}\n");
        Assert.Equal(["http://mysql-leopard:3306"], Json.Strings((await AddressesAsync("mysql-leopard", Own))["addresses"], "url"));
        (await App.GetAsync("clusters/production/applications/backoffice-workers/services/mysql/addresses")).ExpectProblem(404);
    }

    [Fact]
    public async Task Beside_an_ungrouped_entry_no_group_is_primary()
    {
        await ImportAsync("databases: [mysql, mysql-default]\n");
        Assert.Equal(["http://mysql:3306"], Json.Strings((await AddressesAsync("mysql", Own))["addresses"], "url"));
        Assert.Equal(["http://mysql-default:3306"], Json.Strings((await AddressesAsync("mysql-default", Own))["addresses"], "url"));
    }

    [Fact]
    public async Task An_engine_that_is_not_known_has_a_warning_and_no_address()
    {
        var imported = await App.ImportAsync("backoffice-workers", "databases: [couchdb-main, postgres]\n");
        Assert.Equal(2, imported["findings"]!.AsArray().Count(finding => (string?)finding!["code"] == "unknown-engine"));
        var application = await App.GetAsync("clusters/production/applications/backoffice-workers");
        Json.Same("""{ "engine": "couchdb-main", "group": null, "label": "couchdb-main", "primary": false, "addresses": [], "connectionString": null }""", application["databases[0]"]);
    }
}
