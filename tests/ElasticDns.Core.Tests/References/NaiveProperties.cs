using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.References;

/// <summary>What a value declares, against a naive reading of the rules, on texts put together of what addresses are made of.</summary>
public sealed class NaiveProperties
{
    private static readonly Gen<string> Scheme = Gen.Elements("http", "https", "ws", "tcp", "grpc", "redis", "mysql2", "postgres", "kafka", "s3", "thrift", "HTTP", "jdbc:mysql");

    private static readonly Gen<string> Host = Gen.Elements(
        "api", "API", "web", "site", "secure", "worker", "mysql", "mysql-main", "redis", "strem", "stream", "nothing", "old_db", "Old_DB", "cache_store", "404",
        "ledger.payments", "ledger.payment", "idle.payments", "queue.payments", "preview.sandbox", "queue.sandbox", "api.shop", "api.elsewhere", "example.com", "v1.2",
        "api.shop.svc.cluster.local", "api.shop.svc", "one.svc.cluster.local", "queue.nowhere.svc.cluster.local", "api.cloud66.local", "main.mysql.cloud66.local", "a.b.c.cloud66.local",
        "localhost", "10.0.0.1", "api._env(NAMESPACE)", "_env(X:api)", "_env(X:ledger.payments)", "_env(X)", "$X", "${X:-api}", "${X}", "$(X)", "{{X}}", "ledger.$X", "$X.payments",
        "_env(X:_env(Y:api))", "_env(X:_env(Y))");

    private static readonly Gen<string> Port = Gen.Elements("", "", ":80", ":3000", ":3306", ":6379", ":4000", ":4001", ":0", ":99999", ":x", ":$P", ":_env(P:3000)", ":");

    private static readonly Gen<string> HostAndPort = from host in Host from port in Port select host + port;

    private static readonly Gen<string> Path = Gen.Elements("", "", "/", "/x", "/api:3000", "/ledger.payments", "?a=b", "#api", ".");

    private static readonly Gen<string> Url =
        from scheme in Scheme
        from user in Gen.Elements("", "", "u@", "$U@")
        from hosts in HostAndPort.ListOf(2)
        from count in Gen.Choose(1, 2)
        from path in Path
        select $"{scheme}://{user}{string.Join(',', hosts.Take(count))}{path}";

    private static readonly Gen<string> Word = Gen.OneOf(Url, Url, HostAndPort, HostAndPort, from host in HostAndPort from path in Path select host + path, Gen.Elements("--dip=", "curl", "-", "info:3"));

    private static readonly Gen<string> Text =
        from words in Word.UpTo(4)
        from glue in Gen.Elements(" ", " ", ", ", ",", ";", "\n", "|", "=", " (", ") ", "] [")
        select string.Join(glue, words);

    private static readonly Gen<(string Key, string Text)> Value =
        from key in Gen.Elements("TEXT", "TEXT", "API_HOST", "REDIS_URL", "MYSQL_DATABASE", "APP_IMAGE")
        from text in Gen.OneOf(Text, Text, Text, Host)
        select (key, text);

    [Fact]
    public void A_value_declares_what_a_naive_reading_finds() => Property.Holds(Value, value =>
    {
        var shop = Declared.ShopOf($"env_vars:\n  {value.Key}: {Declared.Quote(value.Text)}");
        Application[] all = [shop, Declared.Payments, Declared.Staging];
        var actual = Declared.Rules(all).Of(shop).Select(Line).Distinct().Order(StringComparer.Ordinal);
        var naive = new NaiveReferences(all).InText(Redaction.OfForms(value.Text), value.Key, shop);
        Assert.Equal($"{value}\n{string.Join('\n', naive)}", $"{value}\n{string.Join('\n', actual)}");
    }, 3_000);

    /// <summary>A reference as the naive reading writes it.</summary>
    internal static string Line(Reference reference)
    {
        var (verdict, home, target) = reference.Destination;
        var place = verdict is Verdict.DifferentCluster ? $" {home!.Cluster}/{home.Namespace}" : target is null ? "" : $" {home!.Cluster}/{home.Namespace}/{target.Label}";
        return $"{reference.Address.Host}:{reference.Address.EffectivePort} {verdict.Code()}{place}";
    }
}
