using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Tests.References;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Any text at all in the place of a value: nothing is thrown, and what is found is written in it.</summary>
public sealed partial class MentionProperties
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements(":/@,.$(){}_-[];=?#&|<>^~%!* ".ToCharArray()).Select(c => c.ToString()),
        Gen.Elements("a", "Z", "0", "9", "é", "ſ", "K", "\uE000", "\uE001", "\u0001", "\t", "\r\n", "\n", "\u0085", "\u2028", "\uFFFD", "😀"),
        Gen.Elements("://", "http://", "s3://", "_env(", "_env:", "_env(NAMESPACE)", "_env(A:", "${", "${A:-", "$(", "{{", "}}", "://,", "api", "api:3000", ".svc.cluster.local", ".cloud66.local", ":80", ":65536", "@"));

    private static readonly Gen<string> Text =
        from pieces in Piece.UpTo(30)
        select string.Concat(pieces);

    private static IReadOnlyList<Mention> Mentions(string text, string key = "API_URL") =>
        Yml.Read($"services:\n  api:\n    ports: [3000]\n    env_vars:\n      {key}: {Declared.Quote(text)}\n      NEXT: http://api:3000\n").Manifest is { } manifest
            ? [.. manifest.Services[0].Mentions.Where(mention => mention.Where == $"env_vars.{key}")]
            : [];

    [Fact]
    public void Whatever_is_written_is_read_and_what_is_found_is_legal_and_stands_in_the_text() => Property.Holds(Text, text =>
    {
        foreach (var mention in Mentions(text))
        {
            Assert.Matches(Host(), mention.HostIn("shop"));
            Assert.True(mention.Port is null or (>= ContainerPort.Min and <= ContainerPort.Max));
            Assert.True(mention.Scheme is null || Scheme().IsMatch(mention.Scheme));
            Assert.Equal(5, mention.Line);
            // Without variables what is found is a part of the text, with them it is what a default put there.
            if (text.AsSpan().IndexOfAny("$({") < 0 && !text.Contains('@', StringComparison.Ordinal)) Assert.Contains(mention.Text, text, StringComparison.Ordinal);
            Assert.Contains(mention.Host, mention.Text.ToLowerInvariant(), StringComparison.Ordinal);
            Assert.True(mention.Port is not { } port || mention.Text.EndsWith(port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }, 5_000);

    [Fact]
    public void What_is_found_does_not_depend_on_what_stands_beside_it() => Property.Holds(Text, text =>
    {
        var found = Mentions($"http://api:3000 {text} redis://redis:6379", "TEXT").Select(mention => mention.Text).ToList();
        Assert.Equal("http://api:3000", found[0]);
        // What is open at the end of the text may take the rest in.
        if (text.AsSpan().IndexOfAny("$({") < 0) Assert.Contains("redis://redis:6379", found);
    }, 1_000);

    [Theory]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("a:1")]
    [InlineData("://")]
    [InlineData("a://")]
    [InlineData("http://")]
    [InlineData("http://,")]
    [InlineData("http://a,")]
    [InlineData(",")]
    [InlineData("${")]
    [InlineData("${A:-")]
    [InlineData("${A:-}")]
    [InlineData("_env(")]
    [InlineData("_env(A:")]
    [InlineData("_env(A:)")]
    [InlineData("_env:")]
    [InlineData("_env(NAMESPACE)")]
    [InlineData("_env(NAMESPACE).")]
    [InlineData("$(")]
    [InlineData("{{")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("a:1@")]
    [InlineData("a:1/")]
    [InlineData(":")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("_")]
    [InlineData("$a")]
    [InlineData("a.b ")]
    [InlineData("0")]
    public void A_long_run_is_read_in_no_time(string part)
    {
        const int length = 100_000;
        var run = new StringBuilder().Insert(0, part, length / part.Length).ToString();
        Watchdog.Run(() =>
        {
            foreach (var text in (string[])[run, $"http://{run}", $"x://{run}", $"a.b:{run}", $"http://u@{run}:80", $"_env(A:{run})", $"${{A:-{run}}}", $"{run}@api:80"])
                Assert.True(Mentions(text).Count <= length);
        });
    }

    [Theory]
    [InlineData("h{0}.n ")]
    [InlineData("h{0}:80 ")]
    [InlineData("http://h{0} ")]
    [InlineData("http://h{0},")]
    [InlineData("h{0}.n:80/")]
    [InlineData("_env(A:h{0}.n) ")]
    public void A_value_that_is_full_of_addresses_is_read_in_no_time(string address)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 1_000_000; i++) text.AppendFormat(CultureInfo.InvariantCulture, address, i);
        Watchdog.Run(() => Assert.InRange(Mentions(text.ToString()).Count, 1, 10_000));
    }

    [GeneratedRegex("^[a-z0-9_][a-z0-9_.-]*$")]
    private static partial Regex Host();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*$")]
    private static partial Regex Scheme();
}
