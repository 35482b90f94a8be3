using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests;

/// <summary>ASVS.md says of every requirement what it claims: by a test or a file that is there, or with a reason.</summary>
public sealed partial class AsvsTests
{
    // How many requirements of levels 1 and 2 each section has. In version 5.0.0 they are the first ones of it; those of level 3 follow.
    private const string Sections = """
        1.1:2 1.2:9 1.3:11 1.4:3 1.5:2  2.1:3 2.2:3 2.3:4 2.4:1  3.2:2 3.3:4 3.4:6 3.5:5 3.7:2  4.1:3 4.2:1 4.3:2 4.4:4  5.1:1 5.2:3 5.3:2 5.4:3
        6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4  7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2  8.1:2 8.2:3 8.3:1 8.4:1  9.1:3 9.2:4
        10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3  11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1  12.1:3 12.2:2 12.3:4  13.1:1 13.2:5 13.3:2 13.4:5
        14.1:2 14.2:4 14.3:3  15.1:3 15.2:3 15.3:7  16.1:1 16.2:5 16.3:4 16.4:3 16.5:3  17.1:1 17.2:4 17.3:2
        """;

    private static readonly string Root = ContentRoot.Find();

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Root, "tests/ElasticDns.Web.Tests/ASVS.md"));

    private static readonly List<string> Required =
    [
        .. from section in Sections.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
           let parts = section.Split(':')
           from number in Enumerable.Range(1, int.Parse(parts[1], CultureInfo.InvariantCulture))
           select $"{parts[0]}.{number}",
    ];

    private static readonly List<Row> Rows =
    [
        .. from line in Lines
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 6 && RowStart().IsMatch(cells[1])
           select new Row(line, IdsOf(cells[1]), cells[3], cells[4]),
    ];

    [Fact]
    public void Every_requirement_of_levels_1_and_2_stands_in_one_row()
    {
        Assert.Equal(253, Required.Count);
        Assert.Equal(Required.Order(), Rows.SelectMany(row => row.Ids).Order());
    }

    [Fact]
    public void Every_row_has_a_verdict_with_what_shows_it_or_why_it_is_so() => Assert.All(Rows, row =>
    {
        Assert.True(row.Verdict is "met" or "n/a" or "open", row.Line);
        Assert.True(row.Verdict is "met" ? row.Names.Any() : Quoted().Replace(row.Shown, "").Count(char.IsLetter) >= 10, row.Line);
    });

    [Fact]
    public void Every_test_and_file_that_it_names_is_there() =>
        Assert.Equal([], Rows.SelectMany(row => row.Names).Distinct().Where(name => !(TestName().IsMatch(name) ? IsTest(name) : File.Exists(Path.Combine(Root, name)))));

    [Fact]
    public void The_counts_at_its_head_are_those_of_its_rows()
    {
        int Count(string verdict) => Rows.Where(row => row.Verdict == verdict).Sum(row => row.Ids.Count);
        Assert.Contains(Lines.Take(10), line => line.Contains($"Of 253 requirements {Count("met")} are met, {Count("n/a")} do not apply and {Count("open")} are open.", StringComparison.Ordinal));
    }

    // `Class`, or `Class.Beginning_of_the_method`; of the tests of this project by what was built, of the others by their sources.
    private static bool IsTest(string name)
    {
        var (type, method) = (name.Split('.')[0], name.Split('.').ElementAtOrDefault(1) ?? "");
        return typeof(AsvsTests).Assembly.GetTypes().Where(candidate => candidate.Name == type).SelectMany(candidate => candidate.GetMethods())
                .Any(candidate => candidate.Name.StartsWith(method, StringComparison.Ordinal) && candidate.GetCustomAttributes<FactAttribute>().Any())
            || Array.Exists((string[])["ElasticDns.Core.Tests", "ElasticDns.Browser.Tests"], project =>
                Directory.EnumerateFiles(Path.Combine(Root, "tests", project), $"{type}.cs", SearchOption.AllDirectories)
                    .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\bpublic (?:async )?(?:Task|void) {Regex.Escape(method)}\w*\(")));
    }

    // `1.2.3`, `1.2.6–1.2.8`, several of them with commas between, or a whole chapter: `V17`.
    private static List<string> IdsOf(string cell) =>
    [
        .. cell.Split(", ").SelectMany(part => part.Split('–') switch
        {
            [['V', .. var chapter]] => Required.Where(id => id.StartsWith($"{chapter}.", StringComparison.Ordinal)),
            [var only] => [only],
            [var first, var last] => Between(first, last),
            _ => [part],
        }),
    ];

    private static IEnumerable<string> Between(string first, string last)
    {
        var (section, from, to) = (first[..first.LastIndexOf('.')], NumberOf(first), NumberOf(last));
        return Enumerable.Range(from, to - from + 1).Select(number => $"{section}.{number}");
    }

    private static int NumberOf(string id) => int.Parse(id[(id.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture);

    private sealed record Row(string Line, List<string> Ids, string Verdict, string Shown)
    {
        public IEnumerable<string> Names => Quoted().Matches(Shown).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex(@"^(?:V\d+$|\d+\.\d+\.\d+)")]
    private static partial Regex RowStart();

    [GeneratedRegex("`(?<name>[^`]*)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[A-Z]\w+(?:\.[A-Z]\w+)?$")]
    private static partial Regex TestName();
}
