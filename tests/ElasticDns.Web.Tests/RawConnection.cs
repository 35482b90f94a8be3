using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ElasticDns.Web.Tests;

/// <summary>A connection over which a test sends bytes that no client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StreamReader _reader;

    public RawConnection(TestApp app)
    {
        _client.Connect(IPAddress.Loopback, app.Address.Port);
        _reader = new(_client.GetStream(), Encoding.Latin1);
    }

    /// <summary>Sends a text; false where the app has closed the connection.</summary>
    public async Task<bool> SendAsync(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task<string?> ReadLineAsync() => _reader.ReadLineAsync();

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
