namespace ElasticDns.Core.Tests.References;

/// <summary>Variables in a value: the application's own namespace, defaults, and what nobody knows.</summary>
public sealed class VariableTests
{
    [Theory]
    [InlineData("/go/src/app/app --port=8050 --dport=8051 --dip=api._env(NAMESPACE)", "api._env(NAMESPACE) RESOLVES api")]
    [InlineData("api._env(NAMESPACE):3000", "api._env(NAMESPACE):3000 RESOLVES api")]
    [InlineData("http://api._env(NAMESPACE):3000/x", "http://api._env(NAMESPACE):3000 RESOLVES api")]
    [InlineData("http://api._env(NAMESPACE).svc.cluster.local:3000", "http://api._env(NAMESPACE).svc.cluster.local:3000 RESOLVES api")]
    [InlineData("queue._env(NAMESPACE)", "queue._env(NAMESPACE) UNKNOWN_SERVICE")]
    [InlineData("http://_env(NAMESPACE):80", "http://_env(NAMESPACE):80 UNKNOWN_SERVICE")]
    [InlineData("_env(TARGET:api._env(NAMESPACE))", "api._env(NAMESPACE) RESOLVES api")]
    [InlineData("_env(TARGET:http://api._env(NAMESPACE):3000)/x", "http://api._env(NAMESPACE):3000 RESOLVES api")]
    public void The_variable_of_the_namespace_is_the_applications_own(string value, string declared) => Assert.Equal(declared, Declared.By(value));

    [Fact]
    public void The_explanation_says_what_the_variable_of_the_namespace_is() =>
        Assert.EndsWith(" _env(NAMESPACE) is 'shop' here.", Declared.Explain("http://queue._env(NAMESPACE)").Explanation, StringComparison.Ordinal);

    [Theory]
    [InlineData("_env(REDIS_URL:redis://redis:6379)", "redis://redis:6379 RESOLVES redis")]
    [InlineData("_env(REDIS_URL:redis://redis:6379)/1", "redis://redis:6379 RESOLVES redis")]
    [InlineData("http://_env(A:api):_env(B:3000)/", "http://api:3000 RESOLVES api")]
    [InlineData("_env(A:http://_env(B:api):3000)", "http://api:3000 RESOLVES api")]
    [InlineData("_env(TARGET:ledger.payments)", "ledger.payments RESOLVES ledger.payments")]
    [InlineData("_env(TARGET:api:3000)", "api:3000 RESOLVES api")]
    [InlineData("${REDIS_URL:-redis://redis:6379}", "redis://redis:6379 RESOLVES redis")]
    [InlineData("_env(A:_env(B:_env(C:_env(D:_env(E:http://api:3000)))))", "http://api:3000 RESOLVES api")]
    [InlineData("_env(A:http://${B:-api}:3000/_env(C))", "http://api:3000 RESOLVES api")]
    [InlineData("_env(REDIS_URL:)", "")]
    public void A_default_counts(string value, string declared) => Assert.Equal(declared, Declared.By(value));

    [Fact]
    public void A_default_is_the_whole_value_of_a_key_that_names_a_host()
    {
        Assert.Equal("api RESOLVES api", Declared.By("_env(API_HOST:api)", "API_HOST"));
        Assert.Equal("", Declared.By("_env(API_HOST:nothing)", "API_HOST"));
        Assert.Equal("", Declared.By("_env(API_HOST:api)x y", "API_HOST"));
    }

    [Theory]
    [InlineData("$(VAR)")]
    [InlineData("${VAR}")]
    [InlineData("$VAR")]
    [InlineData("{{VAR}}")]
    [InlineData("{{ VAR }}")]
    [InlineData("_env:VAR")]
    [InlineData("_env(VAR)")]
    [InlineData("_env(A:_env(B))")]
    [InlineData("_env(A:$(B))")]
    [InlineData("${A:-${B}}")]
    [InlineData("${A:-$(B)}")]
    public void What_nobody_knows_is_no_host_and_no_port(string variable)
    {
        Assert.Equal("", Declared.By($"http://{variable}"));
        Assert.Equal("", Declared.By($"http://{variable}:3000"));
        Assert.Equal("", Declared.By($"http://api:{variable}"));
        Assert.Equal("", Declared.By($"http://{variable}.payments:4000"));
        Assert.Equal("", Declared.By($"http://ledger.{variable}:4000"));
        Assert.Equal("", Declared.By($"api:{variable}"));
        Assert.Equal("", Declared.By($"{variable}:3000"));
        Assert.Equal("", Declared.By($"{variable}.payments:4000"));
        Assert.Equal("", Declared.By($"{variable}api:3000"));
        Assert.Equal("", Declared.By($"{variable}", "API_HOST"));
        Assert.Equal("", Declared.By($"ledger.payments:{variable}"));
        Assert.Equal("", Declared.By($"ledger.payments{variable}"));
        Assert.EndsWith("@api:3000 RESOLVES api", Declared.By($"http://{variable}@api:3000"), StringComparison.Ordinal);
        Assert.Equal("http://api:3000 RESOLVES api", Declared.By($"http://api:3000/{variable}"));
    }

    [Theory]
    [InlineData("http://_env(A")]
    [InlineData("http://_env(A:api:3000")]
    [InlineData("http://_env((A))")]
    [InlineData("http://$(A")]
    [InlineData("http://${A")]
    public void A_variable_that_never_ends_is_no_host(string value) => Assert.DoesNotContain("_env ", $"{Declared.By(value)} ", StringComparison.Ordinal);
}
