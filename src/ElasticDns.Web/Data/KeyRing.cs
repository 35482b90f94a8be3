using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;

namespace ElasticDns.Web.Data;

/// <summary>
/// The keys that protect cookies and forms, beside the database, so that a restart signs nobody out. Whoever loses them signs in again.
/// </summary>
public static class KeyRing
{
    private const string Folder = "keys";

    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var keys = services.AddDataProtection().SetApplicationName("ElasticDns")
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM, ValidationAlgorithm = ValidationAlgorithm.HMACSHA256 });
        if (Storage.FileOf(configuration, environment) is not { } database) return services;
        var folder = Path.Combine(Path.GetDirectoryName(database)!, Folder);
        // Whoever has them can sign in as anybody.
        Storage.CreateOwnFolder(folder);
        keys.PersistKeysToFileSystem(new(folder));
        return services;
    }
}
