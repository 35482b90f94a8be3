using System.Text;
using static ElasticDns.Web.Tests.BadInput.BadFile;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>A: the structure of the YAML.</summary>
internal static class StructureRows
{
    private const string Api = "services:\n  api:\n    ports: ";
    private const string Good = Api + "[3000]\n";

    // Uses what has a meaning in YAML, so that cuts and wrong bytes hit all of it; the whole grammar is tried where no call is in between.
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        "x: &x {a: 1}\nservices:\n  api: # ä\n    ports: ['80:80', {container: 3000, tcp: 25}]\n    command: |\n      run\n    env_vars: {<<: *x, P: \"q\"}\n  ? b_c\n  :\ndatabases:\n- mysql-main\n...\n");

    private static readonly byte[] Hostile = [0x00, 0x09, 0x0A, 0x0D, (byte)'"', (byte)'*', (byte)':', (byte)'[', (byte)'{', 0x7F, 0x80, 0xFF];

    public static IReadOnlyList<BadInputRow> All { get; } =
    [
        new("A01", "0 bytes", Refused("", "empty-document", 1, 1)),
        new("A02", "only comments, a marker or a byte order mark", [.. ((string[])["# nothing\n", "---\n", "---\n...\n", "\uFEFF", "\uFEFF# a\n", "\n\n   \n", "~"]).Select(text => Refused(text, "empty-document"))]),
        new("A03", "services without a value, and neither services nor databases",
            Accepted("services:\n", "no-services", ""), Accepted("services: {}\ndatabases: []\n", "no-services", ""), Refused("version: 2\n", "not-a-service-yml"), Refused("version: 2\nfoo: bar\n", "not-a-service-yml")),
        new("A04", "a root that is a list", Refused("- a\n- b\n", "root-shape", 1, 1, "must be a mapping")),
        new("A05", "a root that is a scalar", [.. ((string[])["hello\n", "\"services: {}\"", "42"]).Select(text => Refused(text, "root-shape", 1, 1, "must be a mapping"))]),
        new("A06", "two documents", Refused($"{Good}---\n{Good}", "several-documents", 4, 1), Accepted($"---\n{Good}...\n", gives: "api 3000")),
        new("A07", "1,000 nested lists", Refused(Repeat("[", 1_000) + Repeat("]", 1_000), "nesting-too-deep", 1, 33, "32")),
        new("A08", "10,000 nested lists", Refused(Repeat("[", 10_000) + Repeat("]", 10_000), "nesting-too-deep", 1, 33)),
        new("A09", "100,000 nested lists", Refused(Repeat("[", 100_000) + Repeat("]", 100_000), "nesting-too-deep", 1, 33)),
        new("A10", "100,000 nested maps", Refused(Repeat("{a: ", 100_000) + Repeat("}", 100_000), "nesting-too-deep", 1)),
        new("A11", "1,000,000 lists that are not closed", () => [Refused(Repeat("[", 1_000_000), "nesting-too-deep", 1, 33)]),
        new("A12", "5,000 lists in one line", Refused(Repeat("- ", 5_000) + "x", "nesting-too-deep", 1)),
        new("A13", "1,000 explicit keys, and a key that is a list", Refused(Repeat("? ", 1_000) + "x", "nesting-too-deep", 1), Refused("services:\n  ? [a]\n  : {}\n", "key-shape", 2)),
        new("A14", "2,000 levels of indentation", () => [Refused(string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n")), "nesting-too-deep", 33)]),
        new("A15", "billion laughs", Refused(Laughs() + Good, "aliases-too-large", says: "200,000")),
        new("A16", "100 KB used 1,000 times", () => [Refused($"x: &x {new string('y', 100_000)}\nlist:\n{Repeat("- *x\n", 1_000)}{Good}", "aliases-too-large", says: "characters")]),
        new("A17", "an anchor that holds itself", Refused($"x: &x [*x]\n{Good}", "recursive-alias", 1), Refused("services: &s\n  web:\n    <<: *s\n", "recursive-alias", 3)),
        new("A18", "a merge key", Accepted("x-base: &base {image: nginx, ports: [80]}\nservices:\n  api:\n    <<: *base\n    ports: [3000]\n", gives: "api 3000"), Refused("services:\n  web:\n    <<: nginx\n", "merge-key", 3)),
        new("A19", "a bomb of merge keys", Refused(MergeBomb() + Good, "nesting-too-deep")),
        new("A20", "an alias without anchor", Refused($"{Api}*nope\n", "unknown-alias", 3, 12)),
        new("A21", "a service given twice", Refused("services:\n  api:\n  web:\n  api:\n", "duplicate-key", 4, 3, "line 2")),
        new("A22", "a key given twice in one service, and an environment given twice",
            Refused($"{Good}    ports: [81]\n", "duplicate-key", 4, 5, "line 3"), Refused("production: x\nproduction: {services: {}}\n", "duplicate-key", 2, 1, "line 1")),
        new("A23", "names that give one label", [.. ((string[])["Web, web", "a_b, a-b", "a.b, a-b"]).Select(names => names.Split(", ")).Select(names => Refused($"services:\n  {names[0]}:\n  {names[1]}:\n", "name-collision", 3, 3, "line 2")),
            // After NFC they would be equal too; neither is a name, as it is not ASCII.
            Refused("services:\n  \u00e9:\n  e\u0301:\n", "name-not-ascii", 2)]),
        new("A24", "a tag that names a type", Refused($"{Api}!<!System.Diagnostics.Process> [80]\n", "tag", 3, 12)),
        new("A25", "tags of other readers", [.. ((string[])["!!binary aGVsbG8=", "!!python/object:os.system {}", "!!js/function a", "!!str 80", "!local 80"]).Select(value => Refused($"{Api}{value}\n", "tag", 3, 12))]),
        new("A26", "a tab in the indentation", Refused("services:\n  api:\n\tports: [80]\n", "tab-indentation", 3, 1), Refused("services:\n\tweb:\n\t\tports: [80]\n", "tab-indentation", 2, 1)),
        new("A27", "a NUL byte in a key", Refused("services:\n  a\0pi:\n", "binary-file", 2, 4), Refused("services:\n  a\u001bpi:\n", "control-character", 2, 4)),
        new("A28", "other line separators in a line", [.. ((string[])["\u0085", "\u2028", "\u2029"]).Select(separator => Refused($"services:\n  a{separator}b:\n  c:\n", "name-not-ascii", 2, 3))]),
        new("A29", "every kind of line end", [.. ((string[])["\n", "\r\n", "\r"]).Select(end => Accepted("services:\n  custom_web:\n    ports:\n    - 3000:80\n".ReplaceLineEndings(end), "derived-label", "custom_web:custom-web 3000/http 80", 2)),
            Accepted("services:\r\n  api:\r    ports:\n    - 3000\r\n", gives: "api 3000")]),
        new("A30", "byte order marks and UTF-16", Accepted("\uFEFF" + Good, gives: "api 3000"),
            Refused([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], "not-utf-8", 1, 1, "UTF-8"), Refused([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Good)], "not-utf-8"),
            Refused(Encoding.Unicode.GetBytes(Good), "not-utf-8"), Refused(Encoding.BigEndianUnicode.GetBytes(Good), "not-utf-8")),
        new("A31", "bytes that are no UTF-8", [.. ((byte[][])[[0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80]]).Select(wrong => Refused([.. "services:\n  we"u8, .. wrong, .. "b: {}\n"u8], "not-utf-8", 1, 1, "byte 14 "))]),
        new("A32", "a scalar of 50 MB", () => [new([.. "services: "u8, .. Filled(50 * 1024 * 1024)], Outcome.TooLarge)]),
        new("A33", "200,000 services, and 2,001", () =>
            [new(Encoding.UTF8.GetBytes(Services(200_000)), Outcome.Refused, "too-many-events"), Refused(Services(2_001), "too-many-services", 2_002, says: "2,000"), Accepted(Services(2_000))]),
        new("A34", "100,000 anchors", () => [Refused(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}: &a{i} x\n")), "too-many-anchors", 1_001, says: "1,000")]),
        new("A35", "1,000,000 lines of comments", () => [Accepted(Repeat("# a\n", 1_000_000) + Good, gives: "api 3000"), new(Encoding.UTF8.GetBytes(Repeat("# ab\n", 1_000_000) + Good), Outcome.TooLarge)]),
        new("A36", "a key of 1,025 characters", Refused($"services:\n  {new string('k', 1_025)}:\n", "key-too-long", 2), Refused($"services:\n  api:\n    env_vars: {{{new string('k', 1_025)}: a}}\n", "key-too-long", 3)),
        new("A37", "a good file cut at every byte", () => Enumerable.Range(0, Whole.Length + 1).Select(length => Either(Whole[..length]))),
        new("A38", "a good file with wrong bytes; every fifth here, each of them where no call is in between", () =>
            from at in Enumerable.Range(0, Whole.Length)
            where at % 5 == 0
            from wrong in Hostile
            select Either([.. Whole.AsSpan(0, at), wrong, .. Whole.AsSpan(at + 1)])),
    ];

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Services(int count) => $"services:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"  s{i}:\n"))}";

    private static byte[] Filled(int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)'x');
        return bytes;
    }

    // Each level names the level before ten times.
    private static string Laughs() => "a: &a [x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{Repeat($"*{(char)('a' + i - 1)},", 10)}]\n"));

    private static string MergeBomb() => "m0: &m0 {a0: 1}\nm1: &m1 {a1: 1}\n" + string.Concat(Enumerable.Range(2, 98).Select(i => $"m{i}: &m{i} {{<<: [*m{i - 1}, *m{i - 2}], a{i}: 1}}\n"));
}
