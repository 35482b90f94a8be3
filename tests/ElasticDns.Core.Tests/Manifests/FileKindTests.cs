using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class FileKindTests
{
    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", "kubernetes-object", "a Kubernetes object (Service)")]
    [InlineData("- hosts: all\n  tasks: []\n", "ansible-playbook", "an Ansible playbook")]
    [InlineData("- tasks:\n    - name: a\n", "ansible-playbook", "an Ansible playbook")]
    [InlineData("on: [push]\njobs:\n  build: {steps: []}\n", "github-workflow", "a GitHub workflow")]
    [InlineData("services:\n  _defaults: {autowire: true}\n", "symfony-services", "a Symfony services file")]
    [InlineData("services:\n  App\\Controller\\: {public: true}\n", "symfony-services", "a Symfony services file")]
    [InlineData("parameters:\n  locale: en\n", "symfony-services", "a Symfony services file")]
    [InlineData("services:\n  - name: web\n    type: web\n", "app-spec", "DigitalOcean or Render")]
    [InlineData("services:\n  web:\n    build: .\n    ports: [\"80:80\"]\n", "compose-file", "a Compose file")]
    [InlineData("services:\n  web:\n    image: nginx\n    environment: {A: b}\n", "compose-file", "a Compose file")]
    [InlineData("services:\n  web:\n    image: nginx\n    depends_on: [db]\n", "compose-file", "a Compose file")]
    [InlineData("services:\n  web:\n    image: nginx\n    networks: [front]\n", "compose-file", "a Compose file")]
    [InlineData("web:\n  build: .\n  links: [db]\ndb:\n  image: postgres\n", "compose-file", "a Compose file")]
    [InlineData("build:\n  version: 1\n  steps:\n    a: {}\n", "habitus-build", "a Habitus build file")]
    [InlineData("mysql:\n  configuration: {version: 8}\n", "manifest-yml-alone", "manifest.yml")]
    [InlineData("production:\n  docker:\n    servers: []\n", "manifest-yml-alone", "manifest.yml")]
    [InlineData("production:\n  last_thing:\n    - command: a\n", "deploy-hooks", "a deploy_hooks.yml")]
    [InlineData("first_thing:\n  - command: a\n", "deploy-hooks", "a deploy_hooks.yml")]
    [InlineData("production:\n  after_checkout: []\n", "deploy-hooks", "a deploy_hooks.yml")]
    [InlineData("services:\n  {{ .Values.name }}:\n    ports: [3000]\n", "unrendered-template", "a template")]
    [InlineData("services:\n{{range .Services}}\n  {{.Name}}: {}\n{{end}}\n", "unrendered-template", "a template")]
    [InlineData("", "empty-document", "empty")]
    [InlineData("# only a comment\n", "empty-document", "empty")]
    [InlineData("- a\n- b\n", "root-shape", "a list")]
    [InlineData("hello", "root-shape", "a single value")]
    [InlineData("<!DOCTYPE html>\n<html></html>\n", "html-page", "an HTML page")]
    [InlineData("name: x\nversion: 1\n", "not-a-service-yml", "neither 'services' nor 'databases'")]
    public void A_file_that_is_something_else_is_named_for_what_it_is(string text, string code, string named) =>
        Assert.Contains(named, Yml.Refuse(text, code).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("git_url: https://git.example.com/a.git")]
    [InlineData("git_branch: main")]
    [InlineData("build_root: .")]
    [InlineData("dockerfile_path: Dockerfile")]
    [InlineData("env_vars: {A: b}")]
    [InlineData("requires: [db]")]
    [InlineData("traffic_matches: [a]")]
    [InlineData("deploy_command: a")]
    [InlineData("build_command: a")]
    [InlineData("use_habitus: true")]
    [InlineData("dns_behaviour: versioned")]
    [InlineData("load_balancing: sticky")]
    [InlineData("log_folder: a")]
    [InlineData("local_ports: [80]")]
    [InlineData("public_port: 80")]
    public void One_key_that_only_Maestro_has_makes_it_a_service_yml(string key)
    {
        var reading = Yml.Read($"services:\n  web:\n    depends_on: [db]\n    {key}\n  db: {{}}\n");
        Assert.NotNull(reading.Manifest);
        Assert.Contains(reading.Findings, finding => finding.Code == "unknown-key" && finding.Line == 3);
    }

    [Fact]
    public void A_template_mark_within_a_value_is_no_template() =>
        Assert.NotNull(Yml.Read("services:\n  web:\n    env_vars: {A: \"{{ .Values.a }}\"}\n").Manifest);

    [Fact]
    public void A_databases_list_alone_is_a_service_yml() => Assert.Equal(FileKind.ServiceYml, Yml.Parse("databases: [mysql]").Kind);

    [Fact]
    public void What_it_is_counts_more_than_that_it_has_two_documents()
    {
        var reading = Yml.Read("apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Deployment\n");
        Assert.Equal("kubernetes-object", Assert.Single(reading.Findings).Code);
    }

    [Fact]
    public void A_manifest_yml_is_recognised() => Assert.Equal(FileKind.ManifestYml, Yml.Parse("mysql:\n  groups:\n    default: {}\n").Kind);
}
