using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ElasticDns.Web.Access;

/// <summary>How the app knows who asks.</summary>
public enum AccessMode
{
    /// <summary>It does not: everyone at this machine is an admin, and nobody else reaches it.</summary>
    Open,

    /// <summary>By accounts of its own.</summary>
    Accounts,

    /// <summary>By what a trusted proxy says.</summary>
    Proxy,
}

/// <summary>Who is let in, as it is configured.</summary>
/// <param name="Mode">How the app knows who asks.</param>
/// <param name="AnonymousViewing">Whether those who are not known may browse.</param>
/// <param name="RequireHttps">Whether what comes over plain http is refused.</param>
/// <param name="Proxies">The machines whose word about the client is taken.</param>
/// <param name="Proxy">What a trusted proxy says, and how it is read.</param>
/// <param name="AdminToken">A bearer token of an admin; null where there is none.</param>
public sealed record AccessSettings(AccessMode Mode, bool AnonymousViewing, bool RequireHttps, IReadOnlyList<IPNetwork> Proxies, ProxySettings Proxy, string? AdminToken)
{
    public const string ModeKey = "Access:Mode";
    public const string AnonymousViewingKey = "Access:AnonymousViewing";
    public const string RequireHttpsKey = "Access:RequireHttps";
    public const string ProxiesKey = "Access:Proxies";
    public const string AdminTokenKey = "Admin:Token";

    public const string HostsKey = "AllowedHosts";

    private const string Section = "Access";
    private const int LeastTokenLength = 16;

