using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>A generated manifest in which the same canary stands in every place where a secret may stand.</summary>
/// <param name="Text">The manifest.</param>
/// <param name="Secrets">How many places there are.</param>
internal sealed record SecretManifest(string Text, int Secrets)
{
    public const string Canary = "cAnArY7";

    private static readonly string[] Keys =
        ["DB_PASSWORD", "password", "Passwd", "clientSecret", "GITHUB_TOKEN", "API_KEY", "apikey", "AWS_ACCESS_KEY_ID", "accessKey", "PRIVATE_KEY", "privatekey", "GOOGLE_CREDENTIALS"];

    // What may stand at {i} blanks of indentation; {k} is a key that says secret, {c} the canary, {n} a number of its own.
    private static readonly string[] ByKey =
    [
        "{i}{k}: {c}", "{i}{k}: \"{c}\"", "{i}{k}: '{c}'", "{i}\"{k}\": {c}", "{i}{k}:   {c}   ", "{i}{k}: {c} # note", "{i}{k}: \"{c} it's # {c}\"", "{i}{k}: 'a ''{c}'' b'",
        "{i}{k}: \"a \\\"{c}\\\" b\"", "{i}{k}: |\n{i}  {c}\n{i}  {c}", "{i}{k}: |-\n{i}    {c}\n\n{i}    {c}", "{i}{k}: >\n{i}  {c}\n{i}  # {c}", "{i}{k}: a\n{i}  {c}\n{i}  {c}",
        "{i}{k}: \"a\n{i}  {c}\n\n{i}  {c}\"", "{i}{k}: 'a\n{i}  {c}'", "{i}{k}: {A: {c}, B: [{c}, {D: {c}}]}", "{i}{k}: [{c}, \"{c}\"]", "{i}{k}:\n{i}- {c}\n{i}- {c}", "{i}{k}:\n{i}  - {c}\n{i}  - A: {c}\n{i}    B: |\n{i}      {c}",
        "{i}{k}:\n{i}  a:\n{i}    b: {c}", "{i}{k}: &a{n} {c}", "{i}{k}: &a{n}\n{i}  x: {c}", "{i}X{n}: &b{n} {c}\n{i}{k}: *b{n}", "{i}X{n}: &b{n} {y: {c}}\n{i}{k}: {<<: *b{n}}", "{i}X{n}: {{k}: {c}, y: z}",
        "{i}X{n}: [{{k}: {c}}]", "{i}? {k}\n{i}: {c}", "{i}{k}: _env({k}:{c})", "{i}X{n}: [\"{k}={c}\", B=c]", "{i}X{n}:\n{i}  - {k}={c}\n{i}  - \"{k}={c} {c}\"\n{i}  - '{k}={c}'", "{i}X{n}:\n{i}- {k}={c}", "{i}X{n}: run {k}={c} now",
        "{i}{k}: mysql://u:p@h/{c}", "{i}X{n}: &b{n} mysql://u:{c}@h/{c}\n{i}{k}: *b{n}", "{i}{k}: {c}:x", "{i}{k}: -{c}", "{i}{k}: \"*{c}\"", "{i}{k}: ${c}", "{i}{k}: 1{c}", "{i}{k}: a#{c}", "{i}{k}: a, {c}]", "{i}X{n}: y # {k}: {c}", "{i}# {k}={c}",
    ];

    private static readonly string[] ByForm =
    [
        "{i}X{n}: mysql://u:{c}@mysql:3306/db", "{i}X{n}: \"redis://:{c}@redis, redis://:{c}@two\"", "{i}X{n}: 'amqp://u:{c}/{c}:{c}@{c}@h'", "{i}# see https://u:{c}@h/x", "{i}X{n}: run --password {c} -v", "{i}X{n}: run --password={c}",
        "{i}X{n}: [run, --password, {c}]", "{i}X{n}:\n{i}- --password\n{i}- {c}", "{i}X{n}: run --password '{c} {c}'", "{i}X{n}: Bearer eyJ{c}.eyJ{c}.{c}", "{i}X{n}: \"eyJ{c}.{c}\\\n{i}  .{c}\"", "{i}X{n}: u:{c}@registry.example.com/team/app",
        "{i}X{n}: |\n{i}  -----BEGIN RSA PRIVATE KEY-----\n{i}  {c}{c}{c}{c}\n{i}  {c}==\n{i}  -----END RSA PRIVATE KEY-----", "{i}X{n}: \"-----BEGIN PRIVATE KEY-----\\n{c}{c}{c}\\n-----END PRIVATE KEY-----\\n\"",
        "{i}X{n}: >-\n{i}  http://u:{c}@h/x\n{i}  y", "{i}X{n}: \"http://u:{c}@h/\\u0041\"", "{i}\"http://u:{c}@h/{n}\": y",
    ];

    /// <summary>Manifests with secrets of every kind.</summary>
    public static readonly Gen<SecretManifest> All = Gen.Choose(0, int.MaxValue - 1).Select(seed => Make(new Random(seed), [.. ByKey, .. ByForm], withImage: true));

    /// <summary>Manifests whose secrets are known by their keys alone.</summary>
    public static readonly Gen<SecretManifest> Keyed = Gen.Choose(0, int.MaxValue - 1).Select(seed => Make(new Random(seed), [.. ByKey.Where(form => !form.Contains("mysql://", StringComparison.Ordinal) && !form.Contains("*b", StringComparison.Ordinal))], withImage: false));

    private static SecretManifest Make(Random random, string[] forms, bool withImage)
    {
        var text = new StringBuilder();
        var secrets = 0;
        var below = random.Next(4) == 0 ? "  " : "";
        if (random.Next(3) == 0) text.Append("x-elastic-dns: {namespace: shop}\n");
        if (random.Next(3) == 0) Add("x-vault:\n", "  ");
        if (below.Length > 0) text.Append("production:\n");
        text.Append(below).Append("services:\n");
        for (var service = random.Next(1, 4); service > 0; service--)
        {
            text.Append($"{below}  {(random.Next(4) == 0 ? "token_store" : "web")}{service}:\n{below}    ports: [{random.Next(1, 65536)}, \"80:80\"]\n");
            if (withImage && random.Next(3) == 0)
            {
                text.Append($"{below}    image: u:{Canary}@registry.example.com/app:1\n");
                secrets++;
            }
            Add($"{below}    env_vars:\n{below}      A: b\n", $"{below}      ");
            if (random.Next(2) == 0) Add($"{below}    annotations:\n{below}      deep:\n{below}        A: b\n", $"{below}        ");
        }
        if (random.Next(2) == 0) text.Append(below).Append("databases: [mysql, redis-main]\n");
        var end = random.Next(6) switch { 0 => "\r\n", 1 => "\r", _ => "\n" };
        return new((random.Next(5) == 0 ? "\uFEFF" : "") + text.Replace("\n", end), secrets);

        void Add(string header, string indent)
        {
            text.Append(header);
            var keys = Keys.OrderBy(_ => random.Next()).ToArray();
            for (var i = random.Next(4); i > 0; i--)
            {
                text.Append(forms[random.Next(forms.Length)]
                    .Replace("{i}", indent, StringComparison.Ordinal).Replace("{k}", keys[i], StringComparison.Ordinal)
                    .Replace("{c}", Canary, StringComparison.Ordinal).Replace("{n}", $"{++secrets}", StringComparison.Ordinal)).Append('\n');
            }
        }
    }
}
