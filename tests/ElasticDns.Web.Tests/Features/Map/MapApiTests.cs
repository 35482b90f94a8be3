using System.Xml.Linq;

namespace ElasticDns.Web.Tests.Features.Map;

public sealed class MapApiTests : ApiTest
{
    private const string Map = "clusters/production/applications/shop/map";
    private const string HostileName = "=<b>&\"Shop\" ]]> | `x`";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private async Task ImportAsync()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\n    env_vars:\n      DB: redis://redis:6379\n      GONE: http://ghost\ndatabases: [redis]\n", application: HostileName);
        await App.ImportAsync("front", "services:\n  web:\n    ports: [80]\n    env_vars:\n      API: http://api.shop:3000\n      FORMULA: 'x http://api.shop:3000'\n    command: \"say, \\\"hi\\\" http://api.shop:9\"\n");
    }

    [Fact]
    public async Task As_JSON_it_lists_every_connection_with_both_ends_and_the_broken_ones_first()
    {
        await ImportAsync();
        var answer = (await App.GetAsync(Map)).Expect(200);
        Assert.Equal("application/json", answer.MediaType);
        var rows = answer.Json.AsArray();
        Assert.Equal(
            [
                "in front/web > shop/api service PORT_NOT_EXPOSED", "own shop/api > shop/ghost unknown UNKNOWN_SERVICE",
                "in front/web > shop/api service RESOLVES", "in front/web > shop/api service RESOLVES", "own shop/api > shop/redis database RESOLVES",
            ],
            rows.Select(row => $"{row!["direction"]} {row["from"]!["namespace"]}/{row["from"]!["label"]} > {row["to"]!["namespace"]}/{row["to"]!["label"]} {row["to"]!["kind"]} {row["verdict"]}"));
        Json.Same("""
            {
              "direction": "own", "from": { "cluster": "production", "namespace": "shop", "label": "api" },
              "to": { "cluster": "production", "namespace": "shop", "label": "redis", "kind": "database" },
              "verdict": "RESOLVES", "text": "redis://redis:6379", "where": "env_vars.DB", "line": 5,
              "explanation": "'redis' is database 'redis' of =<b>&\"Shop\" ]]> | `x`, and port 6379 is exposed.", "suggestion": null
            }
            """, rows[^1]);
        Assert.Equal("http://api.shop:3000", (string?)rows[0]!["suggestion"]!["url"]);
    }

    [Fact]
    public async Task As_CSV_and_Markdown_it_has_the_same_rows_and_no_name_leaves_its_cell()
    {
        await ImportAsync();
        var csv = (await App.GetAsync($"{Map}?format=csv")).Expect(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains("production-shop-map.csv", csv.Headers["Content-Disposition"], StringComparison.Ordinal);
        var lines = csv.Text.Split("\r\n");
        Assert.Equal("direction,caller_cluster,caller_namespace,caller,target_cluster,target_namespace,target,target_kind,verdict,address,where,line,explanation", lines[0]);
        Assert.StartsWith("in,production,front,web,production,shop,api,service,PORT_NOT_EXPOSED,http://api.shop:9,command,7,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"\"Shop\"\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(7, lines.Length);

        var markdown = (await App.GetAsync($"{Map}?format=markdown")).Expect(200);
        Assert.Equal("text/markdown", markdown.MediaType);
        var rows = markdown.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(7, rows.Length);
        Assert.All(rows, row => Assert.Equal(13, row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|') - 1));
        Assert.DoesNotContain("<b>", markdown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light", "#ffffff")]
    [InlineData("dark", "#161c1f")]
    public async Task As_SVG_it_is_a_picture_that_stands_alone_in_the_theme_that_is_asked_for(string theme, string surface)
    {
        await ImportAsync();
        var answer = (await App.GetAsync($"{Map}?format=svg&theme={theme}")).Expect(200);
        Assert.Equal("image/svg+xml", answer.MediaType);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        var picture = XDocument.Parse(answer.Text).Root!;
        Assert.Equal(Svg + "svg", picture.Name);
        Assert.Equal($"Map of {HostileName}", picture.Element(Svg + "title")!.Value);
        Assert.Equal($"1 service of other applications declares 3 connections to {HostileName}; it declares 2 connections. 2 do not resolve.", picture.Element(Svg + "desc")!.Value);
        var style = picture.Element(Svg + "style")!.Value;
        Assert.Contains($".map .map-paper {{ fill: {surface}; }}", style, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("light-dark", style, StringComparison.Ordinal);
        // Nothing in it leads anywhere, runs, or is fetched.
        Assert.All(picture.DescendantsAndSelf(), element => Assert.Equal(Svg, element.Name.Namespace));
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "a" or "script" or "image" or "use" or "foreignObject");
        Assert.Equal(["web", "api", "redis", "ghost"], Labels(picture).OrderBy(label => Array.IndexOf(["web", "api", "redis", "ghost"], label)));
        Assert.Equal(3, picture.Descendants(Svg + "path").Count(path => (string?)path.Attribute("class") == "map-curve"));
        Assert.Equal(2, picture.Descendants(Svg + "circle").Count());
    }

    [Fact]
    public async Task What_is_not_known_is_refused_with_what_to_write()
    {
        await ImportAsync();
        Assert.Contains("format=svg", (await App.GetAsync($"{Map}?format=png")).ExpectProblem(400).String("detail"), StringComparison.Ordinal);
        Assert.Contains("theme=dark", (await App.GetAsync($"{Map}?format=svg&theme=blue")).ExpectProblem(400).String("detail"), StringComparison.Ordinal);
        Assert.Equal(["shop"], Json.Strings((await App.GetAsync("clusters/production/applications/shp/map")).ExpectProblem(404)["didYouMean"]));
    }

    [Fact]
    public async Task The_page_draws_what_the_picture_shows_and_lists_every_connection()
    {
        await ImportAsync();
        var html = (await App.SendAsync(HttpMethod.Get, "/map/production/shop?node=shop/ghost")).Expect(200).Text;
        foreach (var node in (string[])["front/web", "shop/api", "shop/redis", "shop/ghost"]) Assert.Contains($"href=\"/map/production/shop?node={node}\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\"><title>ghost of =&lt;b&gt;&amp;&quot;Shop&quot; ]]&gt; | `x`, which does not exist: 1 connection leads to it, 1 does not resolve</title>", html, StringComparison.Ordinal);
        Assert.Contains("data-address=\"http://web.front\"", html, StringComparison.Ordinal);
        foreach (var line in (string[])["front#line-5", "front#line-6", "front#line-7", "shop#line-5", "shop#line-6"]) Assert.Contains($"href=\"/clusters/production/{line}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>&", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_without_connections_and_one_that_is_not_there_say_so()
    {
        await App.ImportAsync("alone", "services: {api: {ports: [3000]}}", application: "Alone");
        Assert.Contains("Alone declares nothing, and nobody declares it", (await App.SendAsync(HttpMethod.Get, "/map/production/alone")).Expect(200).Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/map/production/alone\"", (await App.SendAsync(HttpMethod.Get, "/map/production/alon")).Expect(404).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Labels(XElement picture) => picture.Descendants(Svg + "text").Where(text => (string?)text.Attribute("class") == "map-label").Select(text => text.Value);
}
