using System.Text;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

public sealed class TextDiffTests
{
    private static string[] Lines(string? text) => text is null or "" ? [] : text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');

    // The old text is what is the same and what was removed, the new one what is the same and what was added; numbers count both.
    private static TextDiff Checked(string? before, string? after)
    {
        var diff = TextDiff.Of(before, after);
        List<string> old = [], young = [];
        foreach (var stretch in diff.Stretches)
        {
            Assert.Equal((old.Count, young.Count), (stretch.Before, stretch.After));
            Assert.True(stretch.Count > 0);
            for (var at = 0; at < stretch.Count; at++)
            {
                var line = diff.Line(stretch, at).ToString();
                if (stretch.Kind is not DiffKind.Added) old.Add(line);
                if (stretch.Kind is not DiffKind.Removed) young.Add(line);
            }
        }
        Assert.Equal(Lines(before), old);
        Assert.Equal(Lines(after), young);
        Assert.Equal(diff.Removed - diff.Added, old.Count - young.Count);
        return diff;
    }

    private static string Show(TextDiff diff) => string.Join('|', DiffRow.Of(diff, new Dictionary<int, int>()).Select(row =>
        row.Hidden > 0 ? $"..{row.Hidden}" : $"{row.Before}{(row.Kind is DiffKind.Added ? "+" : row.Kind is DiffKind.Removed ? "-" : "=")}{row.After} {row.Text}"));

    private static string Numbered(int count, string prefix = "line ") => string.Concat(Enumerable.Range(1, count).Select(at => $"{prefix}{at}\n"));

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "1=1 a|2- b|+2 x|3=3 c")]
    [InlineData("", "a\n", "+1 a")]
    [InlineData("a", "", "1- a")]
    [InlineData("a\nb", "b", "1- a|2=1 b")]
    [InlineData("a", "a\n\n", "1=1 a|+2 ")]
    [InlineData("a\nb\n", "b\na\n", "1- a|2=1 b|+2 a")]
    [InlineData("a\n\nb", "a\nx\nb", "1=1 a|2- |+2 x|3=3 b")]
    public void Lines_are_told_with_their_numbers(string before, string after, string shown) => Assert.Equal(shown, Show(Checked(before, after)));

    [Fact]
    public void A_service_that_is_put_between_two_is_what_is_added()
    {
        const string body = "\n    ports:\n      - container: 3000\n";
        var diff = Checked($"services:\n  a:{body}  c:{body}", $"services:\n  a:{body}  b:{body}  c:{body}");
        Assert.Equal((3, 0), (diff.Added, diff.Removed));
    }

    [Fact]
    public void Any_two_texts_lead_from_one_to_the_other()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 2000; round++)
        {
            var letters = random.Next(1, 30);
            string Letter() => random.Next(letters) is > 0 and var letter ? $"{(char)('a' + letter)}" : "";
            var before = Enumerable.Range(0, random.Next(25)).Select(_ => Letter()).ToList();
            var after = before.ToList();
            for (var edits = random.Next(8); edits > 0; edits--)
            {
                if (after.Count > 0 && random.Next(2) == 0) after.RemoveAt(random.Next(after.Count));
                else after.Insert(random.Next(after.Count + 1), Letter());
            }
            var diff = Checked(string.Concat(before.Select(line => line + "\n")), string.Concat(after.Select(line => line + "\n")));
            Assert.False(diff.IsCoarse);
            Assert.Equal(before.SequenceEqual(after), diff.IsSame);
        }
    }

    [Fact]
    public void Line_ends_alone_make_no_line_differ()
    {
        var diff = TextDiff.Of("a\r\nb\rc\n", "a\nb\nc");
        Assert.Equal((0, 0, false), (diff.Added, diff.Removed, diff.IsSame));
        Assert.Equal(3, Assert.Single(diff.Stretches).Count);
    }

    [Fact]
    public void What_did_not_change_is_folded_but_for_three_lines_around()
    {
        var diff = Checked(Numbered(40), Numbered(40).Replace("line 10\n", "new\n").Replace("line 19\n", "").Replace("line 30\n", "line 30\nmore\n"));
        Assert.Equal(
            "..6|7=7 line 7|8=8 line 8|9=9 line 9|10- line 10|+10 new|11=11 line 11|12=12 line 12|13=13 line 13|..2|16=16 line 16|17=17 line 17|18=18 line 18|19- line 19|20=19 line 20|21=20 line 21|22=21 line 22|..5|28=27 line 28|29=28 line 29|30=29 line 30|+30 more|31=31 line 31|32=32 line 32|33=33 line 33|..7",
            Show(diff));
        // Three more of the first stretch, and all of the second one.
        var rows = DiffRow.Of(diff, new Dictionary<int, int> { [0] = 3, [3] = 200 });
        Assert.Equal([1, 2, 3, null, 7], rows.Take(5).Select(row => row.Before));
        Assert.Equal([3, 5, 7], rows.Where(row => row.Hidden > 0).Select(row => row.Hidden));
    }

    [Fact]
    public void One_line_is_not_folded_away() =>
        Assert.Equal("1- x|2=1 1|3=2 2|4=3 3|5=4 4|6=5 5|7=6 6|8=7 7|9- y", Show(Checked("x\n" + Numbered(7, "") + "y\n", Numbered(7, ""))));

    [Fact]
    public void Many_changes_of_a_long_text_are_compared_line_by_line()
    {
        var before = Numbered(40_000);
        var after = new StringBuilder("first\n").Append(before).Replace("line 777\n", "changed\n").Replace("line 39999\n", "").Append("last\n").ToString();
        var diff = Checked(before, after);
        Assert.Equal((3, 2, false), (diff.Added, diff.Removed, diff.IsCoarse));
    }

    [Fact]
    public void What_differs_too_much_is_shown_as_a_whole()
    {
        var diff = Checked("services:\n" + Numbered(100_000, "a") + "end\n", "services:\n" + Numbered(100_000, "b") + "end\n");
        Assert.Equal((100_000, 100_000, true), (diff.Added, diff.Removed, diff.IsCoarse));
        Assert.Equal([DiffKind.Same, DiffKind.Removed, DiffKind.Added, DiffKind.Same], diff.Stretches.Select(stretch => stretch.Kind));
        // Lines that come again and again give nothing to hold on to.
        Assert.True(Checked(string.Concat(Enumerable.Repeat("a\nb\n", 20_000)) + "x\n", string.Concat(Enumerable.Repeat("b\nc\n", 20_000))).IsCoarse);
        Assert.Equal(DiffRow.Most + 1, DiffRow.Of(diff, new Dictionary<int, int>()).Count);
    }

    [Fact]
    public void Long_lines_are_shortened_and_compared_whole()
    {
        var diff = TextDiff.Of(new string('x', 1_000_000) + "a", new string('x', 1_000_000) + "b");
        Assert.Equal((1, 1), (diff.Added, diff.Removed));
        Assert.All(DiffRow.Of(diff, new Dictionary<int, int>()), row => Assert.EndsWith("x … and 999,501 more characters", row.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_of_millions_of_empty_lines_cost_a_few_bytes_a_line()
    {
        var (before, after) = (new string('\n', 4 * 1024 * 1024), new string('\n', 4 * 1024 * 1024 - 1) + "x");
        TextDiff.Of("a", "b");
        var start = GC.GetAllocatedBytesForCurrentThread();
        var diff = TextDiff.Of(before, after);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 100_000_000);
        Assert.Equal((1, 1), (diff.Added, diff.Removed));
    }
}
