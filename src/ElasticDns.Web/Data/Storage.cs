using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ElasticDns.Web.Data;

/// <summary>Registers the SQLite catalogue and makes it ready at start.</summary>
public static class Storage
{
    public const string ConnectionName = "Catalog";

    public static IServiceCollection AddCatalogStorage(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var connection = Connection(configuration);
        if (FileOf(configuration, environment) is { } file)
        {
            connection.DataSource = file;
            CreateOwnFolder(Path.GetDirectoryName(file)!);
            CreateOwnFile(file);
        }
        connection.ForeignKeys = true;
        services.AddDbContextFactory<CatalogContext>(options => options
            .UseSqlite(connection.ConnectionString)
            .AddInterceptors(DurableWrites.Instance));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CatalogStore>();
        services.AddSingleton<CatalogReader>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<CatalogWriter>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IsolationStore>();
        return services;
    }

    /// <summary>The file of the catalogue; null where it is in memory.</summary>
    public static string? FileOf(IConfiguration configuration, IHostEnvironment environment) =>
        Connection(configuration) is { DataSource: { Length: > 0 } file } connection && file != ":memory:" && connection.Mode is not SqliteOpenMode.Memory
            ? Path.GetFullPath(file, environment.ContentRootPath)
            : null;

    /// <summary>Makes a folder, if there is none, that nobody but the user of the app looks into.</summary>
    internal static void CreateOwnFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Hashes of passwords lie in it. What SQLite keeps beside it has the rights of the file itself.
    private static void CreateOwnFile(string file)
    {
        if (OperatingSystem.IsWindows() || File.Exists(file)) return;
        using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
    }

    /// <summary>Migrates the database and loads the snapshot.</summary>
    /// <param name="services">The services.</param>
    /// <param name="hasFolder">Whether a folder is watched; where none is any more, what came from it can be changed like anything else.</param>
    public static async Task OpenCatalogAsync(this IServiceProvider services, bool hasFolder)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
        // The file remembers the mode, but one that was restored from a backup may have another.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        await context.Database.MigrateAsync();
        if (!hasFolder) await context.Applications.Where(row => row.FromFolder).ExecuteUpdateAsync(row => row.SetProperty(application => application.FromFolder, false));
        await TargetRows.ReadAgainAsync(context, CancellationToken.None);
        await services.GetRequiredService<IsolationStore>().LoadAsync(context, CancellationToken.None);
        services.GetRequiredService<CatalogStore>().Replace(await SnapshotLoader.LoadAsync(context, CancellationToken.None));
    }

    /// <summary>Adds to the errors what is wrong with the setting; the app does not start with any.</summary>
    public static void Check(IConfiguration configuration, ICollection<string> errors)
    {
        try
        {
            if (Connection(configuration).DataSource.Length > 0) return;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException)
        {
            // Said below.
        }
        errors.Add($"ConnectionStrings:{ConnectionName} names no file. Set it to 'Data Source=data/elasticdns.db', or remove the setting.");
    }

    private static SqliteConnectionStringBuilder Connection(IConfiguration configuration) => new(configuration.GetConnectionString(ConnectionName)
        ?? throw new InvalidOperationException($"ConnectionStrings:{ConnectionName} is not set. Set it to 'Data Source=data/elasticdns.db', or remove the empty value."));

    // A commit that was acknowledged survives a power cut: the write-ahead log is synced at every commit. Some connections are opened
    // for reading only, so nothing else is set here.
    private sealed class DurableWrites : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA synchronous = FULL";

        public static DurableWrites Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
