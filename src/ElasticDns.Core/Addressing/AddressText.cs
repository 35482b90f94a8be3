using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ElasticDns.Core.Addressing;

/// <summary>An address as somebody wrote it, taken apart: <c>scheme://user@host:port/path</c>, all but the host optional.</summary>
/// <param name="Scheme">The scheme in lower case, or null.</param>
/// <param name="Host">The host in lower case, without a dot at its end.</param>
/// <param name="Port">The port as written, 1 to 65535, or null.</param>
public sealed partial record AddressText(string? Scheme, string Host, int? Port)
{
    /// <summary>The longest text that is looked at.</summary>
    public const int MaxLength = 2_000;

    /// <summary>The port that is meant: as written, or the scheme's own; null where any exposed port will do.</summary>
    public int? EffectivePort => Port ?? DefaultPort(Scheme);

    /// <summary>Whether the host is this machine or an IP address in its full form; <c>404</c> may be a service of that name.</summary>
    public bool IsLocalOrNumeric => Host == "localhost" || Host.StartsWith('[') || (Host.Count(c => c == '.') == 3 && IPAddress.TryParse(Host, out _));

    /// <summary>Takes a text apart; null where it is no address.</summary>
    public static AddressText? Parse(string text)
    {
        if (text.Length > MaxLength || Form().Match(text.Trim()) is not { Success: true } match) return null;
        int? port = null;
        if (match.Groups["port"] is { Success: true } digits)
        {
            if (!int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return null;
            port = number;
        }
        var scheme = match.Groups["scheme"] is { Success: true } named ? named.Value.ToLowerInvariant() : null;
        var host = match.Groups["host"].Value.ToLowerInvariant();
        return new(scheme, host.Length > 1 && host.EndsWith('.') ? host[..^1] : host, port);
    }

    /// <summary>The port that a client takes where an address of this scheme names none; null where there is no such port.</summary>
    public static int? DefaultPort(string? scheme) => scheme switch
    {
        "http" or "ws" or "tcp" or "udp" => 80,
        "https" or "wss" => 443,
        "redis" or "rediss" => 6379,
        "mysql" or "mysql2" => 3306,
        "postgres" or "postgresql" => 5432,
        "mongodb" => 27017,
        "amqp" or "amqps" => 5672,
        "memcached" => 11211,
        _ => null,
    };

    [GeneratedRegex(@"^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:[^/?#\s]*@)?(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?)(?::(?<port>[0-9]{1,5}))?(?:[/?#]\S*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
