using System.Data.Common;
using System.Text;
using System.Text.Json;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Targets;
using ElasticDns.Web.Shared;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Serialization;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>What is pasted into service.yml and appsettings.json means there what it should.</summary>
public sealed class ConnectConfigurationTests
{
    [Theory]
    [MemberData(nameof(ConnectCases.All), MemberType = typeof(ConnectCases))]
    public void Every_variable_of_service_yml_leads_to_the_target_and_its_port(string label, CalledFrom from)
    {
        var text = ConnectCases.Text(label, from, ConnectForm.ServiceYml);
        var pasted = $"services:\n  caller:\n    {text.Replace("\n", "\n    ", StringComparison.Ordinal)}\n";
        var reading = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(pasted)));
        Assert.Empty(reading.Findings);
        Assert.Equal(["caller"], reading.Manifest!.Services.Select(service => service.Name));

        var values = EnvVars(text);
        var addresses = ConnectCases.Addresses(label, from);
        Assert.Equal(NamedAddress.Of(ConnectCases.Target(label), addresses).Select(port => port.Variable), values.Keys);
        var resolver = new AddressResolver(ConnectCases.Catalog, ConnectCases.Rules);
        foreach (var (value, address) in values.Values.Zip(addresses))
        {
            var found = resolver.Resolve(value, ConnectCases.Caller(from));
            Assert.Equal((Verdict.Resolves, label == "mysql" ? "mysql-default" : label, address.Port), (found.Verdict, found.Target?.Label, found.Port));
        }
        if (ConnectCases.ConnectionString(label, from, name => $"_env({name})") is { } connection) Assert.Equal(connection, values.Values.First());
    }

    [Fact]
    public void A_host_of_digits_is_no_number_in_yaml() =>
        Assert.Equal("env_vars:\n  SERVICE_404_ADDRESS: \"404:25\"\n  SERVICE_404_26_URL: http://404:26", ConnectCases.Text("404", CalledFrom.Own, ConnectForm.ServiceYml));

    [Theory]
    [MemberData(nameof(ConnectCases.All), MemberType = typeof(ConnectCases))]
    public void Appsettings_holds_the_address_of_each_port(string label, CalledFrom from)
    {
        var text = ConnectCases.Texts(label, from, ConnectForm.Appsettings)[0].Text.ToString();
        using var document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build();
        var isDatabase = ConnectCases.Target(label) is Database;
        foreach (var port in NamedAddress.Of(ConnectCases.Target(label), ConnectCases.Addresses(label, from)))
        {
            var value = isDatabase ? configuration.GetConnectionString(port.Key) : configuration[$"Services:{port.Key}:{(port.IsUrl ? "BaseUrl" : "Address")}"];
            Assert.Contains(port.Address.Host, value, StringComparison.Ordinal);
            if (!isDatabase) Assert.Equal(port.IsUrl ? port.Address.Url : port.Address.HostPort, value);
        }
    }

    [Theory]
    [InlineData("mysql", "Mysql", "Server", "User ID", "MYSQL")]
    [InlineData("mysql-venus", "MysqlVenus", "Server", "User ID", "MYSQL_VENUS")]
    [InlineData("postgresql", "Postgresql", "Host", "Username", "POSTGRESQL")]
    [InlineData("postgis", "Postgis", "Host", "Username", "POSTGIS")]
    public void A_connection_string_names_server_and_variables_in_appsettings_and_in_service_yml(string label, string key, string server, string user, string prefix)
    {
        var texts = ConnectCases.Texts(label, CalledFrom.Own, ConnectForm.Appsettings);
        var setting = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(texts[0].Text.ToString()))).Build().GetConnectionString(key);
        Check(setting, "${0}");

        // The same setting from the environment, where Maestro fills the variables in.
        var (name, value) = Assert.Single(EnvVars(texts[1].Text.ToString()));
        const string Prefix = "CONNECT_TEST_";
        Environment.SetEnvironmentVariable(Prefix + name, value);
        Check(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build().GetConnectionString(key), "_env({0})");

        // Elsewhere the words are left to the reader, and Maestro has nothing to fill in.
        var other = Assert.Single(ConnectCases.Texts(label, CalledFrom.Other, ConnectForm.Appsettings)).Text;
        Assert.Equal(["DATABASE", "USER", "PASSWORD"], other.Parts.Where(part => part.Class == "ph").Select(part => part.Text));

        void Check(string? connection, string form)
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            Assert.Equal(label, parts[server]);
            Assert.Equal(ConnectCases.Addresses(label, CalledFrom.Own)[0].Port.ToString(null, null), parts["Port"]);
            foreach (var (field, variable) in (ReadOnlySpan<(string, string)>)[(user, "USERNAME"), ("Password", "PASSWORD"), ("Database", "DATABASE")])
                Assert.Equal(form.Replace("{0}", $"{prefix}_{variable}", StringComparison.Ordinal), parts[field]);
        }
    }

    private static Dictionary<string, string> EnvVars(string text) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, string>>>(text)["env_vars"];
}
