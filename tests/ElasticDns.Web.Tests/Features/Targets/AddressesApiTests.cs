namespace ElasticDns.Web.Tests.Features.Targets;

public sealed class AddressesApiTests : ApiTest
{
    private const string Scheduler = "clusters/production/applications/backoffice-workers/services/scheduler/addresses";
    private const string Mysql = "clusters/production/applications/backoffice-workers/services/mysql/addresses";

    private async Task ImportAsync()
    {
        await App.ImportAsync("backoffice-workers", "services:\n  scheduler:\n    ports: [{container: 8000, tcp: 9000}]\n  worker:\ndatabases: [mysql, redis]\n", application: "Back office");
        await App.ImportAsync("web-front-end", "services:\n  web-worker:\n    ports: [8080]\n", application: "Web front end");
        await App.ImportAsync("web-front-end", "services:\n  web-worker:\n    ports: [8080]\n", "staging", application: "Web front end");
    }

    [Fact]
    public async Task For_a_caller_of_another_application_they_have_exactly_this_shape()
    {
        await ImportAsync();
        var answer = await App.GetAsync($"{Scheduler}?from=production/web-front-end");
        Json.Same("""
            {
              "from": { "cluster": "production", "namespace": "web-front-end" },
              "target": { "cluster": "production", "namespace": "backoffice-workers", "label": "scheduler" },
              "reach": "SAME_CLUSTER", "reason": "Both applications run in cluster 'production'.",
              "addresses": [ { "url": "tcp://scheduler.backoffice-workers:8000", "hostPort": "scheduler.backoffice-workers:8000", "scheme": "tcp", "host": "scheduler.backoffice-workers", "port": 8000 } ],
              "fullyQualifiedHost": "scheduler.backoffice-workers.svc.cluster.local",
              "connectionString": null, "variables": []
            }
            """, answer.Expect(200).Json);
    }

    [Fact]
    public async Task For_a_caller_of_the_same_application_the_label_is_enough()
    {
        await ImportAsync();
        var answer = await App.GetAsync($"{Scheduler}?from=production/backoffice-workers");
        Assert.Equal("SAME_APPLICATION", answer.Expect(200).String("reach"));
        Assert.Equal(["tcp://scheduler:8000"], Json.Strings(answer["addresses"], "url"));
        Assert.Equal("scheduler.backoffice-workers.svc.cluster.local", answer.String("fullyQualifiedHost"));
    }

