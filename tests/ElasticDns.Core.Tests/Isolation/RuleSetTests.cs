using System.Text;
using ElasticDns.Core.Isolation;

namespace ElasticDns.Core.Tests.Isolation;

public sealed class RuleSetTests
{
    private static RuleSetReading Read(string csv) => RuleSet.ReadCsv(Encoding.UTF8.GetBytes(csv), "rules.csv");

    private static string Show(RuleSetReading reading) => string.Join("; ", reading.Findings.Select(finding => $"{finding.Line}:{finding.Column} {finding.Code}"));

    [Fact]
    public void A_table_is_read_as_RFC_4180_has_it()
    {
        var reading = Read("\uFEFFFrom,to,severity,reason\r\nproduction/web,production/payments,error,\"PCI DSS, \"\"card\"\" data\"\n\n\"staging\",database:*,Note,\r\n*/a,*/b,,'=SUM(A1)\r\n*/c,*/d,warning,''+1");
        Assert.Equal("", Show(reading));
        Assert.Equal(
            ["production/web production/payments error PCI DSS, \"card\" data", "staging database:* note ", "*/a */b error =SUM(A1)", "*/c */d warning '+1"],
            reading.Rules.Select(rule => $"{rule.From} {rule.To} {IsolationRule.Word(rule.Severity)} {rule.Reason}"));
    }

    [Theory]
    [InlineData("", "1:1 csv-empty")]
    [InlineData("from,to\n", "1:1 csv-header")]
    [InlineData("from;to;severity;reason\n", "1:1 csv-header")]
    [InlineData("from,to,severity,reason\na,b,error\n", "2:1 csv-fields")]
    [InlineData("from,to,severity,reason\na,b,error,x,y\n", "2:1 csv-fields")]
    [InlineData("from,to,severity,reason\na,b,error,x\"y\n", "2:12 csv-quote")]
    [InlineData("from,to,severity,reason\na,\"b,error,x\n", "2:3 csv-open-quote")]
    [InlineData("from,to,severity,reason\na,\"b\"c,error,x\n", "2:6 csv-after-quote")]
    [InlineData("from,to,severity,reason\na_b,c,fatal,x\nd,/e,,\u202Ex\n", "2:2 pattern-character; 2:7 severity-unknown; 3:3 pattern-part-empty; 3:7 reason-character")]
    [InlineData("from,to,severity,reason\na,\"b_\",error,\"two\nlines\"\n", "2:5 pattern-character; 2:18 reason-character")]
    [InlineData("from,to,severity,reason\na,b,error,x\nc,d,,\nA,b/*,note,y\n", "4:1 rule-twice")]
    public void Every_fault_is_told_with_its_place_and_nothing_is_read(string csv, string expected)
    {
        var reading = Read(csv);
        Assert.Equal(expected, Show(reading));
        Assert.Empty(reading.Rules);
        Assert.All(reading.Findings, finding => Assert.Equal("rules.csv", finding.File));
    }

    [Fact]
    public void Semicolons_are_called_by_their_name() => Assert.Contains("semicolons; write commas", Read("from;to;severity;reason\n").Findings[0].Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_too_much_is_refused()
    {
        string Table(int count) => "from,to,severity,reason\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"a{number},b,error,\n"));
        Assert.Equal(IsolationRules.Most, Read(Table(IsolationRules.Most)).Rules.Count);
        Assert.Equal($"{IsolationRules.Most + 2}:1 too-many-rules", Show(Read(Table(IsolationRules.Most + 1))));
        Assert.Equal("0:0 too-large", Show(Read(new string(' ', RuleSet.MostBytes + 1))));
        Assert.Equal("0:0 not-utf-8", Show(RuleSet.ReadCsv([0x66, 0xFF], "rules.csv")));
        Assert.Equal("2:511 reason-too-long", Show(Read($"from,to,severity,reason\na,b,error,{new string('x', 501)}\n")));
    }
}
