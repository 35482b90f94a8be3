using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ElasticDns.Web.Tests;

/// <summary>A certificate of this machine's own, which a <see cref="Visitor"/> trusts.</summary>
internal static class OwnCertificate
{
    public static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
