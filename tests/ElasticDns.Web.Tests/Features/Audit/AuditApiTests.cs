using System.Text;
using System.Text.Json.Nodes;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Audit;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Tests.Features.Tokens;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Audit;

public sealed class AuditApiTests : TokenTest
{
    private static readonly Actor Anna = new("anna", ActorKind.Account, Role.Admin, "192.0.2.7");

    private AuditLog Log => App.Services.GetRequiredService<AuditLog>();

    private Task<Answer> ReadAsync(string query) => AsAdminAsync(HttpMethod.Get, $"audit?{query}");

    private async Task<string> WhatAsync(string query) => string.Join(' ', Json.Strings((await ReadAsync(query)).Expect(200)["entries"], "what"));

    private async Task WriteAsync(params string[] what)
    {
        foreach (var one in what)
        {
            await Log.WriteAsync(Anna, "note", one, AuditResult.Done);
            App.Clock.Now += TimeSpan.FromMinutes(1);
        }
    }

    [Fact]
    public async Task Tokens_and_imports_are_written_down_with_who_what_and_from_where()
    {
        var (secret, id) = await CreateAsync("ci", false, "staging");
        (await ImportAsAsync(secret, "staging/web")).Expect(201);
        (await ImportAsAsync(secret, "production/web")).Expect(403);
        (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).Expect(201);
        (await AsAdminAsync(HttpMethod.Delete, $"tokens/{id}")).Expect(204);
        (await App.GetAsync("clusters", Bearer(secret))).Expect(401);
        var entries = (await ReadAsync("")).Expect(200)["entries"]!.AsArray();
        Assert.Equal(
            [
                "unknown anonymous token-use GET /api/v1/clusters failed",
                "admin token token token-revoke ci done",
                "admin token token token-rotate ci done",
                "ci token import production/web denied",
                "ci token import staging/web done",
                "admin token token token-create ci done",
            ],
            entries.Select(entry => $"{entry!["actor"]} {entry["kind"]} {entry["action"]} {entry["what"]} {entry["result"]}"));
        Assert.All(entries, entry => Assert.Equal("127.0.0.1", (string?)entry!["from"]));
        Assert.Equal($"{secret[..11]}…, import into staging, until 2026-12-22", (string?)entries[5]!["detail"]);
        Assert.StartsWith("revision 1:", (string?)entries[4]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_neither_changes_nor_deletes_an_entry()
    {
        await WriteAsync("one");
        foreach (var sql in (string[])["UPDATE AuditEntries SET What = 'two'", "DELETE FROM AuditEntries"])
        {
            var refused = Assert.Throws<SqliteException>(() => Sqlite.Run(App.DatabaseFile, sql));
            Assert.Contains("The audit log is append-only.", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal("one", Sqlite.Value(App.DatabaseFile, "SELECT What FROM AuditEntries"));
    }

    [Fact]
    public async Task No_secret_is_in_the_log()
    {
        var (secret, id) = await CreateAsync("ci", true);
        var second = (await AsAdminAsync(HttpMethod.Post, $"tokens/{id}/rotate?expiresInDays=7")).Expect(201).String("secret")!;
        await App.GetAsync("clusters", Bearer("edns_canary-that-was-sent"));
        await App.PostAsync("cluster=staging&namespace=web", "services: {web: {env_vars: {PASSWORD: canary-of-a-manifest}}}", Bearer(AdminToken));
        await Log.WriteAsync(Anna, "note", "redis://:canary-of-an-address@redis:6379", AuditResult.Failed, "password=canary-of-a-form");
        var log = (await ReadAsync("format=json")).Expect(200).Text;
        Assert.Equal(5, (await ReadAsync("format=json")).Json.AsArray().Count);
        foreach (var canary in (string[])[secret[11..], second[11..], AdminToken, "canary"]) Assert.DoesNotContain(canary, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=100%25", "100%")]
    [InlineData("q=a_b", "a_b")]
    [InlineData("q=it's", "it's")]
    [InlineData("q=%22quoted%22", "\"quoted\"")]
    [InlineData("q=back%5Cslash", "back\\slash")]
    [InlineData("q=(a%2B)%2B$", "(a+)+$")]
    [InlineData("q=NEAR(", "NEAR(")]
    [InlineData("q=A_B+192.0.2", "a_b")]
    [InlineData("q=a_b+elsewhere", "")]
    public async Task The_search_is_for_plain_text(string query, string expected)
    {
        await WriteAsync("100%", "1000", "a_b", "axb", "it's", "\"quoted\"", "back\\slash", "(a+)+$", "aaaa", "NEAR(");
        Assert.Equal(expected, await WhatAsync(query));
    }

    [Fact]
    public async Task Filters_narrow_down_and_a_long_query_is_cut()
    {
        await WriteAsync("one", "two", "three");
        await Log.WriteAsync(new("Berta", ActorKind.Account, Role.Viewer, null), "import", "four", AuditResult.Denied);
        Assert.Equal("four", await WhatAsync("action=import"));
        Assert.Equal("four", await WhatAsync("result=denied"));
        Assert.Equal("four", await WhatAsync("actor=berta"));
        Assert.Equal("three two one", await WhatAsync("actor=ANNA&result=DONE&action=note"));
        Assert.Equal("three two", await WhatAsync("since=2026-11-22T10:01:00Z&until=2026-11-22T10:02:00Z"));
        Assert.Equal("", await WhatAsync("since=2027-01-01T00:00:00Z"));
        Assert.Equal("", await WhatAsync("until=2020-01-01T00:00:00Z"));
        Assert.Equal("", await WhatAsync($"q={new string('x', 100_000)}"));
        foreach (var wrong in (string[])["result=maybe", "since=yesterday", "limit=0", "limit=1001", "format=xml"]) (await ReadAsync(wrong)).ExpectProblem(400);
    }

    [Fact]
    public async Task The_log_is_read_part_by_part_without_gap_or_repetition()
    {
        await WriteAsync("1", "2", "3", "4", "5");
        var part = (await ReadAsync("limit=2")).Expect(200);
        Assert.Equal("5 4", string.Join(' ', Json.Strings(part["entries"], "what")));
        // What comes in meanwhile is newer than all that follows.
        await WriteAsync("6");
        part = (await ReadAsync($"limit=2&before={part["next"]}")).Expect(200);
        Assert.Equal("3 2", string.Join(' ', Json.Strings(part["entries"], "what")));
        part = (await ReadAsync($"limit=2&before={part["next"]}")).Expect(200);
        Assert.Equal("1", string.Join(' ', Json.Strings(part["entries"], "what")));
        Assert.Null(part["next"]);
    }

    [Fact]
    public async Task A_rare_word_in_a_long_log_is_looked_for_in_bounded_steps()
    {
        await WriteAsync("needle");
        Sqlite.Run(App.DatabaseFile, $"""
            INSERT INTO AuditEntries (At, Actor, Kind, Action, What, Result)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {AuditReader.Window + 5}) SELECT 1800000000000 + i, 'ci', 5, 'import', 'staging/web', 0 FROM n
            """);
        var first = (await ReadAsync("q=needle")).Expect(200);
        Assert.Empty(first["entries"]!.AsArray());
        Assert.Equal(7, (long)first["next"]!);
        Assert.Equal("needle", await WhatAsync($"q=needle&before={first["next"]}"));
        // Time and action lead there by their index.
        Assert.Equal("needle", await WhatAsync("q=needle&until=2026-12-01T00:00:00Z"));
        Assert.Equal("needle", await WhatAsync("action=note"));
        Assert.Single((await ReadAsync("q=needle&format=json")).Json.AsArray());
    }

    [Fact]
    public async Task An_export_holds_what_is_filtered_and_reads_back_the_same()
    {
        string[] hostile = ["=1+1", "+cmd", "-2", "@SUM(A1)", "comma, \"quote\"", "pipe | and `code`", "<script>alert(1)</script>", "plain"];
        await WriteAsync(hostile);
        var json = (await ReadAsync("format=json&action=note")).Expect(200);
        Assert.Equal("attachment; filename=audit.json; filename*=UTF-8''audit.json", json.Headers["Content-Disposition"]);
        Assert.Equal("nosniff", json.Headers["X-Content-Type-Options"]);
        Assert.Equal(hostile.Reverse(), Json.Strings(json.Json, "what"));

        var csv = (await ReadAsync("format=csv&action=note")).Expect(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("id,at,actor,kind,from,action,what,result,detail", csv[0]);
        var fields = csv.Skip(1).Select(Fields).ToList();
        Assert.Equal(json.Json.AsArray().Select(entry => string.Join('\t', entry!["id"], Time(entry["at"]!), entry["actor"], entry["kind"], entry["from"], entry["action"], entry["what"], entry["result"], entry["detail"])),
            fields.Select(row => string.Join('\t', row.Select((field, at) => at == 6 && field.StartsWith('\'') ? field[1..] : field))));
        Assert.All(fields, row => Assert.False(row[6] is ['=' or '+' or '-' or '@', ..], row[6]));

        var markdown = (await ReadAsync("format=markdown&q=script")).Expect(200).Text;
        Assert.Contains("\\<script\\>alert(1)\\</script\\>", markdown, StringComparison.Ordinal);
        Assert.Equal(3, markdown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string Time(JsonNode at) => ReaderTime.Rfc3339(at.GetValue<DateTimeOffset>());

    // RFC 4180, one record on a line.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var text = new StringBuilder();
                for (at++; line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"'); at++)
                {
                    if (line[at] == '"') at++;
                    text.Append(line[at]);
                }
                fields.Add(text.ToString());
                at += 2;
            }
            else
            {
                var end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
                fields.Add(line[at..end]);
                at = end + 1;
            }
        }
        return fields;
    }
}