    [Fact]
    public async Task From_another_cluster_there_is_no_address_at_all_and_the_reason_names_both()
    {
        await ImportAsync();
        var answer = await App.GetAsync($"{Scheduler}?from=staging/web-front-end");
        Assert.Equal("DIFFERENT_CLUSTER", answer.Expect(200).String("reach"));
        Assert.Empty(answer["addresses"]!.AsArray());
        Assert.Null(answer["fullyQualifiedHost"]);
        Assert.Contains("'production'", answer.String("reason"), StringComparison.Ordinal);
        Assert.Contains("'staging'", answer.String("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_caller_hosts_are_fully_qualified_and_there_is_no_reach()
    {
        await ImportAsync();
        var answer = await App.GetAsync(Scheduler);
        Assert.Null(answer.Expect(200)["from"]);
        Assert.Null(answer["reach"]);
        Assert.Equal(["tcp://scheduler.backoffice-workers.svc.cluster.local:8000"], Json.Strings(answer["addresses"], "url"));
        Assert.Equal("scheduler.backoffice-workers.svc.cluster.local", answer.String("fullyQualifiedHost"));
        Assert.Equal(answer.Text, (await App.GetAsync($"{Scheduler}?from=")).Text);
    }

    [Fact]
    public async Task A_service_that_exposes_nothing_has_the_reason_and_no_host()
    {
        await ImportAsync();
        var answer = await App.GetAsync("clusters/production/applications/backoffice-workers/services/worker/addresses?from=production/web-front-end");
        Assert.Equal("NO_CONTAINER_PORT", answer.Expect(200).String("reach"));
        Assert.Contains("exposes no container port", answer.String("reason"), StringComparison.Ordinal);
        Assert.Empty(answer["addresses"]!.AsArray());
        Assert.Null(answer["fullyQualifiedHost"]);
    }

    [Fact]
    public async Task A_service_that_calls_itself_has_the_reason_and_its_addresses()
    {
        await ImportAsync();
        var answer = await App.GetAsync($"{Scheduler}?from=production/backoffice-workers/scheduler");
        Assert.Equal("SELF", answer.Expect(200).String("reach"));
        Assert.False(string.IsNullOrEmpty(answer.String("reason")));
        Assert.Equal(["tcp://scheduler:8000"], Json.Strings(answer["addresses"], "url"));
    }

    [Fact]
    public async Task A_database_carries_the_connection_string_with_the_host_of_the_caller_and_its_variables()
    {
        await ImportAsync();
        var own = await App.GetAsync($"{Mysql}?from=production/backoffice-workers");
        Assert.Equal("mysql://USER:PASSWORD@mysql:3306/DATABASE", own.Expect(200).String("connectionString"));
        Assert.Equal(["MYSQL_USERNAME", "MYSQL_PASSWORD", "MYSQL_DATABASE"], Json.Strings(own["variables"]));

        var other = await App.GetAsync($"{Mysql}?from=production/web-front-end");
        Assert.Equal("mysql://USER:PASSWORD@mysql.backoffice-workers:3306/DATABASE", other.String("connectionString"));
        Assert.Contains("firewall", other.String("reason"), StringComparison.Ordinal);

        var anybody = await App.GetAsync(Mysql);
        Assert.Equal("mysql://USER:PASSWORD@mysql.backoffice-workers.svc.cluster.local:3306/DATABASE", anybody.String("connectionString"));

        var far = await App.GetAsync($"{Mysql}?from=staging/web-front-end");
        Assert.Null(far["connectionString"]);
        Assert.Empty(far["addresses"]!.AsArray());
    }

    [Theory]
    [InlineData("clusters/prodution/applications/backoffice-workers/services/scheduler/addresses", "production")]
    [InlineData("clusters/production/applications/backoffice-worker/services/scheduler/addresses", "backoffice-workers")]
    [InlineData("clusters/production/applications/backoffice-workers/services/schedular/addresses", "scheduler")]
    [InlineData("clusters/production/applications/backoffice-workers/services/myqsl/addresses", "mysql")]
    [InlineData(Scheduler + "?from=production/web-frontend", "web-front-end")]
    [InlineData(Scheduler + "?from=stagin/web-front-end", "staging")]
    [InlineData(Scheduler + "?from=production/web-front-end/web-workr", "web-worker")]
    public async Task An_unknown_name_answers_404_with_the_nearest_names(string path, string name)
    {
        await ImportAsync();
        Assert.Equal([name], Json.Strings((await App.GetAsync(path)).ExpectProblem(404)["didYouMean"]));
    }

    [Theory]
    [InlineData("production")]
    [InlineData("production/web-front-end/web-worker/more")]
    public async Task A_caller_in_another_form_answers_400(string from)
    {
        await ImportAsync();
        (await App.GetAsync($"{Scheduler}?from={from}")).ExpectProblem(400);
    }

    [Fact]
    public async Task The_domain_of_the_clusters_is_a_setting()
    {
        await App.DisposeAsync();
        App = TestApp.Start(host => host.UseSetting("ClusterDomain", "k8s.example"));
        await ImportAsync();
        Assert.Equal("scheduler.backoffice-workers.svc.k8s.example", (await App.GetAsync(Scheduler)).String("fullyQualifiedHost"));
        Assert.Equal("RESOLVES", (await App.GetAsync("resolve?address=scheduler.backoffice-workers.svc.k8s.example:8000")).String("verdict"));
    }
}
