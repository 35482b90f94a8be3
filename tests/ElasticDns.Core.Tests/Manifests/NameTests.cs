using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class NameTests
{
    private static ManifestReading Read(string name) => Yml.Read($"services:\n  {name}: {{ports: [3000]}}\n");

    [Theory]
    [InlineData("custom_web", "custom_web", "custom-web")]
    [InlineData("Web", "Web", "web")]
    [InlineData("-a", "-a", "a")]
    [InlineData("a-", "a-", "a")]
    [InlineData("a..b", "a..b", "a--b")]
    [InlineData("A_b", "A_b", "a-b")]
    [InlineData("api.", "api.", "api")]
    [InlineData("\"my service\"", "my service", "my-service")]
    [InlineData("__proto__", "__proto__", "proto")]
    [InlineData("NaN", "NaN", "nan")]
    [InlineData("a/../b", "a/../b", "a----b")]
    [InlineData("\"<script>alert(1)</script>\"", "<script>alert(1)</script>", "script-alert-1---script")]
    public void A_name_that_is_no_label_is_derived_with_a_note(string written, string name, string label)
    {
        var reading = Read(written);
        var service = Assert.Single(reading.Manifest!.Services);
        Assert.Equal((name, label, true), (service.Name, service.Label, service.IsDerived));
        var note = Yml.Finding(reading, "derived-label");
        Assert.Equal((Severity.Note, 2, 3), (note.Severity, note.Line, note.Column));
        Assert.Contains(label, note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("constructor")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("web-1")]
    public void A_name_that_is_a_label_stays_text(string name)
    {
        var reading = Read(name);
        var service = Assert.Single(reading.Manifest!.Services);
        Assert.Equal((name, name, false), (service.Name, service.Label, service.IsDerived));
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData("404", "404")]
    [InlineData("1e3", "1e3")]
    [InlineData("0x50", "0x50")]
    [InlineData("9to5", "9to5")]
    public void A_label_that_starts_with_a_digit_is_kept_as_text_and_warned_of(string name, string label)
    {
        var reading = Read(name);
        Assert.Equal(label, Assert.Single(reading.Manifest!.Services).Label);
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "label-starts-with-digit").Severity);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("~")]
    [InlineData("\"...\"")]
    [InlineData("\" \"")]
    public void A_name_of_which_nothing_remains_is_refused(string name) => Assert.Equal(2, Yml.Refuse(Read(name), "name-empty").Line);

    [Theory]
    [InlineData("\u0430pi", "\\u0430pi")]
    [InlineData("\u00e4", "\\u00e4")]
    [InlineData("caf\u00e9", "caf\\u00e9")]
    [InlineData("\"we\\u202Eb\"", "we\\u202eb")]
    [InlineData("\"we\\u200Bb\"", "we\\u200bb")]
    [InlineData("\"we\\tb\"", "we\\u0009b")]
    [InlineData("\"we\\nb\"", "we\\u000ab")]
    [InlineData("web\u0085x", "web\\u0085x")]
    [InlineData("web\u2028x", "web\\u2028x")]
    [InlineData("web\u2029x", "web\\u2029x")]
    [InlineData("\U0001F600", "\\ud83d\\ude00")]
    public void A_character_outside_printable_ascii_is_shown_escaped_and_never_folded(string name, string shown)
    {
        var finding = Yml.Refuse(Read(name), "name-not-ascii");
        Assert.Contains($"'{shown}'", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Message.All(c => c is >= ' ' and <= '~'));
        Assert.Equal(2, finding.Line);
    }

    [Fact]
    public void A_label_of_63_characters_is_accepted() => Assert.NotNull(Read(new string('a', 63)).Manifest);

    [Theory]
    [InlineData(64)]
    [InlineData(254)]
    public void A_longer_label_is_an_error_and_never_cut(int length) =>
        Assert.Contains($"{length}", Yml.Refuse(Read(new string('a', length)), "name-too-long").Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_trimmed_from_the_ends_does_not_count_as_length() =>
        Assert.Equal(63, Assert.Single(Read($"__{new string('a', 63)}__").Manifest!.Services).Label.Length);

    [Theory]
    [InlineData("a_b", "a-b")]
    [InlineData("Web", "web")]
    [InlineData("web", "WEB")]
    [InlineData("api.", "api")]
    [InlineData("-api", "api_")]
    public void Two_names_of_one_label_are_refused_at_the_second_which_names_the_line_of_the_first(string first, string second)
    {
        var finding = Yml.Refuse($"services:\n  {first}: {{}}\n  other: {{}}\n  {second}: {{}}\n", "name-collision");
        Assert.Equal((4, 3), (finding.Line, finding.Column));
        Assert.Contains("line 2", finding.Message, StringComparison.Ordinal);
        Assert.Contains("collides with", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_and_a_database_of_one_host_are_refused()
    {
        var finding = Yml.Refuse("databases:\n  - mysql\nservices:\n  mysql: {ports: [3306]}\n", "name-collision");
        Assert.Equal((4, 3), (finding.Line, finding.Column));
        Assert.Contains("line 2", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plain_name_of_a_primary_collides_with_a_service_too()
    {
        var finding = Yml.Refuse("services:\n  mysql: {}\ndatabases:\n  - mysql-a\n  - mysql-b\n", "name-collision");
        Assert.Equal(4, finding.Line);
        Assert.Contains("'mysql'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grouped_name_of_a_primary_collides_with_a_service_too() =>
        Assert.Equal(5, Yml.Refuse("databases:\n  - mysql-default\n  - mysql-b\nservices:\n  mysql_default: {}\n", "name-collision").Line);

    [Fact]
    public void Without_a_primary_the_plain_name_is_free() =>
        Assert.Equal(["mysql", "mysql-a"], Yml.Accept("databases: [mysql-a]\nservices: {mysql: {}}").Services.Select(service => service.Label)
            .Concat(Yml.Accept("databases: [mysql-a]\nservices: {mysql: {}}").Databases.Select(database => database.Label)));
}
