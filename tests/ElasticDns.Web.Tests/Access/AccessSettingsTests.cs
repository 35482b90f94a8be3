using System.Net;
using ElasticDns.Web.Access;
using Microsoft.Extensions.Configuration;

namespace ElasticDns.Web.Tests.Access;

public sealed class AccessSettingsTests
{
    private const string Loopback = "http://127.0.0.1:5080";

    [Fact]
    public void Without_settings_the_mode_is_Open()
    {
        var settings = Valid([Loopback]);
        Assert.Equal((AccessMode.Open, false, null), (settings.Mode, settings.AnonymousViewing, settings.AdminToken));
        Assert.Empty(settings.Proxies);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.2:0")]
    [InlineData("http://localhost:80")]
    [InlineData("https://LOCALHOST:443")]
    [InlineData("http://[::1]:5080")]
    public void Mode_Open_listens_on_loopback(string url) => Valid([url]);

    [Theory]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://elasticdns.example:8080")]
    [InlineData("http://localhost.example:8080")]
    [InlineData("http://unix:/tmp/socket")]
    [InlineData("nonsense")]
    public void Mode_Open_does_not_start_where_others_reach_it_and_says_what_to_set(string url)
    {
        var error = Assert.Single(ErrorsOf([Loopback, url]));
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.Contains("Set Access:Mode to Accounts (Access__Mode=Accounts) or Proxy, or listen on http://127.0.0.1:5080", error, StringComparison.Ordinal);
        Assert.Empty(ErrorsOf([url], ("Access:Mode", "Accounts")));
    }

    [Theory]
    [InlineData("elasticdns.example")]
    [InlineData("*")]
    [InlineData("localhost;elasticdns.example")]
    public void Mode_Open_answers_under_the_names_of_this_machine_only(string hosts)
    {
        Assert.Contains("AllowedHosts names", Assert.Single(ErrorsOf([Loopback], ("AllowedHosts", hosts))), StringComparison.Ordinal);
        Assert.Empty(ErrorsOf([Loopback], ("AllowedHosts", hosts), ("Access:Mode", "accounts")));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_key_and_remedy()
    {
        var errors = ErrorsOf(
            ["http://*:80"], ("Access:Mode", "Closed"), ("Access:AnonymousViewing", "maybe"), ("Access:Proxies:0", "my-proxy"), ("Admin:Token", "short"), ("Access:Proxy:UserHeader", "a b"));
        Assert.Collection(errors,
            error => Assert.Equal("Access:Mode is 'Closed'. Write Open, Accounts or Proxy.", error),
            error => Assert.Equal("Access:AnonymousViewing is 'maybe'. Write true or false.", error),
            error => Assert.StartsWith("Access:Proxies holds 'my-proxy'. Write addresses like 10.0.0.7", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Admin:Token is not a token. Write 16 characters or more", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Access:Proxy:UserHeader is 'a b'", error, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.Contains("short", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1441")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public void How_long_a_page_keeps_what_the_proxy_said_is_a_number_of_minutes(string minutes) =>
        Assert.Equal(
            $"Access:Proxy:PageMinutes is '{minutes}'. Write a whole number from 1 to 1440, or remove the setting for 15.",
            Assert.Single(ErrorsOf(["http://*:80"], ("Access:Mode", "Proxy"), ("Access:Proxies", "10.0.0.7"), ("Access:Proxy:AdminGroups", "ops"), ("Access:Proxy:PageMinutes", minutes))));

    [Theory]
    [InlineData("1")]
    [InlineData("Open,Proxy")]
    public void A_mode_is_a_word(string mode) => Assert.Contains(ErrorsOf([Loopback], ("Access:Mode", mode)), error => error.StartsWith("Access:Mode is", StringComparison.Ordinal));

    [Fact]
    public void Mode_Proxy_needs_a_proxy_and_a_group_of_admins() => Assert.Collection(
        ErrorsOf(["http://*:80"], ("Access:Mode", "Proxy")),
        error => Assert.StartsWith("Access:Proxies is empty", error, StringComparison.Ordinal),
        error => Assert.StartsWith("Access:Proxy:AdminGroups is empty", error, StringComparison.Ordinal));

    [Fact]
    public void Lists_are_written_one_by_one_or_with_commas()
    {
        var settings = Valid(["http://*:80"], ("Access:Mode", "Proxy"), ("Access:Proxies", "10.0.0.7, 10.1.0.0/16"), ("Access:Proxies:0", "::1"), ("Access:Proxy:AdminGroups", "ops,platform"), ("Access:Proxy:ViewerGroups:0", "dev"));
        Assert.Equal(["ops", "platform"], settings.Proxy.AdminGroups);
        Assert.Equal(TimeSpan.FromMinutes(15), settings.Proxy.PageTime);
        Assert.Equal(["dev"], settings.Proxy.ViewerGroups);
        Assert.True(settings.IsProxy(IPAddress.Parse("10.0.0.7")));
        Assert.True(settings.IsProxy(IPAddress.Parse("::ffff:10.1.255.1")));
        Assert.True(settings.IsProxy(IPAddress.IPv6Loopback));
        Assert.False(settings.IsProxy(IPAddress.Parse("10.0.0.8")));
        Assert.False(settings.IsProxy(null));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void In_mode_Open_nobody_is_anonymous_whatever_anonymous_viewing_says(string written) => Assert.Empty(ErrorsOf([Loopback], ("Access:AnonymousViewing", written)));

    [Fact]
    public void A_name_that_is_not_quite_right_is_no_setting() =>
        Assert.Equal(
            ["Access:Mod is no setting. Those of Access are Mode, AnonymousViewing, RequireHttps, Proxies, Proxy.", "Access:Proxy:AdminGroup is no setting. Those of Access:Proxy are UserHeader, GroupsHeader, AdminGroups, ViewerGroups, PageMinutes."],
            ErrorsOf([Loopback], ("Access:Mod", "Accounts"), ("Access:Proxy:AdminGroup:0", "platform")));

    [Fact]
    public void Https_is_required_only_where_a_request_can_come_over_it()
    {
        (string, string) required = ("Access:RequireHttps", "true");
        Assert.False(Valid([Loopback]).RequireHttps);
        foreach (var mode in (string[])["Open", "Accounts"])
        {
            var error = Assert.Single(ErrorsOf([Loopback], ("Access:Mode", mode), required));
            Assert.StartsWith("Access:RequireHttps is true, and no request could come over https", error, StringComparison.Ordinal);
            Assert.Contains("Name the proxy that takes TLS off in Access:Proxies, or listen on https", error, StringComparison.Ordinal);
            Assert.True(Valid([Loopback], ("Access:Mode", mode), required, ("Access:Proxies", "127.0.0.1")).RequireHttps);
            Assert.True(Valid([Loopback, "HTTPS://127.0.0.1:5081"], ("Access:Mode", mode), required).RequireHttps);
        }
        Assert.StartsWith("Access:RequireHttps is 'yes'. Write true or false.", Assert.Single(ErrorsOf([Loopback], ("Access:RequireHttps", "yes"))), StringComparison.Ordinal);
        // One fault is said once.
        Assert.StartsWith("Access:Proxies holds", Assert.Single(ErrorsOf([Loopback], required, ("Access:Proxies", "my-proxy"))), StringComparison.Ordinal);
    }

    private static AccessSettings Valid(string[] listening, params (string Key, string Value)[] settings)
    {
        var errors = new List<string>();
        var read = Of(listening, settings, errors);
        Assert.Empty(errors);
        return read;
    }

    private static List<string> ErrorsOf(string[] listening, params (string Key, string Value)[] settings)
    {
        var errors = new List<string>();
        Of(listening, settings, errors);
        return errors;
    }

    private static AccessSettings Of(string[] listening, (string Key, string Value)[] settings, List<string> errors) => AccessSettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), listening, errors);
}
