using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>Finds in a value of a manifest what is written like an address.</summary>
internal static partial class MentionScanner
{
    private const int LongestHost = 253;
    private const int LongestText = 1_000;
    private const int DeepestVariables = 8;

    // What a variable leaves: nobody knows its value, or it is the application's own namespace. Each keeps the length of what is written.
    private const char Opaque = '\uE001';
    private const char Own = '\uE000';

    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "ws", "wss", "tcp", "udp", "grpc", "redis", "rediss", "mysql", "mysql2", "postgres", "postgresql", "mongodb", "amqp",
        "amqps", "memcached", "nats", "kafka",
    };

    private static readonly string[] HostKeys = ["HOST", "HOSTS", "HOSTNAME", "ADDRESS", "ADDR", "SERVER", "SERVERS", "ENDPOINT", "URL", "URI"];

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?#\"'<>\\`|(){}];^& \t\r\n");

    private static readonly SearchValues<char> UserEnds = SearchValues.Create(":@/'\" \t\r\n");

    private const string MaskedPassword = $":{SecretPatterns.Mask}@";

    /// <summary>Whether a variable of that name holds nothing but a host or an address.</summary>
    public static bool NamesHost(string key) => Array.Exists(HostKeys, end => key.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>The addresses in a value, in the order of their forms and then of the text; each text once for each port.</summary>
    /// <param name="value">The value, without secrets.</param>
    /// <param name="variable">The name of the environment variable whose value it is; null for any other value.</param>
    /// <param name="where">The path of keys to the value.</param>
    /// <param name="at">Where the value stands.</param>
    /// <param name="most">How many are wanted at most.</param>
    public static IReadOnlyList<Mention> Scan(string value, string? variable, string where, YamlNode at, int most)
    {
        if (value.Length == 0 || value == SecretPatterns.Mask) return [];
        var mayBeBare = variable is not null && NamesHost(variable);
        if (!mayBeBare && value.AsSpan().IndexOfAny('.', ':') < 0) return [];
        var (text, shadow) = PutVariables(value);
        var mentions = new List<Mention>();
        var known = new HashSet<(string Written, int? Port)>();
        ScanUrls(text, shadow, Add);
        ScanNames(text, shadow, variable?.EndsWith("IMAGE", StringComparison.OrdinalIgnoreCase) == true, Add);
        if (mayBeBare && text.Trim() is var whole && IsBareLabel(whole)) Add(MentionForm.Bare, whole, null, whole, null);
        return mentions;

        void Add(MentionForm form, string written, string? scheme, string host, int? port)
        {
            host = host.EndsWith('.') ? host[..^1] : host;
            if (host.Length is 0 or > LongestHost || written.Length > LongestText || mentions.Count >= most || !known.Add((written, port ?? AddressText.DefaultPort(scheme?.ToLowerInvariant())))) return;
            mentions.Add(new(form, where, written, scheme?.ToLowerInvariant(), host.ToLowerInvariant(), port, at.Line, at.Column));
        }
    }

    // A default value is what the variable stands for: _env(REDIS_URL:redis://redis:6379), and the shell's ${REDIS_URL:-redis://redis:6379}.
    // Variables stand within one another, so the innermost come first. The shadow has the text's length, with what no variable may say.
    private static (string Text, char[] Shadow) PutVariables(string text)
    {
        var shadow = text.Replace(Own, ' ').Replace(Opaque, ' ');
        if (text.AsSpan().IndexOfAny("${(:") < 0) return (text, shadow.ToCharArray());
        for (var depth = 0; depth < DeepestVariables; depth++)
        {
            var before = shadow;
            var defaults = Default().Matches(shadow);
            (text, shadow) = (Unwrap(text, defaults), Unwrap(shadow, defaults));
            shadow = Variable().Replace(shadow, static match => new(match.ValueSpan is "_env(NAMESPACE)" ? Own : Opaque, match.Length));
            if (shadow == before) break;
        }
        return (text, Unclosed().Replace(shadow, static match => new(Opaque, match.Length)).ToCharArray());
    }

    private static string Unwrap(string text, MatchCollection defaults)
    {
        if (defaults.Count == 0) return text;
        var unwrapped = new StringBuilder(text.Length);
        var copied = 0;
        foreach (Match match in defaults)
        {
            var value = match.Groups["default"];
            unwrapped.Append(text, copied, match.Index - copied).Append(text, value.Index, value.Length);
            copied = match.Index + match.Length;
        }
        return unwrapped.Append(text, copied, text.Length - copied).ToString();
    }

    private delegate void Found(MentionForm form, string written, string? scheme, string host, int? port);

    private static void ScanUrls(string text, char[] shadow, Found found)
    {
        foreach (var head in SchemeHead().EnumerateMatches(shadow))
        {
            var scheme = text.Substring(head.Index, head.Length - "://".Length);
            var form = Schemes.Contains(scheme) ? MentionForm.Url : MentionForm.OtherUrl;
            var start = head.Index + head.Length;
            // What is redacted in the user part may have taken the end of a variable along.
            var user = shadow.AsSpan(start).IndexOfAny(UserEnds) is >= 0 and var colon && shadow.AsSpan(start + colon).StartsWith(MaskedPassword) ? colon + MaskedPassword.Length : 0;
            start += user;
            var rest = shadow.AsSpan(start);
            var authority = rest.IndexOfAny(AuthorityEnds) is >= 0 and var end ? rest[..end] : rest;
            var isUrlNext = rest[authority.Length..].StartsWith("//");
            var written = head.Index;
            var item = start + authority.LastIndexOf('@') + 1;
            for (var last = start + authority.Length; item < last;)
            {
                var length = shadow.AsSpan(item, last - item).IndexOf(',') is >= 0 and var comma ? comma : last - item;
                // What ends in a colon before two slashes is the scheme of the next URL of the list.
                if (isUrlNext && item + length == last && shadow[last - 1] == ':') break;
                if (length > 0 && ReadHost(text, shadow.AsSpan(item, length), item) is var (host, port))
                    found(form, text[written..(item + length)].TrimEnd('.'), scheme, host, port);
                item += length + 1;
                written = item;
            }
            // What is read as a URL is not read again as a name; its path and query may still hold one.
            shadow.AsSpan(head.Index, Math.Min(item, start + authority.Length) - head.Index).Fill(' ');
        }
    }

    private static (string Host, int? Port)? ReadHost(string text, ReadOnlySpan<char> item, int at)
    {
        item = item.TrimEnd('.');
        var colon = item.IndexOf(':');
        var host = colon < 0 ? item : item[..colon];
        if (host.Length == 0 || !IsHost(host)) return null;
        int? port = null;
        if (colon >= 0 && colon + 1 < item.Length)
        {
            port = ReadPort(item[(colon + 1)..]);
            if (port is null) return null;
        }
        return (text.Substring(at, host.Length), port);
    }

    private static void ScanNames(string text, char[] shadow, bool isImage, Found found)
    {
        foreach (var match in Name().EnumerateMatches(shadow))
        {
            var token = shadow.AsSpan(match.Index, match.Length);
            var colon = token.IndexOf(':');
            var host = (colon < 0 ? token : token[..colon]).TrimEnd('.');
            int? port = colon < 0 ? null : ReadPort(token[(colon + 1)..]);
            if (host.Length == 0 || !IsHost(host) || (colon >= 0 && port is null)) continue;
            var labels = host.Count('.') + 1;
            var written = text.Substring(match.Index, match.Length).TrimEnd('.');
            var name = text.Substring(match.Index, host.Length);
            if (labels == 1)
            {
                if (port is not null && !isImage) found(MentionForm.HostAndPort, written, null, name, port);
            }
            else if (labels == 2 || name.Contains(".svc.", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".svc", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".cloud66.local", StringComparison.OrdinalIgnoreCase))
            {
                found(MentionForm.Qualified, written, null, name, port);
            }
        }
    }

    private static int? ReadPort(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= ContainerPort.Min and <= ContainerPort.Max ? port : null;

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        foreach (var c in host)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or Own)) return false;
        return host[0] is not ('.' or '-') && host.IndexOf("..") < 0;
    }

    private static bool IsBareLabel(string text) => text.Length > 0 && text[0] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    // Every pattern starts at the head of a run of its characters, so a long run is not searched again from each of them.
    [GeneratedRegex(@"(?<![A-Za-z0-9+.\-\uE000\uE001])[A-Za-z][A-Za-z0-9+.-]{0,31}://", RegexOptions.CultureInvariant)]
    private static partial Regex SchemeHead();

    // Not a part of a path, and not the user before a host.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.\-\uE000\uE001])(?<!(?<!/)/)(?>[A-Za-z0-9_\uE000][A-Za-z0-9_.\-\uE000]*)(?>(?::[0-9]{1,5}(?![A-Za-z0-9_\-\uE000\uE001]))?)(?!:?\uE001|@)", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"_env\((?!NAMESPACE[:)])[A-Za-z0-9_]+:(?<default>[^()]*)\)|\$\{[A-Za-z0-9_]+:?-(?<default>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    // Without a default that somebody could still put in.
    [GeneratedRegex(@"_env\((?:(?![A-Za-z0-9_]+:)|(?=NAMESPACE:))[^()]*\)|_env:[A-Za-z0-9_]+|\$\([^()]*\)|\$\{(?![A-Za-z0-9_]+:?-)[^{}]*\}|\{\{[^{}]*\}\}|\$[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    // The head of a variable that never ends, or that stands too deep: it is no name.
    [GeneratedRegex(@"_env(?=\()", RegexOptions.CultureInvariant)]
    private static partial Regex Unclosed();
}
