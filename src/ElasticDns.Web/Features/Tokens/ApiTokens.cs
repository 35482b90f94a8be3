using System.Security.Cryptography;
using System.Text;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>The tokens that callers of the API send.</summary>
public sealed class ApiTokens(AccessSettings settings)
{
    private readonly byte[]? _admin = settings.AdminToken is { } token ? HashOf(token) : null;

    /// <summary>Who sends a secret; null where it is none of ours.</summary>
    public Actor? Find(string secret, string? from) =>
        _admin is not null && CryptographicOperations.FixedTimeEquals(HashOf(secret), _admin) ? new("admin token", ActorKind.Token, Role.Admin, from) : null;

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
