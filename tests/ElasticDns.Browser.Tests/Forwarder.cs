using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ElasticDns.Browser.Tests;

/// <summary>
/// Passes requests on to the app, under a port of its own, with headers of its own, and takes TLS off where it is to speak it;
/// <c>/start</c> is an empty page of its own.
/// </summary>
internal sealed class Forwarder : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _to;
    private readonly string _headers;
    private readonly X509Certificate2? _certificate;

    public Forwarder(int to, string headers = "", bool https = false)
    {
        (_to, _headers, _certificate) = (to, headers, https ? OwnCertificate() : null);
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose()
    {
        _listener.Dispose();
        _certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassOnAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Ended.
        }
    }

    // One request a connection, so that its headers are the first thing that comes.
    private async Task PassOnAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var app = new TcpClient("127.0.0.1", _to))
            {
                var to = app.GetStream();
                await using var from = await OpenAsync(client.GetStream());
                var head = new List<byte>();
                var one = new byte[1];
                while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
                {
                    if (await from.ReadAsync(one) == 0) return;
                    head.Add(one[0]);
                }
                var text = Encoding.Latin1.GetString([.. head]).Replace("Connection: keep-alive", "Connection: close", StringComparison.OrdinalIgnoreCase);
                if (text.StartsWith("GET /start ", StringComparison.Ordinal))
                {
                    await from.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<!doctype html><title>Elsewhere</title>"u8.ToArray());
                    return;
                }
                await to.WriteAsync(Encoding.Latin1.GetBytes($"{text[..^2]}{_headers}\r\n"));
                await Task.WhenAny(from.CopyToAsync(to), to.CopyToAsync(from));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            // One of them is gone.
        }
    }

    private async Task<Stream> OpenAsync(Stream stream)
    {
        if (_certificate is null) return stream;
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(_certificate);
        return tls;
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
