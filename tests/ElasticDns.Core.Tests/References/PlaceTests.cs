using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.References;

/// <summary>What is scanned, and at which key path and line a reference stands.</summary>
public sealed class PlaceTests
{
    // Each place as path@line, the line counted from the body of the caller.
    private static string Places(string body) => Places(Declared.References(body));

    private static string Places(IEnumerable<Reference> references) =>
        string.Join(' ', references.Select(reference => $"{reference.Mention.Where}@{reference.Mention.Line - Declared.FirstLine + 1}"));

    [Theory]
    [InlineData("command")]
    [InlineData("build_command")]
    [InlineData("deploy_command")]
    [InlineData("post_start_command")]
    [InlineData("pre_stop_command")]
    public void Commands_are_scanned(string key)
    {
        Assert.Equal($"{key}@2", Places($"image: x\n{key}: curl http://api:3000/up"));
        Assert.Equal($"{key}[1]@1 {key}[2]@1", Places($"{key}: [curl, 'http://api:3000', 'redis:6379']"));
        Assert.Equal("", Places($"{key}:"));
        Assert.Equal("", Places($"{key}: {{a: 'http://api:3000'}}"));
    }

    [Fact]
    public void A_map_in_the_place_of_a_value_is_scanned_as_deep_as_it_goes() =>
        Assert.Equal("env_vars.A.B_URL@2 env_vars.A.c[0].D_HOST@3", Places("env_vars:\n  A: {B_URL: 'http://api:3000',\n    c: [{D_HOST: redis}]}"));

    [Theory]
    [InlineData("requires: [api, redis]")]
    [InlineData("requires: 'http://api:3000'")]
    [InlineData("image: 'ledger.payments:4000'")]
    [InlineData("git_url: http://api:3000/x.git")]
    [InlineData("tags: ['http://api:3000']")]
    [InlineData("traffic_matches: ['ledger.payments']")]
    [InlineData("annotations: {a: 'http://api:3000'}")]
    [InlineData("constraints: {a: 'http://api:3000'}")]
    [InlineData("volumes: ['api:3000']")]
    [InlineData("pre_stop_sequence: 'curl http://api:3000'")]
    [InlineData("x-more: 'http://api:3000'")]
    [InlineData("env_vars: 'http://api:3000'")]
    [InlineData("health: 'http://api:3000'")]
    [InlineData("health: {ready: {path: 'http://api:3000'}}")]
    public void Nothing_else_is(string body) => Assert.Equal("", Places(body));

    [Fact]
    public void Endpoints_are_found_at_any_depth_of_the_health_checks()
    {
        Assert.Equal("health.endpoint@2", Places("health:\n  endpoint: http://api:3000/up"));
        Assert.Equal("health.ready.endpoint@3 health.live.http.endpoint@7", Places("""
            health:
              ready:
                endpoint: http://api:3000/up
                type: http
              live:
                http:
                  endpoint: site:80
            """));
        Assert.Equal("health[0].endpoint@2", Places("health:\n- endpoint: http://api:3000/up"));
    }

    [Fact]
    public void Variables_are_a_map_or_a_list()
    {
        Assert.Equal("env_vars.A@2 env_vars.B@3", Places("env_vars:\n  A: http://api:3000\n  B: redis:6379"));
        Assert.Equal("env_vars.A@2 env_vars.B_HOST@3 env_vars.C@4", Places("env_vars:\n- A=http://api:3000\n- B_HOST=api\n- 'C=x=http://site'"));
        Assert.Equal("env_vars.A@2", Places("env_vars:\n- A: http://api:3000"));
        Assert.Equal("", Places("env_vars:\n- http://api:3000"));
        Assert.Equal("env_vars.A[0]@2 env_vars.A[1]@2", Places("env_vars:\n  A: ['http://api:3000', 'redis:6379']"));
        Assert.Equal("env_vars.A_HOSTS[0]@2 env_vars.A_HOSTS[1]@2", Places("env_vars:\n  A_HOSTS: [api, redis]"));
    }