    /// <summary>The names of this machine, under which alone mode Open answers.</summary>
    public static readonly string[] OwnHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether the address is that of a trusted proxy.</summary>
    public bool IsProxy(IPAddress? address) =>
        address is not null && (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is var plain && Proxies.Any(network => network.Contains(plain));

    /// <summary>
    /// What a cookie is called: with a prefix where every request comes over https, under which browsers take it from this host alone and
    /// never over plain http.
    /// </summary>
    public string CookieName(string name) => $"{CookiePrefix}{name}";

    /// <summary>What the name of every cookie begins with.</summary>
    public string CookiePrefix => RequireHttps ? "__Host-" : "";

    /// <summary>Reads the configuration. What is wrong with it is added to the errors; the app does not start with any.</summary>
    public static AccessSettings Of(IConfiguration configuration, IEnumerable<string> listening, ICollection<string> errors)
    {
        var mode = AccessMode.Open;
        var addresses = listening.ToList();
        CheckNames(configuration, Section, ["Mode", "AnonymousViewing", "RequireHttps", "Proxies", "Proxy"], errors);
        var isMode = configuration[ModeKey] is not { Length: > 0 } written || (written.All(char.IsAsciiLetter) && Enum.TryParse(written, ignoreCase: true, out mode));
        if (!isMode) errors.Add($"{ModeKey} is '{configuration[ModeKey]}'. Write Open, Accounts or Proxy.");
        if (!TryRead(configuration[AnonymousViewingKey], out var anonymous)) errors.Add($"{AnonymousViewingKey} is '{configuration[AnonymousViewingKey]}'. Write true or false.");
        if (!TryRead(configuration[RequireHttpsKey], out var https)) errors.Add($"{RequireHttpsKey} is '{configuration[RequireHttpsKey]}'. Write true or false.");
        var proxies = ProxiesOf(configuration, errors);
        if (https && ProxySettings.List(configuration, ProxiesKey).Count == 0 && !addresses.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            errors.Add($"{RequireHttpsKey} is true, and no request could come over https: no address to listen on is one of https, and {ProxiesKey} is empty. Name the proxy that takes TLS off in {ProxiesKey}, or listen on https and give the app a certificate.");
        var token = configuration[AdminTokenKey] is { Length: > 0 } secret ? secret : null;
        if (token is { Length: < LeastTokenLength } || token?.All(c => c is > ' ' and < '\u007f') is false)
            errors.Add($"{AdminTokenKey} is not a token. Write {LeastTokenLength} characters or more, none of them a blank or beyond ASCII, or remove the setting.");
        if (bool.TryParse(Environment.GetEnvironmentVariable("ASPNETCORE_FORWARDEDHEADERS_ENABLED"), out var all) && all)
            errors.Add($"ASPNETCORE_FORWARDEDHEADERS_ENABLED believes whoever connects. Unset it, and name your proxy in {ProxiesKey}.");
        if (isMode && mode is AccessMode.Open) CheckOpen(configuration, addresses, errors);
        if (mode is AccessMode.Proxy && proxies.Count == 0)
            errors.Add($"{ProxiesKey} is empty, so nobody could be believed. Write the address of your proxy, as in {ProxiesKey.Replace(":", "__", StringComparison.Ordinal)}__0=127.0.0.1.");
        return new(mode, anonymous, https, proxies, ProxySettings.Of(configuration, mode, errors), token);
    }

    /// <summary>Whether an address to listen on is reached from this machine only.</summary>
    public static bool IsLoopback(string url)
    {
        try
        {
            var host = BindingAddress.Parse(url).Host;
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The names that requests may give the app; where there are none, or a star is among them, any.</summary>
    public static IReadOnlyList<string> HostsOf(IConfiguration configuration) => (configuration[HostsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A web page of anywhere reaches this machine through its visitor's browser, under a name of its own that leads here.
    private static void CheckOpen(IConfiguration configuration, IEnumerable<string> listening, ICollection<string> errors)
    {
        foreach (var url in listening.Where(url => !IsLoopback(url)))
            errors.Add($"The app would listen on {url}, where others reach it, and in mode Open everyone is an admin. Set {ModeKey} to Accounts (Access__Mode=Accounts) or Proxy, or listen on {ListenAddress.Default}.");
        foreach (var host in HostsOf(configuration).Except(OwnHosts, StringComparer.OrdinalIgnoreCase))
            errors.Add($"{HostsKey} names '{host}', and in mode Open only {string.Join(", ", OwnHosts)} are answered. Set {ModeKey} to Accounts or Proxy, or take it out.");
    }

    private static List<IPNetwork> ProxiesOf(IConfiguration configuration, ICollection<string> errors)
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in ProxySettings.List(configuration, ProxiesKey))
        {
            if (IPNetwork.TryParse(text, out var network)) proxies.Add(network);
            else if (IPAddress.TryParse(text, out var address)) proxies.Add(new(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128));
            else errors.Add($"{ProxiesKey} holds '{text}'. Write addresses like 10.0.0.7, or networks like 10.0.0.0/24.");
        }
        return proxies;
    }

    // A name that is not quite right would leave a door as it was.
    internal static void CheckNames(IConfiguration configuration, string section, string[] known, ICollection<string> errors)
    {
        foreach (var unknown in configuration.GetSection(section).GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            errors.Add($"{unknown.Path} is no setting. Those of {section} are {string.Join(", ", known)}.");
    }

    private static bool TryRead(string? text, out bool value)
    {
        value = false;
        return string.IsNullOrEmpty(text) || bool.TryParse(text, out value);
    }
}

/// <summary>What a trusted proxy says of the user, and what it means.</summary>
/// <param name="UserHeader">The header that names the user.</param>
/// <param name="GroupsHeader">The header that lists the user's groups, separated by commas.</param>
/// <param name="AdminGroups">Whoever is in one of them is an admin.</param>
/// <param name="ViewerGroups">Whoever is in one of them is a viewer; where it is empty, every user is.</param>
/// <param name="PageTime">How long it holds for a page that stays open; then the page connects again.</param>
public sealed record ProxySettings(string UserHeader, string GroupsHeader, IReadOnlyList<string> AdminGroups, IReadOnlyList<string> ViewerGroups, TimeSpan PageTime)
{
    private const string Section = "Access:Proxy";
    private const int PageMinutes = 15;
    private const int MostPageMinutes = 24 * 60;

    internal static ProxySettings Of(IConfiguration configuration, AccessMode mode, ICollection<string> errors)
    {
        AccessSettings.CheckNames(configuration, Section, ["UserHeader", "GroupsHeader", "AdminGroups", "ViewerGroups", "PageMinutes"], errors);
        var user = Header("UserHeader", "X-Forwarded-User");
        var groups = Header("GroupsHeader", "X-Forwarded-Groups");
        var admins = List(configuration, $"{Section}:AdminGroups");
        if (mode is AccessMode.Proxy && admins.Count == 0)
            errors.Add($"{Section}:AdminGroups is empty, so nobody could import. Write the group of the admins, as in Access__Proxy__AdminGroups__0=platform.");
        var minutes = PageMinutes;
        if (configuration[$"{Section}:{nameof(PageMinutes)}"] is { Length: > 0 } written && !(int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes is >= 1 and <= MostPageMinutes))
            errors.Add($"{Section}:{nameof(PageMinutes)} is '{written}'. Write a whole number from 1 to {MostPageMinutes}, or remove the setting for {PageMinutes}.");
        return new(user, groups, admins, List(configuration, $"{Section}:ViewerGroups"), TimeSpan.FromMinutes(minutes));

        string Header(string key, string standard)
        {
            var name = configuration[$"{Section}:{key}"] is { Length: > 0 } written ? written : standard;
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) errors.Add($"{Section}:{key} is '{name}', which is no name of a header. Write one like {standard}.");
            return name;
        }
    }

    // Written as a list, or as one text with commas between.
    internal static List<string> List(IConfiguration configuration, string key) =>
    [
        .. configuration.GetSection(key).GetChildren().Select(child => child.Value).Append(configuration[key])
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal),
    ];
}
