using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Bytes that are no text, or too much of it.</summary>
public sealed class BadEncodingTests
{
    private const string Good = "services:\n  web:\n    ports: [3000]\n";

    private static Finding Refuse(byte[] bytes, string code) => Yml.Refuse(Yml.Read(bytes), code);

    private static byte[] With(params byte[] wrong) => [.. "services:\n  we"u8, .. wrong, .. "b: {}\n"u8];

    [Fact]
    public void A30_a_UTF8_byte_order_mark_is_accepted_and_moves_no_column()
    {
        var reading = Yml.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)]);
        var service = Assert.Single(reading.Manifest!.Services);
        Assert.Equal(("web", 2, 3), (service.Label, service.Line, service.Column));
        Assert.Equal("\uFEFF" + Good, Yml.Parse("\uFEFF" + Good).Text);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void A30_UTF16_is_refused(bool bigEndian, bool withMark)
    {
        var encoding = new UnicodeEncoding(bigEndian, withMark);
        Assert.Contains("UTF-8", Refuse([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)], "not-utf-8").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A31_bytes_that_are_no_UTF8_are_refused_with_their_offset()
    {
        foreach (byte[] wrong in (byte[][])[[0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]])
            Assert.Contains("byte 14 ", Refuse(With(wrong), "not-utf-8").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A31_a_character_that_the_end_of_the_file_cuts_is_refused() => Refuse([.. Encoding.UTF8.GetBytes(Good), 0xC3], "not-utf-8");

    [Fact]
    public void A31_two_halves_of_a_character_as_three_bytes_each_are_refused() => Refuse(With(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80), "not-utf-8");

    [Fact]
    public void A32_a_scalar_of_50_MB_is_refused_by_size() => Watchdog.Run(() =>
    {
        var bytes = new byte[50 * 1024 * 1024];
        Array.Fill(bytes, (byte)'x');
        Assert.Contains("4,194,304", Refuse(bytes, "file-too-large").Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A32_the_size_is_the_last_byte_that_is_accepted()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        Assert.DoesNotContain(Yml.Parse(bytes, new() { FileBytes = bytes.Length }).Findings, finding => finding.Code == "file-too-large");
        Assert.Contains(Yml.Parse(bytes, new() { FileBytes = bytes.Length - 1 }).Findings, finding => finding.Code == "file-too-large");
    }

    [Fact]
    public void A33_200000_services_are_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("services:\n");
        for (var i = 0; i < 200_000; i++) text.Append($"  s{i}: {{}}\n");
        var reading = Yml.Read(text.ToString());
        Assert.Null(reading.Manifest);
        Assert.Contains(reading.Findings, finding => finding.Code is "too-many-events" or "too-many-services" && finding.Line > 1);
    });

    [Fact]
    public void A33_2001_services_are_refused_and_2000_are_read()
    {
        static string Services(int count) => $"services:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"  s{i}:\n"))}";
        Assert.Equal(2_000, Yml.Accept(Services(2_000)).Services.Count);
        var finding = Yml.Refuse(Services(2_001), "too-many-services");
        Assert.Equal(2_002, finding.Line);
        Assert.Contains("2,000", finding.Message, StringComparison.Ordinal);
        Assert.Single(Yml.Read(Services(2_001)).Findings);
    }

    [Fact]
    public void A34_100000_anchors_are_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("x:\n");
        for (var i = 0; i < 100_000; i++) text.Append($"  - &a{i} 1\n");
        Assert.Equal(1_002, Yml.Refuse($"{text}services: {{}}\n", "too-many-anchors").Line);
    });

    [Fact]
    public void A34_more_than_10000_aliases_are_refused() => Watchdog.Run(() =>
        Yml.Refuse($"a: &a 1\nx:\n{new StringBuilder().Insert(0, "  - *a\n", 10_001)}services: {{}}\n", "too-many-aliases"));

    [Fact]
    public void A35_a_million_comment_lines_are_read_or_refused_by_size() => Watchdog.Run(() =>
    {
        var reading = Yml.Read($"{new StringBuilder().Insert(0, "# a\n", 1_000_000)}{Good}");
        Assert.Equal((1_000_002, true), reading.Manifest is { } manifest ? (manifest.Services[0].Line, true) : (1_000_002, reading.Findings[0].Code == "file-too-large"));
    });

    [Theory]
    [InlineData("services:\n  web:\n    env_vars:\n      {0}: a\n", 4)]
    [InlineData("services:\n  web:\n    env_vars:\n      \"{0}\": a\n", 4)]
    [InlineData("services:\n  web:\n    env_vars: {{{0}: a}}\n", 3)]
    [InlineData("services:\n  ? {0}\n  : a\n", 2)]
    public void A36_a_key_of_1025_characters_is_refused_with_its_line(string text, int line)
    {
        var key = new string('k', 1_025);
        Assert.Equal(line, Yml.Refuse(text.Replace("{0}", key, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), "key-too-long").Line);
    }

    [Fact]
    public void Archives_and_pictures_are_named_for_what_they_are()
    {
        Assert.Contains("zip", Refuse([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "archive").Message, StringComparison.Ordinal);
        Assert.Contains("gzip", Refuse([0x1F, 0x8B, 0x08, 0x00], "archive").Message, StringComparison.Ordinal);
        Assert.Contains("picture", Refuse([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "binary-file").Message, StringComparison.Ordinal);
    }
}
