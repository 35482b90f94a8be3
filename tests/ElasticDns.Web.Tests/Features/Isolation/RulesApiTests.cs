using System.Net.Http.Headers;
using System.Text;

namespace ElasticDns.Web.Tests.Features.Isolation;

/// <summary>The isolation rules themselves: one by one and as a whole set.</summary>
public sealed class RulesApiTests : ApiTest
{
    private const string Header = "from,to,severity,reason\r\n";
    private const string Csv = Header + "production/web,production/payments,error,\"PCI DSS, card data\"\r\nstaging,database:production,note,\r\n*/a,*/b,warning,'=SUM(A1)\r\n";

    private Task<Answer> SendAsync(HttpMethod method, string path, string body, string type = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(method, path, Encoding.UTF8.GetBytes(body), type, headers);

    private Task<Answer> SendAsync(HttpMethod method, string path, byte[] body, string type, params (string Name, string Value)[] headers) =>
        App.SendAsync(method, $"/api/v1/isolation/rules{path}", new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } }, headers);

    private Task<Answer> PutCsvAsync(string csv, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, "", csv, "text/csv; charset=utf-8", headers);

    private async Task<string> RulesAsync() => (await App.GetAsync("isolation/rules?format=csv")).Expect(200).Text;

    [Fact]
    public async Task A_table_comes_back_as_it_was_sent_also_after_a_restart()
    {
        (await PutCsvAsync(Csv)).Expect(200);
        var answer = (await App.GetAsync("isolation/rules", ("Accept", "text/csv"))).Expect(200);
        Assert.Equal(("text/csv", Csv.Replace("'=SUM(A1)", "\"'=SUM(A1)\"", StringComparison.Ordinal)), (answer.MediaType, answer.Text));
        App = await App.RestartAsync();
        var again = await App.GetAsync("isolation/rules?format=csv");
        Assert.Equal((answer.Text, answer.Headers["ETag"]), (again.Text, again.Headers["ETag"]));
        Assert.Equal("=SUM(A1)", (await App.GetAsync("isolation/rules")).String("[2].reason"));
    }

    [Fact]
    public async Task One_rule_is_added_changed_and_removed()
    {
        var added = (await SendAsync(HttpMethod.Post, "", """{"from": "Production/Web", "to": "production/payments", "reason": "why"}""")).Expect(201);
        Assert.Equal("/api/v1/isolation/rules/1", added.Headers["Location"]);
        Json.Same("""{"id": 1, "from": "production/web", "to": "production/payments", "severity": "error", "reason": "why"}""", added.Json);
        (await SendAsync(HttpMethod.Put, "/1", """{"from": "production", "to": "staging", "severity": "Note"}""")).Expect(200);
        Assert.Equal(Header + "production,staging,note,\r\n", await RulesAsync());
        (await SendAsync(HttpMethod.Put, "/7", """{"from": "production", "to": "x"}""")).ExpectProblem(404);
        (await App.DeleteAsync("isolation/rules/1")).Expect(204);
        (await App.DeleteAsync("isolation/rules/1")).ExpectProblem(404);
        Assert.Equal(Header, await RulesAsync());
    }

    [Fact]
    public async Task The_same_is_not_said_twice()
    {
        await PutCsvAsync(Header + "a,b,error,\r\nc,d,error,\r\n");
        var id = (int)(await App.GetAsync("isolation/rules"))["[0].id"]!;
        Assert.Contains($"Rule {id} says this", (await SendAsync(HttpMethod.Post, "", """{"from": "A/*", "to": "b/*/*"}""")).ExpectProblem(409).String("detail"), StringComparison.Ordinal);
        (await SendAsync(HttpMethod.Put, $"/{id + 1}", """{"from": "a", "to": "b"}""")).ExpectProblem(409);
        (await SendAsync(HttpMethod.Put, $"/{id}", """{"from": "a", "to": "b", "reason": "other"}""")).Expect(200);
    }

    [Fact]
    public async Task A_set_that_is_replaced_keeps_the_numbers_of_rules_that_stay()
    {
        await PutCsvAsync(Header + "a,b,error,\r\nc,d,error,\r\n");
        var before = await App.GetAsync("isolation/rules");
        await PutCsvAsync(Header + "e,f,error,\r\nc,d,note,because\r\n");
        var after = await App.GetAsync("isolation/rules");
        Assert.Equal((int)before["[1].id"]!, (int)after["[1].id"]!);
        Assert.NotEqual((int)before["[0].id"]!, (int)after["[0].id"]!);
        // What was read can be sent back as it is.
        (await SendAsync(HttpMethod.Put, "", after.Text)).Expect(200);
        Assert.Equal(after.Text, (await App.GetAsync("isolation/rules")).Text);
    }

    [Fact]
    public async Task A_set_that_somebody_changed_in_between_is_not_replaced()
    {
        var tag = (await App.GetAsync("isolation/rules")).Headers["ETag"];
        (await PutCsvAsync(Csv, ("If-Match", tag))).Expect(200);
        (await PutCsvAsync(Header, ("If-Match", tag))).ExpectProblem(409);
        var now = (await App.GetAsync("isolation/rules")).Headers["ETag"];
        Assert.NotEqual(tag, now);
        (await PutCsvAsync(Header, ("If-Match", $"W/{now}"))).Expect(200);
        Assert.Equal(Header, await RulesAsync());
    }

    [Fact]
    public async Task A_single_rule_is_not_changed_on_top_of_others_than_those_expected()
    {
        var tag = (await App.GetAsync("isolation/rules")).Headers["ETag"];
        var id = (int)(await SendAsync(HttpMethod.Post, "", """{"from": "a", "to": "b"}""", "application/json", ("If-Match", tag))).Expect(201)["id"]!;
        (await SendAsync(HttpMethod.Post, "", """{"from": "c", "to": "d"}""", "application/json", ("If-Match", tag))).ExpectProblem(409);
        (await SendAsync(HttpMethod.Put, $"/{id}", """{"from": "c", "to": "d"}""", "application/json", ("If-Match", tag))).ExpectProblem(409);
        (await SendAsync(HttpMethod.Delete, $"/{id}", "", "application/json", ("If-Match", tag))).ExpectProblem(409);
        Assert.Equal($"{Header}a,b,error,\r\n", await RulesAsync());
        (await SendAsync(HttpMethod.Delete, $"/{id}", "", "application/json", ("If-Match", (await App.GetAsync("isolation/rules")).Headers["ETag"]))).Expect(204);
    }

    [Theory]
    [InlineData("text/csv", "from,to,severity,reason\na_b,c,,\nd,e,fatal,\n", "2:2 pattern-character from; 3:5 severity-unknown severity")]
    [InlineData("application/json", "[{\"from\": \"a_b\", \"to\": \"c\"},\n {\"from\": \"ok\", \"to\": 5, \"more\": 1}, 7]", "1:13 pattern-character from; 2:23 json-no-text ; 2:26 json-member ; 2:38 json-no-object ")]
    [InlineData("application/json", "[{\"from\": \"a\"}]", "1:2 pattern-empty to")]
    [InlineData("application/json", "{\"from\": \"a\", \"to\": \"b\"}", "1:1 json-no-array ")]
    [InlineData("application/json", "[{\"from\": \"a\", \"to\": \"b\"},\n  oops]", "2:3 json-syntax ")]
    [InlineData("application/json", "", "1:1 json-syntax ")]
    [InlineData("application/json", "[{\"from\": \"a\", \"to\": \"b\"}, {\"from\": \"a\", \"to\": \"b\"}]", "1:38 rule-twice ")]
    [InlineData("application/json", "[{\"from\": \"\\ud800\", \"to\": \"b\"}, {\"from\": \"a\", \"to\": \"b\", \"\\udc00\": 1}]", "1:11 json-surrogate ; 1:58 json-surrogate ")]
    [InlineData("application/json", "[{\"from\": \"\u00e4\", \"to\": \"b\"},\n {\"\u00e4\": \"\u00e4\", \"to\": \"\u00e4\"}]", "1:12 pattern-character from; 2:3 json-member ")]
    public async Task Every_fault_is_told_with_its_place_and_nothing_is_changed(string type, string body, string expected)
    {
        (await PutCsvAsync(Csv)).Expect(200);
        var before = await RulesAsync();
        var refused = (await SendAsync(HttpMethod.Put, "", body, type)).ExpectProblem(422);
        Assert.Equal(expected, string.Join("; ", refused["findings"]!.AsArray().Select(finding => $"{finding!["line"]}:{finding["column"]} {finding["code"]} {finding["path"]}")));
        Assert.Equal(before, await RulesAsync());
    }

    [Fact]
    public async Task Other_bodies_are_refused_with_what_to_send()
    {
        Assert.Contains("text/csv", (await SendAsync(HttpMethod.Put, "", Csv, "application/x-www-form-urlencoded")).ExpectProblem(415).String("detail"), StringComparison.Ordinal);
        (await SendAsync(HttpMethod.Post, "", Csv, "text/csv")).ExpectProblem(415);
        (await SendAsync(HttpMethod.Put, "", new string(' ', 1024 * 1024 + 1), "text/csv")).ExpectProblem(413);
        (await SendAsync(HttpMethod.Post, "", "{\"from\": \"a\", \"to\": \"b\"} {}")).ExpectProblem(422);
        (await SendAsync(HttpMethod.Post, "", """{"from": "a", "to": "b"}""", "application/json", ("Origin", "https://elsewhere.example.com"))).ExpectProblem(403);
        (await App.GetAsync("isolation/rules?format=xml")).ExpectProblem(400);
        Assert.Equal(Header, await RulesAsync());
    }

    [Fact]
    public async Task Json_that_is_not_utf_8_is_refused()
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put })
            Assert.Equal("not-utf-8", (await SendAsync(method, "", [.. "{\"from\": \""u8, 0xED, 0xA0, 0x80, .. "\", \"to\": \"b\"}"u8], "application/json")).ExpectProblem(422).String("findings[0].code"));
        Assert.Equal(Header, await RulesAsync());
    }

    [Fact]
    public async Task Faults_on_one_long_line_have_their_columns()
    {
        var refused = (await SendAsync(HttpMethod.Put, "", $"[{string.Join(',', Enumerable.Repeat("1", 500_000))}]")).ExpectProblem(422);
        Assert.Equal(400, (int)refused["findings[199].column"]!);
    }

    [Fact]
    public async Task There_are_a_thousand_rules_at_most()
    {
        await PutCsvAsync(Header + string.Concat(Enumerable.Range(0, 1_000).Select(number => $"a{number},b,note,\n")));
        Assert.Equal(1_000, (await App.GetAsync("isolation/rules")).Json.AsArray().Count);
        Assert.Contains("1,000 rules", (await SendAsync(HttpMethod.Post, "", """{"from": "x", "to": "y"}""")).ExpectProblem(409).String("detail"), StringComparison.Ordinal);
    }
}
