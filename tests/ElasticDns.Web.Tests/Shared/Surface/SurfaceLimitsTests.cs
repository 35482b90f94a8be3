using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared.Surface;

/// <summary>The limits are what the README says, and hold against who is slow or restless.</summary>
public sealed class SurfaceLimitsTests
{
    private static SurfaceLimits Read(List<string> errors, params (string Key, string Value)[] settings) =>
        SurfaceLimits.Of(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), errors);

    [Fact]
    public void Limits_that_are_wrong_are_named_all_at_once()
    {
        var errors = new List<string>();
        Assert.Equal(new(), Read(errors));
        Assert.Empty(errors);
        Assert.Equal(5, Read(errors, ("Limits:PagesPerClient", "5")).PagesPerClient);
        Assert.Empty(errors);
        Read(errors, ("Limits:PagesPerClient", "none"), ("Limits:HeaderSeconds", "0"), ("Limits:ImportsAtOnce", "1e3"), ("Limits:Requests", "1"));
        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, error => error.Contains("Limits:PagesPerClient is 'none'. Write a whole number from 1", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Limits:Requests is no limit", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_limit_is_a_setting_and_stands_in_the_README_with_its_default()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)], "README.md"));
        foreach (var limit in typeof(SurfaceLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
        {
            var errors = new List<string>();
            Assert.Equal(64, limit.GetValue(Read(errors, ($"Limits:{limit.Name}", "64"))));
            Assert.Empty(errors);
            Assert.Contains($"| `{limit.Name}` | {((int)limit.GetValue(new SurfaceLimits())!).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} |", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("bad-input", "D15")]
    public async Task A_page_still_answers_beside_200_connections_that_are_slow()
    {
        await using var app = TestApp.Start();
        var slow = Enumerable.Range(0, 200).Select(_ => new RawConnection(app)).ToList();
        foreach (var (at, connection) in slow.Index())
            Assert.True(await connection.SendAsync(at % 2 == 0 ? "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " : "POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\ns"));
        (await app.SendAsync(HttpMethod.Get, "/")).Expect(200);
        await using (await Circuits.Circuit.OpenAsync(app.Address, "/services")) { }
        slow.ForEach(connection => connection.Dispose());
    }

    [Fact]
    [Trait("bad-input", "D15")]
    public async Task A_page_still_answers_after_a_flood_of_streams_that_are_reset()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var app = TestApp.Start(host => host.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))));
        var https = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(address => address.StartsWith("https", StringComparison.Ordinal)));
        for (var i = 0; i < 3; i++) await FloodAsync(https.Port, certificate);
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) } });
        using var answer = await client.SendAsync(new(HttpMethod.Get, https) { Version = new(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact }, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        // Of this machine nothing is promised for years.
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        (await app.SendAsync(HttpMethod.Get, "/services")).Expect(200);
    }

    // HTTP/2 by hand: ten thousand requests, each taken back at once, until the app has had enough.
    private static async Task FloodAsync(int port, X509Certificate2 certificate)
    {
        using var tcp = new TcpClient("127.0.0.1", port);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2], RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown),
        });
        // GET, https, /, and the authority, in the shortest way that headers are written.
        byte[] headers = [0x82, 0x87, 0x84, 0x41, 9, .. "localhost"u8];
        try
        {
            await tls.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
            await tls.WriteAsync(Frame(4, 0, 0, []));
            for (var stream = 1; stream < 20_000; stream += 2) await tls.WriteAsync((byte[])[.. Frame(1, 5, stream, headers), .. Frame(3, 0, stream, [0, 0, 0, 8])]);
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        static byte[] Frame(byte type, byte flags, int stream, byte[] payload) =>
            [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. payload];
    }
}
