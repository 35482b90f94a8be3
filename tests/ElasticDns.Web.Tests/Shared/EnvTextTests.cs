using System.Diagnostics;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Features.Targets;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

/// <summary>What is copied as .env is read by a real shell.</summary>
public sealed class EnvTextTests
{
    private static readonly AddressRules Rules = new();

    private static readonly Application Shop = App("shop", [
        new("api", "api", [new(3000)]), new("web", "web", [new(8080), new(443)]), new("Stats_d", "stats-d", [new(3000, Http: 80, Tcp: 25, Udp: 111)]),
        new("worker", "worker", []), new("2fa", "2fa", [new(80)]), new("cache", "cache", [new(6379)]),
    ], [new("mysql", "mysql", null, false), new("redis", "redis", null, false), new("elasticsearch", "elasticsearch", null, false)]);

    private static Application App(string name, IReadOnlyList<Service> services, IReadOnlyList<Database>? databases = null, string cluster = "production") =>
        new(cluster, name, name, services, databases ?? []);

    private static string Text(Application? caller, params IEnumerable<Application> homes) =>
        EnvText.Of(Rules, caller, from home in homes from target in home.Targets select (home, target));

    [Fact]
    public void The_label_makes_the_key_and_what_tells_further_addresses_apart_stands_in_it() => Assert.Equal(
        """
        SERVICE_2FA_URL=http://2fa.shop
        API_URL=http://api.shop:3000
        CACHE_ADDRESS=cache.shop:6379
        ELASTICSEARCH_URL=http://elasticsearch.shop:9200
        ELASTICSEARCH_9300_ADDRESS=elasticsearch.shop:9300
        MYSQL_URL=mysql://USER:PASSWORD@mysql.shop:3306/DATABASE
        REDIS_URL=redis://redis.shop:6379
        STATS_D_URL=http://stats-d.shop:3000
        STATS_D_TCP_URL=tcp://stats-d.shop:3000
        STATS_D_UDP_URL=udp://stats-d.shop:3000
        WEB_URL=http://web.shop:8080
        WEB_443_URL=https://web.shop
        """,
        Text(App("other", []), Shop));

    [Fact]
    public void In_its_own_application_a_database_takes_the_variables_that_are_there() =>
        Assert.Contains("\nMYSQL_URL=\"mysql://$MYSQL_USERNAME:$MYSQL_PASSWORD@mysql:3306/$MYSQL_DATABASE\"\n", Text(Shop, Shop), StringComparison.Ordinal);

    [Fact]
    public void The_variables_of_a_group_are_its_own() => Assert.Equal(
        """
        MYSQL_DATABASE_URL="mysql://$MYSQL_DATABASE_USERNAME:$MYSQL_DATABASE_PASSWORD@mysql-database:3306/$MYSQL_DATABASE_DATABASE"
        MYSQL_URL="mysql://$MYSQL_USERNAME:$MYSQL_PASSWORD@mysql:3306/$MYSQL_DATABASE"
        """,
        Groups());

    private static string Groups()
    {
        var home = App("x", [], [new("mysql", "mysql", "database", false), new("mysql", "mysql", "main", true)]);
        return Text(home, home);
    }

    [Fact]
    public void An_application_writes_what_Connect_writes_of_each_service()
    {
        foreach (var caller in new[] { Shop, App("other", []), null })
        {
            foreach (var target in Shop.Targets.Where(target => target.HasAddress))
            {
                var texts = new ConnectTexts(target, Rules.For(caller, Shop, target));
                Assert.Equal(Assert.Single(texts.Of(ConnectForm.Env)).Text.ToString(), EnvText.Of(Rules, caller, [(Shop, target)]));
            }
        }
    }

    [Fact]
    public void Equal_labels_are_told_apart_by_namespace_and_then_by_cluster() => Assert.Equal(
        """
        PRODUCTION_A_API_URL=http://api.a.svc.cluster.local
        B_API_URL=http://api.b.svc.cluster.local
        STAGING_A_API_URL=http://api.a.svc.cluster.local
        """,
        Text(null, App("a", [Api()]), App("b", [Api()]), App("a", [Api()], cluster: "staging")));

    [Fact]
    public void No_two_keys_are_equal()
    {
        var lines = EnvText.Lines(Rules, Shop, [.. new[] { App("a", [new("api", "api", [new(80), new(8080)]), new("api-8080", "api-8080", [new(80)])]) }
            .SelectMany(home => home.Targets.Select(target => (home, target)))]);
        Assert.Equal(["API_URL", "API_8080_URL", "API_8080_URL_2"], lines.Select(line => line.Key));
    }

    [Fact]
    public void Who_cannot_reach_it_gets_nothing() => Assert.Equal("", Text(App("far", [], cluster: "staging"), Shop));

    [Fact]
    public void It_ends_without_a_line_end() => Assert.False(Text(Shop, Shop).EndsWith('\n'));

    [Fact]
    public async Task A_shell_reads_every_line_as_it_is_meant()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Text(Shop, Shop), TestContext.Current.CancellationToken);
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-euc", ". \"$0\"; printf '%s\\n' \"$API_URL\" \"$SERVICE_2FA_URL\" \"$STATS_D_UDP_URL\" \"$MYSQL_URL\" \"$WEB_443_URL\"", file])
            {
                RedirectStandardOutput = true,
                Environment = { ["MYSQL_USERNAME"] = "me", ["MYSQL_PASSWORD"] = "it's $HOME", ["MYSQL_DATABASE"] = "shop" },
            })!;
            var read = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal("http://api:3000\nhttp://2fa\nudp://stats-d:3000\nmysql://me:it's $HOME@mysql:3306/shop\nhttps://web\n", read);
            Assert.Equal(0, shell.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Service Api() => new("api", "api", [new(80)]);
}
