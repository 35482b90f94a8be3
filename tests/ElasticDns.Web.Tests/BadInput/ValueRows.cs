using System.Globalization;
using System.Text;
using static ElasticDns.Web.Tests.BadInput.BadFile;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>B: values, but for the secrets of B10 and B11, for which <see cref="Features.Import.SecretTests"/> looks everywhere.</summary>
internal static class ValueRows
{
    private const string Api = "services:\n  api:\n    ports: ";

    private const string Container = "services:\n  web:\n    ports:\n      - container: ";

    public static IReadOnlyList<BadInputRow> All { get; } =
    [
        new("B01", "what is no port",
            [.. ((string[])["0", "65536", "99999999999999999999"]).Select(value => Port(value, "port-out-of-range")), .. ((string[])["-1", "\"http\"", "80.5", "1e3", "NaN"]).Select(value => Port(value, "port-not-a-number")),
            Refused($"{Api}[0]\n", "port-out-of-range", 3, 13), Accepted($"{Api}[3000, ]\n", gives: "api 3000"), Accepted($"{Api}[3000, ~]\n", "empty-port", gives: "api 3000"), Accepted("services:\n  api:\n    ports:\n    -\n    - 3000\n", "empty-port", "api 3000", 4)]),
        new("B02", "numbers of YAML 1.1", [.. ((string[])["010", "0x50", "3_000", "0b1010", "0o17"]).Select(value => Port(value, "port-not-a-number"))]),
        new("B03", "numbers to the base of 60", Accepted($"{Api}[22:22]\n", gives: "api 22/http 22"), Accepted($"{Api}[3000:80:443]\n", gives: "api 3000/http 80/https 443")),
        new("B04", "a port given twice, and 65,536 of them", () =>
            [Accepted($"{Api}[80, 80, \"80\"]\n", "duplicate-port", "api 80"), Refused($"{Api}\n{string.Concat(Enumerable.Range(0, 65_536).Select(i => $"    - {(i % 65_535) + 1}\n"))}", "too-many-ports", 1_004, says: "1,000")]),
        new("B05", "ports of another shape", Refused($"{Api}{{3000: 80}}\n", "ports-shape", 3, says: "write a list"), Refused($"{Api}[[80, 81]]\n", "port-shape", 3), Port("[80]", "port-shape"), Port("{a: 1}", "port-shape")),
        new("B06", "names of which no label remains, and names that fold to one",
            Name(new string('a', 64), "name-too-long"), Name("''", "name-empty"), Name("'*'", "name-empty"), Name("ä", "name-not-ascii"), Name($"{new string('a', 63)}.{new string('b', 63)}.{new string('c', 63)}.{new string('d', 62)}", "name-too-long"),
            Folded("-a", "a"), Folded("a-", "a"), Folded("a..b", "a--b"), Folded("A_b", "a-b"), Folded("a.", "a"), Accepted("services:\n  404:\n", "label-starts-with-digit", "404", 2)),
        new("B07", "names that look like values", Accepted("services:\n  __proto__:\n  constructor:\n  'null':\n  true:\n  yes:\n  NaN:\n  1e3:\n  no:\n", gives: "1e3 constructor NaN:nan no null __proto__:proto true yes"), Name("'~'", "name-empty")),
        new("B08", "names that look like others", Name("\"a\u202Eb\"", "name-not-ascii", "\\u202e"), Name("\"a\u200Bb\"", "name-not-ascii", "\\u200b"), Name("\u0430pi", "name-not-ascii", "\\u0430"), Name("\"a\\u202Eb\"", "name-not-ascii", "\\u202e")),
        new("B09", "namespaces that are none", [.. ((string[])["a/b", "..", "%2e%2e", "-a", "\u0430pp", "default", "kube-system", "a\r\nb", new('a', 64)]).SelectMany(name => (BadFile[])
            [Refused($"{Api}[80]\n", "namespace-invalid") with { Namespace = name }, Refused($"x-elastic-dns: {{namespace: \"{Escape(name)}\"}}\n{Api}[80]\n", "namespace-invalid", 1) with { Namespace = "" }])]),
    ];

    private static BadFile Port(string value, string code) => Refused($"{Container}{value}\n", code, 4, 20) with { Path = "services.web.ports[0].container" };

    private static BadFile Name(string name, string code, string? says = null) => Refused($"services:\n  {name}:\n", code, 2, 3, says);

    // domain.md folds what leaves a label, and says so, where the row would refuse it.
    private static BadFile Folded(string name, string label) => Accepted($"services:\n  {name}:\n", "derived-label", $"{name}:{label}", 2);

    private static string Escape(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));
}
