using System.Text;

namespace ElasticDns.Web.Tests.Features.Applications;

/// <summary>The stored YAML text comes back byte for byte, without its secrets.</summary>
public sealed class StoredManifestTests : ApiTest
{
    private const string Path = "clusters/default/applications/shop/manifest";

    [Theory]
    [InlineData("services:\n  api:\n    ports: [3000]\n")]
    [InlineData("services:\r\n  api:\r\n    ports: [3000]\r\n")]
    [InlineData("services:\r  api:\r    ports: [3000]\r")]
    [InlineData("\uFEFFservices:\n  api:\n    ports: [3000]")]
    [InlineData("services:   \n  api:\t\n    ports: [3000]   \n\n\n   \n")]
    [InlineData("# Grüße 你好 🚀\r\nservices:\n  api:   # mixed\r\n    ports: [ 3000 ]\n...\n")]
    [InlineData("services: {api: {ports: ['80']}}")]
    public async Task As_it_was_sent(string yaml)
    {
        (await App.PostAsync("namespace=shop", yaml)).Expect(201);
        var answer = await App.GetAsync(Path);
        Assert.Equal(Encoding.UTF8.GetBytes(yaml), answer.Expect(200).Bytes);
        Assert.Equal("application/yaml", answer.MediaType);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_it_was_sent_but_for_its_secrets()
    {
        const string yaml = "services:\r\n  api:\r\n    env_vars:  \r\n      DB_PASSWORD: \"{0}\"   # keep\r\n      URL: mysql://u:{0}@mysql:3306/db\r\n    command: run --password {0} --now\r\n\r\n";
        var imported = await App.PostAsync("namespace=shop", yaml.Replace("{0}", "p4ss", StringComparison.Ordinal));
        Assert.Equal(3, (int?)imported.Expect(201)["applications[0].redactedValues"]);
        Assert.Equal(yaml.Replace("{0}", "********", StringComparison.Ordinal), (await App.GetAsync(Path)).Text);
    }

    [Fact]
    public async Task It_is_the_text_of_the_current_revision()
    {
        (await App.PostAsync("namespace=shop", "services: {a: }\n")).Expect(201);
        (await App.PostAsync("namespace=shop", "services: {b: }\n")).Expect(200);
        (await App.PostAsync("namespace=shop", "services: {b: [}\n")).Expect(422);
        Assert.Equal("services: {b: }\n", (await App.GetAsync(Path)).Text);
    }

    [Fact]
    public async Task What_comes_back_is_imported_again_as_unchanged()
    {
        (await App.PostAsync("namespace=shop", "services:\n  api:\n    env_vars: [TOKEN=abc, A=b]\n")).Expect(201);
        var stored = await App.GetAsync(Path);
        Assert.Equal("unchanged", (await App.PostAsync("namespace=shop", stored.Bytes, "application/yaml")).Expect(200).String("applications[0].outcome"));
    }
}
