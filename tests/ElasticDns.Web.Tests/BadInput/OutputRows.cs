using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ElasticDns.Tests;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>C: what the app gives of hostile texts, in pages, exports and errors. That nothing runs is seen in a browser as well.</summary>
public sealed partial class OutputRows : ApiTest
{
    private const string Script = "<script>window.__ran=1</script>";
    private const string Picture = "<img src=x onerror=window.__ran=1>";
    private const string Closing = "\"><svg onload=window.__ran=1>";

    private static readonly string[] Hostile = [Script, Picture, Closing, "'\"`${1+1}#{7*7}", "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "a,b \"c\"", "--> ]]> </title></style>"];

    private static string Quoted(string text) => JsonValue.Create(text)!.ToJsonString();

    // The text stands wherever a manifest takes any text; a service's name folds to a label.
    private static string Manifest(string text) => $$"""
        x-elastic-dns: {owner: {{Quoted(text)}}, description: {{Quoted(text)}}, docs: "https://wiki.example.com/?q={{Uri.EscapeDataString(text)}}"}
        services:
          api:
            image: {{Quoted(text)}}
            ports: [3000, {container: 8000, tcp: 9000}]
            command: {{Quoted($"{text} http://ghost:81")}}
            env_vars: { {{Quoted(text)}}: "http://ledger:99 http://api:3000", REDIS_URL: {{Quoted($"redis://redis/{text}")}} }
            {{Quoted(text)}}: {{Quoted(text)}}
          {{Quoted($"n {text}"[..Math.Min(40, text.Length + 2)])}}: {ports: [80]}
        databases: [redis, mysql-main]
        """;

    private async Task<List<string>> ImportAsync()
    {
        var namespaces = new List<string>();
        foreach (var (at, text) in Hostile.Index())
        {
            namespaces.Add($"hostile-{at}");
            await App.ImportAsync($"hostile-{at}", Manifest(text), application: text);
            await App.ImportAsync($"hostile-{at}", Manifest(text).Replace("3000", "3001", StringComparison.Ordinal));
        }
        foreach (var (at, text) in Hostile.Index())
        {
            using var rule = new StringContent($"{{\"from\":\"production/hostile-{at}\",\"to\":\"production/hostile-{(at + 1) % Hostile.Length}\",\"severity\":\"error\",\"reason\":{Quoted(text)}}}", Encoding.UTF8, "application/json");
            (await App.SendAsync(HttpMethod.Post, "/api/v1/isolation/rules", rule)).Expect(201);
        }
        return namespaces;
    }

    private static IEnumerable<string> Pages(IEnumerable<string> namespaces) =>
    [
        .. Everywhere.Pages("production", namespaces), "/services?q=%3Cscript%3Ewindow.__ran%3D1%3C/script%3E", "/compare?before=%3Cscript%3E", $"/resolve?address={Uri.EscapeDataString($"http://{Closing}")}",
        .. Hostile.Select(text => $"/services?q={Uri.EscapeDataString(text)}&from={Uri.EscapeDataString(text)}"), .. Hostile.Select(text => $"/clusters/{Uri.EscapeDataString(text)}"),
    ];

    private static IEnumerable<string> Calls(IEnumerable<string> namespaces) =>
    [
        .. Everywhere.Calls("production", namespaces), .. Hostile.Select(text => $"search?q={Uri.EscapeDataString(text)}"), .. Hostile.Select(text => $"resolve?address={Uri.EscapeDataString(text)}&from={Uri.EscapeDataString(text)}"),
    ];

    [Fact]
    public async Task C01_hostile_texts_are_text_in_every_page_and_every_answer()
    {
        var namespaces = await ImportAsync();
        var tried = 0;
        foreach (var path in Pages(namespaces))
        {
            var page = await App.SendAsync(HttpMethod.Get, path);
            Assert.True(page.Status is 200 or 404, $"{path}: {page.Status}");
            AssertHarmless(path, page.Text);
            tried++;
        }
        foreach (var path in Calls(namespaces))
        {
            var answer = await App.GetAsync(path);
            Assert.True(answer.Status is 200 or 400 or 404, $"{path}: {answer}");
            // What a browser would take for a page is none.
            Assert.Contains(answer.MediaType, (string[])["application/json", "application/problem+json", "text/csv", "text/markdown", "text/plain", "image/svg+xml", "application/yaml"]);
            if (answer.MediaType == "image/svg+xml") AssertHarmlessPicture(answer.Text);
            if (answer.MediaType == "text/markdown") Assert.DoesNotMatch(@"(?<!\\)<(?!br>)", answer.Text);
            if (answer.MediaType is not ("application/json" or "application/problem+json")) Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            tried++;
        }
        BadInputCountAttribute.Tried(tried);
    }

