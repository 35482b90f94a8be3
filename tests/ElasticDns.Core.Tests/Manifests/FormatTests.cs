using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>A file is read in the format that is asked for, and as no other.</summary>
public sealed class FormatTests
{
    private const string Compose = "services:\n  web:\n    build: .\n    ports: [\"80:80\"]\n";
    private const string Kubernetes = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n";
    private const string Either = "services:\n  web: {image: nginx, ports: [80]}\n";

    private static ManifestDocument Parse(string text, ManifestFormat format) => ManifestDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text), format: format);

    private static Finding Refused(string text, ManifestFormat format)
    {
        var document = Parse(text, format);
        Assert.False(document.IsManifest);
        var reading = ManifestReader.Read(document);
        Assert.Null(reading.Manifest);
        return Assert.Single(reading.Findings);
    }

    [Theory]
    [InlineData(ManifestFormat.ServiceYml, "service.yml")]
    [InlineData(ManifestFormat.Compose, "compose")]
    [InlineData(ManifestFormat.Kubernetes, "kubernetes")]
    public void A_format_has_a_name(ManifestFormat format, string name)
    {
        Assert.Equal(name, format.Name());
        Assert.True(ManifestFormats.TryParse(name, out var parsed));
        Assert.Equal(format, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Compose")]
    [InlineData("1")]
    public void Anything_else_names_no_format(string name) => Assert.False(ManifestFormats.TryParse(name, out _));

    [Theory]
    [InlineData(Compose, ManifestFormat.Compose, "compose-file", "Import it as a Compose file (format=compose).")]
    [InlineData(Kubernetes, ManifestFormat.Kubernetes, "kubernetes-object", "Import it as Kubernetes objects (format=kubernetes).")]
    [InlineData("---\n---\n" + Kubernetes + "---\n" + Kubernetes, ManifestFormat.Kubernetes, "kubernetes-object", "(format=kubernetes).")]
    public void A_file_of_another_format_is_refused_and_says_how_to_import_it(string text, ManifestFormat readableAs, string code, string ending)
    {
        var document = Parse(text, ManifestFormat.ServiceYml);
        Assert.Equal((FileKind.Other, readableAs), (document.Kind, document.ReadableAs));
        var finding = Refused(text, ManifestFormat.ServiceYml);
        Assert.Equal(code, finding.Code);
        Assert.EndsWith(ending, finding.Message, StringComparison.Ordinal);
        Assert.True(Parse(text, readableAs) is { IsManifest: true, ReadableAs: null });
    }

    [Theory]
    [InlineData(Either)]
    [InlineData("- hosts: all\n")]
    [InlineData("services: [\n")]
    [InlineData("")]
    public void Nothing_else_is_offered_to_be_read_otherwise(string text) => Assert.Null(Parse(text, ManifestFormat.ServiceYml).ReadableAs);

    [Theory]
    [InlineData(Kubernetes, "a Kubernetes object (Service)")]
    [InlineData("services:\n  web: {git_url: a, ports: [80]}\n", "a service.yml")]
    [InlineData("services: {web: {image: nginx}}\ndatabases: [mysql]\n", "a service.yml")]
    [InlineData("- hosts: all\n", "an Ansible playbook")]
    [InlineData("on: [push]\njobs: {}\n", "a GitHub workflow")]
    [InlineData("mysql:\n  groups: {default: {}}\n", "a manifest.yml")]
    [InlineData("- a\n", "a list")]
    [InlineData("foo: bar\n", "has 'services'")]
    public void What_is_no_Compose_file_is_named_for_what_it_is(string text, string named)
    {
        var finding = Refused(text, ManifestFormat.Compose);
        Assert.Equal("not-a-compose-file", finding.Code);
        Assert.Contains(named, finding.Message, StringComparison.Ordinal);
        Assert.True(finding is { Line: >= 1, Column: >= 1 });
    }

    [Theory]
    [InlineData(Compose, "a Compose file, not a file of Kubernetes objects. A Kubernetes object has 'apiVersion' and 'kind'. Import it with format=compose.")]
    [InlineData(Either, "a service.yml, not a file of Kubernetes objects")]
    [InlineData("- a\n", "a list")]
    [InlineData("foo: bar\n", "'apiVersion' and 'kind'")]
    [InlineData("kind: Service\n", "'apiVersion' and 'kind'")]
    public void What_is_no_Kubernetes_object_is_named_for_what_it_is(string text, string named)
    {
        var finding = Refused(text, ManifestFormat.Kubernetes);
        Assert.Equal("not-kubernetes", finding.Code);
        Assert.Contains(named, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ManifestFormat.Compose)]
    [InlineData(ManifestFormat.Kubernetes)]
    public void Empty_files_templates_and_pages_are_refused_in_every_format(ManifestFormat format)
    {
        Assert.Equal("empty-document", Refused("# nothing\n", format).Code);
        Assert.Equal("unrendered-template", Refused("apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n", format).Code);
        Assert.Equal("unrendered-template", Refused("apiVersion: v1\nkind: A\n---\n{{- if .Values.a }}\nkind: B\n{{ end }}\n", format).Code);
        var page = Refused("<!DOCTYPE html>\n<html></html>\n", format);
        Assert.Equal("html-page", page.Code);
        Assert.DoesNotContain("service.yml", page.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Compose_file_with_nothing_but_images_and_ports_is_one_where_that_is_asked_for()
    {
        Assert.Equal(FileKind.Compose, Parse(Either, ManifestFormat.Compose).Kind);
        Assert.Equal(FileKind.ServiceYml, Parse(Either, ManifestFormat.ServiceYml).Kind);
        var first = ManifestReader.Read(Parse("version: '1'\nweb: {image: nginx, ports: [\"80:80\"]}\ndb: {image: mysql}\n", ManifestFormat.Compose));
        Assert.Equal(["db", "web"], first.Manifest!.Services.Select(service => service.Label));
        Assert.Equal("not-a-compose-file", Refused("web: {image: nginx}\nfoo: bar\n", ManifestFormat.Compose).Code);
    }

    [Theory]
    [InlineData("name: shop\nservices: {web: {build: .}}\n", "shop", null)]
    [InlineData("name: shop\nx-elastic-dns: {namespace: front}\nservices: {web: {build: .}}\n", "shop", "front")]
    [InlineData("name: shop\nx-elastic-dns: {application: Book shop}\nservices: {web: {build: .}}\n", "Book shop", null)]
    [InlineData("name: ${NAME}\nservices: {web: {build: .}}\n", null, null)]
    [InlineData("services: {web: {build: .}}\n", null, null)]
    public void A_Compose_file_goes_where_it_says(string text, string? application, string? @namespace) =>
        Assert.Equal((application, @namespace), Parse(text, ManifestFormat.Compose).Place is var place ? (place.Application, place.Namespace) : default);

    [Fact]
    public void Kubernetes_objects_say_their_namespaces_alone()
    {
        var document = Parse($"{Kubernetes}x-elastic-dns: {{namespace: shop}}\n---\n{Kubernetes.Replace("name: web", "name: api, namespace: back", StringComparison.Ordinal)}", ManifestFormat.Kubernetes);
        Assert.Equal(Placement.None, document.Place);
        Assert.Equal(["back"], document.Environments);
        var reading = ManifestReader.Read(document);
        Assert.Equal("back", reading.Manifest!.Environment);
        Assert.Equal(["api", "web"], reading.Manifest.Services.Select(service => service.Label));
    }

    [Fact]
    public void Objects_without_a_namespace_beside_several_are_refused_with_their_lines()
    {
        var text = $"{Kubernetes}---\n{Kubernetes.Replace("name: web", "name: web, namespace: b", StringComparison.Ordinal)}---\n{Kubernetes.Replace("name: web", "name: web, namespace: a", StringComparison.Ordinal)}";
        var document = Parse(text, ManifestFormat.Kubernetes);
        Assert.Equal(["b", "a"], document.Environments);
        Assert.Contains("line 2.", Yml.Refuse(ManifestReader.Read(document, null, "a"), "namespace-missing").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_namespaces_is_chosen()
    {
        var text = $"{Kubernetes.Replace("name: web", "name: web, namespace: default", StringComparison.Ordinal)}---\n{Kubernetes.Replace("name: web", "name: api, namespace: kube-system", StringComparison.Ordinal)}";
        var document = Parse(text, ManifestFormat.Kubernetes);
        Yml.Refuse(ManifestReader.Read(document), "environment-required");
        Yml.Refuse(ManifestReader.Read(document, null, "shop"), "environment-unknown");
        Assert.Equal("api", Assert.Single(ManifestReader.Read(document, null, "kube-system").Manifest!.Services).Label);
    }

    [Theory]
    [InlineData("default", true)]
    [InlineData("kube-system", true)]
    [InlineData("shop", true)]
    [InlineData("Shop", false)]
    [InlineData("a/b", false)]
    public void Namespaces_of_Kubernetes_itself_are_real_ones_there(string @namespace, bool isLabel)
    {
        Assert.Equal(isLabel, Placement.CheckNamespace(@namespace, ManifestFormat.Kubernetes) is null);
        Assert.Equal(Placement.CheckNamespace(@namespace), Placement.CheckNamespace(@namespace, ManifestFormat.ServiceYml));
        Assert.Equal(Placement.CheckNamespace(@namespace), Placement.CheckNamespace(@namespace, ManifestFormat.Compose));
    }

    [Theory]
    [InlineData(Compose, ManifestFormat.Compose)]
    [InlineData(Kubernetes, ManifestFormat.Kubernetes)]
    public void A_manifest_yml_beside_another_format_is_not_read(string text, ManifestFormat format)
    {
        var reading = ManifestReader.Read(Parse(text, format), ManifestDocument.Parse("manifest.yml", "mysql:\n  groups: {default: {}}\n"));
        Assert.NotNull(reading.Manifest);
        Assert.Equal("manifest.yml", Yml.Finding(reading, "groups-without-engine").File);
    }
}
