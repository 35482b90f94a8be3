using System.Text;

namespace ElasticDns.Core.Tests.Fuzz;

/// <summary>Makes other manifests of manifests: by their tokens, lines, names and bytes, and by joining parts of several.</summary>
internal sealed class ManifestMutator(IReadOnlyList<byte[]> seeds, Random random)
{
    private const int LongestText = 20_000;

    // What has a meaning in YAML, in the grammar of manifests, or to whoever takes an address or a secret apart.
    private static readonly string[] Tokens =
    [
        "*", "&", "&a ", "*a", "*base", "!!str ", "!x ", "!<!System.Diagnostics.Process> ", "|", "|-", "|2\n", ">", ">+\n", "- ", "? ", ": ", ":", "::", "{", "}", "[", "]", ", ", "#", " #", "\"", "'", "''", "\\", "\\x",
        "\\u0000", "\\\n", "%YAML 1.1\n---\n", "%TAG ! tag:x\n", "---\n", "...\n", "<<: ", "<<: *base\n", "=", "~", "null", "@", "`", "\t", " ", "  ", "    ", "\n", "\n\n", "\r", "\r\n",
        "services:\n", "databases: [mysql, redis-main]\n", "services: ", "ports: ", "ports: [80]\n", "env_vars:\n", "container: ", "public_port: ", "local_ports: [", "x-elastic-dns: {namespace: ", "production:\n", "groups:\n", "image: ",
        "0", "-1", "65535", "65536", "010", "0x50", "3_000", "80.5", "1e3", "99999999999999999999", "22:22", "3000:80:443", "a..b", "A_b", "-", "web", "API", "mysql", "default", "kube-system", "__proto__", "constructor",
        "http://api:3000", "http://", "://", "tcp://u:p@h:1", "mysql://u:p@mysql:3306/db", "postgres://:x@:", "_env(", "_env(A:redis://redis)", "_env(NAMESPACE)", "$(", "${A:-", "${DB_PASSWORD:-", "{{", "}}", "{{ .Values.x }}",
        "--password ", "--password=", "PASSWORD: ", "TOKEN=", "SECRET:\n", "api_key: [", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.sig", "u:p@registry.example.com/a", "********",
        "\uFEFF", "\0", "\u001B[31m", "\u0085", "\u2028", "\u2029", "\u200B", "\u202E", "\u0430", "é", "İ", "ﬀ", "\uE085", "\uE028", "\uE000", "\uE001", "\uFFFD", "😀", "\uFFFE", "e\u0301", "apiVersion: v1\nkind: Secret\n", "stringData:\n", "kind: List\n",
        "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "<script>", "build: .\n", "depends_on: [web]\n", "hosts: all\n",
    ];

    /// <summary>The next manifest.</summary>
    public byte[] Next()
    {
        var text = Encoding.UTF8.GetString(Seed());
        // Mostly few steps: what is still nearly a manifest gets farther than what is nothing any more.
        for (var steps = 1 + random.Next(random.Next(1, 8)); steps > 0; steps--) text = Step(text);
        if (text.Length > LongestText) text = text[..LongestText];
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(12) == 0 && bytes.Length > 0)
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private byte[] Seed() => seeds[random.Next(seeds.Count)];

    private string Token() => Tokens[random.Next(Tokens.Length)];

    private string Step(string text) => random.Next(12) switch
    {
        0 or 1 => text.Insert(random.Next(text.Length + 1), Token()),
        2 => Cut(text, random.Next(1, 20)),
        3 => Lines(text, lines => lines.RemoveAt(random.Next(lines.Count))),
        4 => Lines(text, lines => lines.Insert(random.Next(lines.Count + 1), lines[random.Next(lines.Count)])),
        5 => Lines(text, lines => Swap(lines)),
        6 => Lines(text, lines => Indent(lines)),
        7 => Words(text),
        8 => Splice(text),
        9 => Lines(text, lines => lines.Insert(random.Next(lines.Count + 1), new string(' ', random.Next(9)) + Token() + Token())),
        10 => random.Next(4) == 0 ? text.ReplaceLineEndings(random.Next(2) == 0 ? "\r\n" : "\r") : Repeat(text),
        _ => Replace(text),
    };

    private string Cut(string text, int most)
    {
        if (text.Length == 0) return text;
        var at = random.Next(text.Length);
        return text.Remove(at, Math.Min(most, text.Length - at));
    }

    private string Replace(string text)
    {
        if (text.Length == 0) return text;
        var at = random.Next(text.Length);
        return text.Remove(at, 1).Insert(at, Token());
    }

    private static string Lines(string text, Action<List<string>> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines);
        return string.Join('\n', lines);
    }

    private void Swap(List<string> lines)
    {
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        (lines[one], lines[other]) = (lines[other], lines[one]);
    }

    private void Indent(List<string> lines)
    {
        var at = random.Next(lines.Count);
        for (var count = random.Next(1, 5); count > 0 && at < lines.Count; count--, at++)
            lines[at] = random.Next(2) == 0 ? new string(' ', random.Next(1, 5)) + lines[at] : lines[at].TrimStart();
    }

    // A value after a colon, or a whole key, becomes a token.
    private string Words(string text) => Lines(text, lines =>
    {
        var at = random.Next(lines.Count);
        var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) lines[at] += Token();
        else lines[at] = random.Next(3) == 0 ? $"{new string(' ', lines[at].Length - lines[at].TrimStart().Length)}{Token()}{lines[at][colon..]}" : $"{lines[at][..colon]}: {Token()}";
    });

    // A part of another manifest, by whole lines or wherever it happens.
    private string Splice(string text)
    {
        var other = Encoding.UTF8.GetString(Seed());
        if (random.Next(3) == 0)
        {
            var (from, to) = (random.Next(other.Length + 1), random.Next(text.Length + 1));
            return text[..to] + other[from..];
        }
        var taken = other.Split('\n');
        var start = random.Next(taken.Length);
        return Lines(text, lines => lines.InsertRange(random.Next(lines.Count + 1), taken.Skip(start).Take(random.Next(1, 12))));
    }

    private string Repeat(string text)
    {
        if (text.Length == 0) return text;
        var at = random.Next(text.Length);
        var part = text.Substring(at, Math.Min(random.Next(1, 6), text.Length - at));
        return text.Insert(at, new StringBuilder().Insert(0, part, random.Next(1, 60)).ToString());
    }
}
