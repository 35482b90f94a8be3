namespace ElasticDns.Web.Tests.Features.Resolve;

public sealed class ResolveApiTests(SharedApp shared) : SharedApiTest(shared)
{
    private const string From = "production/web-front-end";

    private async Task<Answer> ResolveAsync(string address, string? from = From)
    {
        await App.ImportAsync("backoffice-workers", "services:\n  scheduler:\n    ports: [{container: 8000, tcp: 9000}]\n  processor:\n    ports: [80]\n  idle:\ndatabases: [mysql]\n", application: "Back office");
        await App.ImportAsync("web-front-end", "services:\n  web:\n    ports: [{container: 3000, http: 80}]\n  api_v2:\n    ports: [4000]\ndatabases: [redis]\n", application: "Web front end");
        await App.ImportAsync("billing", "services:\n  ledger:\n    ports: [80]\n", "staging");
        return (await App.GetAsync($"resolve?address={Uri.EscapeDataString(address)}" + (from is null ? "" : $"&from={from}"))).Expect(200);
    }

    [Fact]
    public async Task An_address_that_leads_somewhere_has_exactly_this_shape()
    {
        var answer = await ResolveAsync("tcp://scheduler.backoffice-workers:8000");
        Json.Same("""
            {
              "address": "tcp://scheduler.backoffice-workers:8000", "from": { "cluster": "production", "namespace": "web-front-end" }, "resolves": true, "verdict": "RESOLVES",
              "target": { "cluster": "production", "namespace": "backoffice-workers", "label": "scheduler" }, "port": 8000,
              "explanation": "'scheduler.backoffice-workers' is service 'scheduler' of Back office (backoffice-workers), and port 8000 is exposed.",
              "didYouMean": [], "suggestion": null,
              "steps": [
                { "step": "TEXT", "state": "OK", "title": "It reads as an address", "detail": "Scheme 'tcp', host 'scheduler.backoffice-workers', port 8000, as written." },
                { "step": "NAME", "state": "OK", "title": "Two labels: a service or database, and a namespace", "detail": "'scheduler' is looked for in namespace 'backoffice-workers'." },
                { "step": "APPLICATION", "state": "OK", "title": "The namespace is Back office", "detail": "It runs in cluster 'production', like the caller." },
                { "step": "TARGET", "state": "OK", "title": "The service exists", "detail": "'scheduler', revision 1, line 2." },
                { "step": "PORT", "state": "OK", "title": "Port 8000 is exposed", "detail": "Container port 8000. From outside the cluster it is tcp 9000." }
              ]
            }
            """, answer.Json);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_at_which_step_it_fails()
    {
        var steps = (await ResolveAsync("http://wbe:3000"))["steps"];
        Assert.Equal(["OK", "OK", "OK", "FAILED", "NOT_REACHED"], Json.Strings(steps, "state"));
        Assert.Contains("Did you mean 'web'?", Json.Strings(steps, "detail")[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://web:3000", "web", 3000)]
    [InlineData("web:3000", "web", 3000)]
    [InlineData("WEB:3000", "web", 3000)]
    [InlineData("http://processor.backoffice-workers", "processor", 80)]
    [InlineData("http://processor.backoffice-workers/path?x=1", "processor", 80)]
    [InlineData("processor.backoffice-workers.svc.cluster.local:80", "processor", 80)]
    [InlineData("processor.backoffice-workers.svc.cluster.local.:80", "processor", 80)]
    [InlineData("processor.backoffice-workers.svc:80", "processor", 80)]
    [InlineData("redis://redis", "redis", 6379)]
    [InlineData("mysql://u@mysql.backoffice-workers/db", "mysql", 3306)]
    public async Task An_address_of_any_form_leads_to_its_target(string address, string label, int port)
    {
        var answer = await ResolveAsync(address);
        Assert.Equal(("RESOLVES", label, port), (answer.String("verdict"), answer.String("target.label"), (int?)answer["port"]));
        Assert.True((bool)answer["resolves"]!);
    }

    [Fact]
    public async Task A_host_alone_resolves_to_any_port_and_leaves_it_open()
    {
        var answer = await ResolveAsync("web");
        Assert.Equal("RESOLVES", answer.String("verdict"));
        Assert.Null(answer["port"]);
    }

    [Theory]
    [InlineData("http://wbe:3000", "UNKNOWN_SERVICE", "web", "http://web:3000")]
    [InlineData("http://api_v2:4000", "UNKNOWN_SERVICE", "api-v2", "http://api-v2:4000")]
    [InlineData("tcp://scheduler:8000", "UNKNOWN_SERVICE", "scheduler.backoffice-workers", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("tcp://schedular.backoffice-workers:8000", "UNKNOWN_SERVICE", "scheduler.backoffice-workers", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("tcp://scheduler.backofice-workers:8000", "UNKNOWN_NAMESPACE", "scheduler.backoffice-workers", "tcp://scheduler.backoffice-workers:8000")]
    [InlineData("http://web.elsewhere:3000", "UNKNOWN_NAMESPACE", "web", "http://web:3000")]
    public async Task An_address_that_leads_nowhere_comes_with_the_one_to_write(string address, string verdict, string name, string url)
    {
        var answer = await ResolveAsync(address);
        Assert.Equal(verdict, answer.String("verdict"));
        Assert.False((bool)answer["resolves"]!);
        Assert.Equal(name, Json.Strings(answer["didYouMean"])[0]);
        Assert.Equal(url, answer.String("suggestion.url"));
    }

    [Fact]
    public async Task A_suggestion_has_exactly_this_shape() => Json.Same("""
        { "url": "tcp://scheduler.backoffice-workers:8000", "hostPort": "scheduler.backoffice-workers:8000",
          "target": { "cluster": "production", "namespace": "backoffice-workers", "label": "scheduler" } }
        """, (await ResolveAsync("scheduler:8000"))["suggestion"]);

    [Theory]
    [InlineData("http://web", "80")]
    [InlineData("http://web:80", "80")]
    [InlineData("http://web:9999", "9999")]
    [InlineData("tcp://scheduler.backoffice-workers:9000", "9000")]
    [InlineData("http://idle.backoffice-workers", "no container port")]
    public async Task A_port_that_is_not_exposed_is_named(string address, string named)
    {
        var answer = await ResolveAsync(address);
        Assert.Equal("PORT_NOT_EXPOSED", answer.String("verdict"));
        Assert.Contains(named, answer.String("explanation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_external_port_used_as_if_internal_is_told_exactly_so()
    {
        var answer = await ResolveAsync("http://web");
        Assert.Contains("only outside the cluster (http 80)", answer.String("explanation"), StringComparison.Ordinal);
        Assert.Contains("container port 3000", answer.String("explanation"), StringComparison.Ordinal);
        Assert.Equal("http://web:3000", answer.String("suggestion.url"));
    }

    [Fact]
    public async Task A_service_of_another_cluster_is_named_with_both_clusters()
    {
        var answer = await ResolveAsync("http://ledger.billing");
        Assert.Equal(("DIFFERENT_CLUSTER", "staging"), (answer.String("verdict"), answer.String("target.cluster")));
        Assert.Null(answer["suggestion"]);
    }

    [Fact]
    public async Task A_service_that_the_namespace_of_another_cluster_lacks_is_an_unknown_namespace() =>
        Assert.Equal("UNKNOWN_NAMESPACE", (await ResolveAsync("http://nothing.billing")).String("verdict"));

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("127.0.0.1:80")]
    [InlineData("http://[::1]:80")]
    [InlineData("https://www.example.com")]
    [InlineData("http://example.com")]
    [InlineData("not an address")]
    [InlineData("http://web:99999")]
    [InlineData("(a+)+$")]
    public async Task What_is_not_ours_is_told_so(string address) => Assert.Equal("NOT_ELASTIC_DNS", (await ResolveAsync(address)).String("verdict"));

    [Fact]
    public async Task A_name_of_two_labels_that_is_not_ours_says_to_import_it_if_it_is_a_namespace() =>
        Assert.Contains("if that is a namespace, import it", (await ResolveAsync("http://example.com")).String("explanation"), StringComparison.Ordinal);

    [Fact]
    public async Task A_name_of_Maestro_V1_resolves_with_the_one_to_write_today()
    {
        var answer = await ResolveAsync("http://web.cloud66.local:3000");
        Assert.Equal(("RESOLVES", "http://web:3000"), (answer.String("verdict"), answer.String("suggestion.url")));
        Assert.Contains("Maestro V1", answer.String("explanation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_caller_a_single_label_is_an_unknown_namespace_and_a_qualified_one_resolves()
    {
        Assert.Equal("UNKNOWN_NAMESPACE", (await ResolveAsync("http://web:3000", from: null)).String("verdict"));
        var answer = await ResolveAsync("http://web.web-front-end:3000", from: null);
        Assert.Equal("RESOLVES", answer.String("verdict"));
        Assert.Null(answer["from"]);
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("resolve?address=")]
    [InlineData("resolve?address=%20")]
    [InlineData("resolve?address=web&from=production")]
    public async Task A_parameter_that_is_missing_or_no_caller_answers_400(string path) => (await App.GetAsync(path)).ExpectProblem(400);

    [Fact]
    public async Task An_unknown_caller_answers_404()
    {
        await ResolveAsync("web");
        Assert.Equal(["web-front-end"], Json.Strings((await App.GetAsync("resolve?address=web&from=production/web-front-ent")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task A_password_in_an_address_is_not_shown_again()
    {
        var answer = await ResolveAsync("mysql://u:p4ss@mysql.backoffice-workers:3306/db");
        Assert.Equal(("RESOLVES", "mysql://u:********@mysql.backoffice-workers:3306/db"), (answer.String("verdict"), answer.String("address")));
        Assert.DoesNotContain("p4ss", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_step_repeats_a_password_even_of_what_is_no_address()
    {
        foreach (var address in (string[])["mysql://u:p4ss@mysql@x y", "http://u:p4ss@wbe:3000", "http://u:p4ss@127.0.0.1"])
            Assert.DoesNotContain("p4ss", (await ResolveAsync(address)).Text, StringComparison.Ordinal);
    }
}
