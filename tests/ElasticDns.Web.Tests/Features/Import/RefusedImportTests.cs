using System.Text;

namespace ElasticDns.Web.Tests.Features.Import;

/// <summary>Files that are refused: the app stays up, and nothing changes.</summary>
public sealed class RefusedImportTests(SharedApp shared) : SharedApiTest(shared)
{
    private const string Api = "services:\n  api:\n    ports: ";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    // A bomb of aliases: each level names the level before ten times.
    private static string Laughs() => "a: &a [x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{Repeat($"*{(char)('a' + i - 1)},", 10)}]\n"));

    private static string MergeBomb() => "m0: &m0 {a0: 1}\nm1: &m1 {a1: 1}\n" + string.Concat(Enumerable.Range(2, 98).Select(i => $"m{i}: &m{i} {{<<: [*m{i - 1}, *m{i - 2}], a{i}: 1}}\n"));

    public static TheoryData<string, string, string> Texts => new()
    {
        { "A01", "", "empty-document" },
        { "A02 comments", "# nothing\n", "empty-document" },
        { "A02 marker", "---\n", "empty-document" },
        { "A02 byte order mark", "\uFEFF", "empty-document" },
        { "A03", "version: 2\n", "not-a-service-yml" },
        { "A04", "- a\n- b\n", "root-shape" },
        { "A05", "hello\n", "root-shape" },
        { "A06", $"{Api}[80]\n---\n{Api}[80]\n", "several-documents" },
        { "A07", Repeat("[", 1_000) + Repeat("]", 1_000), "nesting-too-deep" },
        { "A08", Repeat("[", 10_000) + Repeat("]", 10_000), "nesting-too-deep" },
        { "A09", Repeat("[", 100_000) + Repeat("]", 100_000), "nesting-too-deep" },
        { "A10", Repeat("{a: ", 100_000) + Repeat("}", 100_000), "nesting-too-deep" },
        { "A11", Repeat("[", 1_000_000), "nesting-too-deep" },
        { "A12", Repeat("- ", 5_000) + "x", "nesting-too-deep" },
        { "A13", Repeat("? ", 1_000) + "x", "nesting-too-deep" },
        { "A14", string.Concat(Enumerable.Range(0, 1_500).Select(i => new string(' ', i) + "a:\n")), "nesting-too-deep" },
        { "A15", Laughs() + Api + "[80]\n", "aliases-too-large" },
        { "A16", $"x: &x {new string('y', 100_000)}\nlist:\n{Repeat("- *x\n", 1_000)}{Api}[80]\n", "aliases-too-large" },
        { "A17", $"x: &x [*x]\n{Api}[80]\n", "recursive-alias" },
        { "A19", MergeBomb() + Api + "[80]\n", "nesting-too-deep" },
        { "A20", $"{Api}*nope\n", "unknown-alias" },
        { "A21", "services:\n  api:\n  web:\n  api:\n", "duplicate-key" },
        { "A22", $"{Api}[80]\n    ports: [81]\n", "duplicate-key" },
        { "A23", "services:\n  a_b:\n  a-b:\n", "name-collision" },
        { "A23 case", "services:\n  Web:\n  web:\n", "name-collision" },
        { "A24", $"{Api}!<!System.Diagnostics.Process> [80]\n", "tag" },
        { "A25", $"{Api}!!binary aGVsbG8=\n", "tag" },
        { "A26", "services:\n  api:\n\tports: [80]\n", "tab-indentation" },
        { "A27", "services:\n  a\0pi:\n", "binary-file" },
        { "A28", "services:\n  a\u0085b:\n", "name-not-ascii" },
        { "A34", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}: &a{i} x\n")), "too-many-anchors" },
        { "A36", $"services:\n  {new string('k', 1_100)}:\n", "key-too-long" },
        { "B01 zero", $"{Api}[0]\n", "port-out-of-range" },
        { "B01 large", $"{Api}[99999999999999999999]\n", "port-out-of-range" },
        { "B01 word", $"{Api}[http]\n", "port-not-a-number" },
        { "B01 fraction", $"{Api}[80.5]\n", "port-not-a-number" },
        { "B02 octal", $"{Api}['010']\n", "port-not-a-number" },
        { "B02 hexadecimal", $"{Api}[0x50]\n", "port-not-a-number" },
        { "B02 underscore", $"{Api}[3_000]\n", "port-not-a-number" },
        { "B04", $"{Api}\n{string.Concat(Enumerable.Range(1, 1_001).Select(i => $"    - {i}\n"))}", "too-many-ports" },
        { "B05 map", $"{Api}{{a: 80}}\n", "ports-shape" },
        { "B05 lists", $"{Api}[[80]]\n", "port-shape" },
        { "B06 long", $"services:\n  {new string('a', 64)}:\n", "name-too-long" },
        { "B06 star", "services:\n  '*':\n", "name-empty" },
        { "B06 umlaut", "services:\n  ä:\n", "name-not-ascii" },
        { "B08 override", "services:\n  \"a\u202Eb\":\n", "name-not-ascii" },
        { "B08 homoglyph", "services:\n  \u0430pi:\n", "name-not-ascii" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_like_this_is_refused_and_nothing_changes(string row, string text, string code)
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n");
        await AssertRefusedAsync(row, Encoding.UTF8.GetBytes(text), code);
    }

    public static TheoryData<string, byte[], string> Bytes => new()
    {
        { "A30 little endian", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Api)], "not-utf-8" },
        { "A30 big endian", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Api)], "not-utf-8" },
        { "A30 without mark", Encoding.Unicode.GetBytes(Api), "not-utf-8" },
        { "A31 sequence", [.. Encoding.ASCII.GetBytes(Api), 0xC3, 0x28], "not-utf-8" },
        { "A31 overlong", [.. Encoding.ASCII.GetBytes(Api), 0xC0, 0x80], "not-utf-8" },
        { "A31 surrogate", [.. Encoding.ASCII.GetBytes(Api), 0xED, 0xA0, 0x80], "not-utf-8" },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public async Task Bytes_like_these_are_refused_and_nothing_changes(string row, byte[] bytes, string code)
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [3000]\n");
        await AssertRefusedAsync(row, bytes, code);
    }

    private async Task AssertRefusedAsync(string row, byte[] bytes, string code)
    {
        var (rows, version, applications) = (Sqlite.Dump(App.DatabaseFile), App.Store.Current.Version, await App.GetAsync("applications"));

        var finding = (await App.PostAsync("cluster=production&namespace=shop", bytes, "application/yaml")).ExpectRefusal(code);

        Assert.True((int?)finding["line"] >= 1 && (int?)finding["column"] >= 1 && !string.IsNullOrEmpty((string?)finding["message"]), $"{row}: {finding}");
        Assert.Equal(rows, Sqlite.Dump(App.DatabaseFile));
        Assert.Equal(version, App.Store.Current.Version);
        Assert.Equal(applications.Text, (await App.GetAsync("applications")).Text);
        Assert.Equal("Healthy", (await App.SendAsync(HttpMethod.Get, "/readyz")).Text);
    }

    [Fact]
    public async Task More_than_2000_services_are_refused()
    {
        var services = string.Concat(Enumerable.Range(0, 2_001).Select(i => $"  s{i}:\n"));
        (await App.PostAsync("namespace=many", $"services:\n{services}")).ExpectRefusal("too-many-services");
        (await App.PostAsync("namespace=many", $"services:\n{services[..^8]}")).Expect(201);
    }

    [Theory]
    [InlineData("a03-null", "services:\n")]
    [InlineData("a03-empty", "services: {}\ndatabases: []\n")]
    public async Task A_file_without_services_is_an_application_with_a_warning(string @namespace, string yaml) =>
        Assert.Equal("warning", (string?)(await App.PostAsync($"namespace={@namespace}", yaml)).Expect(201).Finding("no-services")["severity"]);

    [Fact]
    public async Task Every_cut_of_a_good_file_is_imported_or_refused()
    {
        var good = Encoding.UTF8.GetBytes("x: &x {a: 1}\nservices:\n  api: # ä\n    ports: ['80:80', {container: 3000, tcp: 25}]\n    env_vars: {<<: *x, P: |\n");
        for (var length = 0; length <= good.Length; length++)
            Assert.True((await App.PostAsync("namespace=shop&dryRun=true", good[..length], "application/yaml")).Status is 200 or 422, $"Cut at {length}.");
    }

    [Fact]
    public async Task Names_that_look_like_values_stay_names()
    {
        await App.ImportAsync("names", "services:\n  __proto__:\n  constructor:\n  'null':\n  true:\n  yes:\n  NaN:\n  1e3:\n  no:\n");
        Assert.Equal(["1e3", "constructor", "nan", "no", "null", "proto", "true", "yes"], Json.Strings((await App.GetAsync("clusters/production/applications/names"))["services"], "label"));
        Assert.Equal(["1e3", "constructor", "NaN", "no", "null", "__proto__", "true", "yes"], Json.Strings((await App.GetAsync("clusters/production/applications/names"))["services"], "name"));
    }
}
