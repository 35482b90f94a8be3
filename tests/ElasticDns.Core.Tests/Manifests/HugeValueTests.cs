using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Texts within the size cap that would keep a careless pattern or loop busy for hours.</summary>
public sealed class HugeValueTests
{
    private const int Length = 400_000;

    private static string Repeat(string text, int length = Length) => new StringBuilder().Insert(0, text, length / text.Length).ToString();

    [Theory]
    [InlineData("+")]
    [InlineData("a.")]
    [InlineData("a-")]
    [InlineData("a:")]
    [InlineData("a:b@")]
    [InlineData("a:b@c")]
    [InlineData("TOKEN")]
    [InlineData("TOKEN ")]
    [InlineData("TOKEN=")]
    [InlineData("TOKEN:")]
    [InlineData("PASSWORD-")]
    [InlineData("eyJaaaa-")]
    [InlineData("eyJaaaa.")]
    [InlineData("eyJaaaa.eyJaaaa-")]
    [InlineData("-----BEGIN A-----")]
    [InlineData("-----BEGIN A-----AAAAAAAAAAAAAAAA ")]
    [InlineData("-----END A-----")]
    [InlineData("a://")]
    [InlineData("a://b:")]
    [InlineData("1a://b:")]
    [InlineData("a://b:c@")]
    [InlineData("--password ")]
    [InlineData("--password=$(")]
    [InlineData("--password \\\"")]
    [InlineData("{{ ")]
    [InlineData("{{")]
    [InlineData(" ")]
    [InlineData("# ")]
    [InlineData("'")]
    [InlineData("x")]
    public void A_huge_value_is_read_and_redacted_in_no_time(string part)
    {
        var value = Repeat(part);
        Watchdog.Run(() => Check($"services:\n  web:\n    command: \"@= eyJ -----BEGIN --password {value}\"\n"));
        Watchdog.Run(() => Check($"services:\n  web:\n    env_vars:\n      SECRET: |\n        a\n        {value}\n        b\n"));
        Watchdog.Run(() => Check($"a: [\n@= eyJ -----BEGIN --password {value}\n"));
        Watchdog.Run(() => Check($"a: [\nSECRET: |\n {value}\n"));
        Watchdog.Run(() => Assert.NotEqual(0, Redaction.Of($"@= eyJ -----BEGIN --password {value}").Length));
    }

    [Theory]
    [InlineData("  \tx\n")]
    [InlineData("\n")]
    [InlineData("# PASSWORD: x\n")]
    [InlineData("  PASSWORD: x\n")]
    [InlineData("  - x\n")]
    [InlineData("\r")]
    public void Very_many_lines_before_a_mistake_are_passed_in_no_time(string line)
    {
        var lines = Repeat(line);
        Watchdog.Run(() => Check($"a: |\n  x\n{lines}\nb: [\n"));
        Watchdog.Run(() => Check($"b: \"\n{lines}\n"));
    }

    [Fact]
    public void Very_many_groups_and_databases_are_read_in_no_time()
    {
        var groups = "mysql:\n  groups:\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"    h{i}: {{}}\n"));
        var databases = "databases:\n" + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"- mysql-g{i}\n"));
        Watchdog.Run(() => Assert.Equal(200_000, Yml.Accept(databases, manifestYml: groups).Databases.Count));
    }

    [Fact]
    public void A_message_stays_short_however_much_there_is_to_list()
    {
        var environments = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"environment{i}: {{services: {{}}}}\n"));
        Watchdog.Run(() => Assert.InRange(Yml.Refuse(environments, "environment-required").Message.Length, 1, 1_000));
        Watchdog.Run(() => Assert.InRange(Yml.Refuse(environments, "environment-unknown", "qa").Message.Length, 1, 1_000));
        var engines = "databases:\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"  engine{i}:\n"));
        Watchdog.Run(() => Assert.InRange(Yml.Refuse(engines, "databases-shape").Message.Length, 1, 1_000));
    }

    private static void Check(string text)
    {
        var reading = Yml.Read(text);
        Assert.Equal(reading.Manifest is null, reading.Findings.Any(finding => finding.Severity is Severity.Error));
    }
}
