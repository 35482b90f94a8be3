using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class KeyTests
{
    private static ManifestReading Read(string body) => Yml.Read($"services:\n  web:\n    {body}\n");

    [Theory]
    [InlineData("constrains", "constraints")]
    [InlineData("priviliged", "privileged")]
    [InlineData("docker_file", "dockerfile_path")]
    [InlineData("dockerfile", "dockerfile_path")]
    [InlineData("public_ports", "public_port")]
    [InlineData("env", "env_vars")]
    [InlineData("port", "ports")]
    [InlineData("dbs", "databases")]
    [InlineData("portz", "ports")]
    [InlineData("Ports", "ports")]
    [InlineData("env_var", "env_vars")]
    public void A_typo_is_warned_of_with_what_was_meant(string key, string meant)
    {
        var warning = Yml.Finding(Read($"{key}: [a, b]"), "unknown-key");
        Assert.Equal((Severity.Warning, 3, 5), (warning.Severity, warning.Line, warning.Column));
        Assert.Contains($"'{key}'", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"Did you mean '{meant}'?", warning.Message, StringComparison.Ordinal);
        Assert.Contains("Its 2 entries are not imported.", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbs", "databases")]
    [InlineData("service", "services")]
    [InlineData("database", "databases")]
    public void A_typo_at_the_top_level_is_warned_of_too(string key, string meant) =>
        Assert.Contains($"Did you mean '{meant}'?", Yml.Finding(Yml.Read($"services: {{web: {{}}}}\n{key}: [mysql]\n"), "unknown-key").Message, StringComparison.Ordinal);

    [Fact]
    public void One_entry_that_is_not_imported_is_counted_in_the_singular() =>
        Assert.Contains("Its 1 entry is not imported.", Yml.Finding(Read("dbs: [mysql]"), "unknown-key").Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_like_no_other_has_no_did_you_mean() =>
        Assert.DoesNotContain("Did you mean", Yml.Finding(Read("zzzzzzzzzz: 1"), "unknown-key").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("annotations: {a: b}")]
    [InlineData("build_command: make")]
    [InlineData("build_root: .")]
    [InlineData("command: run")]
    [InlineData("command: [run, it]")]
    [InlineData("constraints: {resources: {memory: 1G}}")]
    [InlineData("databases: [mysql]")]
    [InlineData("deploy_command: make")]
    [InlineData("dns_behaviour: versioned")]
    [InlineData("dns_behaviour: non-versioned")]
    [InlineData("dockerfile_path: Dockerfile")]
    [InlineData("env_vars: {A: b}")]
    [InlineData("env_vars: [A=b]")]
    [InlineData("git_branch: main")]
    [InlineData("git_url: https://git.example.com/a.git")]
    [InlineData("health: {ready: {type: http, endpoint: /ready}}")]
    [InlineData("image: nginx")]
    [InlineData("load_balancing: roundrobin")]
    [InlineData("log_folder: /log")]
    [InlineData("ports: [80]")]
    [InlineData("post_start_command: a")]
    [InlineData("pre_start_signal: a")]
    [InlineData("pre_stop_command: a")]
    [InlineData("pre_stop_sequence: a")]
    [InlineData("privileged: true")]
    [InlineData("requires: [db]")]
    [InlineData("requires: db")]
    [InlineData("restart_on_deploy: false")]
    [InlineData("security_context: {host_network: false}")]
    [InlineData("service_account_name: robot")]
    [InlineData("stop_grace: 10")]
    [InlineData("tags: [a:b]")]
    [InlineData("tags: {a: b}")]
    [InlineData("traffic_matches: [a.example.com]")]
    [InlineData("traffic_matches: a.example.com")]
    [InlineData("type: service")]
    [InlineData("type: deployment")]
    [InlineData("type: daemon_set")]
    [InlineData("use_habitus: true")]
    [InlineData("use_habitus_step: build")]
    [InlineData("volumes: [/a:/b]")]
    [InlineData("work_dir: /app")]
    [InlineData("x-anything: [a]")]
    public void Every_documented_key_is_silent(string body)
    {
        var reading = Read(body);
        Assert.NotNull(reading.Manifest);
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData("git")]
    [InlineData("git_repo")]
    [InlineData("branch")]
    [InlineData("tarball")]
    [InlineData("native")]
    [InlineData("capture_output")]
    [InlineData("capture_stdout_stderr")]
    [InlineData("restart_on_redeploy")]
    [InlineData("habitus_filename")]
    [InlineData("habitus_params")]
    [InlineData("build_vars")]
    public void A_key_of_older_versions_gets_a_note_and_no_warning(string key)
    {
        var finding = Assert.Single(Read($"{key}: a").Findings);
        Assert.Equal((Severity.Note, "older-key", 3), (finding.Severity, finding.Code, finding.Line));
    }

    [Fact]
    public void Repositories_at_the_top_level_get_a_note() =>
        Assert.Equal("older-key", Assert.Single(Yml.Read("services: {web: {}}\nrepositories: {a: b}\n").Findings).Code);

    [Fact]
    public void The_version_is_silent() => Assert.Empty(Yml.Read("version: 2\nservices: {web: {}}\n").Findings);

    [Fact]
    public void Host_network_is_warned_of_on_the_caller()
    {
        var reading = Read("security_context: {host_network: true}");
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "host-network").Severity);
        Assert.True(Assert.Single(reading.Manifest!.Services).HostNetwork);
    }

    [Theory]
    [InlineData("daemon_set", "daemon_set")]
    [InlineData("deployment", "deployment")]
    [InlineData("", "service")]
    public void The_type_is_kept(string written, string type) => Assert.Equal(type, Assert.Single(Read($"type: {written}").Manifest!.Services).Type);

    [Fact]
    public void An_unknown_type_is_warned_of_and_taken_for_a_service()
    {
        var reading = Read("type: cron");
        Yml.Finding(reading, "unknown-type");
        Assert.Equal("service", Assert.Single(reading.Manifest!.Services).Type);
    }

    [Fact]
    public void The_image_is_kept() => Assert.Equal("nginx:1.27", Assert.Single(Read("image: nginx:1.27").Manifest!.Services).Image);

    [Theory]
    [InlineData("web:")]
    [InlineData("web: ~")]
    [InlineData("web: {}")]
    public void A_service_without_a_body_is_a_service_without_ports(string service)
    {
        var only = Assert.Single(Yml.Accept($"services:\n  {service}\n").Services);
        Assert.Equal("web", only.Label);
        Assert.Empty(only.Ports);
    }

    [Theory]
    [InlineData("web: nginx")]
    [InlineData("web: [ports]")]
    [InlineData("web: 3000")]
    public void A_service_that_is_a_scalar_or_a_list_is_refused(string service) => Assert.Equal(2, Yml.Refuse($"services:\n  {service}\n", "service-shape").Line);

    [Theory]
    [InlineData("services: web")]
    [InlineData("services: [web, api]")]
    public void Services_that_are_no_map_are_refused_for_that_alone(string text)
    {
        Yml.Refuse(text, "services-shape");
        Assert.Single(Yml.Read(text).Findings);
    }

    [Theory]
    [InlineData("env_vars: hello", "env-vars-shape")]
    [InlineData("tags: hello", "tags-shape")]
    [InlineData("requires: {a: b}", "requires-shape")]
    [InlineData("traffic_matches: {a: b}", "traffic-matches-shape")]
    [InlineData("image: [a]", "image-shape")]
    public void A_wrong_shape_of_what_is_only_kept_is_a_warning(string body, string code)
    {
        var reading = Read(body);
        Assert.NotNull(reading.Manifest);
        Assert.Equal((Severity.Warning, 3), (Yml.Finding(reading, code).Severity, Yml.Finding(reading, code).Line));
    }
}