    [Fact]
    public async Task C01_errors_quote_hostile_texts_as_text()
    {
        foreach (var text in Hostile)
        {
            var refused = await App.PostFilesAsync($"namespace=shop&application={Uri.EscapeDataString(text)}&cluster={Uri.EscapeDataString(text)}",
                ($"{text}.yml".Replace('"', '_'), $"services:\n  api:\n    ports: [{Quoted(text)}]\n    {Quoted(text)}: a\n"));
            refused.ExpectProblem(422);
            foreach (var accept in (string[])["application/sarif+json", "text/plain"])
            {
                using var content = new StringContent($"services:\n  api:\n    ports: [{Quoted(text)}]\n", Encoding.UTF8, "application/yaml");
                var report = await App.SendAsync(HttpMethod.Post, "/api/v1/lint", content, ("Accept", accept));
                Assert.Contains(report.MediaType, (string[])["application/sarif+json", "text/plain", "application/json", "application/problem+json"]);
                Assert.DoesNotContain("text/html", report.MediaType, StringComparison.Ordinal);
            }
        }
        BadInputCountAttribute.Tried(3 * Hostile.Length);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\\tscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("http://wiki.example.com")]
    [InlineData("ftp://wiki.example.com")]
    [InlineData("//wiki.example.com")]
    [InlineData("/etc/passwd")]
    [InlineData("https:")]
    [InlineData("https://user:hunter2@wiki.example.com")]
    public async Task C02_documentation_that_is_not_https_is_refused(string docs)
    {
        var answer = await App.PostAsync("namespace=shop", $"x-elastic-dns: {{docs: \"{docs}\"}}\nservices: {{api: {{ports: [80]}}}}\n");
        if (docs.StartsWith("https://", StringComparison.Ordinal))
        {
            // A name without secret is fine; what stands before the host is redacted.
            Assert.DoesNotContain("hunter2", (await App.SendAsync(HttpMethod.Get, "/clusters/default/shop")).Text, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(1, (int?)answer.ExpectRefusal("docs-not-https")["line"]);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    public void C03_what_a_spreadsheet_would_calculate_is_text_in_CSV(string text) =>
        Assert.Equal([["a", $"'{text}", "b"]], Csv($"a,{TableText.Csv(text)},b\r\n"));

    [Fact]
    public async Task C03_no_field_of_any_CSV_begins_like_a_formula()
    {
        var namespaces = await ImportAsync();
        var fields = 0;
        foreach (var path in Calls(namespaces).Where(path => path.Contains("format=csv", StringComparison.Ordinal)))
        {
            foreach (var field in Csv((await App.GetAsync(path)).Expect(200).Text).SelectMany(row => row))
            {
                Assert.False(field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..], $"{path}: {field}");
                fields++;
            }
        }
        BadInputCountAttribute.Tried(fields);
    }

    [Fact]
    public async Task C04_a_field_of_CSV_reads_as_it_was_written()
    {
        const string name = "a,b \"c\"";
        foreach (var text in (string[])["a,b", "say \"x\"", "a\r\nb", "a\nb", ",", "\"", "\"\"", "a;b", "ä\u202Eb"])
            Assert.Equal([["x", text, "y"], ["1", "2", "3"]], Csv($"x,{TableText.Csv(text)},y\r\n1,2,3\r\n"));
        await App.ImportAsync("shop", "services: {api: {ports: [80]}}\n", application: name);
        var rows = Csv((await App.GetAsync("services?format=csv&columns=application")).Expect(200).Text);
        Assert.Equal(name, rows[1][rows[0].IndexOf("application")]);
        BadInputCountAttribute.Tried(10);
    }

    [Theory]
    [InlineData("x\"; filename=evil.html")]
    [InlineData("x\r\nSet-Cookie: evil=1")]
    [InlineData("../../evil.html")]
    [InlineData("x.html")]
    [InlineData("ä\u202Elmth.x")]
    public async Task C05_what_is_saved_has_a_safe_name_whatever_it_is_called(string name)
    {
        await App.ImportAsync("shop", "services: {api: {ports: [80]}}\n", application: name.Replace("\r\n", " ", StringComparison.Ordinal).Replace("\u202E", "", StringComparison.Ordinal));
        foreach (var path in (string[])["clusters/production/applications/shop/manifest", "services?format=csv", "services?format=markdown", "clusters/production/matrix?format=csv", "clusters/production/matrix?format=svg", "clusters/production/applications/shop/map?format=svg", "clusters/production/applications/shop/map?format=csv", "isolation?format=csv", "isolation/rules?format=csv"])
        {
            foreach (var asked in (string[])[path, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}from={Uri.EscapeDataString(name)}&filename={Uri.EscapeDataString(name)}"])
            {
                var answer = await App.GetAsync(asked);
                Assert.DoesNotContain("evil", string.Join(' ', answer.Headers.Select(header => $"{header.Key}: {header.Value}")), StringComparison.OrdinalIgnoreCase);
                if (answer.Status != 200) continue;
                Assert.Matches("^attachment; filename=\"?[a-z0-9.-]+\"?(?:; filename\\*=UTF-8''[a-z0-9.-]+)?$", answer.Headers["Content-Disposition"]);
                Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            }
        }
    }

    [Theory]
    [InlineData("x\r\nfail: ElasticDns[0] forged")]
    [InlineData("x\u001B[31mred\u001B[0m")]
    [InlineData("x\u0000\u0085\u2028forged")]
    public async Task C06_a_name_forges_no_line_of_the_log(string name)
    {
        var before = App.Log.Text.Length;
        var escaped = Uri.EscapeDataString(name);
        (await App.PostAsync($"namespace={escaped}&cluster={escaped}&application={escaped}", "services: {a: }\n")).ExpectProblem(422);
        (await App.PostFilesAsync("namespace=shop", (name.Replace("\r\n", "%0D%0A", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal), "services: {a: {ports: [0]}}\n"))).ExpectProblem(422);
        await App.GetAsync($"clusters/{escaped}/applications/{escaped}");
        await App.GetAsync($"search?q={escaped}");
        await App.SendAsync(HttpMethod.Get, $"/clusters/{escaped}?from={escaped}");
        var log = App.Log.Text[before..];
        Assert.DoesNotMatch(@"(?m)^fail: ElasticDns", log);
        Assert.DoesNotContain('\u001B', log);
        Assert.DoesNotContain("\nforged", log.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C07_what_a_copy_button_copies_is_the_address_and_nothing_else()
    {
        await App.ImportAsync("shop", "services:\n  'api ':\n    ports: [3000]\n");
        var html = (await App.SendAsync(HttpMethod.Get, "/clusters/production/shop/api?from=production/shop")).Expect(200).Text;
        var copied = Copied().Matches(html).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).Where(text => text.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.Contains("http://api:3000", copied);
        Assert.All(copied, text => Assert.Equal(text.Trim(), text));
    }

    [GeneratedRegex("data-copy=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Copied();

    // None of the hostile texts stands there as markup, and none has come out of an attribute.
    private static void AssertHarmless(string path, string html)
    {
        foreach (var text in (string[])["<script>window", "<img src=x", "\"><svg onload", "</title></style>"])
            Assert.False(html.Contains(text, StringComparison.OrdinalIgnoreCase), $"{path} has {text}: {html[Math.Max(0, html.IndexOf(text, StringComparison.OrdinalIgnoreCase) - 100)..][..200]}");
        Assert.DoesNotMatch("<[a-z][^<>\"']*(?:\"[^\"]*\"[^<>\"']*)*\\son[a-z]+=", html);
        Assert.DoesNotMatch("(?i)(?:href|src|action)=\"\\s*(?:javascript|data|vbscript):", html.Replace("href=\"data:,\"", "", StringComparison.Ordinal));
    }

    private static void AssertHarmlessPicture(string svg)
    {
        var picture = XDocument.Parse(svg);
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "a" or "script" or "image" or "use" or "foreignObject" or "iframe");
        Assert.DoesNotContain(picture.Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName == "href");
    }

    // RFC 4180, read by hand.
    private static List<List<string>> Csv(string text)
    {
        var rows = new List<List<string>> { new() };
        for (var at = 0; at < text.Length;)
        {
            var field = new StringBuilder();
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"') at++;
                    field.Append(text[at]);
                }
                at++;
            }
            else
            {
                while (at < text.Length && text[at] is not (',' or '\r' or '\n')) field.Append(text[at++]);
            }
            rows[^1].Add(field.ToString());
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at == text.Length || text[at] is '\r' or '\n') rows[^1].Add("");
            }
            if (at < text.Length && text[at] is '\r' or '\n')
            {
                at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                if (at < text.Length) rows.Add([]);
            }
        }
        return rows;
    }
}
