using System.Globalization;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.References;

/// <summary>Writes what a manifest declares in one line: each reference as its text, its verdict and what it leads to.</summary>
internal static class Declared
{
    public const string Cluster = "production";

    /// <summary>An application of another cluster.</summary>
    public static readonly Application Staging = Yml.Application("services: {preview: {ports: [5000]}, api: {ports: [5100]}}", "sandbox", "staging");

    /// <summary>Another application of the same cluster.</summary>
    public static readonly Application Payments = Yml.Application(
        "services: {ledger: {ports: [4000]}, api: {ports: [4100]}, idle: {}}\ndatabases: [postgresql]", "payments", name: "Payments");

    private const string Shop = """
        services:
          api: {ports: [3000]}
          web: {ports: ["3000:80:443"]}
          site: {ports: [80]}
          secure: {ports: [443]}
          stream: {ports: [{container: 8000, tcp: 9000}, 8100]}
          cache_store: {ports: [6379]}
          Old_DB: {ports: [3306]}
          worker: {}
          caller:

        """;

    private const string Databases = "databases: [mysql-main, mysql-leopard, redis, postgresql, mongodb, rabbitmq, memcached]\n";

    /// <summary>The shop, with a service 'caller' of that body, written as it stands below the service's name.</summary>
    public static Application ShopOf(string body) => Yml.Application($"{Shop}{Indent(body)}\n{Databases}", "shop", name: "Web shop");

    /// <summary>The line of the manifest at which the body of the caller begins.</summary>
    public static int FirstLine { get; } = Shop.Count(c => c == '\n') + 1;

    public static ReferenceRules Rules(params IEnumerable<Application> applications) => new(CatalogSnapshot.Of(applications), new());

    /// <summary>What a value declares for the shop's service 'caller', among all of these applications.</summary>
    public static string By(string value, string key = "TEXT") => Show(References($"env_vars:\n  {key}: {Quote(value)}"));

    public static IReadOnlyList<Reference> References(string body)
    {
        var shop = ShopOf(body);
        return [.. Rules([shop, Payments, Staging]).Of(shop)];
    }

    /// <summary>The only reference that a value declares, and why it leads where it leads.</summary>
    public static Resolution Explain(string value, string key = "TEXT", params Application[] others)
    {
        var shop = ShopOf($"env_vars:\n  {key}: {Quote(value)}");
        var rules = Rules([shop, .. others.Length == 0 ? [Payments, Staging] : others]);
        var reference = Assert.Single(rules.Of(shop));
        var resolution = rules.Explain(reference);
        Assert.Equal((reference.Verdict, reference.Destination.Home, reference.Destination.Target), (resolution.Verdict, resolution.Home, resolution.Target));
        return resolution;
    }

    public static string Show(IEnumerable<Reference> references) => string.Join("; ", references.Select(Show));

    private static string Show(Reference reference)
    {
        var (verdict, home, target) = reference.Destination;
        return $"{reference.Mention.Text} {verdict.Code()}{(target is null ? "" : $" {target.Label}{(home == reference.From ? "" : $".{home!.Namespace}")}")}";
    }

    /// <summary>A text as a YAML value in double quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') quoted.Append(c);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return quoted.Append('"').ToString();
    }

    private static string Indent(string body) => string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? "" : $"    {line}"));
}
