using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Tests.Catalog;

namespace ElasticDns.Core.Tests.Addressing;

public sealed class ResolveStepTests
{
    private static readonly Application Shop = Yml.Application("""
        services:
          api: {ports: [3000]}
          web: {ports: ["3000:80:443"]}
          stream: {ports: [{container: 8000, tcp: 9000}]}
          custom_web: {ports: [8080, 8081]}
          worker: {}
        databases: [mysql-default, mysql-leopard]
        """, "shop", name: "Web shop") with { Revision = 4 };

    private static readonly Application Ledger = Yml.Application("services: {ledger: {ports: [4000]}}", "payments", name: "Payments");
    private static readonly Application Staging = Yml.Application("services: {preview: {ports: [5000]}}", "sandbox", "staging");

    private static readonly AddressRules Rules = new();
    private static readonly AddressResolver Resolver = new(CatalogSnapshot.Of([Shop, Ledger, Staging]), Rules);

    private static IReadOnlyList<ResolveStep> Steps(string address, Application? caller) =>
        new ResolveSteps(Rules).Of(address, caller, Resolver.Resolve(address, caller));

    private static ResolveStep Step(string address, Application? caller, StepKind kind) => Steps(address, caller).Single(step => step.Kind == kind);

    [Fact]
    public void An_address_that_resolves_is_told_in_five_steps() => Assert.Equal(
        [
            new(StepKind.Text, StepState.Ok, "It reads as an address", "Scheme 'tcp', host 'stream.shop', port 8000, as written."),
            new(StepKind.Name, StepState.Ok, "Two labels: a service or database, and a namespace", "'stream' is looked for in namespace 'shop'."),
            new(StepKind.Application, StepState.Ok, "The namespace is Web shop", "It runs in cluster 'production', like the caller."),
            new(StepKind.Target, StepState.Ok, "The service exists", "'stream', revision 4, line 4."),
            new(StepKind.Port, StepState.Ok, "Port 8000 is exposed", "Container port 8000. From outside the cluster it is tcp 9000."),
        ],
        Steps("tcp://stream.shop:8000", Ledger));

