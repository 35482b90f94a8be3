using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ElasticDns.Web.Access;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>The link that makes the first admin: whoever reads what the app prints at its start is who runs it.</summary>
public sealed class FirstAdmin(AccountDirectory directory, SignInLimit limit, AccessSettings settings, TimeProvider clock)
{
    /// <summary>How long the link holds, while the app runs.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    private const int CodeBytes = 32;

    private string? _code;
    private DateTimeOffset _until;

    /// <summary>Whether there is no account yet, so that the first one may be made.</summary>
    public bool IsWanted => directory.IsEmpty && clock.GetUtcNow() < _until;

    /// <summary>The code, while it holds.</summary>
    public string? Code => IsWanted ? _code : null;

    /// <summary>Makes the code, where there is no account, and prints the link as soon as the app listens.</summary>
    public void Offer(WebApplication app)
    {
        if (!directory.IsEmpty) return;
        _code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        _until = clock.GetUtcNow() + Lasts;
        // Not a matter for logs, which are kept and read by many. Behind the number sign, a browser sends it to nobody with the address.
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(
            $"There is no account yet. This link makes the first admin; it works once, for {Lasts.TotalHours:0} hours:{Environment.NewLine}{Environment.NewLine}  {AddressOf(app)}{AccountLinks.FirstAdmin}#{_code}{Environment.NewLine}"));
    }

    /// <summary>Compares a code, in a time that says nothing of how much of it is right. A wrong one counts as a failure to sign in.</summary>
    /// <returns>Whether it is right, and how long to wait where too many have failed.</returns>
    public async Task<(bool IsRight, TimeSpan? Wait)> CheckAsync(string? code, IPAddress? address, CancellationToken cancellationToken)
    {
        var isRight = false;
        var wait = await limit.TryAsync(address, () => Task.FromResult(isRight = Code is { } wanted && CryptographicOperations.FixedTimeEquals(Hash(wanted), Hash(code ?? ""))), cancellationToken);
        return (isRight, wait);
    }

    private static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // Where a proxy stands in front, the link leads to it: under the name by which people reach it, and over https. An address that stands
    // for all of the machine's is opened at the machine itself, where the app answers to its names.
    private string AddressOf(WebApplication app)
    {
        var hosts = AccessSettings.HostsOf(app.Configuration);
        var name = hosts.FirstOrDefault(host => !host.Contains('*', StringComparison.Ordinal) && !AccessSettings.OwnHosts.Contains(host, StringComparer.OrdinalIgnoreCase));
        var url = settings.RequireHttps ? app.Urls.FirstOrDefault(IsHttps) : app.Urls.FirstOrDefault() ?? ListenAddress.Default;
        if (url is null || (settings.Proxies.Count > 0 && name is not null)) return $"https://{name ?? "NAME-OF-YOUR-PROXY"}";
        var address = BindingAddress.Parse(url);
        var own = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        var isAnswered = hosts.Count == 0 || hosts.Any(host => host == "*" || host.Equals(own, StringComparison.OrdinalIgnoreCase));
        return $"{address.Scheme}://{(isAnswered ? own : name ?? own)}:{address.Port}{address.PathBase}";
    }
}
