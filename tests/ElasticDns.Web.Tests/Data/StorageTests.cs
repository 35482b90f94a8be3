using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Data;

public sealed class StorageTests : ApiTest
{
    private const string Yaml = "services:\n  api:\n    ports: [{container: 3000, http: 80}, 4000]\n  web:\n    ports: [80]\ndatabases: [mysql, redis]\n";

    private CatalogContext Context() => App.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContext();

    [Fact]
    public void The_first_start_makes_the_file_and_every_table()
    {
        Assert.Equal(
            "AccountClaims,AccountLogins,AccountTokens,Accounts,ApiTokens,Applications,AuditEntries,Clusters,Databases,IsolationRules,Mentions,Ports,Revisions,Services",
            Sqlite.Value(App.DatabaseFile, "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' ORDER BY name)"));
    }

    [Fact]
    public void The_migrations_lead_to_the_model()
    {
        using var context = Context();
        Assert.Empty(context.Database.GetPendingMigrations());
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Another_start_migrates_nothing()
    {
        var rows = Sqlite.Dump(App.DatabaseFile);
        App = await App.RestartAsync();
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
    }

    [Fact]
    public void The_log_is_written_ahead_and_synced_at_every_commit()
    {
        Assert.Equal("wal", Sqlite.Value(App.DatabaseFile, "PRAGMA journal_mode"));
        using var context = Context();
        Assert.Equal("wal", Pragma(context, "journal_mode"));
        Assert.Equal("2", Pragma(context, "synchronous"));
        Assert.Equal("1", Pragma(context, "foreign_keys"));
    }

    // Of a connection as the app opens them.
    private static string? Pragma(CatalogContext context, string name)
    {
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()?.ToString();
    }

    [Fact]
    public async Task A_file_that_lost_its_mode_in_a_backup_is_written_ahead_again()
    {
        await App.ImportAsync("shop", Yaml);
        await App.StopAsync();
        Assert.Equal("delete", Sqlite.Value(App.DatabaseFile, "PRAGMA journal_mode = DELETE", write: true));
        App = await App.RestartAsync();
        Assert.Equal("wal", Sqlite.Value(App.DatabaseFile, "PRAGMA journal_mode"));
        (await App.GetAsync("clusters/production/applications/shop")).Expect(200);
    }

    [Fact]
    public async Task A_relative_path_starts_at_the_content_root()
    {
        var file = Path.Combine(App.Folder, "some", "folder", "catalog.db");
        var relative = Path.GetRelativePath(ContentRoot.Find(), file);
        Assert.NotEqual(file, Path.GetFullPath(relative));
        await using var app = TestApp.Start(host => host.UseSetting("ConnectionStrings:Catalog", $"Data Source={relative}"));
        await app.ImportAsync("shop", Yaml);
        Assert.Equal("shop", Sqlite.Value(file, "SELECT Namespace FROM Applications"));
    }

    [Fact]
    public async Task A_change_leaves_no_row_of_the_revision_before()
    {
        await App.ImportAsync("shop", Yaml);
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [5000]\n");
        Assert.Equal("1 1 0", Counts());
        Assert.Equal("5000", Sqlite.Value(App.DatabaseFile, "SELECT Container FROM Ports"));
    }

    [Fact]
    public async Task A_removal_leaves_no_row_but_the_history()
    {
        await App.ImportAsync("shop", Yaml);
        await App.ImportAsync("other", Yaml);
        Assert.Equal("4 6 4", Counts());
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        Assert.Equal("2 3 2", Counts());
        (await App.DeleteAsync("clusters/production/applications/other")).Expect(204);
        Assert.Equal("0 0 0", Counts());
        Assert.Equal("2", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM Revisions"));
        Assert.Equal("0", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM pragma_foreign_key_check"));
    }

    private string? Counts() => Sqlite.Value(App.DatabaseFile, "SELECT (SELECT COUNT(*) FROM Services) || ' ' || (SELECT COUNT(*) FROM Ports) || ' ' || (SELECT COUNT(*) FROM Databases)");

    [Fact]
    public async Task What_is_in_memory_is_what_a_restart_loads()
    {
        App.Clock.Now = App.Clock.Now.AddTicks(12_345_678);
        await App.ImportAsync("shop", "x-elastic-dns: {owner: Me, description: Things, docs: 'https://x.example/'}\nservices:\n  Api_2:\n    image: acme/api\n    type: deployment\n    ports: ['3000:80:443', {container: 3000, http: 8080}, {udp: 5}]\n    security_context: {host_network: true}\ndatabases: [mysql, redis-cache]\n", manifestYml: "mysql: {groups: {one: {}, two: {default: true}}}\n", application: "Schön <b>");
        await App.ImportAsync("staging-only", Yaml, "staging");
        await App.ImportAsync("staging-only", "services: {x: }\n", "staging");
        await App.ImportAsync("gone", Yaml, "staging");
        (await App.DeleteAsync("clusters/staging/applications/gone")).Expect(204);
        string[] paths =
        [
            "clusters", "applications", "clusters/production/applications/shop", "clusters/production/applications/shop/manifest",
            "clusters/production/applications/shop/services/api-2/addresses?from=production/shop", "clusters/production/applications/shop/services/mysql/addresses",
            "clusters/production/matrix", "clusters/production/matrix?format=csv", "clusters/staging/applications/staging-only/manifest", "clusters/staging/matrix",
            "resolve?address=http://api-2:3000&from=production/shop",
        ];
        var before = await AnswersAsync(paths);
        App = await App.RestartAsync();
        Assert.Equal(before, await AnswersAsync(paths));
    }

    private async Task<List<string>> AnswersAsync(string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths)
        {
            var answer = (await App.GetAsync(path)).Expect(200);
            answers.Add($"{path} {answer.Headers.GetValueOrDefault("ETag")} {Convert.ToHexString(answer.Bytes)}");
        }
        return answers;
    }

    [Fact]
    public async Task Revisions_go_on_after_a_restart()
    {
        await App.ImportAsync("shop", Yaml);
        App = await App.RestartAsync();
        Assert.Equal("unchanged", (await App.ImportAsync("shop", Yaml)).String("applications[0].outcome"));
        Assert.Equal(2, (int?)(await App.ImportAsync("shop", Yaml + "# more\n"))["applications[0].revision"]);
        (await App.DeleteAsync("clusters/production/applications/shop")).Expect(204);
        App = await App.RestartAsync();
        Assert.Equal(3, (int?)(await App.ImportAsync("shop", Yaml))["applications[0].revision"]);
    }
}
