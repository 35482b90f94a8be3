using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>The secret of a token. Whoever makes it sees it once; what is kept is its hash, and its first characters to tell tokens apart.</summary>
public static class TokenSecret
{
    /// <summary>What every secret begins with, so that people and scanners of code know it for one.</summary>
    public const string Mark = "edns_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 6;

    public static string New() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>SHA-256 of the secret. It is as long as it is random, so a slow hash would only slow down its callers.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The part that is shown again.</summary>
    public static string PrefixOf(string secret) => secret[..(Mark.Length + ShownCharacters)];
}