    [Theory]
    [InlineData("env_vars: {A: , B: ~, C: null, HOST: null}")]
    [InlineData("env_vars:")]
    [InlineData("env_vars: []")]
    [InlineData("env_vars: [~, null, '']")]
    [InlineData("health:")]
    [InlineData("health: {ready: , endpoint: }")]
    [InlineData("command: ~")]
    public void What_is_empty_is_nothing(string body) => Assert.Equal("", Places(body));

    [Fact]
    public void A_reference_stands_at_the_line_where_its_value_starts()
    {
        Assert.Equal("env_vars.A@2", Places("env_vars:\n  A: |\n    one\n    http://api:3000\n    two"));
        Assert.Equal("env_vars.A@2", Places("env_vars:\n  A: >-\n    one\n\n    http://api:3000"));
        Assert.Equal("env_vars.A@3", Places("env_vars:\n  A:\n    http://api:3000"));
        Assert.Equal("env_vars.A@2", Places("env_vars:\n  A: \"one\n    http://api:3000\""));
    }

    [Fact]
    public void They_stand_in_the_order_of_the_manifest()
    {
        Assert.Equal("command@1 env_vars.B@3 env_vars.A@4 health.endpoint@5", Places("command: http://api:3000\nenv_vars:\n  B: http://api:3000\n  A: http://api:3000\nhealth: {endpoint: 'http://api:3000'}"));
    }

    [Fact]
    public void The_column_is_that_of_the_value()
    {
        var reference = Assert.Single(Declared.References("env_vars:\n  ABC: http://api:3000"));
        Assert.Equal(4 + "  ABC: ".Length + 1, reference.Mention.Column);
    }

    [Fact]
    public void Aliases_and_merge_keys_are_honoured()
    {
        var application = Yml.Application("""
            x-base: &base
              A: http://api:3000
              B: &url redis://redis
            services:
              api: {ports: [3000]}
              one: {env_vars: *base}
              two:
                env_vars:
                  <<: *base
                  A: http://site
                  C: *url
            databases: [redis]
            """, "shop");
        Assert.Equal(
            "one env_vars.A http://api:3000 2; one env_vars.B redis://redis 3; two env_vars.C redis://redis 3; two env_vars.B redis://redis 3; two env_vars.A http://site 10",
            string.Join("; ", Declared.Rules(application).Of(application).Select(reference => $"{reference.Caller.Label} {reference.Mention.Where} {reference.Mention.Text} {reference.Mention.Line}")));
    }

    [Theory]
    [InlineData("DATABASE_PASSWORD: mysql://mysql:3306")]
    [InlineData("SECRET_URL: |\n    one http://api:3000\n    two http://site")]
    [InlineData("API_TOKEN: {a: 'http://api:3000'}")]
    [InlineData("TOKEN_HOSTS: [api, redis]")]
    [InlineData("SECRET_HOST: api")]
    public void What_is_redacted_whole_tells_nothing(string variable) => Assert.Equal("", Places($"env_vars:\n  {variable}"));

    [Fact]
    public void What_is_redacted_whole_in_a_list_tells_nothing() => Assert.Equal("", Places("env_vars:\n- SECRET_HOST=api\n- API_TOKEN=http://api:3000"));

    [Fact]
    public void A_secret_key_whose_value_is_a_variable_alone_is_read() =>
        Assert.Equal("env_vars.TOKEN_URL@2", Places("env_vars:\n  TOKEN_URL: _env(TOKEN_URL:http://api:3000)"));

    [Fact]
    public void More_texts_than_the_cap_are_told_once_and_passed_over()
    {
        var text = $"services:\n  a:\n    env_vars:\n      T: {string.Concat(Enumerable.Range(0, 10_001).Select(i => $"h{i}.n "))}\n      U: http://b\n  b:\n    command: http://a\n";
        var reading = Yml.Read(text);
        Assert.Equal(10_000, reading.Manifest!.Services.Sum(service => service.Mentions.Count));
        Assert.Equal(4, Yml.Finding(reading, "too-many-addresses").Line);
    }
}
