using System.Net;
using System.Text;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Tokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Tokens;

/// <summary>Tokens that are not taken.</summary>
public sealed class WrongTokenTests : TokenTest
{
    [Fact]
    [Trait("bad-input", "D05")]
    public async Task After_ten_wrong_tokens_a_minute_a_client_waits_and_a_right_one_is_taken_all_the_same()
    {
        var (secret, _) = await CreateAsync("ci", true);
        var statuses = new List<int>();
        Answer? last = null;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            last = await App.GetAsync("clusters", Bearer($"edns_wrong-{attempt}"));
            statuses.Add(last.Status);
        }
        Assert.Equal([.. Enumerable.Repeat(401, TokenFailures.Most), .. Enumerable.Repeat(429, 100 - TokenFailures.Most)], statuses);
        last!.ExpectProblem(429);
        Assert.InRange(int.Parse(last.Headers["Retry-After"], null), 1, 60);
        Assert.StartsWith("Bearer", last.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        (await App.GetAsync("clusters", Bearer(secret))).Expect(200);
        (await AsAdminAsync(HttpMethod.Get, "tokens")).Expect(200);
        // Who reads the log sees it, and nobody fills the disk with it.
        Assert.InRange(int.Parse(Sqlite.Value(App.DatabaseFile, "SELECT count(*) FROM AuditEntries WHERE Result = 3")!, null), TokenFailures.Most, 30);
        Assert.Equal("0", Sqlite.Value(App.DatabaseFile, "SELECT count(*) FROM AuditEntries WHERE What LIKE '%wrong%' OR Detail LIKE '%wrong%'"));
    }

    [Fact]
    [Trait("bad-input", "D05")]
    public void Failures_are_counted_by_client_and_those_of_a_network_of_version_6_together()
    {
        using var failures = new TokenFailures();
        for (var attempt = 0; attempt < TokenFailures.Most; attempt++) Assert.Null(failures.Count(IPAddress.Parse($"2001:db8:0:1::{attempt:x}")));
        Assert.NotNull(failures.Count(IPAddress.Parse("2001:db8:0:1:ffff::1")));
        Assert.Null(failures.Count(IPAddress.Parse("2001:db8:0:2::1")));
        Assert.Null(failures.Count(IPAddress.Parse("192.0.2.1")));
        Assert.Equal("192.0.2.1", ClientAddress.CountedAs(IPAddress.Parse("::ffff:192.0.2.1")));
    }

    [Fact]
    [Trait("bad-input", "D05")]
    public async Task The_token_of_the_configuration_is_taken_whole_and_in_no_other_way()
    {
        foreach (var wrong in (string[])[AdminToken[..^1], AdminToken + "x", AdminToken.ToUpperInvariant(), $"x{AdminToken[1..]}"])
            Assert.Equal(401, (await App.GetAsync("tokens", Bearer(wrong))).Status);
        Assert.Equal("admin token", App.Services.GetRequiredService<ApiTokens>().Find(AdminToken, null)?.Name);
    }

    [Theory]
    [Trait("bad-input", "D06")]
    [InlineData(401, "Bearer")]
    [InlineData(401, "Bearer ")]
    [InlineData(401, "Bearer    ")]
    [InlineData(401, "Basic YWRtaW46YWRtaW4=")]
    [InlineData(401, "BearerX secret")]
    [InlineData(401, "an-admin-token-of-the-configuration")]
    [InlineData(400, "Bearer an-admin-token-of-the-configuration", "Bearer an-admin-token-of-the-configuration")]
    [InlineData(400, "Basic YWRtaW46YWRtaW4=", "Bearer an-admin-token-of-the-configuration")]
    public async Task A_header_that_is_no_token_is_told_what_one_is(int status, params string[] headers)
    {
        using var raw = new RawConnection(App);
        await raw.SendAsync($"GET /api/v1/clusters HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(headers.Select(header => $"Authorization: {header}\r\n"))}Connection: close\r\n\r\n");
        Assert.Equal($"HTTP/1.1 {status} ", (await raw.ReadLineAsync())![..13]);
        var answer = new StringBuilder();
        while (await raw.ReadLineAsync() is { } line) answer.Append(line).Append('\n');
        Assert.Contains("WWW-Authenticate: Bearer", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer TOKEN", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", App.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("bad-input", "D06")]
    public async Task A_token_of_a_megabyte_is_not_read()
    {
        using var raw = new RawConnection(App);
        await raw.SendAsync($"GET /api/v1/clusters HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {new string('a', 1024 * 1024)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", await raw.ReadLineAsync(), StringComparison.Ordinal);
        (await AsAdminAsync(HttpMethod.Get, "tokens")).Expect(200);
    }

    [Fact]
    public async Task Who_may_look_without_a_name_may_not_with_a_wrong_one()
    {
        await using var app = TestApp.Start(host => host.UseSetting("Access:Mode", "Proxy").UseSetting("Access:Proxies", "192.0.2.1").UseSetting("Access:Proxy:AdminGroups", "platform").UseSetting("Access:AnonymousViewing", "true"));
        (await app.GetAsync("clusters")).Expect(200);
        (await app.GetAsync("clusters", Bearer("edns_wrong"))).ExpectProblem(401);
    }
}