    [Theory]
    [InlineData("what is this", StepKind.Text, "It cannot be read")]
    [InlineData("http://api:99999", StepKind.Text, "It cannot be read")]
    [InlineData("http://localhost:3000", StepKind.Name, "The caller's own container")]
    [InlineData("http://127.0.0.1:3000", StepKind.Name, "An IP address, not a name")]
    [InlineData("http://[::1]:3000", StepKind.Name, "An IP address, not a name")]
    [InlineData("https://api.stripe.com/v1", StepKind.Name, "A public name")]
    [InlineData("a.b.mysql.cloud66.local", StepKind.Target, "Web shop has nothing of this name")]
    [InlineData("api.svc.cluster.local", StepKind.Name, "The name has the wrong number of labels")]
    [InlineData("http://example.com", StepKind.Application, "No application of cluster 'production' has this namespace")]
    [InlineData("http://ledger.payment:4000", StepKind.Application, "No application of cluster 'production' has this namespace")]
    [InlineData("http://preview.sandbox:5000", StepKind.Application, "The namespace is in cluster 'staging'")]
    [InlineData("http://apii:3000", StepKind.Target, "Web shop has nothing of this name")]
    [InlineData("http://custom_web:8080", StepKind.Target, "Web shop has nothing of this name")]
    [InlineData("queue.cloud66.local", StepKind.Target, "Web shop has nothing of this name")]
    [InlineData("http://web", StepKind.Port, "Port 80 is not exposed")]
    [InlineData("worker:3000", StepKind.Port, "No port is exposed")]
    public void The_step_that_fails_is_named_and_none_after_it_is_reached(string address, StepKind failed, string title)
    {
        var steps = Steps(address, Shop);
        Assert.Equal(Enum.GetValues<StepKind>(), steps.Select(step => step.Kind));
        Assert.All(steps, step => Assert.Equal(step.Kind < failed ? StepState.Ok : step.Kind == failed ? StepState.Failed : StepState.NotReached, step.State));
        var told = steps.Single(step => step.State is StepState.Failed);
        Assert.Equal(title, told.Title);
        Assert.StartsWith(Resolver.Resolve(address, Shop).Explanation, told.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("http://api:3000")]
    [InlineData("mysql.cloud66.local")]
    public void A_single_label_without_a_caller_fails_for_want_of_one(string address)
    {
        var (name, application) = (Step(address, null, StepKind.Name), Step(address, null, StepKind.Application));
        Assert.Equal((StepState.Failed, "No caller is chosen"), (application.State, application.Title));
        Assert.Contains("in the caller's own application", name.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api", "Scheme 'http', host 'api', port 80, which http:// stands for.")]
    [InlineData("API:3000", "Host 'api', port 3000, as written.")]
    [InlineData("grpc://api", "Scheme 'grpc', host 'api', and no port: any that is exposed will do.")]
    [InlineData("api.", "Host 'api', and no port: any that is exposed will do.")]
    public void What_was_read_says_where_the_port_comes_from(string address, string detail) => Assert.Equal(detail, Step(address, Shop, StepKind.Text).Detail);

    [Theory]
    [InlineData("api", "A single label: looked for in the caller's own application", "'api' is looked for in Web shop itself.")]
    [InlineData("api.shop", "Two labels: a service or database, and a namespace", "'api' is looked for in namespace 'shop'.")]
    [InlineData("api.shop.svc", "Fully qualified: valid anywhere in its cluster", "'api' is looked for in namespace 'shop'; 'svc' says that it is a name of the cluster.")]
    [InlineData("api.shop.svc.cluster.local", "Fully qualified: valid anywhere in its cluster", "'api' is looked for in namespace 'shop'; 'svc.cluster.local' says that it is a name of the cluster.")]
    [InlineData("api.cloud66.local", "A name of Maestro V1", "Only Maestro V1 answers it. Today's name 'api' is looked for in Web shop itself.")]
    [InlineData("leopard.mysql.cloud66.local", "A name of Maestro V1", "Only Maestro V1 answers it. Today's name 'mysql-leopard' is looked for in Web shop itself.")]
    public void The_labels_of_a_name_are_explained(string address, string title, string detail)
    {
        var step = Step(address, Shop, StepKind.Name);
        Assert.Equal((StepState.Ok, title, detail), (step.State, step.Title, step.Detail));
    }

    [Fact]
    public void The_callers_own_application_is_told_as_such_by_any_form_of_name()
    {
        foreach (var address in (string[])["api", "api.shop", "api.shop.svc.cluster.local"])
            Assert.Equal("The caller itself, namespace 'shop' in cluster 'production'.", Step(address, Shop, StepKind.Application).Detail);
        Assert.Equal("It runs in cluster 'production'.", Step("api.shop", null, StepKind.Application).Detail);
    }

    [Theory]
    [InlineData("mysql", "'mysql' is answered by 'mysql-default', the primary of its groups, revision 4, line 7.")]
    [InlineData("mysql-default", "'mysql-default', revision 4, line 7.")]
    [InlineData("mysql.cloud66.local", "'mysql' is answered by 'mysql-default', the primary of its groups, revision 4, line 7.")]
    [InlineData("custom-web", "'custom-web', derived from custom_web, revision 4, line 5.")]
    public void The_target_says_by_which_name_it_is_found(string address, string detail) => Assert.Equal(detail, Step(address, Shop, StepKind.Target).Detail);

    [Theory]
    [InlineData("api:3000", "Port 3000 is exposed", "Container port 3000.")]
    [InlineData("web:3000", "Port 3000 is exposed", "Container port 3000. From outside the cluster it is http 80 and https 443.")]
    [InlineData("mysql://mysql", "Port 3306 is exposed", "The port of its engine.")]
    [InlineData("api", "A port is exposed", "No port is written; it exposes 3000.")]
    [InlineData("custom-web", "Ports are exposed", "No port is written; it exposes 8080 and 8081.")]
    public void The_port_says_what_it_is(string address, string title, string detail)
    {
        var step = Step(address, Shop, StepKind.Port);
        Assert.Equal((StepState.Ok, title, detail), (step.State, step.Title, step.Detail));
    }

    [Fact]
    public void An_unknown_service_comes_with_the_names_that_there_are_and_of_many_with_the_nearest()
    {
        Assert.EndsWith("It has 'ledger'.", Step("http://nothing.payments", Shop, StepKind.Target).Detail, StringComparison.Ordinal);
        Assert.EndsWith("It has 'api', 'custom-web', 'mysql-default', 'mysql-leopard', 'stream', 'web' and 'worker'.", Step("zzz", Shop, StepKind.Target).Detail, StringComparison.Ordinal);
        var many = Yml.Application("services: {" + string.Join(", ", Enumerable.Range(10, 20).Select(number => $"s{number}: {{}}")) + "}", "many");
        var resolver = new AddressResolver(CatalogSnapshot.Of([many]), Rules);
        string Detail(string address) => new ResolveSteps(Rules).Of(address, many, resolver.Resolve(address, many))[(int)StepKind.Target].Detail;
        Assert.EndsWith("'zzzzzz'. None of its 20 names comes near.", Detail("zzzzzz"), StringComparison.Ordinal);
        Assert.EndsWith("'s12-api-v1'. Nearest of its 20 names is 's12'.", Detail("s12-api-v1"), StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 's10' or 's11' or 's12'?", Detail("s1"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_step_repeats_a_password()
    {
        foreach (var address in (string[])["mysql://u:p4ss@mysql:3306/db", "http://u:p4ss@apii", "u:p4ss@@x y", "http://u:p4ss@127.0.0.1"])
            Assert.All(Steps(address, Shop), step => Assert.DoesNotContain("p4ss", step.Title + step.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_step_and_state_has_its_stable_code()
    {
        Assert.Equal(["TEXT", "NAME", "APPLICATION", "TARGET", "PORT"], Steps("http://web", Shop).Select(step => step.Code));
        Assert.Equal(["OK", "OK", "OK", "FAILED", "NOT_REACHED"], Steps("http://apii", Shop).Select(step => step.StateCode));
    }

    [Fact]
    public void One_step_has_failed_exactly_where_an_address_does_not_resolve() => Property.Holds(Catalogs.Applications, applications =>
    {
        var resolver = new AddressResolver(CatalogSnapshot.Of(applications), Rules);
        var callers = applications.Select(application => (Application?)application).Append(null);
        foreach (var caller in callers)
        {
            foreach (var text in (string[])["api", "http://api.shop", "web.payments:443", "a.b-2.svc.cluster.local", "x.svc.cluster.local", "svc.svc", "mysql", "leopard.mysql.cloud66.local", "cloud66.local", "x.cloud66.local", "b-2.api.svc", "1.2.3.4", "a..b", "", "http://couchdb"])
            {
                var resolution = resolver.Resolve(text, caller);
                var steps = new ResolveSteps(Rules).Of(text, caller, resolution);
                Assert.Equal(resolution.Verdict is Verdict.Resolves ? 0 : 1, steps.Count(step => step.State is StepState.Failed));
                Assert.Equal(steps.OrderBy(step => step.State), steps);
                Assert.All(steps, step => Assert.False(string.IsNullOrEmpty(step.Title) || string.IsNullOrEmpty(step.Detail)));
            }
        }
    }, 200);
}
