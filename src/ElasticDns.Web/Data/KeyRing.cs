using Microsoft.AspNetCore.DataProtection;

namespace ElasticDns.Web.Data;

/// <summary>
/// The keys that protect cookies and forms, beside the database, so that a restart signs nobody out. Whoever loses them signs in again.
/// </summary>
public static class KeyRing
{
    private const string Folder = "keys";

    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var keys = services.AddDataProtection().SetApplicationName("ElasticDns");
        if (Storage.FileOf(configuration, environment) is not { } database) return services;
        var folder = Path.Combine(Path.GetDirectoryName(database)!, Folder);
        // Whoever has them can sign in as anybody.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        keys.PersistKeysToFileSystem(new(folder));
        return services;
    }
}
