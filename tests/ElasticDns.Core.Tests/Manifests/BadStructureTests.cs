using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Texts whose structure is hostile or broken: refused with a place, or read as they say, and never more than that.</summary>
public sealed class BadStructureTests
{
    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    [Fact]
    public void A01_a_file_of_0_bytes_is_refused()
    {
        var finding = Yml.Refuse("", "empty-document");
        Assert.Equal((1, 1), (finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("# a\n# b\n")]
    [InlineData("---\n")]
    [InlineData("---\n...\n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF# a\n")]
    [InlineData("\n\n   \n")]
    [InlineData("~")]
    public void A02_comments_a_marker_or_a_byte_order_mark_alone_are_empty(string text) => Yml.Refuse(text, "empty-document");

    [Theory]
    [InlineData("services:\n")]
    [InlineData("services: ~\n")]
    [InlineData("services: {}\n")]
    [InlineData("services:\ndatabases:\n")]
    public void A03_services_without_a_value_are_no_services_with_a_warning(string text)
    {
        var reading = Yml.Read(text);
        Assert.Empty(reading.Manifest!.Services);
        Assert.Equal(Severity.Warning, Yml.Finding(reading, "no-services").Severity);
    }

    [Fact]
    public void A03_a_root_without_services_and_databases_is_refused() => Yml.Refuse("version: 2\nfoo: bar\n", "not-a-service-yml");

    [Fact]
    public void A04_a_root_that_is_a_list_is_refused() => Assert.Contains("must be a mapping", Yml.Refuse("- a\n", "root-shape").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hello")]
    [InlineData("\"services: {}\"")]
    [InlineData("42")]
    public void A05_a_root_that_is_a_scalar_is_refused(string text) => Assert.Contains("must be a mapping", Yml.Refuse(text, "root-shape").Message, StringComparison.Ordinal);

    [Fact]
    public void A06_two_documents_are_refused_at_the_second() =>
        Assert.Equal((3, 1), Yml.Refuse("---\nservices: {web: {}}\n---\nservices: {api: {}}\n", "several-documents") is var finding ? (finding.Line, finding.Column) : default);

    [Fact]
    public void A06_one_document_with_both_markers_is_accepted() => Assert.Single(Yml.Accept("---\nservices: {web: {}}\n...\n").Services);

    [Fact]
    public void A07_1000_nested_lists_that_are_closed_are_refused() => Watchdog.Run(() => Yml.Refuse($"services: {Repeat("[", 1_000)}{Repeat("]", 1_000)}", "nesting-too-deep"));

    [Theory]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A08_A09_A11_nested_lists_that_are_not_closed_are_refused_at_depth_33(int depth) => Watchdog.Run(() =>
    {
        var finding = Yml.Refuse(Repeat("[", depth), "nesting-too-deep");
        Assert.Equal((1, 33), (finding.Line, finding.Column));
    });

    [Fact]
    public void A10_100000_nested_maps_are_refused() => Watchdog.Run(() => Yml.Refuse(Repeat("{a: ", 100_000), "nesting-too-deep"));

    [Fact]
    public void A12_a_compact_block_of_5000_levels_is_refused() => Watchdog.Run(() => Yml.Refuse($"{Repeat("- ", 5_000)}x\n", "nesting-too-deep"));

    [Fact]
    public void A13_1000_explicit_keys_are_refused() => Watchdog.Run(() => Yml.Refuse($"{Repeat("? ", 1_000)}x\n", "nesting-too-deep"));

    [Fact]
    public void A13_a_key_that_is_a_list_is_refused_where_it_is_read() => Assert.Equal(2, Yml.Refuse("services:\n  ? [a]\n  : {}\n", "key-shape").Line);

    [Fact]
    public void A13_a_key_that_is_a_list_is_no_matter_where_nothing_is_read() =>
        Assert.Empty(Yml.Read("services:\n  web:\n    env_vars:\n      ? [a]\n      : b\n").Findings);

    [Fact]
    public void A14_a_block_map_of_2000_levels_is_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder();
        for (var i = 0; i < 2_000; i++) text.Append(' ', i).Append("a:\n");
        Assert.Equal(33, Yml.Refuse(text.ToString(), "nesting-too-deep").Line);
    });

    [Fact]
    public void A14_32_levels_are_read_and_33_are_not()
    {
        Yml.Accept($"services: {{web: {{env_vars: {{A: {Repeat("[", 28)}{Repeat("]", 28)}}}}}}}");
        Yml.Refuse($"services: {{web: {{env_vars: {{A: {Repeat("[", 29)}{Repeat("]", 29)}}}}}}}", "nesting-too-deep");
    }

    [Fact]
    public void A15_billion_laughs_is_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("a0: &a0 lol\n");
        for (var i = 1; i <= 9; i++) text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Yml.Refuse($"{text}services: {{}}\n", "aliases-too-large");
    });

    [Fact]
    public void A16_an_anchor_of_100_KB_used_1000_times_is_refused() => Watchdog.Run(() =>
        Yml.Refuse($"a: &a {new string('x', 100_000)}\nb:\n{Repeat("  - *a\n", 1_000)}services: {{}}\n", "aliases-too-large"));

    [Fact]
    public void A17_an_anchor_that_holds_itself_is_refused() => Assert.Equal(1, Yml.Refuse("a: &a [*a]\nservices: {}\n", "recursive-alias").Line);

    [Fact]
    public void A17_an_anchor_that_holds_itself_in_a_map_is_refused() => Assert.Equal(3, Yml.Refuse("services: &s\n  web:\n    <<: *s\n", "recursive-alias").Line);

    [Fact]
    public void A18_a_merge_key_is_honoured_and_own_keys_win()
    {
        var manifest = Yml.Accept("x-base: &base {image: nginx, ports: [3000]}\nservices:\n  web:\n    <<: *base\n    ports: [80]\n  api: {<<: *base}\n");
        Assert.Equal([("api", "nginx", 3000), ("web", "nginx", 80)], manifest.Services.Select(service => (service.Label, service.Image, service.Ports[0].Container)));
    }

    [Fact]
    public void A18_of_a_list_of_merged_maps_the_first_wins()
    {
        var service = Assert.Single(Yml.Accept("x-a: &a {image: one}\nx-b: &b {image: two, ports: [80]}\nservices:\n  web:\n    <<: [*a, *b]\n").Services);
        Assert.Equal(("one", 80), (service.Image, service.Ports[0].Container));
    }

    [Fact]
    public void A18_a_merge_key_of_a_scalar_is_refused() => Assert.Equal(3, Yml.Refuse("services:\n  web:\n    <<: nginx\n", "merge-key").Line);

    [Fact]
    public void A18_services_themselves_may_be_merged() =>
        Assert.Equal(["api", "web"], Yml.Accept("x-s: &s {api: {ports: [1]}}\nservices:\n  <<: *s\n  web: {}\n").Services.Select(service => service.Label));

    [Fact]
    public void A19_a_merge_key_bomb_is_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("a0: &a0 {k: v}\na1: &a1 {l: w}\n");
        for (var i = 2; i < 100; i++) text.Append($"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 2}], k{i}: v}}\n");
        Yml.Refuse($"{text}services: {{}}\n", "nesting-too-deep");
    });

    [Fact]
    public void A20_an_alias_without_an_anchor_is_refused_with_its_place()
    {
        var finding = Yml.Refuse("services:\n  web:\n    image: *nope\n", "unknown-alias");
        Assert.Equal((3, 12), (finding.Line, finding.Column));
    }

    [Fact]
    public void A21_a_service_given_twice_is_refused_with_both_lines()
    {
        var finding = Yml.Refuse("services:\n  web: {}\n  api: {}\n  web: {}\n", "duplicate-key");
        Assert.Equal((4, 3), (finding.Line, finding.Column));
        Assert.Contains("line 2", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services:\n  web:\n    ports: [80]\n    image: a\n    ports: [81]\n", 5, "line 3")]
    [InlineData("services: {}\nversion: 1\nservices: {}\n", 3, "line 1")]
    [InlineData("services:\n  web:\n    ports:\n      - container: 80\n        container: 81\n", 5, "line 4")]
    [InlineData("services:\n  web:\n    env_vars:\n      A: 1\n      \"A\": 2\n", 5, "line 4")]
    [InlineData("services:\n  web: {}\nx-a:\n  b: {c: 1, c: 2}\n", 4, "line 4")]
    public void A22_a_key_given_twice_is_refused_wherever_it_stands(string text, int line, string first)
    {
        var finding = Yml.Refuse(text, "duplicate-key");
        Assert.Equal(line, finding.Line);
        Assert.Contains(first, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A22_a_key_given_twice_in_a_large_map_is_refused()
    {
        var keys = string.Concat(Enumerable.Range(0, 50).Select(i => $"      K{i}: v\n"));
        var finding = Yml.Refuse($"services:\n  web:\n    env_vars:\n{keys}      K3: again\n", "duplicate-key");
        Assert.Equal(54, finding.Line);
        Assert.Contains("line 7", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Web", "web")]
    [InlineData("a_b", "a-b")]
    public void A23_names_of_one_label_collide(string first, string second) =>
        Assert.Contains("collides with", Yml.Refuse($"services:\n  {first}: {{}}\n  {second}: {{}}\n", "name-collision").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("services: !<!System.Diagnostics.Process> {}\n")]
    [InlineData("services:\n  web: !!python/object:os.system {}\n")]
    [InlineData("services:\n  web:\n    image: !!binary aGVsbG8=\n")]
    [InlineData("services:\n  web:\n    image: !!js/function a\n")]
    [InlineData("services:\n  web:\n    image: !!str nginx\n")]
    [InlineData("services:\n  web:\n    ports: !!set {80}\n")]
    [InlineData("services:\n  !custom web: {}\n")]
    public void A24_A25_tags_are_refused(string text) => Yml.Refuse(text, "tag");

    [Theory]
    [InlineData("services:\n\tweb:\n\t\tports: [80]\n", 2)]
    [InlineData("services:\n  web:\n\t  ports: [80]\n", 3)]
    [InlineData("services:\n  web:\n    ports:\n  \t- 80\n", 4)]
    public void A26_a_tab_in_the_indentation_is_refused_with_its_line(string text, int line) => Assert.Equal(line, Yml.Refuse(text, "tab-indentation").Line);

    [Fact]
    public void A26_a_tab_that_is_no_indentation_is_read() => Assert.Equal("a", Assert.Single(Yml.Accept("services:\n  web:\n    image:\ta\t# b\n").Services).Image);

    [Theory]
    [InlineData("services:\n  we\0b: {}\n", "binary-file", 2, 5)]
    [InlineData("services:\r\n  we\0b: {}\r\n", "binary-file", 2, 5)]
    [InlineData("\0", "binary-file", 1, 1)]
    [InlineData("services:\n  we\u001bb: {}\n", "control-character", 2, 5)]
    [InlineData("services:\n  we\u007fb: {}\n", "control-character", 2, 5)]
    [InlineData("services:\n  we\u009bb: {}\n", "control-character", 2, 5)]
    public void A27_NUL_and_control_characters_are_refused_with_their_place(string text, string code, int line, int column)
    {
        var finding = Yml.Refuse(text, code);
        Assert.Equal((line, column), (finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void A28_other_line_separators_are_data_of_the_line(string separator)
    {
        Assert.Equal((2, 3), Yml.Refuse($"services:\n  a{separator}b: {{}}\n  c: {{}}\n", "name-not-ascii") is var finding ? (finding.Line, finding.Column) : default);
        var service = Assert.Single(Yml.Accept($"services:\n  web:\n    env_vars: {{A: \"x{separator}y\"}}\n    image: a\n").Services);
        Assert.Equal("a", service.Image);
        Assert.Equal(3, Yml.Read($"x-a: \"{separator}\"\nservices:\n  web: {{}}\n").Manifest!.Services[0].Line);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\r")]
    public void A29_line_ends_of_every_kind_give_the_same_manifest(string end)
    {
        const string text = "services:\n  custom_web:\n    ports:\n      - 3000:80\n      - container: 443\n    env_vars:\n      A: |\n        one\n        two\ndatabases:\n  - mysql\n";
        var expected = Yml.Accept(text);
        var actual = Yml.Accept(end == "\n\r" ? text.Replace("ports:\n", "ports:\r\n", StringComparison.Ordinal).Replace("443\n", "443\r", StringComparison.Ordinal) : text.Replace("\n", end, StringComparison.Ordinal));
        Assert.Equal(("custom_web", "custom-web", 2), (actual.Services[0].Name, actual.Services[0].Label, actual.Services[0].Line));
        Assert.Equal(expected.Services[0].Ports, actual.Services[0].Ports);
        Assert.Equal(expected.Databases, actual.Databases);
        Assert.Equal(11, actual.Databases[0].Line);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A29_findings_stand_in_the_same_lines_with_every_line_end(string end)
    {
        var text = "services:\n  web:\n    ports: [70000]\n    foo: bar\n    foo: baz\n".Replace("\n", end, StringComparison.Ordinal);
        Assert.Equal([(3, 13), (4, 5), (5, 5), (5, 5)], Yml.Read(text).Findings.Select(finding => (finding.Line, finding.Column)));
    }

    [Fact]
    public void A19_aliases_that_stack_up_to_a_great_depth_are_refused() => Watchdog.Run(() =>
    {
        var text = new StringBuilder("x0: &a0 {k: v}\n");
        for (var i = 1; i < 100; i++) text.Append($"x{i}: &a{i} {Repeat("[", 25)}*a{i - 1}{Repeat("]", 25)}\n");
        Yml.Refuse($"{text}password: *a99\nservices: {{}}\n", "nesting-too-deep");
    });

    [Fact]
    public void A19_a_merge_key_counts_only_what_it_adds() =>
        Assert.Equal([new ContainerPort(80)], Assert.Single(Yml.Accept("services:\n  web: {<<: {ports: [80]}}\n").Services).Ports);
}
