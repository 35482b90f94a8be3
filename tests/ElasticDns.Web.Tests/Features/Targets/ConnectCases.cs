using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Targets;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>From where the texts of a case are used.</summary>
public enum CalledFrom
{
    /// <summary>The target's own application.</summary>
    Own,

    /// <summary>Another application of the cluster.</summary>
    Other,

    /// <summary>Nobody in particular.</summary>
    Anywhere,
}

/// <summary>An application with every engine and every kind of port, and one that calls it.</summary>
internal static class ConnectCases
{
    private const string Yaml = """
        services:
          api: {ports: [3000]}
          plain: {ports: [80]}
          secure: {ports: [443]}
          stream: {ports: [{container: 8000, tcp: 9000}]}
          datagram: {ports: [{container: 80, udp: 111}]}
          cache: {ports: [6379]}
          several: {ports: [{container: 3000, http: 80, tcp: 25, udp: 111}, 8080, 5672, {container: 9000, tcp: 9000}]}
          3scale: {ports: [8080]}
          404: {ports: [25, 26]}
          Custom_Web: {ports: [8080]}
        databases: [mysql-default, mysql-venus, postgresql, postgis, redis, mongodb-main, elasticsearch, rabbitmq, memcached, influxdb, glusterfs]
        """;

    private static readonly Application Other = Read("web-front-end", "services: {web: {ports: [80]}}");

    public static Application Home { get; } = Read("backoffice-workers", Yaml);

    public static AddressRules Rules { get; } = new();

    public static CatalogSnapshot Catalog { get; } = CatalogSnapshot.Of([Home, Other]);

    /// <summary>Every target from everywhere.</summary>
    public static TheoryData<string, CalledFrom> All => Of(Home.Targets);

    public static TheoryData<string, CalledFrom> Databases => Of(Home.Databases);

    public static Target Target(string label) => Home.Find(label)!;

    public static Application? Caller(CalledFrom from) => from switch { CalledFrom.Own => Home, CalledFrom.Other => Other, _ => null };

    public static AddressesForCaller Answer(string label, CalledFrom from) => Rules.For(Caller(from), Home, Target(label));

    public static IReadOnlyList<ConnectText> Texts(string label, CalledFrom from, ConnectForm form) =>
        new ConnectTexts(Target(label), Answer(label, from)).Of(form);

    /// <summary>The only text of a form.</summary>
    public static string Text(string label, CalledFrom from, ConnectForm form) => Assert.Single(Texts(label, from, form)).Text.ToString();

    /// <summary>The text of a form whose title starts so.</summary>
    public static string Text(string label, CalledFrom from, ConnectForm form, string title) =>
        Assert.Single(Texts(label, from, form), text => text.Title!.StartsWith(title, StringComparison.Ordinal)).Text.ToString();

    /// <summary>The addresses by the target's first name.</summary>
    public static IReadOnlyList<ElasticDnsAddress> Addresses(string label, CalledFrom from) =>
        [.. Answer(label, from).Addresses.Where(address => address.Label == Target(label).Hosts[0])];

    /// <summary>What the connection string is for that caller once the words or variables have these values.</summary>
    public static string? ConnectionString(string label, CalledFrom from, Func<string, string> value)
    {
        var answer = Answer(label, from);
        return answer.Variables.Aggregate(answer.ConnectionString, (text, name) => from is not CalledFrom.Own
            ? text
            : text!.Replace(name.EndsWith("_USERNAME", StringComparison.Ordinal) ? "USER" : name[(name.LastIndexOf('_') + 1)..], value(name), StringComparison.Ordinal));
    }

    private static TheoryData<string, CalledFrom> Of(IEnumerable<Target> targets) =>
        [.. from target in targets from place in Enum.GetValues<CalledFrom>() select new TheoryDataRow<string, CalledFrom>(target.Label, place)];

    private static Application Read(string @namespace, string yaml)
    {
        var reading = ManifestReader.Read(ManifestDocument.Parse("service.yml", Encoding.UTF8.GetBytes(yaml)));
        return new("production", @namespace, @namespace, reading.Manifest!.Services, reading.Manifest.Databases);
    }
}
