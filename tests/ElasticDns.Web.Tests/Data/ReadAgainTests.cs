using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ElasticDns.Web.Tests.Data;

/// <summary>A file that an older version wrote, which read less of a manifest, is read again at the first start.</summary>
public sealed class ReadAgainTests : IDisposable
{
    private const string Shop = "services:\n  Web_1:\n    image: acme/web\n    ports: [{container: 3000, http: 80}]\n    env_vars:\n      LEDGER: http://ledger.payments:4000\n      REDIS_URL: redis://redis-one\n";
    private const string Groups = "redis: {groups: {one: {}, two: {default: true}}}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("elastic-dns-older-").FullName;

    private string File => Path.Combine(_folder, "catalog.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task References_are_there_after_the_start()
    {
        WriteOlderFile();
        await using (var app = Start())
        {
            var references = (await app.GetAsync("clusters/production/references")).Expect(200);
            Assert.Equal(["http://ledger.payments:4000", "redis://redis-one"], Json.Strings(references.Json, "text"));
            Assert.Equal(["RESOLVES", "RESOLVES"], Json.Strings(references.Json, "verdict"));
            Assert.Equal(["6", "7"], Json.Strings(references.Json, "line"));

            var shop = (await app.GetAsync("clusters/production/applications/shop")).Expect(200);
            Assert.Equal(("Web shop", "web-1", "2"), (shop.String("name"), shop.String("services[0].label"), shop["revision"]!.ToString()));
            Assert.Equal(["redis-one", "redis-two"], Json.Strings(shop["databases"], "label"));
            Assert.Equal("2026-11-22T10:00:00Z", shop.String("importedAt"));
        }
        Assert.Equal("0 1 2 1 4", Sqlite.Value(File, "SELECT (SELECT COUNT(*) FROM Applications WHERE NOT Removed AND ReaderVersion < 2) || ' ' || (SELECT COUNT(*) FROM Applications WHERE Removed) || ' ' || (SELECT COUNT(*) FROM Mentions) || ' ' || (SELECT COUNT(*) FROM Ports WHERE Container = 3000) || ' ' || (SELECT COUNT(*) FROM Revisions)"));
        Assert.Equal("0", Sqlite.Value(File, "SELECT COUNT(*) FROM pragma_foreign_key_check"));

        var rows = Sqlite.Value(File, "SELECT group_concat(Id) FROM Services");
        await using (var again = Start())
            Assert.Equal(2, (await again.GetAsync("clusters/production/references")).Expect(200).Json.AsArray().Count);
        // Once is enough.
        Assert.Equal(rows, Sqlite.Value(File, "SELECT group_concat(Id) FROM Services"));
    }

    [Fact]
    public async Task What_is_refused_today_stays_as_it_was_read()
    {
        WriteOlderFile();
        Sqlite.Run(File, "UPDATE Revisions SET ServiceYaml = 'services: [' WHERE ApplicationId = 1");
        await using var app = Start();
        var shop = (await app.GetAsync("clusters/production/applications/shop")).Expect(200);
        Assert.Equal(["web-1"], Json.Strings(shop["services"], "label"));
        Assert.Empty((await app.GetAsync("clusters/production/references")).Expect(200).Json.AsArray());
    }

    [Fact]
    public async Task The_history_of_an_older_file_is_read_compared_and_restored()
    {
        WriteOlderFile();
        await using var app = Start();
        var entries = (await app.GetAsync("history")).Expect(200)["entries"]!.AsArray();
        Assert.Equal(["gone 1", "payments 1", "shop 2", "shop 1"], entries.Select(entry => $"{entry!["namespace"]} {entry["revision"]}"));
        Assert.All(entries, entry => Assert.Equal(("imported", "service.yml", "service.yml"), ((string)entry!["action"]!, (string)entry["file"]!, (string)entry["format"]!)));
        Assert.Equal(5, (await app.GetAsync("clusters/production/applications/shop/compare?from=1&to=2")).Expect(200)["changes"]!.AsArray().Select(change => (string)change!["name"]!).Distinct().Count() + 1);
        (await app.SendAsync(HttpMethod.Post, "/api/v1/clusters/production/applications/shop/revisions/1/restore")).Expect(200);
        (await app.SendAsync(HttpMethod.Post, "/api/v1/clusters/production/applications/gone/revisions/1/restore")).Expect(201);
        Assert.Equal("services: {old: }", (await app.GetAsync("clusters/production/applications/shop/manifest")).Expect(200).Text);
        Assert.Equal(["x"], Json.Strings((await app.GetAsync("clusters/production/applications/gone")).Expect(200)["services"], "label"));
        // It was removed before removals were written down, so when and by whom is not known.
        Assert.DoesNotContain("removed", Json.Strings((await app.GetAsync("history")).Expect(200)["entries"], "action"));
    }

    private TestApp Start() => TestApp.Start(host => host.UseSetting("ConnectionStrings:Catalog", $"Data Source={File};Pooling=False"));

    // The tables of the first version, with what it read of the two manifests.
    private void WriteOlderFile()
    {
        using (var context = new CatalogContext(new DbContextOptionsBuilder<CatalogContext>().UseSqlite($"Data Source={File};Pooling=False").Options))
            context.GetService<IMigrator>().Migrate("Initial");
        const long at = 1_795_341_600_000;
        Sqlite.Run(File, $"""
            INSERT INTO Clusters (Id, Name) VALUES (1, 'production');
            INSERT INTO Applications (Id, ClusterId, Namespace, Name, Revision, ImportedAt, Removed) VALUES
              (1, 1, 'shop', 'Web shop', 2, {at}, 0), (2, 1, 'payments', 'Payments', 1, {at}, 0), (3, 1, 'gone', 'Gone', 1, {at}, 1);
            INSERT INTO Revisions (ApplicationId, Number, ApplicationName, FileName, ServiceYaml, ManifestYaml, Hash, RedactedValues, ServiceCount, DatabaseCount, ImportedAt, ImportedBy, Environment) VALUES
              (1, 1, 'Web shop', 'service.yml', 'services: {"{old: }"}', NULL, 'a', 0, 1, 0, {at}, 'local', NULL),
              (1, 2, 'Web shop', 'service.yml', '{Shop}databases: [redis]', '{Groups}', 'b', 0, 1, 2, {at}, 'local', NULL),
              (2, 1, 'Payments', 'service.yml', '{"staging:\n  services: {ledger: {ports: [1]}}\nproduction:\n  services: {ledger: {ports: [4000]}}"}', NULL, 'c', 0, 1, 0, {at}, 'local', 'production'),
              (3, 1, 'Gone', 'service.yml', 'services: {"{x: }"}', NULL, 'd', 0, 1, 0, {at}, 'local', NULL);
            INSERT INTO Services (Id, ApplicationId, Name, Label, Image, Type, HostNetwork, Line, "Column") VALUES
              (1, 1, 'Web_1', 'web-1', 'acme/web', 'service', 0, 2, 3), (2, 2, 'ledger', 'ledger', NULL, 'service', 0, 1, 12);
            INSERT INTO Ports (ServiceId, Position, Container, Http) VALUES (1, 0, 3000, 80), (2, 0, 4000, NULL);
            INSERT INTO Databases (ApplicationId, Name, Engine, "Group", "Primary", Line, "Column") VALUES (1, 'redis-one', 'redis', 'one', 0, 8, 13), (1, 'redis-two', 'redis', 'two', 1, 8, 13);
            """);
    }
}
